namespace OpenIlm.Cases;

/// <summary>What the rules know of a worker who can be drawn: a number and coarse codes.</summary>
/// <param name="Number">Her number in the ledger.</param>
/// <param name="Id">Her row.</param>
/// <param name="Strata">A value for each of <see cref="Strata.Criteria"/>, in their order; null where not known.</param>
public sealed record FrameWorker(int Number, Guid Id, IReadOnlyList<string?> Strata);

/// <summary>Groups that a sample should meet (rules, section 9: nationality, gender, contract type, recruiter, site, shift or department).</summary>
public static class Strata
{
    /// <summary>The criteria, in their order.</summary>
    public static readonly IReadOnlyList<string> Criteria = ["gender", "nationality", "contractType", "recruiter", "department", "site"];

    /// <summary>The strata of a worker, each as <c>criterion:value</c>.</summary>
    public static IEnumerable<string> Of(FrameWorker worker) => worker.Strata.Select((value, i) => value is null ? null : $"{Criteria[i]}:{value}").OfType<string>();
}

/// <summary>A sample.</summary>
/// <param name="Asked">Who is asked, in the order of chance.</param>
/// <param name="Reserve">Who takes the place of somebody who is not reached, in the order of chance.</param>
/// <param name="Unmet">Strata of the ledger of which nobody is asked: the sample is too small for all of them.</param>
public sealed record DrawnSample(IReadOnlyList<FrameWorker> Asked, IReadOnlyList<FrameWorker> Reserve, IReadOnlyList<string> Unmet);

/// <summary>
/// Draws the workers who are asked whether a remedy is true (C4, section 9). Chance decides; before it does, each stratum that is present gets at least one
/// worker, as far as the size allows. The same seed and ledger give the same sample.
/// </summary>
public static class SampleDraw
{
    /// <summary>Draws.</summary>
    /// <param name="seed">Random bytes, drawn once and kept.</param>
    /// <param name="frame">Everybody who can be drawn. Their order does not matter.</param>
    /// <param name="size">How many are asked; more than there are means all.</param>
    /// <param name="reserve">How many stand behind them.</param>
    public static DrawnSample Draw(byte[] seed, IEnumerable<FrameWorker> frame, int size, int reserve)
    {
        var order = new SeededChance(seed).Shuffle(frame.OrderBy(w => w.Number));
        // Strata by number: a ledger of thousands is looked through once for each worker who is picked for a group.
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var of = order.Select(w => Strata.Of(w).Select(s => numbers.TryGetValue(s, out var n) ? n : numbers[s] = numbers.Count).ToArray()).ToArray();
        var (met, unmet) = (new bool[numbers.Count], numbers.Count);
        var taken = new bool[order.Length];
        var left = Math.Min(size, order.Length);
        // Whoever meets most of what is not met yet; among equals, chance has put one first.
        for (; left > 0 && unmet > 0; left--)
        {
            var (best, most) = (-1, 0);
            for (var i = 0; i < order.Length; i++)
            {
                if (taken[i]) continue;
                var meets = 0;
                foreach (var stratum in of[i]) if (!met[stratum]) meets++;
                if (meets > most) (best, most) = (i, meets);
            }
            taken[best] = true;
            foreach (var stratum in of[best]) met[stratum] = true;
            unmet -= most;
        }
        for (var i = 0; i < order.Length && left > 0; i++)
            if (!taken[i]) { taken[i] = true; left--; }
        return new DrawnSample([.. order.Where((_, i) => taken[i])], [.. order.Where((_, i) => !taken[i]).Take(reserve)], [.. numbers.Where(n => !met[n.Value]).Select(n => n.Key).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Who takes the place of somebody who was not reached: the first reserve who keeps the most strata met that would be lost; null when no
    /// reserve is left.</summary>
    /// <param name="leaving">Who was not reached.</param>
    /// <param name="staying">The others who are asked.</param>
    /// <param name="reserves">Reserves that are left, in their order.</param>
    public static FrameWorker? Replacement(FrameWorker leaving, IEnumerable<FrameWorker> staying, IReadOnlyList<FrameWorker> reserves)
    {
        var lost = Strata.Of(leaving).Except(staying.SelectMany(Strata.Of)).ToHashSet(StringComparer.Ordinal);
        return reserves.Select((worker, i) => (worker, i)).OrderByDescending(r => Strata.Of(r.worker).Count(lost.Contains)).ThenBy(r => r.i).Select(r => r.worker).FirstOrDefault();
    }
}
