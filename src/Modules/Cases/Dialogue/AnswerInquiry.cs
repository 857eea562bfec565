using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>Whoever runs the case answers a business, or refuses to. An answer passes the checks of a packet; the worker is asked, if at all, in her own conversation.</summary>
public static class AnswerInquiry
{
    /// <summary>Why a question is not answered. Ours; stable.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["couldIdentify", "notKnown", "notNeeded", "askedAlready"];

    /// <summary>The answer, or why there is none: one of the two.</summary>
    /// <param name="Text">The answer; sealed under the packet's key.</param>
    /// <param name="Refusal">One of <see cref="Reasons"/>.</param>
    public sealed record Input(string? Text = null, string? Refusal = null);

    /// <summary>It is answered or refused.</summary>
    public sealed record NotWaiting() : Refusal("inquiry.not-waiting");

    /// <summary>Every reason against it.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, string state)
    {
        if (string.IsNullOrWhiteSpace(input.Text) == string.IsNullOrEmpty(input.Refusal)) yield return new BadInput("input.one-of", "text");
        foreach (var reason in Given.OptionalText(input.Text, "text", 8192)) yield return reason;
        if (!string.IsNullOrEmpty(input.Refusal)) foreach (var reason in Given.Choice(input.Refusal, Reasons, "refusal")) yield return reason;
        if (state != "Asked") yield return new NotWaiting();
    }

    /// <summary>Answers or refuses.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid question, int? version, Input input, Work work, Dossiers dossiers, Keystore keystore)
    {
        var issue = await work.FirstOrNone<Guid?>("select issue_id from cases.inquiry where id = $1 and org_id = access.org()", question);
        if (issue is null) return Outcome<ActView>.Missing;
        var held = await IssueFile.Hold(work, issue.Value);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var (file, row) = (held.Value!, (await work.FirstOrNone<Row>("""
            select q.share_id, q.dossier_id, q.state, q.version, q.recipient_org, s.state as share_state from cases.inquiry q join cases.share s on s.id = q.share_id where q.id = $1 for update of q
            """, question))!);
        if (version is { } asked && asked != row.Version) return Outcome<ActView>.Stale;
        List<Refusal> reasons = [.. WhyNot(input, row.State)];
        if (row.ShareState is not ShareState.Released) reasons.Add(new ShareRefusals.WrongState(row.ShareState));
        if (file.IsSuspect(row.RecipientOrg)) reasons.Add(new ShareRefusals.RecipientIsSuspect());
        if (reasons.Count > 0) return Outcome<ActView>.Refused(reasons);
        byte[]? answer = null;
        if (!string.IsNullOrWhiteSpace(input.Text))
        {
            var known = await PacketLook.Open(work, dossiers, file.Row, input.Text);
            if (!known.IsDone) return Outcome<ActView>.From(known);
            // Where she is named with her consent, the packet says so; what is answered beside it does not have to.
            if (WordsForOthers.WhyNot(PacketChecks.OfText(input.Text, known.Value!.Identity, [file.Row.ReceivedOn], file.Calendar.Settings), strict: true).ToList() is { Count: > 0 } telling) return Outcome<ActView>.Refused(telling);
            if (!(await Packets.Open(work, keystore, [row.ShareId])).TryGetValue(row.ShareId, out var key)) return Outcome<ActView>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
            answer = Blob.SealText(key, input.Text.Trim(), new Aad(SealedColumns.InquiryAnswer, question, row.DossierId));
        }
        work.Write("update cases.inquiry set state = $2, reason = $3, answer_ct = $4, answered_by = $5, answered_on = $6, version = version + 1 where id = $1",
            question, answer is null ? "Refused" : "Answered", answer is null ? input.Refusal : null, answer, work.Actor.PersonId, work.Today);
        CaseFile.Touch(work, file.Row.CaseId);
        CaseLog.Note(work, file.Row.OrgId, file.Row.CaseId, file.Row.Id, answer is null ? "issue.inquiry-refused" : "issue.inquiry-answered", CaseParty.Of(work.Actor), new { share = row.ShareId, question, reason = input.Refusal });
        if (row.RecipientOrg is { } business)
            await work.InRowsOf(business, () =>
            {
                work.Audit("shared-issue.inquiry-answered", "share", row.ShareId, new { question });
                work.Notify("shared-issue.inquiry-answered", "share", row.ShareId);
                return Task.CompletedTask;
            });
        return await work.Commit(file.Stand(question));
    }

    private sealed record Row(Guid ShareId, Guid DossierId, string State, int Version, Guid? RecipientOrg, ShareState ShareState);
}
