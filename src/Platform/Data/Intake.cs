namespace OpenIlm.Platform;

/// <summary>Whether this node may acknowledge anything. Off, with the reason, while the database is not set to keep what it acknowledged.</summary>
public sealed class IntakeGuard
{
    private volatile IReadOnlyList<string> faults = ["not checked yet"];

    /// <summary>Durability settings that are off; empty when intake may run.</summary>
    public IReadOnlyList<string> Faults => faults;
    /// <summary>Whether reports may be taken.</summary>
    public bool Open => faults.Count == 0;
    /// <summary>Keeps the result of the check at the start.</summary>
    public void Set(IReadOnlyList<string> found) => faults = found;
}
