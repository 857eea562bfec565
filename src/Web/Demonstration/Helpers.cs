using OpenIlm.Network;

namespace OpenIlm.Web.Demonstration;

/// <summary>An invented service that helps workers, and when somebody looked into it.</summary>
/// <param name="Keeper">Who keeps the entry.</param>
/// <param name="Entry">The entry, given the organizations by key.</param>
/// <param name="MonthsAgo">Months since its due diligence; null when there was none.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Note">What was found.</param>
internal sealed record Helper(string Keeper, Func<IReadOnlyDictionary<string, Guid>, AddService.Input> Entry, int? MonthsAgo, ReviewOutcome Outcome = ReviewOutcome.Passed, string? Note = null);

/// <summary>The services of the demonstration. Names and numbers are invented; the numbers are of ranges that nobody is called on.</summary>
internal static class Helpers
{
    private const string Andaman = "supervisor@ngo.demo", Sathi = "supervisor@sathi.demo";
    private static readonly string[] week = ["MO-FR 09:00-17:00"], always = ["MO-SU 00:00-24:00"];

    public static readonly IReadOnlyList<Helper> All =
    [
        Of(Andaman, "Tha Chin Legal Clinic", "Legal clinic", "Free advice about wages, contracts and papers, and a lawyer who comes along to the labor office.", ["AS4"], ["TH"], ["th", "my", "en"],
            "+66 2 555 0101", week, "Asia/Bangkok", 2, address: "18 Rim Khlong Road", city: "Samut Sakhon", province: "Samut Sakhon", postal: "74000", byWorkers: true),
        Of(Andaman, "House of the Banyan", "Banyan Trust", "A room, meals and somebody to talk to, for as long as it takes. Children may come along.", ["AS1", "AS3"], ["TH"], ["th", "my", "km"],
            "+66 80 555 0121", always, "Asia/Bangkok", 4, address: "7/3 Soi Mai Ngam, Bang Pla, Samut Prakan", secret: true, who: "Women and their children", forWhom: ["SEX"], how: "Call first. Somebody comes to meet you."),
        Of(Andaman, "Night ambulance Samut Sakhon", "Tha Chin Rescue", "Ambulance and emergency room, day and night. They treat first and ask afterwards.", ["MED"], ["TH"], ["th", "my"],
            "+66 80 555 0199", always, "Asia/Bangkok", 6, places: "Samut Sakhon and Samut Prakan"),
        Of(Andaman, "Fishers' and processors' union", "Gulf Seafood Workers' Union", "Joins workers of every nationality; helps to speak with the employer and the labor inspector.", ["UNI", "AS4"], ["TH"], ["th", "my", "km"],
            "+66 80 555 0166", ["MO-SA 10:00-20:00"], "Asia/Bangkok", 11, byWorkers: true),
        Of(Andaman, "Help desk for Cambodian workers", "Consular help desk, Bangkok", "New papers, letters for the employer, and a place to ring when you are held.", ["CON"], ["TH"], ["km", "th"],
            "+66 2 555 0155", ["MO-FR 08:30-12:00", "MO-FR 13:00-16:00"], "Asia/Bangkok", 9),
        Of(Andaman, "Clinic by the canal", "Canal Health Foundation", "Doctor, midwife and medicine for people with or without papers.", ["AS2"], ["TH"], ["my", "th"],
            "+66 80 555 0133", ["TU,TH 09:00-19:00", "SU 09:00-13:00"], "Asia/Bangkok", 20, places: "Ranong"),
        Of(Andaman, "Mekong return desk", "Mekong Safe Return", "Tickets home, papers for the way, and somebody who meets you on arrival.", ["AS6", "AS7"], ["TH", "KH"], ["km", "th", "en"],
            "+66 80 555 0188", week, "Asia/Bangkok", 5, sides: ["origin", "destination"]),
        Of(Andaman, "Phnom Penh legal aid", "Lotus Legal Aid", "Lawyers for workers who came back with debts or without their wages.", ["AS4"], ["KH"], ["km", "en"],
            "+855 10 555 102", week, "Asia/Phnom_Penh", 3, address: "42 Street 271", city: "Phnom Penh", province: "Phnom Penh", sides: ["origin"]),
        Of(Andaman, "National referral office", "Inter-agency referral office", "One office that finds shelter, a doctor and a lawyer, and stays in touch.", ["REF", "AS5"], ["KH"], ["km"],
            "1288", week, "Asia/Phnom_Penh", 8, sides: ["origin"], outcome: ReviewOutcome.PassedWithConditions, note: "Answers in Khmer only; ask for the case number and keep it."),
        Of(Sathi, "Sathi listening line", null, "Somebody who listens, in Nepali and Burmese, and knows what can be done.", ["HLP", "AS3"], ["MY", "NP"], ["ne", "my", "en"],
            "+60 11 5555 0144", ["MO-SU 09:00-21:00"], "Asia/Kuala_Lumpur", 1, provider: "sathi.demo", byWorkers: true),
        Of(Sathi, "Klang Valley migrant clinic", "Open Door Clinic", "Doctor and X-ray at a low price; no passport is asked for.", ["AS2"], ["MY"], ["ms", "ne", "en"],
            "+60 3 5555 0122", ["MO-SA 10:00-18:00"], "Asia/Kuala_Lumpur", 7, places: "Klang and Shah Alam", cost: "RM 10 for each visit; free for who cannot pay."),
        Of(Sathi, "Embassy labor wing", "Embassy labor wing, Kuala Lumpur", "Papers, complaints against agents, and bodies and belongings brought home.", ["CON"], ["MY"], ["ne"],
            "+60 3 5555 0177", ["MO-FR 09:00-15:00"], "Asia/Kuala_Lumpur", 10),
        Of(Sathi, "House above Ipoh", "Hillside Refuge", "A safe room for men and women who left an employer.", ["AS1"], ["MY"], ["ms", "ne", "en"],
            "+60 11 5555 0166", always, "Asia/Kuala_Lumpur", 3, address: "No. 9 Lorong Seri Bukit, Ipoh, Perak", secret: true, how: "Call first; a volunteer comes with you."),
        Of(Sathi, "Return and start again", "Himal Reintegration Center", "Training, small loans without interest and a job search after coming back.", ["AS7", "AS5"], ["NP"], ["ne"],
            "+977 980 555 0133", ["SU,MO,TU,WE,TH 10:00-17:00"], "Asia/Kathmandu", 5, address: "Bhotahiti", city: "Kathmandu", province: "Bagmati", sides: ["origin"]),
        Of(Sathi, "Legal help before you go", "Migrant Rights Lawyers Nepal", "Reads your contract with you, and takes the agency to the department when money was taken.", ["AS4"], ["NP"], ["ne", "en"],
            "+977 980 555 0155", ["SU,MO,TU,WE,TH,FR 10:00-16:00"], "Asia/Kathmandu", null, sides: ["origin"]),
    ];

    private static Helper Of(string keeper, string name, string? by, string what, string[] kinds, string[] countries, string[] languages, string phone, string[] hours, string zone, int? monthsAgo,
        string? address = null, string? city = null, string? province = null, string? postal = null, bool secret = false, string? who = null, string[]? forWhom = null, string? how = null,
        string? places = null, string[]? sides = null, string? provider = null, string? cost = null, bool byWorkers = false, ReviewOutcome outcome = ReviewOutcome.Passed, string? note = null) =>
        new(keeper, troupes => new AddService.Input
        {
            ProviderId = provider is null ? null : troupes[provider], ProviderName = by, Name = name, Description = what, Kinds = kinds, Countries = countries, Languages = languages, Phones = [phone], Hours = hours,
            TimeZone = zone, Places = places, Sides = sides ?? ["destination"], SecretAddress = secret, Address = address, City = city, Province = province, PostalCode = postal,
            AddressCountry = address is null || secret ? null : countries[0], Eligibility = who, ForWhom = forWhom, Application = how, Free = cost is null, Cost = cost, SuggestedByWorkers = byWorkers,
            Source = "Mapping of the corridor",
        }, monthsAgo, outcome, note);
}
