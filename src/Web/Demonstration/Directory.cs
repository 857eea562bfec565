using OpenIlm.Kernel;
using OpenIlm.Network;
using OpenIlm.Platform;

namespace OpenIlm.Web.Demonstration;

/// <summary>What the network knows of its businesses beside their names: positions, workforce, focal points, licences, agreements, corridors, a gap.</summary>
internal static class Directory
{
    private const string Admin = "admin@network.demo";

    public static async Task Play(Stage stage)
    {
        foreach (var s in Cast.Steads)
        {
            var (north, east) = Cast.Positions[s.Key];
            await Keep(stage, w => EditSite.Handle(stage.Steads[s.Key], null, new(s.Name, s.Country, s.TimeZone, s.Place, null, s.Sector, "C", north, east), w));
        }
        await Made(stage, w => RecordHeadcount.Handle(stage.Steads["sakhon"], new(stage.Clock.Today.AddMonths(-2), 1850, "Pay list", [new("MM", 1240), new("TH", 430), new("KH", 180)],
            [new("WOMAN", 1105), new("MAN", 745)], [new("permanent", 910), new("agency", 740), new("daily", 200)]), w));
        await Made(stage, w => RecordHeadcount.Handle(stage.Steads["ipoh"], new(stage.Clock.Today.AddMonths(-4), 2240, "Site visit", [new("NP", 980), new("MY", 760), new("MM", 300)], FillUnknown: true), w));
        await Focal(stage, "factory.demo", "Primary", "Kanya Phumsiri", "HR manager", "kanya@factory.demo", ["th", "en"]);
        await Focal(stage, "factory.demo", "Escalation", "Vichai Saensuk", "Managing director", "vichai@factory.demo", ["th"]);
        await Focal(stage, "gloves.demo", "Primary", "Lim Mei Fong", "Head of people", "lim@gloves.demo", ["en", "ms"]);
        // One recruiter's licence holds; the other's ran out, and the warning stays until there is a new one.
        await Made(stage, w => KeepIdentifiers.Add("organization", stage.Troupes["agency.demo"], new("RecruiterLicence", "DEMO-1184/071", "Department of Foreign Employment", "NP", stage.Clock.Today.AddYears(-3), stage.Clock.Today.AddYears(3)), w));
        await Made(stage, w => KeepIdentifiers.Add("organization", stage.Troupes["thanlwin.demo"], new("RecruiterLicence", "DEMO-62/2021", "Ministry of Labour", "MM", stage.Clock.Today.AddYears(-4), stage.Clock.Today.AddMonths(-3)), w));
        await Made(stage, w => KeepNames.Add("organization", stage.Troupes["factory.demo"], new("แสนสุข โฟรเซ่น ฟู้ดส์", "Transliteration", "th"), w));
        var msa = await Made(stage, w => KeepAgreement.Handle(Of(stage, "agency.demo", "gloves.demo"), null, null, new("Management service agreement", stage.Clock.Today.AddYears(-1), "The employer pays every cost of recruitment.", null,
            [new("RF-a", "Employer", 1450, "MYR"), new("RC-i", "Employer", 210, "MYR"), new("RC-vi", "Employer", 900, "MYR")]), w));
        await Keep(stage, w => ReviewAgreement.Handle(msa, null, new("Reviewed"), w));
        await Made(stage, w => KeepAgreement.Handle(Of(stage, "thanlwin.demo", "factory.demo"), null, null, new("Supply of workers", stage.Clock.Today.AddYears(-2), null, null,
            [new("RF-a", "Worker", 18000, "THB"), new("RC-vii", "Worker"), new("RC-vi", "Employer")]), w));
        await Made(stage, w => KeepCorridor.Handle(null, null, new("Nepal to Malaysia", "NP", "MY", ["IN"], "C", [stage.Troupes["agency.demo"]]), w));
        await Made(stage, w => KeepCorridor.Handle(null, null, new("Myanmar to Thailand", "MM", "TH", [], null, [stage.Troupes["thanlwin.demo"]]), w));
        await Made(stage, w => KeepGap.Add(new(stage.Troupes["estate.demo"], "SubAgent", stage.Steads["suratthani"], "Tappers name a man at the border, nobody knows for whom he works"), w));
        await Made(stage, w => KeepGap.Add(new(stage.Troupes["garment.demo"], "Recruiter", null, "Workers from two provinces came in groups"), w));
    }

    /// <summary>Suppliers show a customer who recruits for them.</summary>
    public static async Task Disclose(Stage stage)
    {
        foreach (var (email, agency, supplier) in new[] { ("hr@gloves.demo", "agency.demo", "gloves.demo"), ("hr@factory.demo", "agency.demo", "factory.demo"), ("hr@factory.demo", "thanlwin.demo", "factory.demo") })
            await stage.Act(email, NetworkPermissions.DiscloseRecruiters, w => DiscloseRecruiter.Handle(Of(stage, agency, supplier), new(stage.Troupes["brand.demo"]), w));
    }

    private static Guid Of(Stage stage, string recruiter, string client) => stage.Bonds[new Bond(recruiter, client, "recruitsFor")];

    private static Task Focal(Stage stage, string troupe, string level, string name, string title, string email, string[] languages) =>
        Made(stage, w => KeepFocalPoint.Add(stage.Troupes[troupe], new(level, name, title, email, null, languages), w));

    private static async Task<Guid> Made(Stage stage, Func<Work, Task<Outcome<CreatedView>>> act) => (await stage.Act(Admin, NetworkPermissions.KeepDirectory, act)).Id;
    private static Task Keep(Stage stage, Func<Work, Task<Outcome>> act) => stage.Act(Admin, NetworkPermissions.KeepDirectory, act);
}
