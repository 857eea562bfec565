using System.Globalization;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>
/// Other ways to get help, by country and need (ILM-8). Nobody is told to choose. What she chooses is posted and stands in no address:
/// the history of a phone that others hold does not say that somebody looked for a shelter.
/// </summary>
[OpenDoor("where help is, is public")]
public sealed class HelpModel(Frame frame, Words words, Work work, IServices services) : WorkerPage(frame, words)
{
    /// <summary>Most services on a page: it stays small on a slow line.</summary>
    private const int Most = 12;

    /// <summary>What the page shows.</summary>
    public enum Part
    {
        /// <summary>Asks for the country.</summary>
        Country,
        /// <summary>Asks what is needed.</summary>
        Need,
        /// <summary>Who helps.</summary>
        List,
    }

    /// <summary>What the page shows.</summary>
    public Part Shows { get; private set; }
    /// <summary>The country she named.</summary>
    public string? Country { get; private set; }
    /// <summary>What she needs; null for everything.</summary>
    public string? Need { get; private set; }
    /// <summary>Countries where somebody helps.</summary>
    public IReadOnlyList<string> Countries { get; private set; } = [];
    /// <summary>What there is in the country.</summary>
    public IReadOnlyList<string> Needs { get; private set; } = [];
    /// <summary>Who helps.</summary>
    public IReadOnlyList<HelpService> Services { get; private set; } = [];
    /// <summary>Path of this page.</summary>
    public string Here => $"/w/{Language}/help";

    /// <summary>Asks for the country.</summary>
    public Task OnGetAsync() => AskCountry();

    /// <summary>One step.</summary>
    public async Task OnPostAsync()
    {
        Country = Form.Text("country") ?? Form.Text("at");
        if (Country is not { Length: 2 } country || !country.All(char.IsAsciiLetterUpper)) { Country = null; await AskCountry(); return; }
        Needs = await services.Needs(work, country);
        if (Form.Text("need") is not { } need) { Shows = Part.Need; return; }
        Shows = Part.List;
        Need = Needs.Contains(need) ? need : null;
        Services = [.. (await services.In(work, country, Need, Language)).Take(Most)];
    }

    private async Task AskCountry()
    {
        SwitchTo("/help");
        Countries = await services.Countries(work);
    }

    /// <summary>Opening hours as one says them: days in the language, times as figures.</summary>
    public static string Say(OpeningHours row, Words words, string language)
    {
        var names = CultureInfo.GetCultureInfo(language).DateTimeFormat;
        var days = row.EveryDay ? words["help.every-day"]
            : string.Join(", ", row.Spans().Select(s => s.First == s.Last ? names.GetDayName(s.First) : $"{names.GetDayName(s.First)} – {names.GetDayName(s.Last)}"));
        return row.AllDay ? $"{days}, {words["help.all-day"]}" : $"{days}, {row.Opens.ToString("H:mm", CultureInfo.InvariantCulture)} – {row.ClosesAt.TrimStart('0')}".Replace("– :", "– 0:", StringComparison.Ordinal);
    }

    /// <summary>The ages it is for; null when none are said.</summary>
    public static string? Ages(HelpService service, Words words) => (service.MinimumAge, service.MaximumAge) switch
    {
        (null, null) => null,
        ({ } from, null) => words.Format("help.from-age", ("From", from)),
        (null, { } to) => words.Format("help.to-age", ("To", to)),
        ({ } from, { } to) => words.Format("help.ages", ("From", from), ("To", to)),
    };

    /// <summary>A language by its own name, in its own script.</summary>
    public static string LanguageName(string tag) => Languages.All.FirstOrDefault(l => l.Code == tag)?.Name ?? CultureInfo.GetCultureInfo(tag).NativeName;

    /// <summary>A number as a telephone dials it.</summary>
    public static string Dial(string phone) => PhoneNumbers.ToE164(phone) ?? new string([.. phone.Where(c => char.IsAsciiDigit(c) || c is '+' or '*' or '#')]);

    /// <summary>The picture of a need.</summary>
    public static string Icon(string need) => need switch
    {
        "MED" => "alert", "HLP" => "phone", "AS1" => "home", "AS2" => "plus", "AS3" => "chat", "AS4" => "shield", "AS5" => "check", "AS6" => "arrow-right", "AS7" => "flag",
        "CON" => "building", "UNI" => "people", _ => "search",
    };
}
