using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>How reports of a provider move a message. They come late, twice and in any order: a message only ever goes forward, and what was delivered did not fail.</summary>
internal static class DeliveryStates
{
    private static int Rank(DeliveryState state) => state switch
    {
        DeliveryState.Queued => 0, DeliveryState.Sending => 1, DeliveryState.Unsure => 2, DeliveryState.Sent => 3, DeliveryState.Failed => 4, DeliveryState.Delivered => 5, DeliveryState.Read => 6,
        _ => 7,
    };

    /// <summary>Where the message is after the report; null when the report changes nothing.</summary>
    public static DeliveryState? After(DeliveryState now, DeliveryState told) =>
        // What waits was not handed over yet, so a report about it is about something else; what was taken back or too late stays that.
        now is DeliveryState.Queued or DeliveryState.Expired or DeliveryState.Withdrawn || Rank(told) <= Rank(now) ? null : told;

    /// <summary>Whether nothing of it is needed any more.</summary>
    public static bool IsSettled(DeliveryState state) => state is not (DeliveryState.Queued or DeliveryState.Sending);

    /// <summary>When to try again after so many tries: half a minute at first, then ever more seldom, at most every ten minutes.</summary>
    public static TimeSpan Wait(int attempts) => TimeSpan.FromSeconds(Math.Min(600, 15 * Math.Pow(2, Math.Min(attempts, 10))));
}
