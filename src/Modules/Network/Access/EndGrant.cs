using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Ends a grant at once, or gives it another last day. What no longer holds is not seen at the next request.</summary>
public static class EndGrant
{
    /// <summary>The last day.</summary>
    /// <param name="Until">Last day; null: open.</param>
    /// <param name="OrganizationId">For an operator: in which organization.</param>
    public sealed record UntilInput(DateOnly? Until, Guid? OrganizationId = null);

    /// <summary>For an operator: in which organization.</summary>
    public sealed record Input(Guid? OrganizationId = null);

    internal sealed record Row(Guid Id, Guid PersonId, string Role, string ScopeKind, Guid ScopeId, DateOnly FromDay, DateOnly? UntilDay, int Version);

    /// <summary>Gives another last day.</summary>
    public static Task<Outcome> ChangeUntil(Guid grant, int? version, UntilInput input, Work work) => Act(grant, version, input.OrganizationId, work, async (row, place) =>
    {
        if (GrantRules.WhyNotUntil(row.FromDay, input.Until, work.Today).ToList() is { Count: > 0 } reasons) return reasons;
        // A last administrator with a last day would leave the organization without one on that day, when nobody is asked any more.
        if (input.Until is not null && GrantRules.WithoutAdministrator(place.Kind, [.. (await Reach.Grants(work)).Where(g => g.Until is null)], g => g.Id == row.Id, work.Today) is { } last) return [last];
        work.Write("update access.role_grant set until_day = $2, version = version + 1 where id = $1", row.Id, input.Until);
        work.Audit("grant.until-changed", "person", row.PersonId, new { grant = row.Id, from = row.UntilDay, to = input.Until });
        return [];
    });

    /// <summary>Ends it at once. Whoever is left without a role that may hold the vault's key loses it in the same act.</summary>
    public static Task<Outcome> Handle(Guid grant, int? version, Guid? organization, Work work) => Act(grant, version, organization, work, async (row, place) =>
    {
        if (GrantRules.WithoutAdministrator(place.Kind, await Reach.Grants(work), g => g.Id == row.Id, work.Today) is { } last) return [last];
        await Queue(work, place.Id, row);
        return [];
    });

    internal static async Task Queue(Work work, Guid organization, Row row)
    {
        // The day before it began or before today, whichever is earlier: it held on no day from now on.
        work.Write("update access.role_grant set until_day = least(from_day, $2) - 1, ended_at = $3, ended_by = $4, version = version + 1 where id = $1", row.Id, work.Today, work.Now, work.Actor.PersonId);
        work.Audit("grant.ended", "person", row.PersonId, new { grant = row.Id, row.Role, row.ScopeKind, scope = row.ScopeId });
        work.Notify("grant.ended", "person", row.PersonId, person: row.PersonId);
        if (!AdmitToVault.MayHold([.. (await Reach.Grants(work)).Where(g => g.Person == row.PersonId && g.Id != row.Id && g.HoldsOn(work.Today)).Select(g => g.Role)])) await Reach.TakeKey(work, organization, row.PersonId);
    }

    internal static Task<Row?> Find(Work work, Guid grant) => work.FirstOrNone<Row>(
        "select g.id, g.person_id, g.role, g.scope_kind, g.scope_id, g.from_day, g.until_day, g.version from access.role_grant g where g.id = $1 and g.org_id = access.org() for update", grant);

    private static async Task<Outcome> Act(Guid grant, int? version, Guid? organization, Work work, Func<Row, Reach.Place, Task<IReadOnlyList<Refusal>>> act)
    {
        if (await Reach.Of(work, organization) is not { } place) return Outcome.Missing;
        var outcome = Outcome.Missing;
        await work.InRowsOf(place.Id, async () =>
        {
            await Reach.Hold(work, place.Id);
            if (await Find(work, grant) is not { } row) return;
            if (version is { } asked && asked != row.Version) { outcome = Outcome.Stale; return; }
            if (row.PersonId == work.Actor.PersonId) { outcome = Outcome.Refused(new GrantRules.NotYourOwn()); return; }
            if (row.UntilDay < work.Today) { outcome = Outcome.Refused(new GrantRules.AlreadyEnded()); return; }
            outcome = await act(row, place) is { Count: > 0 } reasons ? Outcome.Refused(reasons) : Outcome.Done;
        });
        return outcome.IsDone ? await work.Commit() : outcome;
    }
}
