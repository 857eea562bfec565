namespace OpenIlm.Web.Demonstration;

/// <summary>The clock of the demonstration: stands where it was put, only ever goes forward. Timers stay those of the machine.</summary>
/// <param name="start">First instant.</param>
public sealed class DemoClock(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.UtcTicks;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    /// <summary>The day it stands at, UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(GetUtcNow().UtcDateTime);

    /// <summary>Puts it to a later instant.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant is earlier: the audit log would run backwards.</exception>
    public void MoveTo(DateTimeOffset instant)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(instant.UtcTicks, Interlocked.Read(ref ticks), nameof(instant));
        Interlocked.Exchange(ref ticks, instant.UtcTicks);
    }

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time) => MoveTo(GetUtcNow() + time);
}
