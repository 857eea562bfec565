namespace OpenIlm.Cases;

/// <summary>
/// How many of the affected workers are asked. The steps are the totals of the SMETA table (rules, section 9), which the field knows; above its end, where the
/// rules say "at least 52, set by a person", the square root of the number of workers goes on from there [ours]. A handler may ask more, never fewer.
/// </summary>
/// <param name="Steps">Up to how many workers, and how many of them are asked; ascending in both.</param>
/// <param name="Least">How many are asked at least above the last step.</param>
public sealed record SampleSize(IReadOnlyList<(int UpTo, int Asked)> Steps, int Least)
{
    /// <summary>The table of the rules.</summary>
    public static readonly SampleSize Default = new([(100, 10), (500, 26), (1000, 42), (2000, 52)], 52);

    /// <summary>How many reserves are drawn besides, as a part of those asked: one in ten.</summary>
    public const int ReservePart = 10;
    /// <summary>How many reserves at least.</summary>
    public const int LeastReserve = 2;

    /// <summary>How many of <paramref name="workers"/> are asked; all of them where there are no more than the table says.</summary>
    public int Of(int workers)
    {
        var asked = Steps.FirstOrDefault(s => workers <= s.UpTo) is { UpTo: > 0 } step ? step.Asked : Math.Max(Least, (int)Math.Ceiling(Math.Sqrt(workers)));
        return Math.Min(workers, asked);
    }

    /// <summary>How many reserves stand behind a sample, as far as there are workers left.</summary>
    public static int ReserveOf(int asked, int workers) => Math.Clamp(Math.Max(LeastReserve, (asked + ReservePart - 1) / ReservePart), 0, Math.Max(0, workers - asked));

    /// <summary>Whether the table only ever asks more of more.</summary>
    public bool IsSound => Least >= 1 && Steps.All(s => s is { UpTo: > 0, Asked: > 0 }) && Steps.Zip(Steps.Skip(1)).All(p => p.First.UpTo < p.Second.UpTo && p.First.Asked <= p.Second.Asked)
        && (Steps.Count == 0 || Least >= Steps[^1].Asked);
}
