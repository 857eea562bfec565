using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Records what came of a referral: the recipient's answer, that the help began or ended, that somebody looked how it goes, and what she says of it.</summary>
public static class MoveReferral
{
    /// <summary>What happened.</summary>
    /// <param name="Act">Accept, decline, start, followUp, complete or takeFeedback.</param>
    /// <param name="Reason">At decline: one of <see cref="ReferralCodes.DeclineReasons"/>.</param>
    /// <param name="Services">At complete: what she was helped with (<see cref="ReferralCodes.Services"/>).</param>
    /// <param name="Helped">At takeFeedback: one of <see cref="ReferralCodes.Helped"/>.</param>
    /// <param name="Satisfaction">At takeFeedback: 1 to 5; null when she did not say.</param>
    /// <param name="FollowUpOn">The day on which somebody looks again; null leaves the usual one.</param>
    /// <param name="Note">In words; sealed into the file. Needed at followUp.</param>
    public sealed record Input(ReferralAct? Act, string? Reason = null, IReadOnlyList<string>? Services = null, string? Helped = null, int? Satisfaction = null, DateOnly? FollowUpOn = null, string? Note = null);

    /// <summary>The acts that are recorded here.</summary>
    public static readonly IReadOnlySet<ReferralAct> Acts = new HashSet<ReferralAct> { ReferralAct.Accept, ReferralAct.Decline, ReferralAct.Start, ReferralAct.FollowUp, ReferralAct.Complete, ReferralAct.TakeFeedback };

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, DateOnly today)
    {
        if (input.Act is null) yield return new BadInput("input.required", "act");
        else if (!Acts.Contains(input.Act.Value)) yield return new BadInput("input.not-a-choice", "act");
        if (input.Act is ReferralAct.Decline) foreach (var reason in Given.Choice(input.Reason, ReferralCodes.DeclineReasons, "reason")) yield return reason;
        if (input.Act is ReferralAct.Complete && input.Services is not { Count: > 0 }) yield return new BadInput("input.required", "services");
        foreach (var reason in Given.Choices(input.Services, ReferralCodes.Services, "services")) yield return reason;
        if (input.Act is ReferralAct.TakeFeedback) foreach (var reason in Given.Choice(input.Helped, ReferralCodes.Helped, "helped")) yield return reason;
        if (input.Satisfaction is < 1) yield return new BadInput("input.too-small", "satisfaction", 1);
        if (input.Satisfaction is > 5) yield return new BadInput("input.too-large", "satisfaction", 5);
        if (input.FollowUpOn < today) yield return new BadInput("input.in-the-past", "followUpOn");
        foreach (var reason in input.Act is ReferralAct.FollowUp ? Given.Text(input.Note, "note") : Given.OptionalText(input.Note, "note")) yield return reason;
    }

    /// <summary>Records it.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, IDirectory directory, Dossiers dossiers)
    {
        if (WhyNot(input, work.Today).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var found = await ReferralFile.Hold(work, id, version);
        if (!found.IsDone) return Outcome<ActView>.From(found);
        var (file, party, act) = (found.Value!, CaseParty.Of(work.Actor), input.Act!.Value);
        if (file.WhyNot(act, party, await file.Facts(work, directory)) is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        var note = await SealedNote.Add(work, dossiers, file.Case.DossierId, act is ReferralAct.TakeFeedback ? "referral-feedback" : "referral-note", file.Case.Language, input.Note);
        if (!note.IsDone) return Outcome<ActView>.From(note);
        Queue(work, file, act, party, input.Reason, input.Services, input.Helped, input.Satisfaction, input.FollowUpOn);
        // Help that did harm is looked at by a supervisor, and by whoever keeps the entry of the directory.
        if (input.Helped is "harmed") work.Notify("case.referral-harmed", "case", file.Row.CaseId, role: Roles.Supervisor);
        return await work.Commit(new ActView(id, null, file.Case.State));
    }

    /// <summary>Queues the move. The next look is a week after an answer and a month into the help; a referral that is over has none.</summary>
    internal static void Queue(Work work, ReferralFile file, ReferralAct act, IssueParty party, string? reason, IReadOnlyList<string>? services = null, string? helped = null, int? satisfaction = null, DateOnly? next = null)
    {
        var to = ReferralFlow.Table.Moves.First(m => m.From == file.Row.State && m.Act == act).To;
        DateOnly? look = to switch
        {
            ReferralState.FeedbackTaken or ReferralState.Revoked => null,
            ReferralState.InService => next ?? work.Today.AddDays(30),
            _ => next ?? work.Today.AddDays(OfferReferral.FollowUpDays),
        };
        work.Write("""
            update cases.referral set state = $2, follow_up_on = $3, version = version + 1,
                   answered_on = case when $4 in ('Accept', 'Decline') then $5 else answered_on end, decline_reason = case when $4 = 'Decline' then $6 else decline_reason end,
                   started_on = case when $4 = 'Start' then $5 else started_on end, completed_on = case when $4 = 'Complete' then $5 else completed_on end,
                   services = case when $4 = 'Complete' then $7 else services end, feedback_on = case when $4 = 'TakeFeedback' then $5 else feedback_on end,
                   helped = case when $4 = 'TakeFeedback' then $8 else helped end, satisfaction = case when $4 = 'TakeFeedback' then $9 else satisfaction end,
                   followed_on = case when $4 in ('FollowUp', 'Start', 'Complete', 'TakeFeedback') then $5 else followed_on end
             where id = $1
            """, file.Row.Id, to, look, act.ToString(), work.Today, reason, (services ?? []).Distinct().ToArray(), helped, satisfaction);
        file.Note(work, act switch
        {
            ReferralAct.Accept => "case.referral-accepted", ReferralAct.Decline => "case.referral-declined", ReferralAct.Start => "case.referral-started", ReferralAct.Complete => "case.referral-completed",
            ReferralAct.TakeFeedback => "case.referral-feedback", _ => "case.referral-followed-up",
        }, party, new { referral = file.Row.Id, to = file.Row.Kind, reason, services, helped });
    }
}
