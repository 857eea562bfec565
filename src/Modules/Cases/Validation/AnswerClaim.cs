using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>The worker answers "They say they did this. Is it true?" by her receipt. What she says decides; the program only draws the consequences.</summary>
public static class AnswerClaim
{
    /// <summary>Every reason against the answer.</summary>
    public static IEnumerable<Refusal> WhyNot(WorkerAnswer answer, int claimRevision, int remedyRevision)
    {
        foreach (var reason in new ValidationAnswer(answer.Outcome, answer.Quality, answer.Satisfaction, answer.Retaliation).WhyNot(IssueParty.Worker, claimRevision, remedyRevision))
            yield return reason;
        foreach (var reason in Given.OptionalText(answer.Text, "text")) yield return reason;
    }

    /// <summary>Queues the answer and all that follows from it; commits nothing.</summary>
    internal static async Task<Outcome> Queue(Work work, Guid contact, WorkerAnswer answer, int vaultVersion, Func<SealedColumn, Guid, string, byte[]> sealText)
    {
        // The claim was put to this contact about this issue, else there is no such thing for her.
        var claim = await work.FirstOrNone<AskedClaim>("select id, issue_id, revision, dossier_id from cases.claim where id = $1 and issue_id = $2 and contact_id = $3",
            answer.ClaimId, answer.IssueId, contact);
        if (claim is null) return Outcome.Missing;
        var held = await IssueFile.Hold(work, claim.IssueId);
        if (!held.IsDone) return held;
        var file = held.Value!;
        if (WhyNot(answer, claim.Revision, file.Revision).ToList() is { Count: > 0 } reasons) return Outcome.Refused(reasons);
        return TakeAnswer.Queue(work, file, claim, IssueParty.Worker, new Answered(answer.Outcome, answer.Quality, answer.Satisfaction, answer.Retaliation),
            string.IsNullOrWhiteSpace(answer.Text) ? null : (column, row) => sealText(column, row, answer.Text), vaultVersion) is { Count: > 0 } against
            ? Outcome.Refused(against) : Outcome.Done;
    }
}
