using System.Security.Cryptography;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Service;

/// <summary>
/// One visibility predicate: random small networks are played through the doors of the program, and everybody is asked everything. Lists (all pages), counts,
/// search, exports, notifications, figures of the chain and direct links agree with each other and with an oracle that was written apart from the program.
/// A failure prints its seed and the shortest plan that was found in the time there was; OPENILM_VISIBILITY_SEED plays a seed again,
/// OPENILM_VISIBILITY_NETWORKS says how many networks (nightly: 200).
/// </summary>
public sealed class VisibilityPropertyTest(VisibilityPropertyTest.House house) : IClassFixture<VisibilityPropertyTest.House>
{
    /// <summary>A house of its own: what others do to the directory and the clock meanwhile would have to stand in the oracle.</summary>
    public sealed class House : IAsyncLifetime
    {
        public TestNetwork Network { get; } = new();
        public ValueTask InitializeAsync() => Network.InitializeAsync();
        public ValueTask DisposeAsync() => Network.DisposeAsync();
    }

    private static readonly TimeSpan enough = TimeSpan.FromSeconds(25), shrinking = TimeSpan.FromSeconds(40);
    private readonly TestNetwork network = house.Network;

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

    /// <summary>Each of the policies that is taken away here once let something through, or would: the test that found it must find it again.</summary>
    [Fact]
    public async Task What_a_policy_forgets_is_found()
    {
        var plan = VisibilityPlan.Of("teeth") with
        {
            First =
            [
                new VisibilityAct.Relate(5, 2, "buysFrom", null, 30, null), new VisibilityAct.Report(0, 0), new VisibilityAct.Report(0, 0), new VisibilityAct.Consent(0, ConsentLevel.Summary, null, 10),
                new VisibilityAct.Tell(0, 5, false, true), new VisibilityAct.Consent(1, ConsentLevel.Summary, 2, null), new VisibilityAct.Tell(1, 2, true, true),
                new VisibilityAct.RunsOut(0), new VisibilityAct.Revoke(1), new VisibilityAct.Narrow(1, "case", 1), new VisibilityAct.KeepOut(2, 0, null),
            ],
            Then = [],
        };
        (string Table, string Policy, string Forgets, string Found)[] policies =
        [
            ("cases.share", "recipient", "recipient_org = access.org() and state = 'Released'", "shared issues has 0; right is "),
            ("platform.notification", "of_share", "true", "notifications of packets has 1; right is "),
            ("cases.\"case\"", "by_name", "true", "(CaseHandler of 0, case 1): cases has 0, 1; right is 1"),
            ("cases.\"case\"", "recused", "true", "(CaseHandler of 0, org): cases has 0, 1; right is 1"),
            ("cases.report_week", "all_cases", "true", "(CaseHandler of 0, case 1): charts says 2; right is 0"),
        ];
        var before = new List<(string Table, string Policy, string Is)>();
        foreach (var p in policies) before.Add((p.Table, p.Policy, (string)(await network.Ask("select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = $1::text::regclass and polname = $2", p.Table, p.Policy))!));
        try
        {
            foreach (var p in policies) await network.Ask($"alter policy {p.Policy} on {p.Table} using ({p.Forgets})");
            var faults = await FaultsOf(plan);
            foreach (var p in policies) faults.ShouldContain(f => f.Contains(p.Found, StringComparison.Ordinal), $"{p.Policy} on {p.Table}\n{string.Join('\n', faults)}");
        }
        finally
        {
            foreach (var p in before) await network.Ask($"alter policy {p.Policy} on {p.Table} using ({p.Is})");
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
