namespace OpenIlm.Kit;

/// <summary>The colors of marks, by what they ask of the reader. Color never stands alone: each mark has its words.</summary>
public static class Tone
{
    /// <summary>Tone of an issue's, case's or packet's state: <c>wait</c> (ours to do), <c>away</c> (others to do),
    /// <c>worker</c> (the worker has the word), <c>good</c>, <c>bad</c>, <c>done</c>.</summary>
    public static string OfState(string state) => state switch
    {
        "Received" or "Triaged" or "SafetyReviewed" or "Draft" or "ActionReported" => "wait",
        "SharedWithBusiness" or "Responded" or "ActionAgreed" or "Approved" => "away",
        "AwaitingValidation" => "worker",
        "Validated" or "Released" => "good",
        "NotConfirmed" or "PartlyConfirmed" or "Revoked" => "bad",
        _ => "done",
    };

    /// <summary>Tone of a severity.</summary>
    public static string OfSeverity(string severity) => severity.ToUpperInvariant() switch
    {
        "CRITICAL" => "critical",
        "SERIOUS" or "SEVERE" or "HIGH" or "MAJOR" => "bad",
        "MODERATE" or "MEDIUM" => "wait",
        _ => "done",
    };
}
