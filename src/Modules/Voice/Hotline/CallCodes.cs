namespace OpenIlm.Voice;

/// <summary>Codes of the hotline that no list of the field holds. Ours; stable.</summary>
public static class CallCodes
{
    /// <summary>Who interpreted: nobody, a colleague, an interpreting service, or somebody the worker brought.</summary>
    public static readonly IReadOnlyList<string> Interpreters = ["none", "colleague", "service", "companion"];

    /// <summary>What happens next, as agreed with the worker.</summary>
    public static readonly IReadOnlyList<string> NextSteps = ["lookInto", "callBack", "workerCalls", "sendInformation", "referred", "emergency", "nothing"];

    /// <summary>What an information or assistance request is about.</summary>
    public static readonly IReadOnlyList<string> Topics =
        ["rights", "wages", "contract", "documents", "visa", "fees", "changeEmployer", "housing", "health", "compensation", "legal", "returnHome", "findWork", "family", "thisMechanism", "other"];

    /// <summary>How a try to reach somebody ended.</summary>
    public static readonly IReadOnlyList<string> AttemptOutcomes = ["reached", "notReached", "notSafe", "noLongerWanted"];

    /// <summary>Languages spoken by workers beside those the program speaks: their tag and English name.</summary>
    public static readonly IReadOnlyList<(string Tag, string Name)> OtherLanguages =
    [
        ("am", "Amharic"), ("ar", "Arabic"), ("bn", "Bengali"), ("zh", "Chinese"), ("tl", "Filipino"), ("hi", "Hindi"), ("id", "Indonesian"), ("ksw", "Karen (S'gaw)"), ("lo", "Lao"), ("ms", "Malay"),
        ("mnw", "Mon"), ("pa", "Punjabi"), ("rhg", "Rohingya"), ("shn", "Shan"), ("si", "Sinhala"), ("so", "Somali"), ("sw", "Swahili"), ("ta", "Tamil"), ("ur", "Urdu"), ("vi", "Vietnamese"),
    ];
}
