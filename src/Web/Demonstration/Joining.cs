using OpenIlm.Network;

namespace OpenIlm.Web.Demonstration;

/// <summary>How far each business is on its way into the network: one has joined, one has begun, the others have it before them.</summary>
internal static class Joining
{
    private const string consequences = """
        We speak first. Whoever does not do what was agreed hears it from us in person, with the date by which it is to be done.
        After that the escalation focal point is asked, and then the buyers of the site, together.
        Whoever punishes a worker for speaking, or still does nothing after ninety days, leaves the network. Workers, their cases and what they are owed stay in our care.
        """;

    public static async Task Play(Stage stage)
    {
        await stage.Act("convenor@network.demo", NetworkPermissions.PublishConsequences, w => PublishConsequences.Handle(new(consequences), w));
        foreach (var what in AcceptTerms.Kinds)
            await stage.Act("hr@factory.demo", NetworkPermissions.JoinNetwork, w => AcceptTerms.Handle(new(what, 1, "Vichai Saensuk", "Managing director"), w));
        foreach (var (code, text) in new[]
        {
            ("BI1", "We buy rubber from one estate in the south. Two agencies bring workers from Nepal and Myanmar; a third of our people came by themselves."),
            ("BI2", "Human rights policy of 2023, recruitment policy of 2024: no worker pays for a job here. The HR manager answers for both."),
            ("BI4", "A welfare committee of eleven workers meets every month. Letters go to the HR manager; an answer within seven days."),
            ("BI5", "A buyer's audit every second year."),
        })
            await stage.Act("hr@factory.demo", NetworkPermissions.JoinNetwork, w => TellBaseline.Handle(new(code, text), w));
        await stage.Act("agency@agency.demo", NetworkPermissions.JoinNetwork, w => AcceptTerms.Handle(new("Principles", Membership.PrinciplesVersion, "Bimala Gurung", "Director"), w));
        var asked = await Tell(stage, "Requirement", "No worker pays for a job, at any place or time. Show us the agreements with your recruiters by the end of the year.");
        await Tell(stage, "Incentive", "Whoever repays fees in full gets orders two seasons ahead.");
        await stage.Act("hr@factory.demo", NetworkPermissions.AcknowledgeRequirements, w => AcknowledgeRequirement.Handle(asked, null, new(4, 3), w));
    }

    private static async Task<Guid> Tell(Stage stage, string kind, string text) =>
        (await stage.Act("buyer@brand.demo", NetworkPermissions.TellRequirements, w => TellRequirement.Handle(new(stage.Troupes["factory.demo"], kind, text), w))).Id;
}
