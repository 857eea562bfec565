using System.Globalization;
using OpenIlm.Kernel;
using OpenIlm.Kit;

namespace OpenIlm.Cases;

/// <summary>What a packet tells, in words.</summary>
public static class FactWords
{
    /// <summary>A value of a field in words.</summary>
    public static string Say(string field, string value, Words words) => field switch
    {
        PacketFields.Category or PacketFields.Issue => IssueTaxonomy.NameOf(value),
        PacketFields.Severity => words["severity." + value],
        PacketFields.Affected => words["band." + value],
        PacketFields.JourneyStage => CodeLists.Of("journey_stages").FirstOrDefault(c => c.Id == value)?.Name ?? value,
        PacketFields.Nationality => Regions.CountriesOf(value).Count > 0 ? words["region." + value] : Country(value, words),
        PacketFields.Gender => words["worker-gender." + value],
        PacketFields.AgeBand => words["age-band." + value],
        PacketFields.Contract => words["contract-type." + value],
        PacketFields.Happened => Ladder.TimeOf(value) switch
        {
            { Grain: Ladder.Grain.Day } t => t.From.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
            { Grain: Ladder.Grain.Month } t => t.From.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
            { Grain: Ladder.Grain.Quarter } t => words.Format("time.quarter", ("Number", (t.From.Month + 2) / 3), ("Year", t.From.Year.ToString(CultureInfo.InvariantCulture))),
            _ => value,
        },
        _ => value,
    };

    /// <summary>A country by its name: in the page's language where there is one, else in English.</summary>
    public static string Country(string code, Words words)
    {
        if (words.Country(code) is var name && name != code) return name;
        try { return new RegionInfo(code).EnglishName; }
        catch (ArgumentException) { return code; }
    }

    /// <summary>A range in words: how many it could be.</summary>
    public static string Say(int atLeast, int? atMost, Words words) => (atLeast, atMost) switch
    {
        (0, null) => words["crowd.unknown"],
        (_, null) => words.Format("crowd.at-least", ("AtLeast", atLeast)),
        var (least, most) when least == most => words.Format("crowd.exact", ("Number", least)),
        (0, { } most) => words.Format("crowd.at-most", ("AtMost", most)),
        var (least, most) => words.Format("crowd.between", ("AtLeast", least), ("AtMost", most)),
    };
}
