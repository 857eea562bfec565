using OpenIlm.Cases;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Web.Demonstration;

/// <summary>Workers who are led to others that can help: some only told of it, some helped to the end, one declined, one to a colleague of this network. It takes no chance
/// from a story's own draw, so that what follows stays as it was.</summary>
internal static class Referring
{
    private const string sathi = "sathi.demo";

    /// <summary>Leads her on, as far as the number of the story says.</summary>
    public static async Task Refer(Stage stage, Story story, string kind)
    {
        var toColleague = story.Number % 3 == 0 && !story.Owner.EndsWith("@" + sathi, StringComparison.Ordinal);
        var input = new OfferReferral.Input(kind, RecipientOrganizationId: toColleague ? stage.Troupes[sathi] : null, RecipientName: toColleague || story.Number % 4 == 0 ? null : Name(kind), FollowUpOn: stage.Clock.Today.AddDays(story.Number % 2 == 0 ? 7 : 120));
        var referral = (await Act(stage, story, w => OfferReferral.OfCase(story.Case, null, input, w, stage.Get<IDirectory>(), stage.Get<IServices>()))).Id;
        if (story.Number % 4 == 0 && !toColleague) return;
        await Act(stage, story, w => RecordReferralConsent.Handle(referral, null, new(ConsentLevel.Summary, [LetterFields.Need, LetterFields.Language, LetterFields.Country], "verbal", story.Language), w, stage.Get<IDirectory>()));
        if (story.Number % 5 == 1) return;
        var letter = await stage.Act(story.Owner, ReferralsPermissions.Refer, w => WriteLetter.Handle(referral, null,
            new([LetterFields.Need, LetterFields.Language], "She asks for an appointment on her day off. Please let us know who will meet her; we tell her.", "en", AsksWaiver: false), w, stage.Get<IDirectory>(), stage.Get<Dossiers>()));
        if (letter.NeedsSecondPerson) return;
        await Act(stage, story, w => SendReferral.Handle(referral, null, new(toColleague ? "network" : "telephone", AsksWaiver: false, stage.Clock.Today.AddDays(120)), w, stage.Get<IDirectory>(), stage.Get<Keystore>()));
        if (toColleague) return;
        if (story.Number % 7 == 2) { await Move(stage, story, referral, new(ReferralAct.Decline, "noRoom")); return; }
        await Move(stage, story, referral, new(ReferralAct.Accept));
        await Move(stage, story, referral, new(ReferralAct.Start));
        if (story.Number % 3 == 1) return;
        await Move(stage, story, referral, new(ReferralAct.Complete, Services: [kind is "medical" ? "AS2" : "AS4"]));
        await Move(stage, story, referral, new(ReferralAct.TakeFeedback, Helped: story.Number % 2 == 0 ? "yes" : "partly", Satisfaction: 4, Note: "They listened, and somebody spoke her language."));
    }

    private static string Name(string kind) => kind switch
    {
        "medical" => "Canal Health Foundation",
        "legalAid" => "Legal clinic",
        "embassy" => "Embassy labor wing",
        _ => "Provincial labor office",
    };

    private static Task Move(Stage stage, Story story, Guid referral, MoveReferral.Input input) => Act(stage, story, w => MoveReferral.Handle(referral, null, input, w, stage.Get<IDirectory>(), stage.Get<Dossiers>()));

    private static Task<ActView> Act(Stage stage, Story story, Func<Work, Task<Outcome<ActView>>> act) => stage.Act(story.Owner, ReferralsPermissions.Refer, act);
}
