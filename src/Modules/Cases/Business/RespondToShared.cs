using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A business answers an issue that was shared with it, and agrees actions with dates.</summary>
public static class RespondToShared
{
    /// <summary>The answer.</summary>
    /// <param name="Text">In words; sealed.</param>
    /// <param name="Actions">What the business will do.</param>
    /// <param name="AsksWaiver">Whether anything in it asks the worker to give up a claim, or to sign that she has none: yes is refused. To be answered where the words look like it.</param>
    public sealed record Input(string Text, IReadOnlyList<NewAction>? Actions = null, bool? AsksWaiver = null);

    /// <summary>What was made.</summary>
    public sealed record RespondedView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] IReadOnlyList<Guid> Actions) : IView<Businesses>;

    /// <summary>The issue takes no such answer now. Where it stands in the case is not the business's to know.</summary>
    public sealed record NotOpen() : Refusal("shared-issue.not-open");

    /// <summary>Answers.</summary>
    public static async Task<Outcome<RespondedView>> Handle(Guid id, Input input, Work work, Keystore keystore)
    {
        if (BusinessAnswer.WhyNot(input.Text, input.Actions, work.Today, input.AsksWaiver).ToList() is { Count: > 0 } wrong) return Outcome<RespondedView>.Refused(wrong);
        var share = await work.FirstOrNone<AnsweredShare>(AnsweredShare.Query + " where s.id = $1 and s.recipient_org = access.org() and s.state = 'Released'", id);
        if (share is null) return Outcome<RespondedView>.Missing;
        if (!(await Packets.Open(work, keystore, [id])).TryGetValue(id, out var key))
            return Outcome<RespondedView>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());

        IReadOnlyList<Guid> actions = [];
        var response = Guid.Empty;
        var taken = false;
        work.Audit("shared-issue.answered", "share", id, new { actions = input.Actions?.Count ?? 0 });
        await work.InRowsOf(share.OrgId, async () =>
        {
            var held = await IssueFile.Hold(work, share.IssueId);
            // Revoked between reading and answering: the packet is looked at again under the hold of its issue.
            if (!held.IsDone || await work.FirstOrNone<Guid?>("select id from cases.share where id = $1 and state = 'Released'", id) is null) return;
            response = BusinessAnswer.QueueResponse(work, share, key, input.Text, onBehalf: false);
            if (BusinessAnswer.Move(work, held.Value!, CaseParty.Of(work.Actor), share, response, input.Actions?.Count ?? 0).Count > 0) return;
            actions = BusinessAnswer.QueueActions(work, held.Value!, share, key, input.Actions, onBehalf: false);
            WaiverFlags.Raise(work, held.Value!, CaseParty.Of(work.Actor), "response", response, BusinessAnswer.Texts(input.Text, input.Actions));
            work.Notify("issue.business-responded", "case", share.CaseId, held.Value!.Row.AssignedTo);
            taken = true;
        });
        return taken ? await work.Commit(new RespondedView(response, actions)) : Outcome<RespondedView>.Refused(new NotOpen());
    }
}
