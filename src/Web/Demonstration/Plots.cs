using OpenIlm.Cases;
using OpenIlm.Kernel;

namespace OpenIlm.Web.Demonstration;

/// <summary>Invents the stories of the season: who reports what, where, when, and where it is meant to get to.</summary>
internal static class Plots
{
    /// <summary>How many cases there are.</summary>
    public const int Count = 400;

    private static readonly IReadOnlyList<(string Site, int Weight)> sites =
    [
        ("sakhon", 21), ("ranong", 9), ("songkhla", 4), ("phnompenh", 13), ("kampongspeu", 8), ("ipoh", 14), ("johor", 8), ("penang", 10),
        ("lalitpur", 4), ("boudha", 2), ("suratthani", 3), ("", 4),
    ];

    // The old ones have ended one way or the other; the young ones may stand anywhere.
    private static readonly IReadOnlyList<(Fate Fate, int Weight)> old =
    [
        (Fate.Closed, 44), (Fate.NotTrueThenClosed, 7), (Fate.RetaliationEnded, 4), (Fate.Reopened, 3), (Fate.ContactLost, 6), (Fate.Withdrawn, 7),
        (Fate.Dismissed, 5), (Fate.Revoked, 2), (Fate.ConsentWithdrawn, 2), (Fate.WithoutBusiness, 9), (Fate.Never, 3), (Fate.NoConsent, 3),
        (Fate.Released, 2), (Fate.Partly, 2), (Fate.Agreed, 1), (Fate.Awaiting, 1),
    ];
    private static readonly IReadOnlyList<(Fate Fate, int Weight)> young =
    [
        (Fate.Closed, 14), (Fate.Triaged, 6), (Fate.Waits, 4), (Fate.NoConsent, 3), (Fate.Drafted, 4), (Fate.NeedsSecond, 6), (Fate.Released, 12), (Fate.Responded, 8),
        (Fate.Agreed, 9), (Fate.PartReported, 5), (Fate.Reported, 7), (Fate.Awaiting, 9), (Fate.Partly, 4), (Fate.NotTrue, 4), (Fate.RetaliationOpen, 4), (Fate.Withdrawn, 3), (Fate.ContactLost, 3),
        (Fate.DismissalAsked, 2), (Fate.Revoked, 2), (Fate.ConsentWithdrawn, 1), (Fate.WithoutBusiness, 3),
    ];

    private static readonly IReadOnlyList<string> names =
    [
        "Ma Khin Lay", "Ko Aung Naing", "Ma Ei Phyu", "Saw Htoo", "Mi Chan", "Nang Kham", "Srey Pich", "Sophal Chum", "Chenda Ros", "Vuthy Pen", "Bopha Meas",
        "Somying Boonmee", "Noi Srisuk", "Lek Kaewta", "Anan Wongsa", "Dil Bahadur Magar", "Sita Chaudhary", "Ram Prasad Yadav", "Gita BK", "Prem Lama", "Kabita Rai",
        "Mohan Thapa", "Sarita Limbu", "Yin Mon", "Thet Naing", "Zin Mar", "Kyaw Zaw", "Phalla Nhem", "Devi Oli", "Arjun Sunar",
    ];

    private static readonly IReadOnlyList<string> employers =
        ["Lucky Pearl shrimp shed", "Blue Gate sewing shop", "Green Hill poultry farm", "Old Harbour ice works", "Sunrise brick kiln", "Three Rivers furniture"];

    /// <summary>The stories, by their first day.</summary>
    public static IReadOnlyList<Story> Make(DateOnly first, DateOnly today)
    {
        var days = today.DayNumber - first.DayNumber;
        var stories = new List<Story>();
        foreach (var (site, theme, fate, age, recipient, toTry) in Arranged) stories.Add(Invent(stories.Count, today.AddDays(-age), today, site, theme, fate, recipient, toTry));
        for (var fresh = 0; fresh < 11; fresh++) stories.Add(Invent(stories.Count, today.AddDays(-(fresh % 3 == 2 ? 2 : fresh % 2)), today, null, null, Fate.Unread, null, false));
        while (stories.Count < Count)
        {
            // More come in as the channels become known.
            var draw = Draw.For(50_000 + stories.Count);
            var day = Math.Max(draw.Below(days - 3), draw.In100(40) ? draw.Below(days - 3) : 0);
            stories.Add(Invent(stories.Count, first.AddDays(day), today, null, null, null, null, false));
        }
        // One matter concerns many. Its number is its own, so that the chance of the others stays as it was.
        stories.Add(Invent(90_000, today.AddDays(-176), today, "sakhon", "wages", Fate.Many, "factory.demo", false));
        // And one site flares up: more workers report about wages in three weeks than in the half year before.
        foreach (var (ago, i) in new[] { 19, 16, 15, 12, 9, 8, 5 }.Select((ago, i) => (ago, i)))
            stories.Add(Invent(91_000 + i, today.AddDays(-ago), today, "ranong", "wages", Fate.Triaged, "factory.demo", false));
        foreach (var story in stories) Script.Write(story);
        return [.. stories.OrderBy(s => s.Begins).ThenBy(s => s.Number)];
    }

    // Some matters that must be there on the day somebody looks, so that every home page has something to do.
    private static readonly IReadOnlyList<(string Site, string Theme, Fate Fate, int Age, string Recipient, bool ToTry)> Arranged =
    [
        ("sakhon", "wages", Fate.Awaiting, 158, "factory.demo", true),
        ("sakhon", "overtime", Fate.Released, 40, "factory.demo", false),
        ("sakhon", "passport", Fate.Released, 61, "factory.demo", false),
        ("ranong", "dormitory", Fate.Responded, 66, "factory.demo", false),
        ("sakhon", "deductions", Fate.Agreed, 92, "factory.demo", false),
        ("sakhon", "safety", Fate.PartReported, 121, "factory.demo", false),
        ("ranong", "harassment", Fate.Reported, 134, "factory.demo", false),
        ("sakhon", "voice", Fate.Awaiting, 152, "factory.demo", false),
        ("sakhon", "fees", Fate.NotTrue, 165, "factory.demo", false),
        ("sakhon", "wages", Fate.Closed, 190, "factory.demo", false),
        ("ipoh", "fees", Fate.Released, 38, "agency.demo", false),
        ("ipoh", "contract", Fate.Agreed, 95, "agency.demo", false),
        ("penang", "passport", Fate.Responded, 68, "agency.demo", false),
        ("johor", "fees", Fate.Reported, 138, "agency.demo", false),
        ("songkhla", "safety", Fate.NeedsSecond, 24, "factory.demo", false),
        ("sakhon", "dismissal", Fate.NeedsSecond, 25, "factory.demo", false),
        ("suratthani", "wages", Fate.NoKey, 30, "estate.demo", false),
        ("sakhon", "contract", Fate.Waits, 12, "factory.demo", false),
        ("ranong", "wages", Fate.Triaged, 8, "factory.demo", false),
        ("phnompenh", "dismissal", Fate.RetaliationOpen, 155, "garment.demo", false),
        ("sakhon", "voice", Fate.RetaliationOpen, 171, "factory.demo", false),
        ("ipoh", "harassment", Fate.RetaliationOpen, 162, "gloves.demo", false),
    ];

    private static Story Invent(int number, DateOnly begins, DateOnly today, string? siteKey, string? themeKey, Fate? wanted, string? recipient, bool toTry)
    {
        var draw = Draw.For(number);
        var age = today.DayNumber - begins.DayNumber;
        var reason = themeKey is not null ? ContactReason.Issue : draw.Below(100) switch { < 8 => ContactReason.Information, < 15 => ContactReason.Assistance, _ => ContactReason.Issue };
        var site = Cast.Steads.FirstOrDefault(s => s.Key == (siteKey ?? Of(sites, draw)));
        var theme = reason != ContactReason.Issue ? null : themeKey is not null ? Theme.All.First(t => t.Key == themeKey) : Of([.. Theme.All.Select(t => (t, t.Weight))], draw);
        var fate = wanted ?? reason switch
        {
            ContactReason.Information => age < 6 && draw.In100(60) ? Fate.RequestOpen : Fate.Answered,
            ContactReason.Assistance => age < 12 && draw.In100(70) ? Fate.RequestOpen : Fate.Assisted,
            _ => Of(age > 150 ? old : young, draw),
        };
        var country = site?.Country ?? draw.Of(["TH", "TH", "MY", "KH"]);
        var ngo = country is "MY" or "NP" ? "sathi.demo" : "ngo.demo";
        var told = recipient ?? (site is null ? null : Told(site, theme, draw));
        var level = draw.Below(100) switch { < 25 => ConsentLevel.CodedFacts, < 90 => ConsentLevel.Summary, _ => ConsentLevel.Identified };
        // A mark of danger is rare, and among what came in these days there is some.
        var danger = fate == Fate.Unread ? (number % 3) switch { 0 => Danger.InDanger, 1 when draw.In100(40) => Danger.Punished, _ => Danger.None }
            : draw.Below(100) switch { < 5 => Danger.InDanger, < 11 => Danger.Punished, _ => Danger.None };
        var channel = toTry || fate == Fate.Unread || draw.In100(58) ? "WEB" : draw.Of(["HOTLINE", "HOTLINE", "HOTLINE", "MSG", "INPERSON"]);
        var named = channel == "WEB" ? draw.In100(35) : draw.In100(75);
        if (level == ConsentLevel.Identified && !named) level = ConsentLevel.Summary;
        var people = Cast.Players.Where(p => p.Troupe == ngo && p.Vault is (VaultPart.Maker or VaultPart.Admitted)).ToList();
        var handlers = people.Where(p => p.Role == Roles.CaseHandler).ToList();
        // Whoever sits down next takes what came in, now and then a supervisor.
        var owner = draw.In100(6) ? people.First(p => p.Role == Roles.Supervisor).Email
            : draw.Of(handlers.GroupBy(p => Desk.DaysUntil(p.Email, begins)).MinBy(g => g.Key)!.ToList()).Email;
        var second = people.Where(p => p.Role == Roles.Supervisor && p.Email != owner).ToList();
        var most = Math.Min(300, (site?.Headcount ?? 60) / 2);
        return new Story
        {
            Number = number, Begins = begins, Fate = fate, Theme = theme, Ngo = ngo, Reason = reason, Site = site, Country = country, Employer = site is null ? draw.Of(employers) : null,
            Language = toTry ? "en" : Language(country, draw), Channel = channel, Danger = danger,
            Affected = fate == Fate.Many ? 60 : reason == ContactReason.Issue && draw.In100(30) ? draw.Between(5, Math.Max(6, most)) : 1,
            Code = theme is null ? "" : draw.Of(theme.Codes), ShowsStage = fate == Fate.NeedsSecond || draw.In100(7),
            Consent = toTry ? ConsentLevel.Summary : level, Recipient = told, TellsBuyer = site is not null && told == site.Employer && site.Employer != "estate.demo" && draw.In100(30),
            WorkerName = named ? draw.Of(names) : null, WorkerPhone = named ? Phone(country, draw) : null, HasPlan = draw.In100(45),
            Owner = owner, Second = draw.Of(second).Email, Business = told is null ? null : Focal(told, site, draw),
            Severity = draw.Below(100) switch { < 20 => Severity.Low, < 66 => Severity.Medium, < 95 => Severity.High, _ => Severity.Critical },
            Draw = draw, IsTheOneToTry = toTry, Due = begins,
        };
    }

    private static string Told(Stead site, Theme? theme, Draw draw) => (site.Employer, theme?.Key) switch
    {
        ("gloves.demo" or "assembly.demo", "fees" or "contract" or "passport") when draw.In100(55) => "agency.demo",
        ("factory.demo", "fees" or "contract") when draw.In100(50) => draw.Of(["agency.demo", "thanlwin.demo"]),
        ("estate.demo", "fees") => "thanlwin.demo",
        _ => site.Employer,
    };

    private static string Focal(string troupe, Stead? site, Draw draw)
    {
        var people = Cast.Players.Where(p => p.Troupe == troupe && p.Vault is not VaultPart.Waiting).ToList();
        return people.FirstOrDefault(p => p.Site is not null && p.Site == site?.Key && draw.In100(60))?.Email ?? people.First(p => p.Site is null).Email;
    }

    private static string Language(string country, Draw draw) => country switch
    {
        "TH" => draw.Of(["my", "my", "my", "my", "th", "th", "km", "en"]),
        "KH" => draw.Of(["km", "km", "km", "km", "en"]),
        "NP" => draw.Of(["ne", "ne", "ne", "en"]),
        _ => draw.Of(["ne", "ne", "ne", "my", "my", "en", "en"]),
    };

    private static string Phone(string country, Draw draw) => country switch
    {
        "TH" => $"+66 80 555 {draw.Between(1000, 9999)}",
        "KH" => $"+855 12 555 {draw.Between(100, 999)}",
        "NP" => $"+977 980 555 {draw.Between(1000, 9999)}",
        _ => $"+60 11 5555 {draw.Between(1000, 9999)}",
    };

    private static T Of<T>(IReadOnlyList<(T Thing, int Weight)> choices, Draw draw)
    {
        var at = draw.Below(choices.Sum(c => c.Weight));
        foreach (var (thing, weight) in choices)
            if ((at -= weight) < 0) return thing;
        return choices[^1].Thing;
    }
}
