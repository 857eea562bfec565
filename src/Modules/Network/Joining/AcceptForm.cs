namespace OpenIlm.Network;

/// <summary>The form by which an organization accepts a version, or what it says once it did.</summary>
/// <param name="Page">The page it stands on.</param>
/// <param name="What">Principles or Consequences.</param>
/// <param name="Version">The version in force.</param>
public sealed record AcceptForm(JoiningModel Page, string What, int Version);
