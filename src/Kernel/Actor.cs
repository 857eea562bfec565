namespace OpenIlm.Kernel;

/// <summary>Who acts. Comes from the session, never from a route or a body.</summary>
public enum ActorKind
{
    /// <summary>A worker or visitor without an account. Nothing about the person or device is known.</summary>
    Anonymous,
    /// <summary>A signed-in person.</summary>
    Person,
    /// <summary>The program itself: scheduled work and the effects of domain events in another organization's rows.</summary>
    System,
}

/// <summary>The actor of a unit of work.</summary>
public sealed record Actor
{
    /// <summary>Nobody known.</summary>
    public static readonly Actor Anonymous = new() { Kind = ActorKind.Anonymous };
    /// <summary>The program itself.</summary>
    public static readonly Actor System = new() { Kind = ActorKind.System };

    /// <summary>What kind of actor.</summary>
    public required ActorKind Kind { get; init; }
    /// <summary>The person's account; empty when there is none.</summary>
    public Guid PersonId { get; init; }
    /// <summary>The organization the person works for; empty when there is none.</summary>
    public Guid OrganizationId { get; init; }
    /// <summary>The session; empty when there is none.</summary>
    public Guid SessionId { get; init; }
    /// <summary>The name shown to colleagues.</summary>
    public string Name { get; init; } = "";
    /// <summary>The name of the organization.</summary>
    public string OrganizationName { get; init; } = "";
    /// <summary>Kind of the organization (<c>organization_types.csv</c>, enum_name).</summary>
    public string OrganizationKind { get; init; } = "";
    /// <summary>BCP 47 tag of the workspace language.</summary>
    public string Language { get; init; } = "en";
    /// <summary>Roles granted today.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];
    /// <summary>Permission codes that follow from the roles.</summary>
    public IReadOnlySet<string> Permissions { get; init; } = new HashSet<string>();
    /// <summary>A locked session reaches coded facts only: it holds no key.</summary>
    public bool Locked { get; init; } = true;
    /// <summary>A confined session may only finish setting up the account (own passphrase, second factor).</summary>
    public bool Confined { get; init; }

    /// <summary>The organization that the session acts in; differs from <see cref="OrganizationId"/> only while a role is previewed elsewhere.</summary>
    public Guid SessionOrganizationId { get; init; }
    /// <summary>The role whose view is being previewed; null in ordinary work. Nothing can be changed and no key is held meanwhile.</summary>
    public string? ViewingAs { get; init; }
    /// <summary>Whether the person works for another organization too, and may change over to it.</summary>
    public bool WorksElsewhere { get; init; }

    /// <summary>Whether the actor holds the permission.</summary>
    public bool May(string permission) => !Confined && Permissions.Contains(permission);
}
