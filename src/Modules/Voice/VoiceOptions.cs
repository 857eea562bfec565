namespace OpenIlm.Voice;

/// <summary>What a network may set about the worker's door.</summary>
public sealed record VoiceOptions
{
    /// <summary>Youngest form that is taken without proof of work: it keeps machines out, and nobody writes a report faster.</summary>
    public TimeSpan MinimumFormAge { get; init; } = TimeSpan.FromSeconds(20);
    /// <summary>Oldest form that is taken when its report was not received before.</summary>
    public TimeSpan FormLife { get; init; } = TimeSpan.FromHours(1);
    /// <summary>Leading zero bits of the proof of work; 0 means none is asked.</summary>
    public int ProofBits { get; init; }
    /// <summary>Where the quick exit goes: a page that anybody could have open.</summary>
    public string ExitUrl { get; init; } = "https://www.wikipedia.org/";
}
