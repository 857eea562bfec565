using OpenIlm.Cases;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Web.Demonstration;

/// <summary>The business's side as it stands today: a question that was answered and one that waits, an account that a buyer reads, what the plant's own mechanism
/// received; and a packet whose facts say too much of a person, for whoever looks at it to make coarser.</summary>
internal static class BusinessSide
{
    private const string hr = "hr@factory.demo";

    public static async Task Play(Stage stage, IReadOnlyList<Story> stories)
    {
        await OwnMechanism(stage);
        var shared = stories.Where(s => s.Business == hr && s.Share != Guid.Empty).OrderByDescending(s => s.Number).ToList();
        var asked = 0;
        foreach (var story in shared)
        {
            if (asked == 2) break;
            var question = await stage.Try(hr, DialoguePermissions.Ask, w => AskInquiry.Handle(story.Share,
                new(asked == 0 ? "Is it about the current contractor, or about the one before?" : "May we put up a notice about this now, or would that be too early?"), w, stage.Get<Keystore>()));
            if (!question.IsDone) continue;
            if (asked++ == 0)
                await stage.Try(story.Owner, DialoguePermissions.Answer, w => AnswerInquiry.Handle(question.Value!.Id, null,
                    new("About the current one. Please look at everybody's pay, not at single people."), w, stage.Get<Dossiers>(), stage.Get<Keystore>()));
        }
        if (shared.FirstOrDefault(s => s.BuyerShare != Guid.Empty) is { } told
            && (await stage.Try(hr, CasesPermissions.RespondToShared, w => GiveAccount.Handle(told.Share,
                new("Our payroll was moved to a new provider in spring and several transfers came late. We paid what was missing and have asked the provider for a written explanation."), w, stage.Get<Keystore>()))).Value is { } given)
            await stage.Try(told.Owner, DialoguePermissions.Answer, w => DecideAccount.Handle(given.Id, null, new(true), w, stage.Get<IDirectory>(), stage.Get<Dossiers>(), stage.Get<Keystore>()));
        await TooFine(stage, shared);
    }

    // A pay list counts people by one thing at a time: of Khmer women in one department nobody can say how many there are.
    private static async Task TooFine(Stage stage, IEnumerable<Story> shared)
    {
        string[] fields = [PacketFields.Site, PacketFields.Category, PacketFields.Nationality, PacketFields.Gender, PacketFields.Happened];
        foreach (var story in shared.Where(s => s.Site?.Key == "sakhon" && s.Owner == "caseworker@ngo.demo"))
        {
            await stage.Try(story.Owner, CasesPermissions.Consent, w => RecordConsent.Handle(story.Case, null,
                new(ConsentLevel.Summary, "information", fields, "verbal", story.Language, stage.Troupes["factory.demo"], RecipientKind.Organization, null), w, stage.Get<IDirectory>()));
            var draft = await stage.Try(story.Owner, CasesPermissions.DraftShare, w => DraftShare.Handle(story.Issue, null,
                new("information", fields, "Women of line 3 say that the night shift has no transport home.", stage.Troupes["factory.demo"], Values: new Dictionary<string, string>
                {
                    [PacketFields.Nationality] = "KH", [PacketFields.Gender] = "WOMAN", [PacketFields.Happened] = w.Today.AddMonths(-2).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture),
                }), w, stage.Get<IDirectory>(), stage.Get<Dossiers>(), stage.Get<Keystore>()));
            if (draft.IsDone) return;
        }
    }

    private static async Task OwnMechanism(Stage stage)
    {
        var (site, chance) = (stage.Steads["sakhon"], Draw.For(70_015));
        await stage.Act(hr, DialoguePermissions.KeepMechanism, w => KeepMechanism.Describe(site, null, new(
            "Workers write on a form in Burmese, Khmer or Thai and put it into a locked box beside the canteen, or speak to a member of the welfare committee. The committee opens the box every Friday with two worker members present. "
            + "An answer is posted or given in person within two weeks. Whoever is not content can go to the plant manager, and at any time to the hotline, a union or the labor office."), w, stage.Get<IDirectory>()));
        var first = new DateOnly(stage.Clock.Today.Year, stage.Clock.Today.Month, 1);
        for (var back = 8; back >= 1; back--)
        {
            List<KeepMechanism.Count> counts = [new("WAG", MechanismState.Completed, chance.Between(2, 9)), new("ACC", MechanismState.Completed, chance.Between(0, 5)), new("OSH", MechanismState.Completed, chance.Between(0, 3)),
                new("HRS", MechanismState.Rejected, chance.Between(0, 2)), new("WAG", MechanismState.Ongoing, back < 3 ? chance.Between(1, 4) : 0)];
            await stage.Act(hr, DialoguePermissions.KeepMechanism, w => KeepMechanism.Month(site, new(first.AddMonths(-back), counts), w, stage.Get<IDirectory>()));
        }
    }
}
