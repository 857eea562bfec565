namespace OpenIlm.Sealing;

/// <summary>
/// A sealed thing did not open: altered, moved to another place, made for another key, or not a sealed thing at all.
/// The message never says which: telling these apart helps only an attacker.
/// </summary>
public sealed class SealBrokenException : Exception
{
    /// <summary>The one sentence for every cause.</summary>
    public SealBrokenException() : base("The sealed data could not be opened.") { }

    /// <summary>The one sentence for every cause, with the inner failure for the log.</summary>
    public SealBrokenException(Exception inner) : base("The sealed data could not be opened.", inner) { }
}
