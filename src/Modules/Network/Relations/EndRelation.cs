using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Ends a relation; it is never deleted. Ended today or earlier, everything that followed from it is gone at the next request: what a buyer
/// sees of the directory, and the packets about sites that concern it no more.</summary>
public static class EndRelation
{
    /// <summary>The last day.</summary>
    /// <param name="UntilDay">Last day; null: it ends now. A day to come: it holds until the end of that day.</param>
    public sealed record Input(DateOnly? UntilDay = null);

    /// <summary>It has ended.</summary>
    public sealed record HasEnded(DateOnly UntilDay) : Refusal("relation.has-ended");

    /// <summary>Every reason against it.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, DateOnly fromDay, DateOnly? untilDay, bool ended, DateOnly today)
    {
        if (ended || untilDay < today) { yield return new HasEnded(untilDay ?? today); yield break; }
        if ((input.UntilDay ?? today) < fromDay) yield return new BadInput("relation.ends-before-it-begins", "untilDay");
    }

    /// <summary>Ends it.</summary>
    /// <param name="id">Relation.</param>
    /// <param name="version">The version that was read; null to end whatever stands there.</param>
    /// <param name="input">When.</param>
    /// <param name="work">The unit of work.</param>
    public static async Task<Outcome> Handle(Guid id, int? version, Input input, Work work)
    {
        if (await work.FirstOrNone<Row>("select org_id, from_day, until_day, ended, role from network.relation where id = $1", id) is not { } row) return Outcome.Missing;
        if (WhyNot(input, row.FromDay, row.UntilDay, row.Ended, work.Today).ToList() is { Count: > 0 } reasons) return Outcome.Refused(reasons);
        var last = input.UntilDay ?? work.Today;
        var changed = 0;
        await work.InRowsOf(row.OrgId, async () =>
            changed = await work.Change("update network.relation set until_day = $3, ended = $4, version = version + 1 where id = $1 and ($2::integer is null or version = $2)", id, version, last, last <= work.Today));
        if (changed == 0) return Outcome.Stale;
        work.Audit("relation.ended", "relation", id, new { row.Role });
        return await work.Commit();
    }

    private sealed record Row(Guid OrgId, DateOnly FromDay, DateOnly? UntilDay, bool Ended, string Role);
}
