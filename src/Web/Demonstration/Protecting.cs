using OpenIlm.Cases;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Web.Demonstration;

/// <summary>What protects workers in the stories. It takes no chance from a story's own draw, so that what follows stays as it was.</summary>
internal static class Protecting
{
    // Both sit at their desks on Mondays: asking costs no sign-in of its own.
    private static readonly string[] askers = ["caseworker@ngo.demo", "bishal@sathi.demo"];

    /// <summary>With the review of a case in which somebody is in danger: what threatens her, and what is done.</summary>
    public static async Task Begin(Stage stage, Story story)
    {
        if (story.Danger is Danger.None && story.Number % 9 != 0) return;
        var bad = story.Danger is Danger.InDanger;
        await stage.Act(story.Owner, CasesPermissions.Safety, w => AssessRisk.Handle(story.Case, null,
            new(bad ? "supervisor" : Pick(story, ["supervisor", "recruiter", "employer", "interpreter"]), bad ? ["violence", "documentsKept"] : ["lessWorkOrPay", "dismissal"], bad ? Likelihood.Likely : Likelihood.Possible,
                bad ? Harm.Severe : Harm.Serious, ["fearOfLosingJob", Pick(story, ["watched", "distrust", "language"])]), w, stage.Get<Dossiers>()));
        await stage.Act(story.Owner, CasesPermissions.Safety, w => RecordSafeguards.Handle(story.Case, null,
            new(bad ? ["codeWord", "leavePlan"] : ["quietContact"], ReviewOn: stage.Clock.Today.AddDays(180), InPlace: true), w, stage.Get<Dossiers>(), stage.Get<IDirectory>()));
        if (story.Number % 2 == 0)
            await stage.Act(story.Owner, CasesPermissions.Safety, w => RecordSafeguards.Handle(story.Case, null,
                new(["contactThroughThirdPerson"], "colleague", "The friend who called with her", ReviewOn: stage.Clock.Today.AddDays(120)), w, stage.Get<Dossiers>(), stage.Get<IDirectory>()));
        if (story.Code is "SEV-01" or "SEV-02" or "SEV-03" or "DOC-01")
            await stage.Act(story.Owner, CasesPermissions.Safety, w => ScreenForTrafficking.Handle(story.Case, null,
                new(ScreeningAge.Adult, ["TA1", "TA2"], [], ["TP3"], Known.Yes, "She came by herself; the papers were taken on arrival."), w, stage.Get<Dossiers>()));
    }

    /// <summary>Somebody is made to suffer: judged and protected, so that it can be looked into.</summary>
    public static async Task Retaliation(Stage stage, Story story)
    {
        await Advance(stage, story, new(RetaliationAct.Assess, RiskLevel.High));
        await stage.Act(story.Second, CasesPermissions.Safety, w => RecordSafeguards.Handle(story.Case, null,
            new(["followUpCall"], ReviewOn: stage.Clock.Today.AddDays(14), InPlace: true), w, stage.Get<Dossiers>(), stage.Get<IDirectory>()));
        await Advance(stage, story, new(RetaliationAct.Protect));
        await Advance(stage, story, new(RetaliationAct.Investigate, Finding: "likely", Note: "Two colleagues say the same; nobody at the plant was asked."));
    }

    /// <summary>The line keeps workers from speaking.</summary>
    public static Task VoiceSuppressed(Stage stage, Story story) => stage.Act(story.Owner, CasesPermissions.Safety, w => RecordSuppression.Handle(story.Case, null,
        new(Pick(story, ["toldNotToSpeak", "coached", "watchedAtInterview", "hotlineRemoved"]), story.Recipient is null ? null : stage.Troupes[story.Recipient], story.Recipient is null ? story.Employer ?? "An employer" : null), w,
        stage.Get<Dossiers>(), stage.Get<IDirectory>()));

    /// <summary>On a Monday: workers of whom it is time are asked whether they are safe, and measures are looked at again. What came due since waits for the next Monday.</summary>
    public static async Task Ask(Stage stage)
    {
        foreach (var who in askers)
        {
            var due = await stage.Act(who, CasesPermissions.Read, w => ReadProtectionDue.Handle(w));
            foreach (var one in due.CheckIns)
                await stage.Act(who, CasesPermissions.Safety, w => RecordCheckIn.Handle(one.Id, null, one.State == nameof(CheckInState.NotReached) ? new(CheckInAct.End) : one.Id.ToByteArray()[3] switch
                {
                    < 20 => new(CheckInAct.Try),
                    < 50 => new(CheckInAct.Reach, "worried"),
                    _ => new(CheckInAct.Reach, "safe"),
                }, w, stage.Get<Dossiers>()));
            foreach (var one in due.Reviews)
                await stage.Act(who, CasesPermissions.Safety, w => MoveSafeguard.Handle(one.Id, null, one.State == nameof(SafeguardState.Planned)
                    ? new(SafeguardAct.PutInPlace, ReviewOn: stage.Clock.Today.AddDays(200)) : new(SafeguardAct.Review, "works", stage.Clock.Today.AddDays(200)), w, stage.Get<Dossiers>(), stage.Get<IDirectory>()));
        }
    }

    private static Task Advance(Stage stage, Story story, AdvanceRetaliation.Input step) =>
        stage.Act(story.Second, CasesPermissions.Safety, w => AdvanceRetaliation.Handle(story.Retaliation, null, step, w, stage.Get<Dossiers>()));

    private static string Pick(Story story, string[] of) => of[story.Number % of.Length];
}
