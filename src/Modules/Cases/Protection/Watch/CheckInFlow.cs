using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>Where a check-in stands (rules, section 19: Contact, follow-up call).</summary>
public enum CheckInState
{
    /// <summary>Somebody is to ask her.</summary>
    Scheduled,
    /// <summary>She was reached; what she said is not written down yet.</summary>
    Reached,
    /// <summary>Three tries, and she was not reached.</summary>
    NotReached,
    /// <summary>It is written down.</summary>
    Done,
    /// <summary>The packet it watched was taken back before anybody read it.</summary>
    Revoked,
}

/// <summary>What is done at a check-in.</summary>
public enum CheckInAct
{
    /// <summary>Tried, not reached.</summary>
    Try,
    /// <summary>Reached.</summary>
    Reach,
    /// <summary>What she said.</summary>
    Tell,
    /// <summary>Ended without having reached her.</summary>
    End,
    /// <summary>No longer needed.</summary>
    Revoke,
}

/// <summary>What the guards of a check-in look at.</summary>
/// <param name="Tries">Tries made, this one included.</param>
public sealed record CheckInFacts(int Tries);

/// <summary>The life of a check-in as data. A machine plans and takes back; nobody but a person asks.</summary>
public static class CheckInFlow
{
    /// <summary>Tries until she counts as not reached [ours].</summary>
    public const int MostTries = 3;
    /// <summary>Days until the next try [ours].</summary>
    public const int DaysBetweenTries = 2;

    /// <summary>Every move.</summary>
    public static readonly Flow<CheckInState, CheckInAct, CheckInFacts> Table = new(
        new(CheckInState.Scheduled, CheckInAct.Try, CheckInState.Scheduled, IssueParties.Handlers, TriesRemain),
        new(CheckInState.Scheduled, CheckInAct.Try, CheckInState.NotReached, IssueParties.Handlers, TriesAreUsed),
        new(CheckInState.Scheduled, CheckInAct.Reach, CheckInState.Reached, IssueParties.Handlers),
        // She calls back after the third try.
        new(CheckInState.NotReached, CheckInAct.Reach, CheckInState.Reached, IssueParties.Handlers),
        new(CheckInState.NotReached, CheckInAct.End, CheckInState.Done, IssueParties.Handlers),
        new(CheckInState.Reached, CheckInAct.Tell, CheckInState.Done, IssueParties.Handlers),
        new(CheckInState.Scheduled, CheckInAct.Revoke, CheckInState.Revoked, IssueParties.HandlersOrSystem),
        new(CheckInState.NotReached, CheckInAct.Revoke, CheckInState.Revoked, IssueParties.HandlersOrSystem));

    private static IEnumerable<Refusal> TriesRemain(CheckInFacts facts)
    {
        if (facts.Tries >= MostTries) yield return new ProtectionRefusals.TriesUsed(facts.Tries);
    }

    private static IEnumerable<Refusal> TriesAreUsed(CheckInFacts facts)
    {
        if (facts.Tries < MostTries) yield return new ProtectionRefusals.TriesLeft(MostTries - facts.Tries);
    }
}

/// <summary>When she is asked after a release.</summary>
public static class WatchPlan
{
    /// <summary>Days after a release, where an organization set no others.</summary>
    public static readonly IReadOnlyList<int> DefaultDays = [7, 30, 90];

    /// <summary>The days on which she is asked. Where two releases would ask on one day, once is enough: every call can be overheard.</summary>
    public static IReadOnlyList<(int After, DateOnly On)> DaysOf(DateOnly released, IEnumerable<int> days, IReadOnlySet<DateOnly> planned) =>
        [.. days.Distinct().Order().Select(d => (d, released.AddDays(d))).Where(x => !planned.Contains(x.Item2))];

    /// <summary>Whether the watch ends with a packet that is taken back: only where nobody can have read it, and no other packet of the case is out.</summary>
    public static bool EndsWith(bool wasOpened, bool wasReadOut, bool othersAreOut) => !wasOpened && !wasReadOut && !othersAreOut;

    /// <summary>Every reason against days that an organization sets.</summary>
    public static IEnumerable<Refusal> WhyNot(IReadOnlyList<int>? days)
    {
        if (days is not { Count: > 0 }) { yield return new BadInput("input.required", "days"); yield break; }
        if (days.Count > 6) yield return new BadInput("input.too-many", "days", 6);
        if (days.Any(d => d < 1)) yield return new BadInput("input.too-small", "days", 1);
        if (days.Any(d => d > 730)) yield return new BadInput("input.too-large", "days", 730);
        if (days.Distinct().Count() < days.Count) yield return new BadInput("input.twice", "days");
        // A month without a word is too long for somebody who is punished the next morning.
        if (days.All(d => d > 14)) yield return new BadInput("watch.first-too-late", "days", 14);
    }
}
