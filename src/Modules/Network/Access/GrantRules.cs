using OpenIlm.Kernel;

namespace OpenIlm.Network;

/// <summary>How far a grant reaches.</summary>
public static class GrantScopes
{
    /// <summary>The whole organization.</summary>
    public const string Organization = "org";
    /// <summary>One site of a business: packets about it, and nothing of the others.</summary>
    public const string Site = "site";
    /// <summary>What is sealed to one vault.</summary>
    public const string Vault = "vault";
    /// <summary>One case: everything of it, and nothing of the others.</summary>
    public const string Case = "case";

    /// <summary>Every scope.</summary>
    public static readonly IReadOnlyList<string> All = [Organization, Site, Vault, Case];

    /// <summary>Whether the role can be bound to such a scope. A business answers for sites; whoever runs cases is bound to a vault or to cases.</summary>
    public static bool Fits(string role, string scope) => scope switch
    {
        Organization => true,
        Site => role is Roles.SupplierUser or Roles.AgencyUser or Roles.BuyerUser,
        Vault => role is Roles.CaseHandler or Roles.Supervisor,
        Case => role is Roles.CaseHandler,
        _ => false,
    };
}

/// <summary>What the rules of grants look at.</summary>
/// <param name="Kind">Kind of the organization.</param>
/// <param name="Today">Today.</param>
/// <param name="Own">Whether the grant is for whoever grants it.</param>
public sealed record GrantFacts(string Kind, DateOnly Today, bool Own);

/// <summary>A grant as far as the rules need it.</summary>
public sealed record GivenGrant(Guid Id, Guid Person, string Role, string ScopeKind, Guid ScopeId, DateOnly From, DateOnly? Until)
{
    /// <summary>Whether it is held on a day.</summary>
    public bool HoldsOn(DateOnly day) => From <= day && (Until is null || Until >= day);
    /// <summary>Whether it is held on a day or later.</summary>
    public bool IsOver(DateOnly day) => Until < day;
}

/// <summary>The rules of grants: who may hold what, how far, from when until when, and who must stay.</summary>
public static class GrantRules
{
    /// <summary>Nobody gives or confirms the own role: somebody else must want it.</summary>
    public sealed record NotYourOwn() : Refusal("grant.not-your-own");
    /// <summary>The role cannot be bound to such a scope.</summary>
    public sealed record ScopeDoesNotFit(string Role, string Scope) : Refusal("grant.scope-does-not-fit")
    {
        /// <inheritdoc />
        public override string Field => "scopeKind";
    }
    /// <summary>The site, vault or case is not one of this organization.</summary>
    public sealed record ScopeOfOthers() : Refusal("grant.scope-of-others")
    {
        /// <inheritdoc />
        public override string Field => "scopeId";
    }
    /// <summary>The person holds it already in this time.</summary>
    public sealed record AlreadyGranted() : Refusal("grant.already-given");
    /// <summary>It has ended; it is never opened again. A new one says who gave it.</summary>
    public sealed record AlreadyEnded() : Refusal("grant.already-ended");
    /// <summary>The last one who can invite people and end access has no successor.</summary>
    public sealed record LastAdministrator(string Role) : Refusal("grant.last-administrator");

    /// <summary>Every reason against a new grant that the input itself shows.</summary>
    public static IEnumerable<Refusal> WhyNot(string? role, string? scope, DateOnly? from, DateOnly? until, GrantFacts facts)
    {
        if (facts.Own) yield return new NotYourOwn();
        if (role is null || !Roles.All.Contains(role)) yield return new BadInput("input.not-a-choice", "role");
        else if (!(InvitePerson.RolesByKind.TryGetValue(facts.Kind, out var fitting) && fitting.Contains(role))) yield return new InvitePerson.RoleDoesNotFit(role, facts.Kind);
        if (scope is null || !GrantScopes.All.Contains(scope)) yield return new BadInput("input.not-a-choice", "scopeKind");
        else if (role is not null && !GrantScopes.Fits(role, scope)) yield return new ScopeDoesNotFit(role, scope);
        if (from < facts.Today) yield return new BadInput("grant.begins-in-the-past", "from");
        foreach (var reason in WhyNotUntil(from ?? facts.Today, until, facts.Today)) yield return reason;
    }

    /// <summary>Every reason against the last day of a grant.</summary>
    public static IEnumerable<Refusal> WhyNotUntil(DateOnly from, DateOnly? until, DateOnly today)
    {
        if (until < from) yield return new BadInput("grant.ends-before-it-begins", "until");
        // Ending a grant at once is an act of its own, with what follows from it.
        else if (until < today) yield return new BadInput("grant.ends-in-the-past", "until");
    }

    /// <summary>Whether two grants of the same role and scope meet in time.</summary>
    public static bool Meet(GivenGrant one, string role, string scope, Guid scopeId, DateOnly from, DateOnly? until) =>
        one.Role == role && one.ScopeKind == scope && one.ScopeId == scopeId && one.From <= (until ?? DateOnly.MaxValue) && (one.Until ?? DateOnly.MaxValue) >= from;

    /// <summary>The role that answers for the people of an organization; null where the operator does.</summary>
    public static string? AdministratorOf(string kind) => kind switch
    {
        "CivilSociety" or "TradeUnion" => Roles.Supervisor,
        "Convenor" => Roles.Operator,
        _ => null,
    };

    /// <summary>Whether an organization would be left without anybody who answers for its people.</summary>
    /// <param name="kind">Kind of the organization.</param>
    /// <param name="grants">Grants of its active members.</param>
    /// <param name="ends">Grants that would end.</param>
    /// <param name="today">Today.</param>
    public static LastAdministrator? WithoutAdministrator(string kind, IEnumerable<GivenGrant> grants, Func<GivenGrant, bool> ends, DateOnly today)
    {
        if (AdministratorOf(kind) is not { } role) return null;
        var now = grants.Where(g => g.Role == role && g.ScopeKind == GrantScopes.Organization && g.HoldsOn(today)).ToList();
        return now.Exists(g => ends(g)) && now.TrueForAll(g => ends(g)) ? new LastAdministrator(role) : null;
    }

    /// <summary>The day by which a grant is to be confirmed again.</summary>
    public static DateOnly ReviewDue(DateOnly from, DateOnly? reviewed, int every) => (reviewed ?? from).AddDays(every);
}
