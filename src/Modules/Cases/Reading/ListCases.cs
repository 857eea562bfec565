using System.Globalization;
using System.Text;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>A case in a list: coded facts only.</summary>
public sealed record CaseItemView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] string Reference,
    [property: Field(FieldClass.C1)] CaseState State,
    [property: Field(FieldClass.C1)] ContactReason Reason,
    [property: Field(FieldClass.C1)] Danger Danger,
    [property: Field(FieldClass.C1)] string Channel,
    [property: Field(FieldClass.C1)] string Language,
    [property: Field(FieldClass.C1)] string? Country,
    [property: Field(FieldClass.C1)] Guid? SiteId,
    [property: Field(FieldClass.C1)] string? SiteName,
    [property: Field(FieldClass.C1)] string? Employer,
    [property: Field(FieldClass.C1)] Severity? Severity,
    [property: Field(FieldClass.C1)] bool Critical,
    [property: Field(FieldClass.C1)] int? AffectedWorkers,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> AskedIssues,
    [property: Field(FieldClass.C1)] IReadOnlyList<IssueItemView> Issues,
    [property: Field(FieldClass.C1)] DateOnly ReceivedOn,
    [property: Field(FieldClass.C1)] DateOnly PromisedBy,
    [property: Field(FieldClass.C1)] bool Unread,
    [property: Field(FieldClass.C1)] Guid? AssignedTo,
    [property: Field(FieldClass.C1)] string? AssignedToName,
    [property: Field(FieldClass.C1)] int OpenRetaliationReports,
    [property: Field(FieldClass.C1)] bool Overdue) : IView<Handlers>;

/// <summary>An issue of a case in a list.</summary>
public sealed record IssueItemView(
    [property: Field(FieldClass.C1)] string Code,
    [property: Field(FieldClass.C1)] IssueState State) : IView<Handlers>;

/// <summary>Lists the cases of the own organization, a page at a time, at the same price however many there are.</summary>
public static class ListCases
{
    private static readonly string overdue = IssueClocks.CaseIsOverdue("$1");
    private const string columns = """
        select c.id, c.reference, c.state, c.reason, c.danger, c.channel, c.language, c.country, c.site_id, c.employer, c.severity, c.critical, c.affected, c.asked_issues,
               array(select i.code || ':' || i.state from cases.labor_issue i where i.case_id = c.id order by i.seq) as issues,
               c.received_on, c.promised_by, c.unread, c.assigned_to, p.name as assigned_to_name, c.open_retaliation, c.danger_rank::integer as danger_rank, c.seq,
        """;
    // The page is cut first: what is looked up for a row is looked up for the rows of the page only.
    private const string page = " as overdue from (select c.* from cases.\"case\" c where c.org_id = access.org()";

    /// <summary>Reads a page.</summary>
    public static async Task<Outcome<Page<CaseItemView>>> Handle(CaseFilter filter, Work work, IDirectory directory)
    {
        if (!Cursor.TryRead(filter.Cursor, 2, out var after) || after is not null && !(int.TryParse(after[0], out _) && long.TryParse(after[1], out _)))
            return Outcome<Page<CaseItemView>>.Refused(new BadInput("input.not-a-cursor", "cursor"));
        var (sql, values) = await Query(filter, after, work, directory);
        // Without a filter the page is the head of an index; with one the plan is worth making for the value asked.
        if (filter.IsEveryday) work.PlanOnce();
        var rows = await work.All<Row>(sql, [.. values]);
        var shown = rows.Take(filter.Limit).ToList();
        var sites = await directory.Sites(work, [.. shown.Select(r => r.SiteId).OfType<Guid>().Distinct()]);
        return new Page<CaseItemView>([.. shown.Select(r => View(r, sites))],
            rows.Count > filter.Limit ? Cursor.Of(shown[^1].DangerRank.ToString(CultureInfo.InvariantCulture), shown[^1].Seq.ToString(CultureInfo.InvariantCulture)) : null);
    }

    /// <summary>Every row of a filter, at most so many, for a file.</summary>
    public static async Task<Outcome<IReadOnlyList<CaseItemView>>> All(CaseFilter filter, int most, Work work, IDirectory directory)
    {
        var rows = new List<CaseItemView>();
        filter = filter with { Limit = Paging.Most, Cursor = null };
        do
        {
            var outcome = await Handle(filter, work, directory);
            if (!outcome.IsDone) return Outcome<IReadOnlyList<CaseItemView>>.From(outcome);
            rows.AddRange(outcome.Value!.Items);
            filter = filter with { Cursor = outcome.Value.NextCursor };
        }
        while (filter.Cursor is not null && rows.Count < most);
        return rows;
    }

    private static async Task<(string Sql, List<object?> Values)> Query(CaseFilter filter, string[]? after, Work work, IDirectory directory)
    {
        var values = new List<object?> { work.Now };
        var where = new List<string>();
        void And(string condition, object? value)
        {
            values.Add(value);
            where.Add(condition.Replace("$x", "$" + values.Count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }
        if (filter.State is { } state) And("c.state = $x", state);
        if (filter.IssueState is { } step) And("exists (select 1 from cases.labor_issue i where i.case_id = c.id and i.state = $x)", step);
        // A site that was merged is asked for by its old id too.
        if (filter.SiteId is { } site) And("c.site_id = $x", (await directory.Site(work, site))?.Id ?? site);
        if (filter.OrganizationId is { } employer)
            And("c.site_id = any($x)", (await directory.FindSites(work, null, null, employer, 1000)).Select(s => s.Id).ToArray());
        if (filter.Category is { } category) And("c.categories @> $x", new[] { category });
        if (filter.Severity is { } severity) And("c.severity = $x", severity);
        if (filter.Critical is { } critical) And("c.critical = $x", critical);
        if (filter.Danger is { } danger) And("c.danger = $x", danger);
        if (filter.AssignedTo is { } person) And("c.assigned_to = $x", person);
        if (filter.Mine) And("c.assigned_to = $x", work.Actor.PersonId);
        if (filter.From is { } from) And("c.received_on >= $x", from);
        if (filter.To is { } to) And("c.received_on <= $x", to);
        if (filter.Reason is { } reason) And("c.reason = $x", reason);
        if (filter.List is { } list) And("exists (select 1 from cases.work_list_item w where w.case_id = c.id and w.list_id = $x)", list);
        if (filter.Unread is { } unread) where.Add(unread ? "c.unread" : "not c.unread");
        // A range, not LIKE: behind row security only operators that cannot leak reach the index.
        if (filter.Query is { Length: > 0 } query)
        {
            And("c.reference >= $x", query);
            And("c.reference < $x", query[..^1] + (char)(query[^1] + 1));
        }
        if (filter.Overdue is { } late) where.Add($"c.id {(late ? "in" : "not in")} {IssueClocks.OverdueCases("$1")}");
        if (filter.Inbox) where.Add("(c.state = 'Received' or c.unread)");
        if (after is not null && filter.Inbox)
        {
            values.Add(int.Parse(after[0], CultureInfo.InvariantCulture));
            And("(c.danger_rank, c.seq) > ($" + values.Count.ToString(CultureInfo.InvariantCulture) + ", $x)", long.Parse(after[1], CultureInfo.InvariantCulture));
        }
        else if (after is not null) And("c.seq < $x", long.Parse(after[1], CultureInfo.InvariantCulture));
        // The limit is written into the question: a plan for an unknown limit reckons with a tenth of the table, and none is kept.
        var sql = new StringBuilder(columns).Append(' ').Append(overdue).Append(page);
        foreach (var condition in where) sql.Append(" and ").Append(condition);
        var order = filter.Inbox ? " order by c.danger_rank, c.seq" : " order by c.seq desc";
        sql.Append(order).Append(" limit ").Append((filter.Limit + 1).ToString(CultureInfo.InvariantCulture)).Append(") c left join access.person p on p.id = c.assigned_to").Append(order);
        return (sql.ToString(), values);
    }

    private static CaseItemView View(Row r, IReadOnlyDictionary<Guid, SiteFacts> sites)
    {
        var site = r.SiteId is { } id ? sites.GetValueOrDefault(id) : null;
        return new CaseItemView(r.Id, r.Reference, r.State, r.Reason, r.Danger, r.Channel, r.Language, r.Country, r.SiteId, site?.Name, site?.OrganizationName ?? r.Employer,
            r.Severity, r.Critical, r.Affected, r.AskedIssues,
            [.. r.Issues.Select(i => i.Split(':')).Select(i => new IssueItemView(i[0], Enum.Parse<IssueState>(i[1])))],
            r.ReceivedOn, r.PromisedBy, r.Unread, r.AssignedTo, r.AssignedToName, r.OpenRetaliation, r.Overdue);
    }

    private sealed record Row(Guid Id, string Reference, CaseState State, ContactReason Reason, Danger Danger, string Channel, string Language, string? Country, Guid? SiteId, string? Employer,
        Severity? Severity, bool Critical, int? Affected, string[] AskedIssues, string[] Issues, DateOnly ReceivedOn, DateOnly PromisedBy, bool Unread, Guid? AssignedTo, string? AssignedToName,
        int OpenRetaliation, int DangerRank, long Seq, bool Overdue);
}
