namespace OpenIlm.Voice;

/// <summary>The order of messages when they arrive in another. Keeps the provider's instants of the last ones, which stand sealed and go with the routing key; what stays is a place
/// that tells the order and no time.</summary>
/// <param name="At">The provider's instant.</param>
/// <param name="Place">The place among the messages of the contact; the opening text is 0.</param>
internal sealed record Sequence(long At, double Place)
{
    /// <summary>How many are remembered.</summary>
    public const int Most = 40;

    /// <summary>Where a message belongs: null for the end, as nearly all; else a place between its neighbors.</summary>
    public static double? PlaceOf(IReadOnlyList<Sequence> known, long? at)
    {
        if (at is not { } instant) return null;
        var later = known.Where(s => s.At > instant).ToList();
        if (later.Count == 0) return null;
        var next = later.Min(s => s.Place);
        var before = known.Where(s => s.At <= instant && s.Place < next).Select(s => (double?)s.Place).Max();
        return before is { } place ? (place + next) / 2 : next - 1;
    }

    /// <summary>The list with one more; the oldest go.</summary>
    public static IReadOnlyList<Sequence> With(IReadOnlyList<Sequence> known, long? at, double place) =>
        at is { } instant ? [.. known.Append(new Sequence(instant, place)).OrderBy(s => s.Place).TakeLast(Most)] : known;
}
