using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>Where one affected worker stands in the ledger of an issue.</summary>
public enum LedgerState
{
    /// <summary>Affected; nobody has spoken with her yet.</summary>
    Affected,
    /// <summary>Somebody has spoken with her.</summary>
    Reached,
    /// <summary>She confirms the remedy.</summary>
    Confirmed,
    /// <summary>She confirms it in part.</summary>
    Partly,
    /// <summary>She says that it is not true.</summary>
    Disputed,
    /// <summary>Tried and not reached.</summary>
    NotReachable,
    /// <summary>She left the workplace or the country; she stays affected, and owed.</summary>
    Departed,
}

/// <summary>What of the ledger a handler may set, and what only an answer sets.</summary>
public static class LedgerStates
{
    /// <summary>States that a handler records. That a remedy is confirmed or disputed comes from the worker's answer alone (C1, C2): no list and no
    /// bulk act can say it for her.</summary>
    public static readonly IReadOnlySet<LedgerState> Recordable = new HashSet<LedgerState> { LedgerState.Affected, LedgerState.Reached, LedgerState.NotReachable, LedgerState.Departed };

    /// <summary>Who can be drawn into a sample: everybody but who left and who was tried and not reached. How many those are is shown beside the sample.</summary>
    public static bool CanBeDrawn(LedgerState state) => state is not (LedgerState.Departed or LedgerState.NotReachable);

    /// <summary>Where an answer puts a worker.</summary>
    public static LedgerState After(ValidationOutcome outcome) => outcome switch
    {
        ValidationOutcome.Confirmed => LedgerState.Confirmed,
        ValidationOutcome.PartlyConfirmed => LedgerState.Partly,
        ValidationOutcome.NotConfirmed => LedgerState.Disputed,
        _ => LedgerState.NotReachable,
    };
}
