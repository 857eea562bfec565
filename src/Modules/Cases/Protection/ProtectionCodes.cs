using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>Codes of protection. Those of the field come from its lists; the others are ours and stable.</summary>
public static class ProtectionCodes
{
    /// <summary>From whom harm may come (ILM-18): also interpreters and officials, whom a hotline trusts too easily.</summary>
    public static readonly IReadOnlyList<string> FromWhom = ["employer", "supervisor", "recruiter", "interpreter", "officials", "coworkers", "family", "others"];

    /// <summary>What they may do.</summary>
    public static readonly IReadOnlyList<string> Threats =
        ["dismissal", "lessWorkOrPay", "worseWork", "documentsKept", "denunciation", "deportation", "violence", "threatToFamily", "eviction", "blacklisting", "debtEnforced", "isolation", "exposure"];

    /// <summary>What keeps somebody from using the mechanism (MSI-50).</summary>
    public static readonly IReadOnlyList<string> Barriers =
        ["fearOfLosingJob", "isolation", "distrust", "language", "noPhone", "watched", "noTime", "legalStatus", "debt", "cost", "doesNotKnow", "shame"];

    /// <summary>Who is protected: the worker, or somebody who helps (ILM-19).</summary>
    public static readonly IReadOnlyList<string> ForWhom = ["worker", "colleague", "family", "ngoStaff", "unionist", "otherHelper"];

    /// <summary>How a measure was found at its review.</summary>
    public static readonly IReadOnlyList<string> Findings = ["works", "tooWeak", "doesHarm"];

    /// <summary>What a check-in came to. The last one is not hers: nobody reached her.</summary>
    public static readonly IReadOnlyList<string> CheckInOutcomes = ["safe", "worried", "retaliation"];

    /// <summary>The outcome of a check-in at which nobody reached her.</summary>
    public const string NotReached = "notReached";

    /// <summary>How workers are kept from speaking (ILM-21).</summary>
    public static readonly IReadOnlyList<string> Suppressions =
        ["threatened", "phonesTaken", "hotlineRemoved", "interpreterControlled", "toldNotToSpeak", "coached", "watchedAtInterview", "dismissedAfterSpeaking", "meetingsForbidden", "other"];

    /// <summary>What an inquiry into retaliation found.</summary>
    public static readonly IReadOnlyList<string> Inquiries = ["confirmed", "likely", "notFound", "notPossible"];

    /// <summary>What the worker says of the end of it. <c>notReached</c> is no agreement and is counted apart.</summary>
    public static readonly IReadOnlyList<string> WorkerSays = ["agrees", "disagrees", "notReached"];

    /// <summary>Whom a crime is reported to. The police are one of several.</summary>
    public static readonly IReadOnlyList<string> Authorities = ["police", "laborInspection", "otherAuthority", "unBody", "embassy"];

    /// <summary>Ages of a screening.</summary>
    public static readonly IReadOnlyList<string> Conclusions = ["trafficking", "notTrafficking", "undecided"];

    /// <summary>Whose conclusion a named person writes down.</summary>
    public static readonly IReadOnlyList<string> Bases = ["ownAssessment", "specialist", "authority", "court"];

    /// <summary>Elements of trafficking (<c>trafficking_elements.csv</c>): what was done.</summary>
    public static readonly IReadOnlyList<string> Acts = Elements("Act");
    /// <summary>By which means.</summary>
    public static readonly IReadOnlyList<string> Means = Elements("Means");
    /// <summary>For which purpose; the list is open.</summary>
    public static readonly IReadOnlyList<string> Purposes = Elements("Purpose");

    /// <summary>The name of an element.</summary>
    public static string NameOf(string element) => CodeLists.Of("trafficking_elements").FirstOrDefault(c => c.Id == element)?.Name ?? element;

    private static IReadOnlyList<string> Elements(string kind) => [.. CodeLists.Of("trafficking_elements").Where(c => c.More["element"] == kind).Select(c => c.Id)];
}

/// <summary>Yes, no, or nobody knows: never left to a guess.</summary>
public enum Known
{
    /// <summary>Nobody knows.</summary>
    Unknown,
    /// <summary>No.</summary>
    No,
    /// <summary>Yes.</summary>
    Yes,
}
