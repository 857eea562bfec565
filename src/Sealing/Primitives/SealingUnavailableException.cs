namespace OpenIlm.Sealing;

/// <summary>The program must not start: a primitive is missing or wrong, or an installation secret is. The message says the mend.</summary>
public sealed class SealingUnavailableException : Exception
{
    /// <summary>Says what is missing and how to mend it.</summary>
    public SealingUnavailableException(string message, Exception? inner = null) : base(message, inner) { }
}
