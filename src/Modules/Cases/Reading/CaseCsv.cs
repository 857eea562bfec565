using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The list of cases as a table for a file: coded facts only.</summary>
public static class CaseCsv
{
    /// <summary>Most rows of a file.</summary>
    public const int Most = 10_000;

    private static readonly string[] header =
        ["reference", "state", "reason", "danger", "channel", "language", "country", "site", "employer", "severity", "critical", "affectedWorkers", "issues", "receivedOn", "promisedBy", "unread", "assignedTo", "openRetaliationReports", "overdue"];

    /// <summary>The rows as a table.</summary>
    public static Table Of(IEnumerable<CaseItemView> cases) => new("cases", header, [.. cases.Select(c => (IReadOnlyList<object?>)
        [c.Reference, Camel(c.State), Camel(c.Reason), Camel(c.Danger), c.Channel, c.Language, c.Country, c.SiteName, c.Employer, c.Severity is { } severity ? Camel(severity) : null, c.Critical, c.AffectedWorkers,
         string.Join(' ', c.Issues.Select(i => $"{i.Code}:{Camel(i.State)}")), c.ReceivedOn, c.PromisedBy, c.Unread, c.AssignedToName, c.OpenRetaliationReports, c.Overdue])]);

    /// <summary>Writes the rows as CSV (RFC 4180). A cell that a spreadsheet would take for a formula is made text.</summary>
    public static string Write(IEnumerable<CaseItemView> cases) => TableWriter.Csv(Of(cases));

    /// <summary>One cell.</summary>
    public static string Cell(string value) => TableWriter.Cell(value);

    private static string Camel<T>(T value) where T : struct, Enum => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];
}
