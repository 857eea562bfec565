using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Network;

/// <summary>Undoes a merge: the old id lives again, and what moved goes back. What came later stays with the survivor, and the person is told.</summary>
public static class SplitMerge
{
    /// <summary>It was split before.</summary>
    public sealed record SplitBefore() : Refusal("merge.split-before");

    /// <summary>The survivor was itself merged since: that merge is split first.</summary>
    public sealed record SurvivorMerged(string Name) : Refusal("merge.survivor-merged");

    /// <summary>Another organization took the name meanwhile.</summary>
    public sealed record NameTaken(string Name) : Refusal("merge.name-taken");

    /// <summary>What stays with the survivor.</summary>
    /// <param name="OldId">Lives again.</param>
    /// <param name="SurvivorId">Keeps what came later.</param>
    /// <param name="Stays">What came after the merge, by kind of row.</param>
    public sealed record SplitView(
        [property: Field(FieldClass.C1)] Guid OldId,
        [property: Field(FieldClass.C1)] Guid SurvivorId,
        [property: Field(FieldClass.C1)] IReadOnlyList<StaysView> Stays) : IView<SignedIn>;

    /// <summary>Rows of one kind that came later.</summary>
    /// <param name="What">Table, for example <c>network.headcount</c>.</param>
    /// <param name="Rows">How many.</param>
    public sealed record StaysView([property: Field(FieldClass.C1)] string What, [property: Field(FieldClass.C1)] int Rows) : IView<SignedIn>;

    /// <summary>What is known when the rule is asked.</summary>
    public sealed record Facts(bool Split, bool SurvivorMerged, string SurvivorName, bool NameTaken, string OldName);

    /// <summary>Every reason at once.</summary>
    public static IEnumerable<Refusal> WhyNot(Facts facts)
    {
        if (facts.Split) { yield return new SplitBefore(); yield break; }
        if (facts.SurvivorMerged) yield return new SurvivorMerged(facts.SurvivorName);
        if (facts.NameTaken) yield return new NameTaken(facts.OldName);
    }

    /// <summary>Splits.</summary>
    public static async Task<Outcome<SplitView>> Handle(Guid merge, int? version, Work work)
    {
        var row = await work.FirstOrNone<Row>("""
            select m.subject_kind as kind, m.old_id, m.survivor_id, m.version, m.split_at is not null as split,
                   coalesce(s.merged_into, o.merged_into) is not null as survivor_merged, coalesce(s.name, o.name) as survivor_name, coalesce(b.name, p.name) as old_name,
                   exists (select 1 from access.organization x where p.id is not null and x.merged_into is null and lower(x.name) = lower(p.name) and coalesce(x.country, '') = coalesce(p.country, '')) as name_taken
              from network.merge m
              left join network.site s on s.id = m.survivor_id left join access.organization o on o.id = m.survivor_id
              left join network.site b on b.id = m.old_id left join access.organization p on p.id = m.old_id
             where m.id = $1
            """, merge);
        if (row is null) return Outcome<SplitView>.Missing;
        if (version is { } read && read != row.Version) return Outcome<SplitView>.Stale;
        if (WhyNot(new Facts(row.Split, row.SurvivorMerged, row.SurvivorName, row.NameTaken, row.OldName)).ToList() is { Count: > 0 } reasons) return Outcome<SplitView>.Refused(reasons);
        var stays = await work.FirstOrNone<string>("select network.split($1, $2, $3)::text", merge, work.Now, work.Actor.PersonId);
        if (row.Kind == "site") await work.Tell(new SiteSplit(merge, row.OldId, row.SurvivorId));
        await FindMatches.Of(work, row.Kind, [row.OldId, row.SurvivorId]);
        work.Audit(row.Kind + ".split", row.Kind, row.OldId, new { from = row.SurvivorId, merge });
        var later = JsonSerializer.Deserialize<Dictionary<string, int>>(stays ?? "{}")!.GroupBy(s => s.Key[..s.Key.LastIndexOf('.')]).Select(g => new StaysView(g.Key, g.Sum(s => s.Value))).OrderBy(s => s.What, StringComparer.Ordinal);
        return await work.Commit(new SplitView(row.OldId, row.SurvivorId, [.. later]));
    }

    private sealed record Row(string Kind, Guid OldId, Guid SurvivorId, int Version, bool Split, bool SurvivorMerged, string SurvivorName, string OldName, bool NameTaken);
}
