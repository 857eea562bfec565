using System.Security.Cryptography;

namespace OpenIlm.Tests.Service;

/// <summary>
/// One visibility predicate: random small networks are played through the doors of the program, and everybody is asked everything. Lists (all pages), counts,
/// search, exports, notifications, figures of the chain and direct links agree with each other and with an oracle that was written apart from the program.
/// A failure prints its seed and the shortest plan that was found in the time there was; OPENILM_VISIBILITY_SEED plays a seed again,
/// OPENILM_VISIBILITY_NETWORKS says how many networks (nightly: 200).
/// </summary>
public sealed class VisibilityPropertyTest : IAsyncLifetime
{
    private static readonly TimeSpan enough = TimeSpan.FromSeconds(25), shrinking = TimeSpan.FromSeconds(40);
    // A house of its own: what others do to the directory and the clock meanwhile would have to stand in the oracle.
    private readonly TestNetwork network = new();

    public ValueTask InitializeAsync() => network.InitializeAsync();
    public ValueTask DisposeAsync() => network.DisposeAsync();

    [Fact]
    public async Task Lists_counts_search_exports_notifications_figures_and_links_say_the_same_for_everybody()
    {
        var seed = Environment.GetEnvironmentVariable("OPENILM_VISIBILITY_SEED");
        var asked = int.TryParse(Environment.GetEnvironmentVariable("OPENILM_VISIBILITY_NETWORKS"), out var number) ? number : (int?)null;
        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < (seed is null ? asked ?? 3 : 1) && (asked is not null || TimeProvider.System.GetElapsedTime(started) < enough); i++)
        {
            var plan = VisibilityPlan.Of(seed ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
            var faults = await FaultsOf(plan);
            if (faults.Count == 0) continue;
            var (shortest, left) = await Shrink(plan, faults);
            Assert.Fail($"OPENILM_VISIBILITY_SEED={plan.Seed}\n{string.Join('\n', left.Take(30))}\n\n{shortest}");
        }
    }

    private async Task<List<string>> FaultsOf(VisibilityPlan plan)
    {
        var world = new VisibilityWorld(network, plan);
        await world.Found();
        var faults = new List<string>();
        foreach (var acts in new[] { plan.First, plan.Then })
        {
            await world.Play(acts);
            faults.AddRange(world.Wrongs);
            faults.AddRange(await new VisibilityAudience(world).Faults());
            if (faults.Count > 0) return faults;
        }
        return faults;
    }

    // Acts are left out, half of them first, then fewer, as long as something is still wrong and there is time: the world is made anew each time.
    private async Task<(VisibilityPlan, List<string>)> Shrink(VisibilityPlan plan, List<string> faults)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var chunk = Math.Max(plan.First.Count, plan.Then.Count) / 2; chunk >= 1; chunk /= 2)
            for (var at = 0; at < plan.First.Count + plan.Then.Count; at += chunk)
            {
                if (TimeProvider.System.GetElapsedTime(started) > shrinking) return (plan, faults);
                var (from, less) = (at, plan);
                less = plan with
                {
                    First = [.. plan.First.Where((_, i) => i < from || i >= from + chunk)],
                    Then = [.. plan.Then.Where((_, i) => i + plan.First.Count < from || i + plan.First.Count >= from + chunk)],
                };
                if (await FaultsOf(less) is { Count: > 0 } still) (plan, faults, at) = (less, still, at - chunk);
            }
        return (plan, faults);
    }
}
