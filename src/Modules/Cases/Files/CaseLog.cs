using System.Text.Json;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The timeline of a case and its audit entry, always written together. Both carry coded facts only.</summary>
internal static class CaseLog
{
    /// <summary>Notes what happened to a case or to one of its issues.</summary>
    public static void Note(Work work, Guid organization, Guid @case, Guid? issue, string kind, IssueParty party, object? detail = null)
    {
        work.Write("insert into cases.event (org_id, case_id, issue_id, kind, day, person_id, party, detail) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            organization, @case, issue, kind, work.Today, party is IssueParty.Handler or IssueParty.Supervisor ? work.Actor.PersonId : null, party,
            detail is null ? "{}" : JsonSerializer.Serialize(detail, Json.Compact));
        work.Audit(kind, issue is null ? "case" : "issue", issue ?? @case, detail);
    }
}
