using OpenIlm.Cases;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Voice;

namespace OpenIlm.Web.Demonstration;

/// <summary>What is done in a story once a business was told: answers, actions, the claim, and what the worker says.</summary>
internal static class LaterActs
{
    /// <summary>The business reads and answers, with actions or before it can promise any; a handler records it for one without an account.</summary>
    public static async Task Respond(Stage stage, Story story, bool withActions)
    {
        var text = story.Draw.Of(Theme.Responses);
        List<NewAction> actions = withActions ? Promised(stage, story) : [];
        if (story.Business is null)
        {
            await stage.Act(story.Owner, CasesPermissions.RecordForBusiness, w => RecordOnBehalf.Response(story.Issue, null, new(text, actions, story.Share), w, stage.Get<Keystore>()));
            if (withActions) await Reading.FindActions(stage, story);
            return;
        }
        await stage.Act(story.Business, CasesPermissions.ReadShared, w => ReadSharedIssue.Handle(story.Share, w, stage.Get<Keystore>()));
        var answered = await stage.Act(story.Business, CasesPermissions.RespondToShared, w => RespondToShared.Handle(story.Share, new(text, actions), w, stage.Get<Keystore>()));
        story.Actions.AddRange(answered.Actions);
    }

    /// <summary>One agreed action is reported done.</summary>
    public static async Task Report(Stage stage, Story story, int number)
    {
        if (number >= story.Actions.Count) return;
        ReportSharedAction.Input done = new(story.Draw.Of(Theme.Reports), story.Draw.In100(40) ? ["Photograph of the notice board", "List of payments without names"] : null);
        if (story.Business is null)
            await stage.Act(story.Owner, CasesPermissions.RecordForBusiness, w => RecordOnBehalf.Report(story.Issue, story.Actions[number], null, done, w, stage.Get<Keystore>(), stage.Get<Dossiers>()));
        else
            await stage.Act(story.Business, CasesPermissions.RespondToShared, w => ReportSharedAction.Handle(story.Share, story.Actions[number], done, w, stage.Get<Keystore>()));
    }

    /// <summary>The buyer opens what it was told.</summary>
    public static Task BuyerReads(Stage stage, Story story) => stage.Act("buyer@brand.demo", CasesPermissions.ReadShared, w => ReadSharedIssue.Handle(story.BuyerShare, w, stage.Get<Keystore>()));

    public static Task Remedy(Stage stage, Story story) => stage.Act(story.Owner, CasesPermissions.RecordForBusiness,
        w => RecordRemedy.Handle(story.Issue, null, new(story.Draw.Of(["The labor inspection visited the site and ordered it.", "The union representative settled it with the line.", "The employer set it right before anybody was told."])), w, stage.Get<Dossiers>()));

    public static Task Escalate(Stage stage, Story story)
    {
        var serious = EscalationOrder.IsSerious(story.Severity, IssueTaxonomy.IsCritical(story.Code) || story.Severity == Severity.Critical, story.ThemeKey == "voice");
        // Where the clock was there before, nobody has to.
        return stage.Try(story.Owner, CasesPermissions.Close, w => EscalateCase.Handle(story.Case, null, new(EscalationOrder.Next(null, serious), "noResponse", story.Issue), w, stage.Get<IDirectory>(), stage.Get<EscalationPost>()));
    }

    public static async Task PutClaim(Stage stage, Story story) => story.Claim = (await stage.Act(story.Owner, CasesPermissions.Validate,
        w => Cases.PutClaim.Handle(story.Issue, null, new(Tellings.Claim(story.Language, story.ThemeKey), story.Language), w, stage.Get<Dossiers>(), stage.Get<IWorkerChannels>()))).Id;

    /// <summary>She answers by her receipt, or a colleague asks her and records it.</summary>
    public static async Task Answer(Stage stage, Story story, ValidationOutcome outcome, RetaliationAnswer retaliation, bool byReceipt)
    {
        ResolutionQuality? quality = outcome switch { ValidationOutcome.Confirmed => story.Draw.Of([ResolutionQuality.Fair, ResolutionQuality.Good, ResolutionQuality.Good, ResolutionQuality.Excellent]), ValidationOutcome.PartlyConfirmed => ResolutionQuality.Fair, ValidationOutcome.NotConfirmed => ResolutionQuality.Poor, _ => null };
        int? satisfaction = outcome switch { ValidationOutcome.Confirmed => story.Draw.Between(3, 5), ValidationOutcome.PartlyConfirmed => story.Draw.Between(2, 3), ValidationOutcome.NotConfirmed => story.Draw.Between(1, 2), _ => null };
        var words = outcome == ValidationOutcome.Unreachable || story.Draw.In100(40) ? null
            : Tellings.Line(story.Language, outcome switch { ValidationOutcome.Confirmed => "confirmed", ValidationOutcome.PartlyConfirmed => "partly", _ => "not" }, story.Draw);
        if (byReceipt)
            await stage.Unknown("her answer", w => Voice.AnswerClaim.Handle(new() { Receipt = story.Receipt, IssueId = story.Issue, ClaimId = story.Claim, Outcome = outcome, Quality = quality, Satisfaction = satisfaction, Retaliation = retaliation, Text = words }, w, stage.Get<Door>()));
        else
            await stage.Act(story.Owner, CasesPermissions.Validate, w => RecordValidation.Handle(story.Issue, null,
                new(story.Claim, outcome, "handler", "HOTLINE", outcome == ValidationOutcome.Unreachable ? 3 : story.Draw.Between(1, 3), quality, satisfaction, outcome == ValidationOutcome.Unreachable ? RetaliationAnswer.Unknown : retaliation, words), w, stage.Get<Dossiers>()));
    }

    public static async Task ReportRetaliation(Stage stage, Story story) => story.Retaliation = (await stage.Act(story.Owner, CasesPermissions.Safety,
        w => Cases.ReportRetaliation.Handle(story.Case, null, new(story.Draw.Of(["She was moved to another line the day after the meeting.", "Her overtime was taken away; others keep theirs.", "The line leader asks everybody who spoke."]), story.Issue), w, stage.Get<Dossiers>()))).Id;

    public static async Task ResolveRetaliation(Stage stage, Story story)
    {
        await Protecting.Retaliation(stage, story);
        await stage.Act(story.Second, CasesPermissions.Safety,
            w => Cases.ResolveRetaliation.Handle(story.Retaliation, null, new("stopped", "She is back at her place; the line leader was spoken to.", "agrees"), w, stage.Get<Dossiers>()));
    }

    public static Task LoseContact(Stage stage, Story story) => stage.Act(story.Owner, CasesPermissions.Close, w => MarkContact.Lost(story.Issue, null, w));

    public static Task Reopen(Stage stage, Story story) => stage.Act(story.Owner, CasesPermissions.Close,
        w => MoveWithReason.Reopen(story.Issue, null, new("It began again after the season changed, she says."), w, stage.Get<Dossiers>()));

    public static Task Withdraw(Stage stage, Story story) => stage.Act(story.Owner, CasesPermissions.Close,
        w => MoveWithReason.Withdraw(story.Issue, null, new(story.Draw.Of(["She found other work and wants to leave it.", "She is afraid for her brother who still works there.", "She goes home next month."])), w, stage.Get<Dossiers>()));

    public static Task Dismiss(Stage stage, Story story, string who) => stage.Act(who, CasesPermissions.Close,
        w => DismissIssue.Handle(story.Issue, null, new("duplicate", "The same report came by telephone two days before; the other case goes on."), w, stage.Get<Dossiers>()));

    private static List<NewAction> Promised(Stage stage, Story story)
    {
        var count = Math.Min(story.Theme!.Actions.Count, story.Fate == Fate.PartReported ? 2 : story.Draw.Between(1, 2));
        var first = story.Draw.Below(story.Theme.Actions.Count);
        return [.. Enumerable.Range(0, count).Select(i => new NewAction(story.Theme.Actions[(first + i) % story.Theme.Actions.Count], stage.Clock.Today.AddDays(story.Draw.Between(14, 60)), story.Draw.Of(["Human resources", "Plant manager", "Welfare officer"])))];
    }
}
