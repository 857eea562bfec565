using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>Opens a report of retaliation: it blocks every closing of the case until it is resolved (C5), and the case turns up unread with its danger mark.</summary>
internal static class OpenRetaliation
{
    /// <summary>Queues the report; returns its id.</summary>
    public static Guid Queue(Work work, Guid organization, Guid @case, Guid? issue, Guid dossier, IssueParty by, Func<SealedColumn, Guid, byte[]>? seal)
    {
        var id = Guid.NewGuid();
        work.Write("""
            insert into cases.retaliation_report (id, org_id, case_id, issue_id, dossier_id, state, day, by_person, by_worker, ct)
            values ($1, $2, $3, $4, $5, 'Received', $6, $7, $8, $9)
            """, id, organization, @case, issue, dossier, work.Today, by is IssueParty.Worker ? null : work.Actor.PersonId, by is IssueParty.Worker,
            seal?.Invoke(SealedColumns.RetaliationText, id));
        work.Write("""
            update cases."case" set open_retaliation = open_retaliation + 1, danger = case when danger = 'InDanger' then danger else 'Punished' end,
                   unread = true, promised_by = least(promised_by, $2), version = version + 1
             where id = $1
            """, @case, WaitingPromise.ReadBy(work.Today, Danger.Punished));
        CaseLog.Note(work, organization, @case, issue, "case.retaliation-reported", by, new { report = id });
        return id;
    }
}
