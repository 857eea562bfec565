namespace OpenIlm.Platform;

/// <summary>A kind of news that a list can wait for, and who may hear of it. Registered by the room whose lists they are.</summary>
/// <param name="Kind">Its name in <c>platform.live</c>.</param>
/// <param name="Permission">The permission that opens the lists it is about.</param>
public sealed record LiveKind(string Kind, string Permission);
