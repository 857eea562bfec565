using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>A business reports one of its actions done. Whether it is true, the worker says.</summary>
public static class ReportSharedAction
{
    /// <summary>What was done.</summary>
    /// <param name="Text">In words; sealed.</param>
    /// <param name="Evidence">What shows it, a line each: payslips, a notice, a transfer; sealed with the words.</param>
    /// <param name="AsksWaiver">Whether anything in it asks, or asked, the worker to give up a claim, or to sign that she has none: yes is refused. To be answered where the words look like it.</param>
    public sealed record Input(string Text, IReadOnlyList<string>? Evidence = null, bool? AsksWaiver = null);

    /// <summary>What was reported.</summary>
    public sealed record ReportedView([property: Field(FieldClass.C1)] Guid Id) : IView<Businesses>;

    /// <summary>The action is reported already.</summary>
    public sealed record AlreadyReported() : Refusal("action.already-reported");

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        foreach (var reason in Given.Text(input.Text, "text")) yield return reason;
        if (input.Evidence is { Count: > 20 }) yield return new BadInput("input.too-many", "evidence", 20);
        for (var i = 0; i < (input.Evidence?.Count ?? 0); i++)
            foreach (var reason in Given.Text(input.Evidence![i], $"evidence[{i}]", 1024)) yield return reason;
        foreach (var reason in WaiverGuard.WhyNot(input.AsksWaiver, [input.Text, .. input.Evidence ?? []])) yield return reason;
    }

    /// <summary>Words and evidence as one text, a line for each piece.</summary>
    internal static string Words(Input input) => string.Join('\n', [input.Text, .. (input.Evidence ?? []).Select(e => "- " + e)]);

    /// <summary>Reports the action.</summary>
    public static async Task<Outcome<ReportedView>> Handle(Guid id, Guid action, Input input, Work work, Keystore keystore)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ReportedView>.Refused(wrong);
        var share = await work.FirstOrNone<AnsweredShare>(AnsweredShare.Query + " where s.id = $1 and s.recipient_org = access.org() and s.state = 'Released'", id);
        if (share is null || await work.FirstOrNone<Guid?>("select id from cases.action where id = $1 and share_id = $2", action, id) is null) return Outcome<ReportedView>.Missing;
        if (!(await Packets.Open(work, keystore, [id])).TryGetValue(id, out var key))
            return Outcome<ReportedView>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
        Refusal? refusal = new RespondToShared.NotOpen();
        work.Audit("shared-issue.action-reported", "share", id, new { action });
        await work.InRowsOf(share.OrgId, async () =>
        {
            var held = await IssueFile.Hold(work, share.IssueId);
            if (!held.IsDone || await work.FirstOrNone<Guid?>("select id from cases.share where id = $1 and state = 'Released'", id) is null) return;
            if (!await Store(work, action, share.DossierId, bytes => Blob.SealText(key, bytes, new Aad(SealedColumns.ActionReport, action, share.DossierId)), Words(input))) { refusal = new AlreadyReported(); return; }
            if (BusinessAnswer.MoveReported(work, held.Value!, CaseParty.Of(work.Actor), action).Count > 0) return;
            WaiverFlags.Raise(work, held.Value!, CaseParty.Of(work.Actor), "report", action, Words(input));
            work.Notify("issue.action-reported", "case", share.CaseId, held.Value!.Row.AssignedTo);
            refusal = null;
        });
        return refusal is null ? await work.Commit(new ReportedView(action)) : Outcome<ReportedView>.Refused(refusal);
    }

    /// <summary>Keeps the report; false when the action was reported already.</summary>
    internal static async Task<bool> Store(Work work, Guid action, Guid dossier, Func<string, byte[]> seal, string words) =>
        await work.Change("update cases.action set state = 'Reported', reported_on = $2, report_ct = $3, version = version + 1 where id = $1 and dossier_id = $4 and state = 'Agreed'",
            action, work.Today, seal(words), dossier) == 1;
}
