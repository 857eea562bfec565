namespace OpenIlm.Cases;

/// <summary>The coded facts that a packet may carry, and how coarse each of them goes out. What is not here cannot be told.</summary>
public static class PacketFields
{
    /// <summary>The site by its name.</summary>
    public const string Site = "site";
    /// <summary>The category of the taxonomy.</summary>
    public const string Category = "category";
    /// <summary>The issue of the taxonomy.</summary>
    public const string Issue = "issue";
    /// <summary>How bad.</summary>
    public const string Severity = "severity";
    /// <summary>How many workers, as a band.</summary>
    public const string Affected = "affectedWorkers";
    /// <summary>The stage of the journey.</summary>
    public const string JourneyStage = "journeyStage";
    /// <summary>Where those who are concerned come from: a country, or more coarsely a region.</summary>
    public const string Nationality = "nationality";
    /// <summary>Their gender.</summary>
    public const string Gender = "gender";
    /// <summary>How old they are, as a band.</summary>
    public const string AgeBand = "ageBand";
    /// <summary>What kind of contract they have.</summary>
    public const string Contract = "contract";
    /// <summary>Where at the site they work.</summary>
    public const string Department = "department";
    /// <summary>When it happened: a month, a quarter or a year, never a day.</summary>
    public const string Happened = "happened";

    /// <summary>Facts of the issue: the case itself says them.</summary>
    public static readonly IReadOnlyList<string> OfIssue = [Site, Category, Issue, Severity, Affected, JourneyStage];

    /// <summary>Facts that the handler says, and only where they help: each of them makes the crowd smaller in which a worker is hidden.</summary>
    public static readonly IReadOnlyList<string> Said = [Nationality, Gender, AgeBand, Contract, Department, Happened];

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [.. OfIssue, .. Said];

    /// <summary>Whether a field leaves out some of the workers of the site. Who stands at one stage of the journey nobody has counted.</summary>
    public static bool IsOfPerson(string field) => field is Nationality or Gender or AgeBand or Contract or Department or JourneyStage;

    /// <summary>A number of workers as a business may see it: never exact.</summary>
    public static string Band(int workers) => workers switch
    {
        < 10 => "fewerThan10",
        < 50 => "10to49",
        < 200 => "50to199",
        < 1000 => "200to999",
        _ => "1000orMore",
    };
}
