using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>A handler records what a business answered, agreed or did that does not write here itself: recorded as such, the same moves.</summary>
public static class RecordOnBehalf
{
    /// <summary>An answer.</summary>
    /// <param name="Text">What the business said; sealed under the packet's key.</param>
    /// <param name="Actions">What it agreed to do.</param>
    /// <param name="ShareId">The packet it answers; null for the newest one that went out.</param>
    /// <param name="AsksWaiver">Whether anything in it asks the worker to give up a claim: yes is refused, and the business asked again without it.</param>
    public sealed record ResponseInput(string Text, IReadOnlyList<NewAction>? Actions = null, Guid? ShareId = null, bool? AsksWaiver = null);

    /// <summary>Actions agreed.</summary>
    public sealed record ActionsInput(IReadOnlyList<NewAction>? Actions, Guid? ShareId = null, bool? AsksWaiver = null);

    /// <summary>Records an answer.</summary>
    public static Task<Outcome<ActView>> Response(Guid issue, int? version, ResponseInput input, Work work, Keystore keystore) =>
        BusinessAnswer.WhyNot(input.Text, input.Actions, work.Today, input.AsksWaiver).ToList() is { Count: > 0 } wrong
            ? Task.FromResult(Outcome<ActView>.Refused(wrong))
            : Record(issue, version, input.ShareId, input.Text, input.Actions, work, keystore);

    /// <summary>Records agreed actions.</summary>
    public static Task<Outcome<ActView>> Actions(Guid issue, int? version, ActionsInput input, Work work, Keystore keystore) =>
        input.Actions is not { Count: > 0 } ? Task.FromResult(Outcome<ActView>.Refused(new BadInput("input.required", "actions")))
        : BusinessAnswer.WhyNotActions(input.Actions, work.Today).Concat(WaiverGuard.WhyNot(input.AsksWaiver, BusinessAnswer.Texts(null, input.Actions))).ToList() is { Count: > 0 } wrong ? Task.FromResult(Outcome<ActView>.Refused(wrong))
        : Record(issue, version, input.ShareId, null, input.Actions, work, keystore);

    /// <summary>Records that an action is reported done.</summary>
    public static async Task<Outcome<ActView>> Report(Guid issue, Guid action, int? version, ReportSharedAction.Input input, Work work, Keystore keystore, Dossiers dossiers)
    {
        if (ReportSharedAction.WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await IssueFile.Hold(work, issue, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var file = held.Value!;
        var row = await work.FirstOrNone<ActionOf>("select id, share_id, dossier_id from cases.action where id = $1 and issue_id = $2", action, issue);
        if (row is null) return Outcome<ActView>.Missing;
        Func<string, byte[]> seal;
        if (row.ShareId is { } share)
        {
            if (!(await Packets.Open(work, keystore, [share])).TryGetValue(share, out var key)) return Outcome<ActView>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
            seal = words => Blob.SealText(key, words, new Aad(SealedColumns.ActionReport, action, row.DossierId));
        }
        else
        {
            var dossier = await dossiers.Open(work, row.DossierId);
            if (!dossier.IsDone) return Outcome<ActView>.From(dossier);
            seal = words => dossier.Value!.Seal(SealedColumns.ActionReport, action, words);
        }
        if (!await ReportSharedAction.Store(work, action, row.DossierId, seal, ReportSharedAction.Words(input))) return Outcome<ActView>.Refused(new ReportSharedAction.AlreadyReported());
        if (BusinessAnswer.MoveReported(work, file, CaseParty.Of(work.Actor), action) is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        WaiverFlags.Raise(work, file, CaseParty.Of(work.Actor), "report", action, ReportSharedAction.Words(input));
        return await work.Commit(file.Stand(action));
    }

    private static async Task<Outcome<ActView>> Record(Guid issue, int? version, Guid? wanted, string? text, IReadOnlyList<NewAction>? actions, Work work, Keystore keystore)
    {
        var held = await IssueFile.Hold(work, issue, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var file = held.Value!;
        var party = CaseParty.Of(work.Actor);
        var share = await work.FirstOrNone<AnsweredShare>(AnsweredShare.Query + " where s.issue_id = $1 and s.state = 'Released' and ($2::uuid is null or s.id = $2) order by s.released_on desc, s.id limit 1", issue, wanted);
        if (share is null)
            return wanted is not null ? Outcome<ActView>.Refused(new BadInput("input.not-a-choice", "shareId"))
                // Nothing went out, so there is nothing that was answered; the state machine says it in its words.
                : IssueFlow.Decide(file.State, text is null ? IssueAction.AgreeActions : IssueAction.RecordResponse, party, file.Facts) is { Allowed: false } decision
                    ? Outcome<ActView>.Refused(decision.Refusals) : Outcome<ActView>.Refused(new IssueRefusals.NoReleasablePacket());
        if (!(await Packets.Open(work, keystore, [share.Id])).TryGetValue(share.Id, out var key)) return Outcome<ActView>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
        Guid? response = text is null ? null : BusinessAnswer.QueueResponse(work, share, key, text, onBehalf: true);
        if (BusinessAnswer.Move(work, file, party, share, response, actions?.Count ?? 0) is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        var made = BusinessAnswer.QueueActions(work, file, share, key, actions, onBehalf: true);
        WaiverFlags.Raise(work, file, party, text is null ? "action" : "response", response ?? made[0], BusinessAnswer.Texts(text, actions));
        return await work.Commit(file.Stand(response ?? made[0]));
    }

    private sealed record ActionOf(Guid Id, Guid? ShareId, Guid DossierId);
}
