using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Dismisses a duplicate, or what is no labor issue: one person asks with a reason, another agrees.</summary>
public static class DismissIssue
{
    /// <summary>Why.</summary>
    /// <param name="Reason">One of <see cref="CaseCodes.DismissReasons"/>.</param>
    /// <param name="Note">In words; sealed into the file.</param>
    public sealed record Input(string Reason, string Note);

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input) => [.. Given.Choice(input.Reason, CaseCodes.DismissReasons, "reason"), .. Given.Text(input.Note, "note", 8192)];

    /// <summary>Asks for the dismissal, or, as the second person, agrees to it.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid issue, int? version, Input input, Work work, Dossiers dossiers)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await IssueFile.Hold(work, issue, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var (file, row, party) = (held.Value!, held.Value!.Row, CaseParty.Of(work.Actor));
        var second = row.DismissAskedBy is { } first && first != work.Actor.PersonId;
        var facts = file.Facts with { ReasonGiven = true, SecondPerson = second };
        if (second)
        {
            if (file.Move(work, IssueAction.Dismiss, party, facts, new { reason = input.Reason, askedBy = row.DismissAskedBy }) is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        }
        else
        {
            // Asking twice is not agreeing; and what could not be dismissed by two is not asked for by one.
            var against = IssueFlow.Decide(file.State, IssueAction.Dismiss, party, facts with { SecondPerson = row.DismissAskedBy is null }).Refusals;
            if (against.Count > 0) return Outcome<ActView>.Refused(against);
            CaseFile.Touch(work, row.CaseId);
            CaseLog.Note(work, row.OrgId, row.CaseId, issue, "issue.dismissal-asked", party, new { reason = input.Reason });
            work.Notify("issue.dismissal-asked", "case", row.CaseId, role: Roles.Supervisor);
        }
        work.Write("update cases.labor_issue set dismiss_asked_by = coalesce(dismiss_asked_by, $2), end_reason = $3, version = version + 1 where id = $1", issue, work.Actor.PersonId, input.Reason);
        var dossier = await dossiers.Open(work, row.DossierId);
        if (!dossier.IsDone) return Outcome<ActView>.From(dossier);
        dossier.Value!.AddNarrative(work, "dismiss-reason", row.Language, input.Note);
        return await work.Commit(file.Stand());
    }
}
