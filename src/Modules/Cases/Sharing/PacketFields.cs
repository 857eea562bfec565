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

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Site, Category, Issue, Severity, Affected, JourneyStage];

    /// <summary>A number of workers as a business may see it: never exact.</summary>
    public static string Band(int workers) => workers switch
    {
        < 10 => "fewerThan10",
        < 50 => "10to49",
        < 200 => "50to199",
        < 1000 => "200to999",
        _ => "1000orMore",
    };

    /// <summary>How many workers of the site match what is shown: all of them, as none of the facts is about a person. Who stands at one
    /// stage of the journey nobody has counted. Null when not known.</summary>
    public static int? MatchingWorkers(IReadOnlySet<string> fields, int? headcount) => fields.Contains(JourneyStage) ? null : headcount;
}
