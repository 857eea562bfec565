namespace OpenIlm.Platform;

/// <summary>The one permission that an endpoint or page needs. The program does not start while one says neither this nor <see cref="OpenDoorAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute(string permission) : Attribute
{
    /// <summary>Permission code.</summary>
    public string Permission { get; } = permission;
    /// <summary>Reads or writes sealed content: a locked session is turned away with <c>session.locked</c>.</summary>
    public bool Unlocked { get; init; }
}

/// <summary>An endpoint or page for everyone. The reason is for whoever reads the list of them.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OpenDoorAttribute(string reason) : Attribute
{
    /// <summary>Why nobody has to sign in here.</summary>
    public string Reason { get; } = reason;
}

/// <summary>A page or endpoint that any signed-in person may use for the own account, also while the account is confined to being set up.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OwnAccountAttribute : Attribute;

/// <summary>Open also while a role is previewed: ending the preview, signing out.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class WhilePreviewingAttribute : Attribute;
