namespace OpenIlm.Kernel;

/// <summary>How a use case ended. Hidden and absent are one and the same: <see cref="OutcomeKind.Missing"/>.</summary>
public enum OutcomeKind
{
    /// <summary>Done and committed.</summary>
    Done,
    /// <summary>Refused with at least one reason; nothing changed.</summary>
    Refused,
    /// <summary>No such thing for this caller.</summary>
    Missing,
    /// <summary>Somebody changed the thing since the caller read it (412); nothing changed.</summary>
    Stale,
    /// <summary>The service cannot take this now (503); nothing changed, the caller keeps the input and comes again.</summary>
    Busy,
}

/// <summary>The end of a use case without a value.</summary>
public record Outcome(OutcomeKind Kind, IReadOnlyList<Refusal> Refusals)
{
    /// <summary>Done and committed.</summary>
    public static readonly Outcome Done = new(OutcomeKind.Done, []);
    /// <summary>Hidden or absent.</summary>
    public static readonly Outcome Missing = new(OutcomeKind.Missing, []);
    /// <summary>Changed by somebody else meanwhile.</summary>
    public static readonly Outcome Stale = new(OutcomeKind.Stale, []);
    /// <summary>Not now; come again.</summary>
    public static readonly Outcome Busy = new(OutcomeKind.Busy, []);

    /// <summary>Refused for all the given reasons (at least one).</summary>
    public static Outcome Refused(IReadOnlyList<Refusal> reasons) => new(OutcomeKind.Refused, reasons);
    /// <summary>Refused for one reason.</summary>
    public static Outcome Refused(Refusal reason) => new(OutcomeKind.Refused, [reason]);

    /// <summary>Whether the act was done.</summary>
    public bool IsDone => Kind == OutcomeKind.Done;
}

/// <summary>The end of a use case that answers with a value when it is done.</summary>
public sealed record Outcome<T>(OutcomeKind Kind, IReadOnlyList<Refusal> Refusals, T? Value) : Outcome(Kind, Refusals)
{
    /// <summary>A value means done.</summary>
    public static implicit operator Outcome<T>(T value) => new(OutcomeKind.Done, [], value);

    /// <summary>Carries a refusal, a miss or a stale write of an inner step outwards.</summary>
    /// <exception cref="InvalidOperationException">The inner outcome was done but has no value of this kind.</exception>
    public static Outcome<T> From(Outcome other) => other.IsDone
        ? throw new InvalidOperationException("A done outcome needs a value.")
        : new(other.Kind, other.Refusals, default);

    /// <summary>Refused for all the given reasons (at least one).</summary>
    public static new Outcome<T> Refused(IReadOnlyList<Refusal> reasons) => new(OutcomeKind.Refused, reasons, default);
    /// <summary>Refused for one reason.</summary>
    public static new Outcome<T> Refused(Refusal reason) => new(OutcomeKind.Refused, [reason], default);
    /// <summary>Hidden or absent.</summary>
    public static new Outcome<T> Missing { get; } = new(OutcomeKind.Missing, [], default);
    /// <summary>Changed by somebody else meanwhile.</summary>
    public static new Outcome<T> Stale { get; } = new(OutcomeKind.Stale, [], default);
    /// <summary>Not now; come again.</summary>
    public static new Outcome<T> Busy { get; } = new(OutcomeKind.Busy, [], default);
}
