using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>A claim that was put to the worker.</summary>
internal sealed record AskedClaim(Guid Id, Guid IssueId, int Revision, Guid DossierId);

/// <summary>An answer in coded facts. The last three are those of a handler who asked her.</summary>
internal sealed record Answered(
    ValidationOutcome Outcome, ResolutionQuality? Quality, int? Satisfaction, RetaliationAnswer Retaliation,
    string? AskedBy = null, string? Channel = null, int? Attempts = null);

/// <summary>What an answer to a claim does, whoever brought it: the dated answer, the move it decides, and the retaliation report it opens.</summary>
internal static class TakeAnswer
{
    /// <summary>Queues all of it; every reason against, and nothing queued, when the issue does not await an answer.</summary>
    public static IReadOnlyList<Refusal> Queue(Work work, IssueFile file, AskedClaim claim, IssueParty by, Answered answer, Func<SealedColumn, Guid, byte[]>? seal, int vaultVersion)
    {
        var retaliation = answer.Retaliation is RetaliationAnswer.Yes;
        var facts = (file.Facts with
        {
            Validations = [.. file.Facts.Validations, new Validation(answer.Outcome, answer.Quality, claim.Revision, by)],
            // The report she makes with her answer already blocks the closing that her answer would bring (C5).
            OpenRetaliationReports = file.Facts.OpenRetaliationReports + (retaliation ? 1 : 0),
        }).WithReporterCounted();
        var action = IssueFlow.ActionFor(answer.Outcome, facts);
        // Where a share has confirmed already, she may still say what she thinks; anywhere else an answer moves or is refused.
        var moves = SampleFact.Moves(file.State, action, facts) || file.State is not IssueState.Validated;
        if (moves && IssueFlow.Decide(file.State, action, by, facts) is { Allowed: false } refused) return refused.Refusals;

        var id = Guid.NewGuid();
        work.Write("""
            insert into cases.validation (id, org_id, case_id, issue_id, claim_id, dossier_id, revision, outcome, quality, satisfaction, retaliation, by_worker,
                                          asked_by, channel, attempts, recorded_by, day, ct, vault_version)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
            """, id, file.Row.OrgId, file.Row.CaseId, file.Row.Id, claim.Id, claim.DossierId, claim.Revision, answer.Outcome, answer.Quality, answer.Satisfaction,
            answer.Retaliation, by is IssueParty.Worker, answer.AskedBy, answer.Channel, answer.Attempts, by is IssueParty.Worker ? null : work.Actor.PersonId,
            work.Today, seal?.Invoke(SealedColumns.ValidationText, id), seal is null ? null : vaultVersion);
        if (retaliation)
            OpenRetaliation.Queue(work, file.Row.OrgId, file.Row.CaseId, file.Row.Id, claim.DossierId, by, by is IssueParty.Worker ? "worker" : "handler", file.Calendar, null);
        if (!moves) file.Note(work, IssueAction.RecordAnswer, by, new { validation = id, outcome = answer.Outcome, quality = answer.Quality, retaliation = answer.Retaliation, attempts = answer.Attempts });
        else file.Move(work, action, by, facts, new { validation = id, outcome = answer.Outcome, quality = answer.Quality, retaliation = answer.Retaliation, attempts = answer.Attempts });
        if (by is IssueParty.Worker)
        {
            work.Write("update cases.\"case\" set unread = true, promised_by = case when unread then promised_by else $2 end where id = $1 and state <> 'Closed'",
                file.Row.CaseId, WaitingPromise.ReadBy(work.Today, retaliation ? Danger.Punished : Danger.None, file.Calendar.Settings, file.Calendar.Days));
            work.Notify(retaliation ? "case.danger" : "issue.worker-answered", "case", file.Row.CaseId, retaliation ? null : file.Row.AssignedTo);
        }
        return [];
    }
}
