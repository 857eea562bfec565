using System.Text.Json;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The timeline of a case and its audit entry, always written together. Both carry coded facts only.</summary>
internal static class CaseLog
{
    /// <summary>Notes what happened to a case or to one of its issues.</summary>
    public static void Note(Work work, Guid organization, Guid @case, Guid? issue, string kind, IssueParty party, object? detail = null)
    {
        Event(work, organization, @case, issue, kind, party, detail);
        work.Audit(kind, issue is null ? "case" : "issue", issue ?? @case, detail);
    }

    /// <summary>The timeline alone, where the act that brought it writes the audit entry and names the case.</summary>
    public static void Event(Work work, Guid organization, Guid @case, Guid? issue, string kind, IssueParty party, object? detail = null) =>
        work.Write("insert into cases.event (org_id, case_id, issue_id, kind, day, person_id, party, detail) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            organization, @case, issue, kind, work.Today, party is IssueParty.Handler or IssueParty.Supervisor ? work.Actor.PersonId : null, party,
            detail is null ? "{}" : JsonSerializer.Serialize(detail, Json.Compact));
}
