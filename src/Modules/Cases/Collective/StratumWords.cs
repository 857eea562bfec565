using OpenIlm.Kernel;
using OpenIlm.Kit;

namespace OpenIlm.Cases;

/// <summary>Groups and states of the ledger in words.</summary>
public static class StratumWords
{
    /// <summary>Name of a stratum's value.</summary>
    public static string Of(string criterion, string value, Words words) => criterion switch
    {
        "gender" => words["worker-gender." + value], "nationality" => words.Country(value), "contractType" => words["contract-type." + value], _ => value,
    };

    /// <summary>Name of a stratum written as <c>criterion:value</c>.</summary>
    public static string Of(string stratum, Words words) => stratum.Split(':', 2) is [var criterion, var value] ? $"{words["stratum." + criterion]}: {Of(criterion, value, words)}" : stratum;

    /// <summary>Tone of the mark of a state.</summary>
    public static string ToneOf(LedgerState state) => state switch
    {
        LedgerState.Confirmed => "worker", LedgerState.Partly => "wait", LedgerState.Disputed => "bad", LedgerState.Reached => "away", LedgerState.NotReachable => "wait", _ => "done",
    };

    /// <summary>Tone of the mark of an answer.</summary>
    public static string ToneOf(ValidationOutcome? outcome) => outcome switch { ValidationOutcome.Confirmed => "worker", ValidationOutcome.NotConfirmed => "bad", null => "done", _ => "wait" };
}
