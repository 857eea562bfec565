using OpenIlm.Cases;
using OpenIlm.Kernel;

namespace OpenIlm.Web.Demonstration;

/// <summary>Writes out a story: its acts in order, up to where it is meant to get to.</summary>
internal static class Script
{
    /// <summary>Writes the acts of a story.</summary>
    public static void Write(Story s)
    {
        if (s.IsWeb)
        {
            Add(s, Part.Worker, 0, Acts.OpenForm);
            Add(s, Part.Worker, 0, Acts.SendReport);
            if (SendsPicture(s)) Add(s, Part.Worker, 0, Acts.SendPicture);
        }
        else Add(s, Part.Owner, 0, Acts.LogContact);
        if (s.Fate == Fate.Unread) return;
        if (s.Reason != ContactReason.Issue) { Request(s); return; }

        Add(s, Part.Owner, s.Danger == Danger.None ? s.Draw.Below(2) : 0, Acts.Triage, soon: true);
        if (SendsPicture(s)) Add(s, Part.Owner, 0, Acts.LookAtPicture, soon: true);
        if (s.IsWeb && s.Draw.In100(45)) Add(s, Part.Owner, 0, Acts.AnswerHer, soon: true);
        if (s.IsWeb && s.Draw.In100(12))
        {
            Add(s, Part.Worker, s.Draw.Between(3, 12), Acts.WriteAgain);
            Add(s, Part.Owner, 1, Reading.Read, soon: true);
        }
        if (s.Fate == Fate.Triaged) return;
        if (s.Fate is Fate.Dismissed or Fate.DismissalAsked) { Dismissal(s); return; }

        Add(s, Part.Owner, s.Draw.Between(0, 4), (stage, x) => Acts.Review(stage, x, x.Fate switch { Fate.Waits => SafetyDecision.Wait, Fate.Never => SafetyDecision.Never, _ => SafetyDecision.Proceed }));
        if (s.Fate == Fate.Waits || (s.Fate == Fate.Never && s.Draw.In100(50))) return;
        if (s.Fate is Fate.Never or Fate.WithoutBusiness)
        {
            Add(s, Part.Owner, s.Draw.Between(10, 40), LaterActs.Remedy);
            Ask(s);
            Says(s, ValidationOutcome.Confirmed);
            return;
        }
        Add(s, Part.Owner, s.Draw.Between(0, 5), Acts.Consent);
        if (s.Fate == Fate.NoConsent) return;
        Share(s);
    }

    private static bool SendsPicture(Story s) => s is { IsWeb: true, Reason: ContactReason.Issue } && (s.IsTheOneToTry || s.Number % 30 == 4);

    private static void Request(Story s)
    {
        Add(s, Part.Owner, s.Draw.Between(0, 2), Reading.Read, soon: true);
        if (s.IsWeb) Add(s, Part.Owner, 0, Acts.AnswerHer, soon: true);
        if (s.Fate == Fate.RequestOpen) return;
        if (s.Reason == ContactReason.Assistance && s.Draw.In100(60)) Add(s, Part.Owner, s.Draw.Between(1, 4), Acts.Refer);
        Add(s, Part.Owner, s.Draw.Between(0, 9), Acts.CloseRequest);
    }

    private static void Dismissal(Story s)
    {
        Add(s, Part.Owner, s.Draw.Between(1, 5), (stage, x) => LaterActs.Dismiss(stage, x, x.Owner));
        if (s.Fate == Fate.Dismissed) Add(s, Part.Second, s.Draw.Between(0, 4), (stage, x) => LaterActs.Dismiss(stage, x, x.Second));
    }

    private static void Share(Story s)
    {
        Add(s, Part.Owner, s.Draw.Between(0, 3), Acts.Draft);
        if (s.Fate is Fate.Drafted or Fate.NeedsSecond) return;
        Add(s, Part.Second, s.Draw.Between(0, 3), (stage, x) => Acts.Approve(stage, x, x.Share), x => x.NeedsSecond);
        // Whatever was meant: nothing goes out to a business where nobody holds a key.
        if (s.Recipient == "estate.demo") { Add(s, Part.Owner, 0, Acts.ReleaseInVain); return; }
        Add(s, Part.Owner, 0, (stage, x) => Acts.Release(stage, x, x.Share));
        if (s.Fate == Fate.Revoked) { Add(s, Part.Owner, s.Draw.Between(2, 6), Acts.Revoke); return; }
        if (s.Fate == Fate.ConsentWithdrawn) { Add(s, Part.Owner, s.Draw.Between(2, 9), Acts.WithdrawConsent); return; }
        if (s.TellsBuyer) TellBuyer(s);
        if (s.Fate == Fate.Withdrawn) { Add(s, Part.Owner, s.Draw.Between(5, 30), LaterActs.Withdraw); return; }
        if (s.Fate == Fate.Released)
        {
            if (s.Draw.In100(60)) Add(s, Part.Owner, 16, LaterActs.Escalate);
            return;
        }
        Answered(s);
    }

    private static void TellBuyer(Story s)
    {
        Add(s, Part.Owner, 2, Acts.ConsentForBuyers);
        Add(s, Part.Owner, 0, Acts.DraftForBuyer);
        Add(s, Part.Second, 0, (stage, x) => Acts.Approve(stage, x, x.BuyerShare), x => x.BuyerNeedsSecond);
        Add(s, Part.Owner, 0, (stage, x) => Acts.Release(stage, x, x.BuyerShare));
        if (s.Draw.In100(60)) Add(s, Part.Buyer, s.Draw.Between(1, 8), LaterActs.BuyerReads);
    }

    private static void Answered(Story s)
    {
        var answers = s.Business is null ? Part.Owner : Part.Business;
        var days = s.Draw.In100(75) ? s.Draw.Between(1, 10) : s.Draw.Between(15, 26);
        if (days > 15 && s.Draw.In100(50)) { Add(s, Part.Owner, 15, LaterActs.Escalate); days -= 15; }
        var atOnce = s.Fate != Fate.Responded && s.Draw.In100(65);
        Add(s, answers, days, (stage, x) => LaterActs.Respond(stage, x, atOnce));
        if (s.Fate == Fate.Responded) return;
        if (!atOnce) Add(s, answers, s.Draw.Between(5, 14), (stage, x) => LaterActs.Respond(stage, x, withActions: true));
        if (s.Fate == Fate.Agreed) return;
        Add(s, answers, s.Draw.Between(7, 30), (stage, x) => LaterActs.Report(stage, x, 0));
        if (s.Fate == Fate.PartReported) return;
        Add(s, answers, s.Draw.Between(0, 12), (stage, x) => LaterActs.Report(stage, x, 1), x => x.Actions.Count > 1);
        if (s.Fate == Fate.Reported) return;
        Judged(s, answers);
    }

    private static void Judged(Story s, Part answers)
    {
        if (s.Fate is Fate.RetaliationOpen or Fate.RetaliationEnded)
        {
            Add(s, Part.Owner, s.Draw.Between(0, 5), LaterActs.ReportRetaliation);
            Add(s, Part.Owner, 0, Reading.Read, soon: true);
        }
        Ask(s);
        switch (s.Fate)
        {
            case Fate.Awaiting: return;
            case Fate.Many:
                Add(s, Part.Owner, 0, Many.Bring);
                Add(s, Part.Owner, 0, Many.Draw);
                Add(s, Part.Owner, 2, Many.Ask);
                Add(s, Part.Owner, 0, Many.Link);
                return;
            case Fate.ContactLost:
                Add(s, Part.Owner, s.Draw.Between(12, 30), (stage, x) => LaterActs.Answer(stage, x, ValidationOutcome.Unreachable, RetaliationAnswer.Unknown, byReceipt: false));
                Add(s, Part.Owner, s.Draw.Between(0, 14), LaterActs.LoseContact);
                return;
            case Fate.Partly: Says(s, ValidationOutcome.PartlyConfirmed); return;
            case Fate.NotTrue: Says(s, ValidationOutcome.NotConfirmed); return;
            case Fate.NotTrueThenClosed:
                Says(s, s.Draw.In100(60) ? ValidationOutcome.NotConfirmed : ValidationOutcome.PartlyConfirmed);
                Add(s, answers, s.Draw.Between(8, 25), (stage, x) => LaterActs.Report(stage, x, 0));
                Add(s, answers, s.Draw.Between(0, 6), (stage, x) => LaterActs.Report(stage, x, 1), x => x.Actions.Count > 1);
                Ask(s);
                break;
        }
        Says(s, ValidationOutcome.Confirmed);
        if (s.Fate == Fate.RetaliationEnded) Add(s, Part.Second, s.Draw.Between(6, 20), LaterActs.ResolveRetaliation);
        if (s.Fate == Fate.Reopened) Add(s, Part.Owner, s.Draw.Between(20, 50), LaterActs.Reopen);
    }

    private static void Ask(Story s) => Add(s, Part.Owner, s.Draw.Between(0, 8), LaterActs.PutClaim);

    private static void Says(Story s, ValidationOutcome outcome)
    {
        var byReceipt = s.IsWeb && s.Draw.In100(65);
        var retaliation = s.Draw.In100(25) ? RetaliationAnswer.Unknown : RetaliationAnswer.No;
        Add(s, byReceipt ? Part.Worker : Part.Owner, s.Draw.Between(1, 18), (stage, x) => LaterActs.Answer(stage, x, outcome, retaliation, byReceipt));
        // Her own answer turns the case up unread until somebody has looked.
        if (byReceipt) Add(s, Part.Owner, 1, Reading.Read, soon: true);
    }

    private static void Add(Story s, Part by, int days, Func<Stage, Story, Task> play, Func<Story, bool>? when = null, bool soon = false) =>
        s.Beats.Add(new Beat(by, days, play, when, soon));
}
