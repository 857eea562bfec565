using System.Globalization;
using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>What the ledger is narrowed to.</summary>
public sealed record LedgerFilter
{
    /// <summary>Where they stand; null for all.</summary>
    public LedgerState? State { get; init; }
    /// <summary>One group, as <c>criterion:value</c>; null for all.</summary>
    public string? Stratum { get; init; }
    /// <summary>Those of the sample only.</summary>
    public bool Sampled { get; init; }
    /// <summary>Rows of a page.</summary>
    public int Limit { get; init; } = Paging.Default;
    /// <summary>Number of the last row of the page before.</summary>
    public int After { get; init; }

    /// <summary>Reads the query of a request; what is not a filter, or not a value of one, is told by its name.</summary>
    public static (LedgerFilter Filter, IReadOnlyList<Refusal> Wrong) Read(IQueryCollection query)
    {
        var (filter, wrong) = (new LedgerFilter(), new List<Refusal>());
        foreach (var (name, values) in query)
        {
            var text = values.ToString();
            if (text.Length == 0) continue;
            if (values.Count != 1) { wrong.Add(new BadInput("input.twice", name)); continue; }
            switch (name)
            {
                case "state" when char.IsAsciiLetter(text[0]) && Enum.TryParse<LedgerState>(text, true, out var state): filter = filter with { State = state }; break;
                case "stratum" when Column(text) is not null: filter = filter with { Stratum = text }; break;
                case "sampled" when text is "true" or "false": filter = filter with { Sampled = text == "true" }; break;
                case "limit" when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit):
                    if (Cursor.Limit(limit).Wrong is { } bound) wrong.Add(bound);
                    filter = filter with { Limit = limit };
                    break;
                case "cursor" when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var after): filter = filter with { After = after }; break;
                case "state" or "stratum" or "sampled": wrong.Add(new BadInput("input.not-a-choice", name)); break;
                case "limit": wrong.Add(new BadInput("input.not-a-number", name)); break;
                case "cursor": wrong.Add(new BadInput("input.not-a-cursor", name)); break;
                case "names" or "issue" or "handler": break;
                default: wrong.Add(new BadInput("input.unknown-member", name)); break;
            }
        }
        return (filter, wrong);
    }

    /// <summary>The column of a stratum; null when it is none.</summary>
    internal static string? Column(string stratum) => stratum.Split(':', 2) is [var criterion, { Length: > 0 }] ? criterion switch
    {
        "gender" => "gender", "nationality" => "nationality", "contractType" => "contract_type", "recruiter" => "recruiter", "department" => "department", "site" => "site", _ => null,
    } : null;
}

/// <summary>Reads the ledger of an issue: counts, groups, and one page of rows. Coded facts only, so it costs the same for five thousand as for fifty, and needs no key.</summary>
public static class ReadLedger
{
    // One look at the rows for states and groups alike.
    private const string counts = """
        select state, gender, nationality, contract_type, recruiter, department, site, count(*)::integer as workers from cases.affected_worker where issue_id = $1
         group by grouping sets ((state), (gender), (nationality), (contract_type), (recruiter), (department), (site))
        """;

    /// <summary>Reads it.</summary>
    public static async Task<Outcome<LedgerView>> Handle(Guid issue, LedgerFilter filter, Work work)
    {
        var view = await Prepare(issue, filter, work);
        if (view is null) return Outcome<LedgerView>.Missing;
        work.Audit("workers.listed", "issue", issue, new { rows = view.Items.Count });
        return await work.Commit(view);
    }

    /// <summary>Reads it for a page that reads more in the same transaction; null when there is no such issue. The caller writes the audit entry.</summary>
    internal static async Task<LedgerView?> Prepare(Guid issue, LedgerFilter filter, Work work)
    {
        var head = new Question<Head>("""
            select i.case_id, i.code, i.state, i.version, i.affected, i.remedy_revision, i.contact_lost_on is not null as contact_lost, cases.sample_of(i.id, i.remedy_revision) as sample,
                   (select json_agg(v order by v.seq) from (select seq, outcome, quality, revision, by_worker from cases.validation where issue_id = i.id) v)::text as validations
              from cases.labor_issue i where i.id = $1
            """, issue);
        var column = filter.Stratum is null ? null : LedgerFilter.Column(filter.Stratum);
        var rows = new Question<LedgerRowView>($"""
            select w.id, w.number, w.state, w.state_on, w.is_reporter,
                   exists (select 1 from cases.sample_member m join cases.sample s on s.id = m.sample_id join cases.labor_issue i on i.id = s.issue_id and i.remedy_revision = s.revision
                            where m.worker_id = w.id and m.standing = 'Asked') as in_sample,
                   w.gender, w.nationality, w.contract_type, w.recruiter, w.department, w.site, w.added_on, w.reached_on, w.answered_on, w.departed_on
              from cases.affected_worker w
             where w.issue_id = $1 and w.number > $2 and ($3::text is null or w.state = $3) {(column is null ? "and $4::text is null" : $"and w.{column} = $4")}
               and (not $5 or exists (select 1 from cases.sample_member m join cases.sample s on s.id = m.sample_id join cases.labor_issue i on i.id = s.issue_id and i.remedy_revision = s.revision
                            where m.worker_id = w.id and m.standing = 'Asked'))
             order by w.number limit $6
            """, issue, filter.After, filter.State?.ToString(), filter.Stratum is null ? null : filter.Stratum[(filter.Stratum.IndexOf(':', StringComparison.Ordinal) + 1)..], filter.Sampled, filter.Limit + 1);
        var counted = new Question<Counted>(counts, issue);
        await work.Ask(head, counted, rows);
        if (head.Rows.Count == 0) return null;
        var found = head.Rows[0];
        var shown = rows.Rows.Take(filter.Limit).ToList();
        List<LedgerCountView> states = [.. counted.Rows.Where(c => c.State is not null).Select(c => new LedgerCountView(c.State!.Value, c.Workers)).OrderBy(c => c.State)];
        return new LedgerView(found.CaseId, issue, found.Code, found.State, found.Version, found.Affected, states.Sum(c => c.Workers), states,
            [.. counted.Rows.SelectMany(c => c.Groups()).OrderBy(g => g.At).ThenByDescending(g => g.Group.Workers).ThenBy(g => g.Group.Value, StringComparer.Ordinal).Select(g => g.Group)],
            AskedView.Of(found.Answers()), shown, rows.Rows.Count > filter.Limit ? shown[^1].Number.ToString(CultureInfo.InvariantCulture) : null);
    }

    // A row of a grouping set: one column is the group, the others are null.
    private sealed record Counted(LedgerState? State, string? Gender, string? Nationality, string? ContractType, string? Recruiter, string? Department, string? Site, int Workers)
    {
        public IEnumerable<(int At, StratumView Group)> Groups() => new[] { Gender, Nationality, ContractType, Recruiter, Department, Site }
            .Select((value, at) => (value, at)).Where(x => x.value is not null).Select(x => (x.at, new StratumView(Strata.Criteria[x.at], x.value!, Workers)));
    }

    /// <summary>What of an issue tells how it is validated.</summary>
    internal sealed record Head(Guid CaseId, string Code, IssueState State, int Version, int Affected, int RemedyRevision, bool ContactLost, string? Sample, string? Validations)
    {
        /// <summary>The answers so far, the reporter's among them.</summary>
        public CollectiveAnswers? Answers() => new IssueFacts
        {
            RemedyRevision = RemedyRevision, ContactLost = ContactLost, Collective = SampleFact.Read(Sample),
            Validations = [.. Nested.Read<ValidationFact>(Validations).Select(v => new Validation(v.Outcome, v.Quality, v.Revision, v.ByWorker ? IssueParty.Worker : IssueParty.Handler))],
        }.WithReporterCounted().Collective;
    }
}
