using System.Globalization;
using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>What a list of cases is narrowed to. Everything null: all cases of the own organization, newest first.</summary>
public sealed record CaseFilter
{
    /// <summary>State of the case.</summary>
    public CaseState? State { get; init; }
    /// <summary>Where at least one of its labor issues stands.</summary>
    public IssueState? IssueState { get; init; }
    /// <summary>Site.</summary>
    public Guid? SiteId { get; init; }
    /// <summary>Employer: any of its sites.</summary>
    public Guid? OrganizationId { get; init; }
    /// <summary>Category of the taxonomy, of an issue or, before triage, of what the worker tapped.</summary>
    public string? Category { get; init; }
    /// <summary>How bad.</summary>
    public Severity? Severity { get; init; }
    /// <summary>Critical or not.</summary>
    public bool? Critical { get; init; }
    /// <summary>What the worker tapped.</summary>
    public Danger? Danger { get; init; }
    /// <summary>Who runs the case.</summary>
    public Guid? AssignedTo { get; init; }
    /// <summary>The cases that the caller runs.</summary>
    public bool Mine { get; init; }
    /// <summary>Something of it should have happened before today.</summary>
    public bool? Overdue { get; init; }
    /// <summary>First day of receipt.</summary>
    public DateOnly? From { get; init; }
    /// <summary>Last day of receipt.</summary>
    public DateOnly? To { get; init; }
    /// <summary>What the contact was about.</summary>
    public ContactReason? Reason { get; init; }
    /// <summary>Unread or not.</summary>
    public bool? Unread { get; init; }
    /// <summary>The beginning of a reference.</summary>
    public string? Query { get; init; }
    /// <summary>Only the cases of this list.</summary>
    public Guid? List { get; init; }
    /// <summary>Only what waits for somebody to look at it, danger first, then oldest first.</summary>
    public bool Inbox { get; init; }
    /// <summary>Rows of a page.</summary>
    public int Limit { get; init; } = Paging.Default;
    /// <summary>Where the page before ended.</summary>
    public string? Cursor { get; init; }

    /// <summary>Nothing is narrowed but whose it is and whether it waits: a page of what somebody looks at all day.</summary>
    public bool IsEveryday => this with { Inbox = false, Mine = false, Limit = Paging.Default, Cursor = null } == new CaseFilter();

    /// <summary>Reads the query of a request. What is not a filter, or not a value of one, is told by its name, never ignored.</summary>
    public static (CaseFilter Filter, IReadOnlyList<Refusal> Wrong) Read(IQueryCollection query)
    {
        var filter = new CaseFilter();
        var wrong = new List<Refusal>();
        foreach (var (name, values) in query)
        {
            var text = values.Count == 1 ? values[0] ?? "" : "";
            if (values.Count != 1) { wrong.Add(new BadInput("input.twice", name)); continue; }
            if (text.Length == 0) continue;
            filter = name switch
            {
                "state" => filter with { State = Choice<CaseState>(text, name, wrong) },
                "issueState" => filter with { IssueState = Choice<IssueState>(text, name, wrong) },
                "siteId" => filter with { SiteId = Id(text, name, wrong) },
                "organizationId" => filter with { OrganizationId = Id(text, name, wrong) },
                "category" => filter with { Category = IssueTaxonomy.Categories.Any(c => c.Id == text) ? text : Not<string>(name, wrong) },
                "severity" => filter with { Severity = Choice<Severity>(text, name, wrong) },
                "critical" => filter with { Critical = Flag(text, name, wrong) },
                "danger" => filter with { Danger = Choice<Danger>(text, name, wrong) },
                "assignedTo" => text == "me" ? filter with { Mine = true } : filter with { AssignedTo = Id(text, name, wrong) },
                "overdue" => filter with { Overdue = Flag(text, name, wrong) },
                "from" => filter with { From = Day(text, name, wrong) },
                "to" => filter with { To = Day(text, name, wrong) },
                "reason" => filter with { Reason = Choice<ContactReason>(text, name, wrong) },
                "unread" => filter with { Unread = Flag(text, name, wrong) },
                "list" => filter with { List = Id(text, name, wrong) },
                "query" => filter with { Query = Beginning(text, name, wrong) },
                "inbox" => filter with { Inbox = Flag(text, name, wrong) ?? false },
                "limit" => filter with { Limit = Number(text, name, wrong) },
                "cursor" => filter with { Cursor = text },
                _ => Unknown(filter, name, wrong),
            };
        }
        return (filter, wrong);
    }

    /// <summary>The filter as an address says it: its members in this order, each once, without a place in the list. What is kept of a filter is this.</summary>
    public string ToQuery()
    {
        static string? Camel(Enum? value) => value is null ? null : char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];
        static string? Yes(bool? value) => value is { } yes ? yes ? "true" : "false" : null;
        static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        (string Name, string? Value)[] members =
        [
            ("state", Camel(State)), ("issueState", Camel(IssueState)), ("siteId", SiteId?.ToString()), ("organizationId", OrganizationId?.ToString()), ("category", Category), ("severity", Camel(Severity)),
            ("critical", Yes(Critical)), ("danger", Camel(Danger)), ("assignedTo", Mine ? "me" : AssignedTo?.ToString()), ("overdue", Yes(Overdue)), ("from", Day(From)), ("to", Day(To)),
            ("reason", Camel(Reason)), ("unread", Yes(Unread)), ("query", Query), ("list", List?.ToString()), ("inbox", Inbox ? "true" : null),
        ];
        return string.Join('&', members.Where(m => !string.IsNullOrEmpty(m.Value)).Select(m => m.Name + "=" + Uri.EscapeDataString(m.Value!)));
    }

    /// <summary>Reads a filter from an address; null when it is none.</summary>
    public static CaseFilter? FromQuery(string query)
    {
        var (filter, wrong) = Read(new QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)));
        return wrong.Count > 0 ? null : filter with { Cursor = null, Limit = Paging.Default };
    }

    private static T? Choice<T>(string text, string name, List<Refusal> wrong) where T : struct, Enum
    {
        // A number would be read as an enum by its order, which is nobody's contract.
        if (char.IsAsciiLetter(text[0]) && Enum.TryParse<T>(char.ToUpperInvariant(text[0]) + text[1..], out var value) && !text.Contains(',', StringComparison.Ordinal)) return value;
        wrong.Add(new BadInput("input.not-a-choice", name));
        return null;
    }

    private static Guid? Id(string text, string name, List<Refusal> wrong) => Guid.TryParseExact(text, "D", out var id) ? id : NotValue<Guid>(name, wrong);
    private static bool? Flag(string text, string name, List<Refusal> wrong) => text switch { "true" => true, "false" => false, _ => NotValue<bool>(name, wrong) };

    private static DateOnly? Day(string text, string name, List<Refusal> wrong)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        wrong.Add(new BadInput("input.not-a-day", name));
        return null;
    }

    private static int Number(string text, string name, List<Refusal> wrong)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) wrong.Add(new BadInput("input.not-a-number", name));
        else if (number is < 1) wrong.Add(new BadInput("input.too-small", name, 1));
        else if (number > Paging.Most) wrong.Add(new BadInput("input.too-large", name, Paging.Most));
        return number;
    }

    private static T? NotValue<T>(string name, List<Refusal> wrong) where T : struct
    {
        wrong.Add(new BadInput("input.not-a-choice", name));
        return null;
    }

    private static T? Not<T>(string name, List<Refusal> wrong) where T : class
    {
        wrong.Add(new BadInput("input.not-a-choice", name));
        return null;
    }

    private static string? Beginning(string text, string name, List<Refusal> wrong)
    {
        var word = text.Trim().ToLowerInvariant().Replace(' ', '-');
        if (word.Length <= 60 && word.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) return word;
        wrong.Add(new BadInput("input.not-a-choice", name));
        return null;
    }

    private static CaseFilter Unknown(CaseFilter filter, string name, List<Refusal> wrong)
    {
        wrong.Add(new BadInput("input.unknown-member", name));
        return filter;
    }
}
