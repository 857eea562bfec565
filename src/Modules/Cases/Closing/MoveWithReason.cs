using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A reason in words; sealed into the file.</summary>
public sealed record WrittenReason(string? Reason);

/// <summary>The moves of an issue that need a written reason and nothing else.</summary>
public static class MoveWithReason
{
    /// <summary>Opens a closed issue again: the remedy did not hold, or there is more.</summary>
    public static Task<Outcome<ActView>> Reopen(Guid issue, int? version, WrittenReason input, Work work, Dossiers dossiers) => Handle(IssueAction.Reopen, "reopen-reason", issue, version, input, work, dossiers);

    /// <summary>The worker withdraws; the handler writes down what she said. It counts as no resolution.</summary>
    public static Task<Outcome<ActView>> Withdraw(Guid issue, int? version, WrittenReason input, Work work, Dossiers dossiers) => Handle(IssueAction.Withdraw, "withdraw-reason", issue, version, input, work, dossiers);

    /// <summary>The report of the business does not hold: back to action, before the worker is troubled with it.</summary>
    public static Task<Outcome<ActView>> ReturnToAction(Guid issue, int? version, WrittenReason input, Work work, Dossiers dossiers) => Handle(IssueAction.ReturnToAction, "return-reason", issue, version, input, work, dossiers);

    private static async Task<Outcome<ActView>> Handle(IssueAction action, string kind, Guid issue, int? version, WrittenReason input, Work work, Dossiers dossiers)
    {
        if (Given.OptionalText(input.Reason, "reason", 8192).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await IssueFile.Hold(work, issue, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var file = held.Value!;
        var given = !string.IsNullOrWhiteSpace(input.Reason);
        if (file.Move(work, action, CaseParty.Of(work.Actor), file.Facts with { ReasonGiven = given }) is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        if (given)
        {
            var dossier = await dossiers.Open(work, file.Row.DossierId);
            if (!dossier.IsDone) return Outcome<ActView>.From(dossier);
            dossier.Value!.AddNarrative(work, kind, file.Row.Language, input.Reason!);
        }
        return await work.Commit(file.Stand());
    }
}
