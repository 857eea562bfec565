using System.Globalization;
using System.Text;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The list of cases as CSV (RFC 4180). A cell that a spreadsheet would take for a formula is made text.</summary>
public static class CaseCsv
{
    private static readonly string[] header =
        ["reference", "state", "reason", "danger", "channel", "language", "country", "site", "employer", "severity", "critical", "affectedWorkers", "issues", "receivedOn", "promisedBy", "unread", "assignedTo", "openRetaliationReports", "overdue"];

    /// <summary>Writes the rows.</summary>
    public static string Write(IEnumerable<CaseItemView> cases)
    {
        var csv = new StringBuilder();
        Line(csv, header);
        foreach (var c in cases)
            Line(csv, [c.Reference, Camel(c.State), Camel(c.Reason), Camel(c.Danger), c.Channel, c.Language, c.Country ?? "", c.SiteName ?? "", c.Employer ?? "",
                c.Severity is { } severity ? Camel(severity) : "", Yes(c.Critical), c.AffectedWorkers?.ToString(CultureInfo.InvariantCulture) ?? "",
                string.Join(' ', c.Issues.Select(i => $"{i.Code}:{Camel(i.State)}")), Day(c.ReceivedOn), Day(c.PromisedBy), Yes(c.Unread), c.AssignedToName ?? "",
                c.OpenRetaliationReports.ToString(CultureInfo.InvariantCulture), Yes(c.Overdue)]);
        return csv.ToString();
    }

    /// <summary>One cell.</summary>
    public static string Cell(string value) => TableWriter.Cell(value);

    private static void Line(StringBuilder csv, IEnumerable<string> cells) => csv.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
    private static string Camel<T>(T value) where T : struct, Enum => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];
    private static string Yes(bool value) => value ? "true" : "false";
    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
