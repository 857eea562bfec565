using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>What a case has to do with others of the same organization: the group it is linked in, and cases that tell of the same thing at the same site.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="HasSite">It is at a site of the directory; without one nothing can be found.</param>
/// <param name="Shares">What the whole group has in common: issue codes, else categories.</param>
/// <param name="Linked">The group, this case among them; empty when it is linked with none.</param>
/// <param name="Similar">Cases that are not in the group and might belong to it, the likest first.</param>
public sealed record LinksView(
    [property: Field(FieldClass.C1)] Guid CaseId,
    [property: Field(FieldClass.C1)] bool HasSite,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Shares,
    [property: Field(FieldClass.C1)] IReadOnlyList<LinkedCaseView> Linked,
    [property: Field(FieldClass.C1)] IReadOnlyList<SimilarCaseView> Similar) : IView<Handlers>;

/// <summary>A case of a group.</summary>
public sealed record LinkedCaseView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] string Reference,
    [property: Field(FieldClass.C1)] CaseState State,
    [property: Field(FieldClass.C1)] DateOnly ReceivedOn,
    [property: Field(FieldClass.C1)] int? AffectedWorkers,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Shares,
    [property: Field(FieldClass.C1)] IReadOnlyList<LinkedIssueView> Issues) : IView<Handlers>;

/// <summary>An issue of a linked case.</summary>
public sealed record LinkedIssueView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] string Code,
    [property: Field(FieldClass.C1)] IssueState State) : IView<Handlers>;

/// <summary>A case that may tell of the same thing.</summary>
/// <param name="Codes">Issue codes that both have.</param>
/// <param name="Categories">Categories that both have.</param>
/// <param name="DaysApart">Days between the two reports.</param>
/// <param name="InGroup">It is linked with others already: whoever links joins those.</param>
public sealed record SimilarCaseView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] string Reference,
    [property: Field(FieldClass.C1)] CaseState State,
    [property: Field(FieldClass.C1)] DateOnly ReceivedOn,
    [property: Field(FieldClass.C1)] int? AffectedWorkers,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Codes,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Categories,
    [property: Field(FieldClass.C1)] int DaysApart,
    [property: Field(FieldClass.C1)] bool InGroup) : IView<Handlers>;

/// <summary>Reads the links of a case. Coded facts of the own organization only; nothing is compared by what was told.</summary>
public static class ReadLinks
{
    /// <summary>How many days two reports of the same thing may lie apart [ours].</summary>
    public const int DaysNear = 120;
    private const int mostSimilar = 20;

    /// <summary>The issue codes and the categories of a case; before triage those that the worker tapped.</summary>
    internal const string Codes = """
        array(select i.code from cases.labor_issue i where i.case_id = c.id and i.state <> 'Dismissed' union select a from unnest(c.asked_issues) a where c.state = 'Received') as codes, c.categories
        """;

    /// <summary>Reads them.</summary>
    public static async Task<Outcome<LinksView>> Handle(Guid id, Work work)
    {
        if (await Prepare(id, work) is not { } view) return Outcome<LinksView>.Missing;
        work.Audit("case.links-read", "case", id);
        return await work.Commit(view);
    }

    /// <summary>Reads them for a page; null when there is no such case.</summary>
    internal static async Task<LinksView?> Prepare(Guid id, Work work)
    {
        var own = new Question<Own>($"select c.site_id, l.group_id, {Codes} from cases.\"case\" c left join cases.case_link l on l.case_id = c.id where c.id = $1", id);
        var linked = new Question<Linked>("""
            select c.id, c.reference, c.state, c.received_on, c.affected, l.shares,
                   (select json_agg(i order by i.seq) from (select seq, id, code, state from cases.labor_issue where case_id = c.id) i)::text as issues
              from cases.case_link me join cases.case_link l on l.group_id = me.group_id join cases."case" c on c.id = l.case_id where me.case_id = $1 order by c.received_on, c.reference
            """, id);
        var near = new Question<Near>($"""
            select c.id, c.reference, c.state, c.received_on, c.affected, {Codes}, abs(c.received_on - me.received_on) as days_apart, l.group_id
              from cases."case" me join cases."case" c on c.org_id = me.org_id and c.site_id = me.site_id and c.id <> me.id
              left join cases.case_link l on l.case_id = c.id
             where me.id = $1 and abs(c.received_on - me.received_on) <= $2 and c.reason = 'Issue' and c.categories && me.categories
             order by abs(c.received_on - me.received_on), c.reference limit 200
            """, id, DaysNear);
        await work.Ask(own, linked, near);
        if (own.Rows.Count == 0) return null;
        var me = own.Rows[0];
        var group = linked.Rows.Select(l => l.Id).ToHashSet();
        var common = linked.Rows.Count == 0 ? [] : linked.Rows.Select(l => (IEnumerable<string>)l.Shares).Aggregate((one, other) => one.Intersect(other)).Order(StringComparer.Ordinal).ToList();
        return new LinksView(id, me.SiteId is not null, common,
            [.. linked.Rows.Select(l => new LinkedCaseView(l.Id, l.Reference, l.State, l.ReceivedOn, l.Affected, l.Shares, [.. Nested.Read<IssueOf>(l.Issues).Select(i => new LinkedIssueView(i.Id, i.Code, i.State))]))],
            [.. near.Rows.Where(n => !group.Contains(n.Id))
                .Select(n => new SimilarCaseView(n.Id, n.Reference, n.State, n.ReceivedOn, n.Affected, [.. n.Codes.Intersect(me.Codes).Order(StringComparer.Ordinal)], [.. n.Categories.Intersect(me.Categories).Order(StringComparer.Ordinal)], n.DaysApart, n.GroupId is not null))
                .OrderByDescending(s => s.Codes.Count > 0).ThenByDescending(s => s.Codes.Count).ThenBy(s => s.DaysApart).Take(mostSimilar)]);
    }

    private sealed record Own(Guid? SiteId, Guid? GroupId, string[] Codes, string[] Categories);
    private sealed record Linked(Guid Id, string Reference, CaseState State, DateOnly ReceivedOn, int? Affected, string[] Shares, string? Issues);
    private sealed record Near(Guid Id, string Reference, CaseState State, DateOnly ReceivedOn, int? Affected, string[] Codes, string[] Categories, int DaysApart, Guid? GroupId);
    private sealed record IssueOf(Guid Id, string Code, IssueState State);
}
