using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>What must I do today: the lists of every room in the order of their days.</summary>
public static class DayLines
{
    /// <summary>Things of one list on the page.</summary>
    public const int First = 6;
    /// <summary>Where counting stops.</summary>
    public const int Most = 100;

    /// <summary>The day's work.</summary>
    public sealed record TodayView(
        [property: Field(FieldClass.C1)] DateOnly Day,
        [property: Field(FieldClass.C1)] IReadOnlyList<TodayList> Lists) : IView<SignedIn>;

    /// <summary>Asks every room. Danger first, then what is due first; what has no day comes last, in the order of the rooms.</summary>
    public static async Task<TodayView> Read(Work work, IEnumerable<ITodayLines> rooms)
    {
        if (work.Actor.Confined) return new TodayView(work.Today, []);
        var lists = new List<TodayList>();
        foreach (var room in rooms) lists.AddRange(await room.For(work));
        return new TodayView(work.Today, [.. lists.Where(l => l.Lines.Count > 0).OrderBy(l => l.Lines.Any(x => x.Urgent) ? 0 : 1).ThenBy(l => l.Due ?? DateOnly.MaxValue)]);
    }
}
