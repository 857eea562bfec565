using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using OpenIlm.Cases;

namespace OpenIlm.Tests.Unit.Cases;

/// <summary>Who is asked about a collective issue: the size by the table of rules, section 9, and a draw that comes again (C4).</summary>
public class SampleDrawTests
{
    [Theory]
    [InlineData(0, 0), InlineData(3, 3), InlineData(8, 8), InlineData(50, 10), InlineData(100, 10), InlineData(101, 26), InlineData(500, 26), InlineData(501, 42), InlineData(1000, 42), InlineData(2000, 52)]
    [InlineData(2001, 52), InlineData(2704, 52), InlineData(5000, 71), InlineData(10000, 100)]
    public void Section_9_says_how_many_are_asked(int workers, int asked) => SampleSize.Default.Of(workers).ShouldBe(asked);

    [Theory]
    [InlineData(10, 60, 2), InlineData(26, 300, 3), InlineData(52, 2000, 6), InlineData(10, 11, 1), InlineData(8, 8, 0), InlineData(71, 5000, 8)]
    public void Section_9_draws_one_reserve_in_ten_and_two_at_least(int asked, int workers, int reserve) => SampleSize.ReserveOf(asked, workers).ShouldBe(reserve);

    [Fact]
    public void A_table_that_asks_fewer_of_more_is_refused()
    {
        new CaseSettings(2, "x", DateOnly.MinValue) { SampleSize = new([(100, 10), (500, 9)], 52) }.WhyNot().Select(r => r.Code).ShouldBe(["settings.sample-size-unsound"]);
        new CaseSettings(2, "x", DateOnly.MinValue) { SampleSize = new([(100, 10), (500, 26)], 20) }.WhyNot().Select(r => r.Code).ShouldBe(["settings.sample-size-unsound"]);
        CaseSettings.Default.WhyNot().ShouldBeEmpty();
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers_for_ever()
    {
        // Written down once: another order of bytes or another way to cut them would draw other people.
        var chance = new SeededChance(new byte[32]);
        Enumerable.Range(0, 12).Select(_ => chance.Below(1000)).ShouldBe(Expected(new byte[32], 12, 1000));
    }

    // The same by the letter of the definition, written apart: HMAC-SHA256(seed, counter as eight bytes), cut into numbers of four bytes, each big-endian.
    private static IEnumerable<int> Expected(byte[] seed, int count, uint bound)
    {
        var limit = 0x1_0000_0000UL - 0x1_0000_0000UL % bound;
        for (ulong block = 0; ; block++)
        {
            var bytes = HMACSHA256.HashData(seed, new byte[] { 0, 0, 0, 0, (byte)(block >> 24), (byte)(block >> 16), (byte)(block >> 8), (byte)block });
            for (var i = 0; i < 32; i += 4)
            {
                var number = (uint)(bytes[i] << 24 | bytes[i + 1] << 16 | bytes[i + 2] << 8 | bytes[i + 3]);
                if (number >= limit) continue;
                if (count-- == 0) yield break;
                yield return (int)(number % bound);
            }
        }
    }

    [Fact]
    public void Chance_favors_nobody()
    {
        var (chance, drawn) = (new SeededChance([.. Enumerable.Range(0, 32).Select(i => (byte)i)]), new int[7]);
        for (var i = 0; i < 70_000; i++) drawn[chance.Below(7)]++;
        // Six degrees of freedom: beyond 22.5 lies one run in a thousand, and this run never changes.
        drawn.Sum(n => (n - 10_000) * (n - 10_000) / 10_000.0).ShouldBeLessThan(22.5);
        Should.Throw<ArgumentOutOfRangeException>(() => chance.Below(0));
    }

    /// <summary>A ledger, a seed and a size.</summary>
    public sealed record Case(byte[] Seed, FrameWorker[] Ledger, int Size);

    private static readonly Gen<string?[]> strata =
        from gender in Gen.Elements<string?>("WOMAN", "WOMAN", "MAN", null)
        from nation in Gen.Elements<string?>("MM", "MM", "MM", "KH", "NP", null)
        from contract in Gen.Elements<string?>("permanent", "daily", "agency", null)
        from recruiter in Gen.Elements<string?>(null, null, "A", "B", "C", "D")
        from department in Gen.Elements<string?>("1", "2", "3", "4", "5", "6", "7", "8", "9")
        from site in Gen.Elements<string?>(null, "N", "S")
        select new[] { gender, nation, contract, recruiter, department, site };

    private static readonly Arbitrary<Case> cases = (
        from seed in Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(32)
        from workers in Gen.Choose(0, 120)
        from rows in strata.ArrayOf(workers)
        from size in Gen.Choose(1, 60)
        select new Case(seed, [.. rows.Select((s, i) => new FrameWorker(i + 1, new Guid(i + 1, 0, 4, new byte[8]), s))], size)).ToArbitrary();

    [Fact]
    public void The_same_seed_and_ledger_give_the_same_sample_in_whatever_order_the_ledger_comes() => Prop.ForAll(cases, c =>
    {
        var reserve = SampleSize.ReserveOf(Math.Min(c.Size, c.Ledger.Length), c.Ledger.Length);
        var (one, other) = (SampleDraw.Draw(c.Seed, c.Ledger, c.Size, reserve), SampleDraw.Draw(c.Seed, c.Ledger.Reverse(), c.Size, reserve));
        return one.Asked.SequenceEqual(other.Asked) && one.Reserve.SequenceEqual(other.Reserve) && one.Unmet.SequenceEqual(other.Unmet);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_sample_is_as_large_as_asked_without_anybody_twice() => Prop.ForAll(cases, c =>
    {
        var sample = SampleDraw.Draw(c.Seed, c.Ledger, c.Size, 3);
        var all = sample.Asked.Concat(sample.Reserve).Select(w => w.Id).ToList();
        return sample.Asked.Count == Math.Min(c.Size, c.Ledger.Length) && sample.Reserve.Count == Math.Clamp(c.Ledger.Length - sample.Asked.Count, 0, 3) && all.Distinct().Count() == all.Count
            && all.All(id => c.Ledger.Any(w => w.Id == id));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_stratum_that_is_present_is_met_where_the_sample_has_room_and_named_where_it_has_not() => Prop.ForAll(cases, c =>
    {
        var sample = SampleDraw.Draw(c.Seed, c.Ledger, c.Size, 0);
        var present = c.Ledger.SelectMany(Strata.Of).ToHashSet();
        var met = sample.Asked.SelectMany(Strata.Of).ToHashSet();
        // One worker meets at least one stratum that nobody met before, so as many workers as strata are always enough.
        return present.Except(met).Order(StringComparer.Ordinal).SequenceEqual(sample.Unmet) && (c.Size < present.Count || sample.Unmet.Count == 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Another_seed_draws_other_people()
    {
        var ledger = Enumerable.Range(1, 500).Select(n => new FrameWorker(n, Guid.NewGuid(), new string?[6])).ToList();
        var drawn = Enumerable.Range(0, 20).Select(i => SampleDraw.Draw([.. Enumerable.Repeat((byte)i, 32)], ledger, 26, 3).Asked.Select(w => w.Number).ToHashSet()).ToList();
        drawn.Select(d => string.Join(',', d.Order())).Distinct().Count().ShouldBe(20);
        // Nobody is in all of them: the order of the ledger decides nothing.
        drawn.Aggregate((one, other) => [.. one.Intersect(other)]).ShouldBeEmpty();
    }

    [Fact]
    public void Who_takes_a_place_keeps_the_group_met_that_would_be_lost()
    {
        FrameWorker Of(int number, string? nation) => new(number, new Guid(number, 0, 4, new byte[8]), [null, nation, null, null, null, null]);
        SampleDraw.Replacement(Of(1, "NP"), [Of(2, "MM"), Of(3, "KH")], [Of(4, "MM"), Of(5, "NP"), Of(6, "NP")])!.Number.ShouldBe(5);
        SampleDraw.Replacement(Of(1, "MM"), [Of(2, "MM"), Of(3, "KH")], [Of(4, "KH"), Of(5, "MM")])!.Number.ShouldBe(4, "nothing is lost, so chance decides");
        SampleDraw.Replacement(Of(1, "MM"), [], []).ShouldBeNull();
    }

    [Fact]
    public void Who_left_or_was_not_reached_before_is_never_drawn() =>
        Enum.GetValues<LedgerState>().Where(s => !LedgerStates.CanBeDrawn(s)).ShouldBe([LedgerState.NotReachable, LedgerState.Departed]);
}
