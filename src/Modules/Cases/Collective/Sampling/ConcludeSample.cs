using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Draws the consequence of the answers there are, where no answer is left to do it: the reporter was waited for and cannot be reached any more. That
/// contact is lost moves nothing by itself (C6, C12), so a person concludes.</summary>
public static class ConcludeSample
{
    /// <summary>Concludes.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid issue, int? version, Work work)
    {
        var held = await IssueFile.Hold(work, issue, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var file = held.Value!;
        if (file.Facts.Collective is not { } answers) return Outcome<ActView>.Refused(new CollectiveRefusals.NotChosen());
        if (file.State is not IssueState.AwaitingValidation) return Outcome<ActView>.Refused(new CollectiveRefusals.NothingToAsk(file.State));
        if (CollectiveValidation.Judge(answers) is CollectiveVerdict.Waiting) return Outcome<ActView>.Refused([.. CollectiveValidation.WhyNotConfirmed(answers)]);
        return file.Move(work, IssueFlow.ActionFor(ValidationOutcome.Unreachable, file.Facts), CaseParty.Of(work.Actor), file.Facts, new { asked = answers.Asked, confirmed = answers.Confirmed, needed = answers.Needed }) is { Count: > 0 } reasons
            ? Outcome<ActView>.Refused(reasons) : await work.Commit(file.Stand());
    }
}
