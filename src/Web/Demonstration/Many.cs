using System.Text;
using OpenIlm.Cases;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Web.Demonstration;

/// <summary>The matter of the demonstration that concerns many: a list of sixty workers, a sample of them half asked, and a case beside it that tells of the same thing.</summary>
internal static class Many
{
    private const int Workers = 60;
    private static readonly string[] women = ["Ma Hnin", "Ma Su", "Ma Thida", "Nang Mo", "Srey Neang", "Sokha", "Ma Yu", "Mi Aye"], men = ["Ko Zaw", "Ko Min", "Saw Eh", "Vannak", "Ko Htay", "Dara"];

    /// <summary>The list comes in, and a sample will decide about the remedy.</summary>
    public static async Task Bring(Stage stage, Story story)
    {
        var bytes = Encoding.UTF8.GetBytes(List());
        await stage.Act(story.Owner, CollectivePermissions.Keep, w => ImportWorkers.Handle(story.Issue, null, new Upload(new Dictionary<string, string>(), "workers.csv", bytes, bytes.Length), w, stage.Get<Dossiers>()));
        await stage.Act(story.Owner, CasesPermissions.Validate, w => ChooseValidation.Handle(story.Issue, null, new(true), w));
        var ledger = await Ledger(stage, story);
        await stage.Act(story.Owner, CollectivePermissions.Keep, w => SetWorkerStates.Handle(story.Issue, null, new(LedgerState.Departed, [.. ledger.Items.Where(r => r.Number % 17 == 5).Select(r => r.Id)]), w));
        await stage.Act(story.Owner, CollectivePermissions.Keep, w => SetWorkerStates.Handle(story.Issue, null, new(LedgerState.Reached, [.. ledger.Items.Where(r => r.Number % 3 == 1 && r.Number % 17 != 5).Select(r => r.Id)]), w));
    }

    /// <summary>Chance draws who is asked.</summary>
    public static Task Draw(Stage stage, Story story) => stage.Act(story.Owner, CasesPermissions.Validate, w => DrawSample.Handle(story.Issue, null, new(18), w));

    /// <summary>Half of them have answered; one could not be reached.</summary>
    public static async Task Ask(Stage stage, Story story)
    {
        var sample = await stage.Act(story.Owner, CollectivePermissions.Read, w => ReadSample.Handle(story.Issue, w));
        foreach (var (member, i) in sample.Members.Where(m => m.Standing is SampleStanding.Asked).Take(9).Select((m, i) => (m, i)))
        {
            var outcome = i switch { 4 => ValidationOutcome.Unreachable, 6 => ValidationOutcome.PartlyConfirmed, 8 => ValidationOutcome.NotConfirmed, _ => ValidationOutcome.Confirmed };
            var reached = outcome is not ValidationOutcome.Unreachable;
            await stage.Act(story.Owner, CasesPermissions.Validate, w => RecordSampleAnswer.Handle(member.Id, null, new(outcome, i % 3 == 0 ? "interpreter" : "handler", "HOTLINE", reached ? 1 + i % 2 : 3,
                reached ? i % 2 == 0 ? ResolutionQuality.Good : ResolutionQuality.Fair : null, reached ? 3 + i % 2 : null, reached ? RetaliationAnswer.No : RetaliationAnswer.Unknown), w));
        }
    }

    /// <summary>Another case at the same site tells of the same thing: a colleague links them.</summary>
    public static async Task Link(Stage stage, Story story)
    {
        var links = await stage.Act(story.Owner, CasesPermissions.Read, w => ReadLinks.Handle(story.Case, w));
        if (links.Similar is [var likest, ..]) await stage.Act(story.Owner, CollectivePermissions.Link, w => LinkCases.Handle(story.Case, null, new(likest.Id), w));
    }

    private static Task<LedgerView> Ledger(Stage stage, Story story) =>
        stage.Act(story.Owner, CollectivePermissions.Read, w => ReadLedger.Handle(story.Issue, new LedgerFilter { Limit = Paging.Most }, w));

    private static string List()
    {
        var list = new StringBuilder("No,Name,Mobile,Sex,Nationality,Contract,Agency,Line\r\n");
        for (var n = 1; n <= Workers; n++)
            list.Append(System.Globalization.CultureInfo.InvariantCulture, $"SK-{n:D3},{(n % 3 == 0 ? men[n % men.Length] : women[n % women.Length])} {n},+6690555{n:D4},{(n % 3 == 0 ? "m" : "f")},{(n % 9 == 4 ? "Cambodian" : n % 11 == 6 ? "Lao" : "Burmese")},{(n % 4 == 0 ? "agency" : n % 5 == 0 ? "daily" : "permanent")},{(n % 4 == 0 ? "Agency north" : "")},{(n % 2 == 0 ? "Peeling night" : n % 5 == 1 ? "Packing day" : "Peeling day")}\r\n");
        return list.ToString();
    }
}
