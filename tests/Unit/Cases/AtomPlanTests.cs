using FsCheck;
using FsCheck.Fluent;
using OpenIlm.Cases;
using Pending = OpenIlm.Cases.AtomPlan.Pending;

namespace OpenIlm.Tests.Unit.Cases;

/// <summary>Which cases freeze into a group that others may count: security design, section 4.2, and rules section 12.</summary>
public class AtomPlanTests
{
    private static Guid Id(int n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
    private static Pending At(int site, int waiting, int? held = null, int? employer = null, int organization = 1, int? headcount = 800, string category = "WAG", string country = "TH") =>
        new(Id(site), Id(100 + (employer ?? site)), country, headcount, Id(1000 + organization), category, waiting, held ?? waiting);
    private static IReadOnlyList<AtomPlan.Atom> Plan(int sites, params Pending[] pending) => AtomPlan.Of(pending, new Dictionary<string, int> { ["TH"] = sites });

    [Fact]
    public void S1_ten_reporters_of_a_site_freeze_and_nine_do_not()
    {
        Plan(1, At(1, 10, held: 0)).ShouldBe([new("site", Id(1).ToString(), "WAG", 10)], "the site's own group waits for nothing");
        Plan(1, At(1, 9)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, false), InlineData(99, false), InlineData(100, true)]
    public void The_site_needs_a_hundred_workers_and_five_times_as_many_as_reported(int? workers, bool freezes) => Plan(1, At(1, 10, headcount: workers)).Any().ShouldBe(freezes);

    [Theory]
    [InlineData(21, 104, false), InlineData(21, 105, true)]
    public void At_most_a_fifth_of_the_workers_of_a_site_are_in_its_group(int reporters, int workers, bool freezes) => Plan(1, At(1, reporters, headcount: workers)).Any().ShouldBe(freezes);

    [Fact]
    public void Three_sites_of_three_employers_freeze_together_after_the_hold()
    {
        Plan(3, At(1, 4), At(2, 4), At(3, 4)).ShouldBe([new("country", "TH", "WAG", 12)]);
        Plan(3, At(1, 4, held: 1), At(2, 4), At(3, 4)).ShouldBeEmpty("what has not waited is not there");
        Plan(3, At(1, 6), At(2, 6)).ShouldBeEmpty("two sites are too few");
        Plan(2, At(1, 4), At(2, 4), At(3, 4)).ShouldBeEmpty("a region of two sites is too small");
    }

    [Fact]
    public void It_stays_deniable_of_each_site_that_anybody_reported_from_it()
    {
        // Three sites: the other two could hold nine each, so eighteen and no more.
        Plan(3, At(1, 6), At(2, 6), At(3, 6)).ShouldBe([new("country", "TH", "WAG", 18)]);
        Plan(3, At(1, 7), At(2, 6), At(3, 6)).ShouldBeEmpty();
        Plan(4, At(1, 7), At(2, 6), At(3, 6)).Count.ShouldBe(1);
    }

    [Fact]
    public void Five_remain_beside_any_employer()
    {
        Plan(9, At(1, 8), At(2, 2), At(3, 2)).ShouldBeEmpty();
        Plan(9, At(1, 8), At(2, 3), At(3, 2)).Count.ShouldBe(1);
        Plan(9, At(1, 4, employer: 1), At(2, 4, employer: 1), At(3, 4, employer: 2)).ShouldBeEmpty("two sites of one employer are one employer");
    }

    [Theory]
    [InlineData(0, true), InlineData(4, false), InlineData(5, true)]
    public void An_organization_that_knows_its_own_cases_learns_of_no_few_others(int others, bool freezes) =>
        Plan(1, [At(1, 12), .. others == 0 ? Array.Empty<Pending>() : [At(1, others, organization: 2)]]).Any().ShouldBe(freezes);

    [Fact]
    public void What_no_country_has_enough_of_freezes_for_all_of_them_together()
    {
        var sites = new Dictionary<string, int> { ["TH"] = 4, ["KH"] = 4, ["MY"] = 4 };
        AtomPlan.Of([At(1, 4), At(2, 4, country: "KH"), At(3, 4, country: "MY")], sites).ShouldBe([new("all", null, "WAG", 12)]);
        AtomPlan.Of([At(1, 4), At(2, 4, country: "KH"), At(3, 4, country: "MY", category: "HRS")], sites).ShouldBeEmpty("categories do not mix");
    }

    private static readonly Gen<Pending> any =
        from site in Gen.Choose(1, 12) from waiting in Gen.Choose(1, 14) from held in Gen.Choose(0, 14) from organization in Gen.Choose(1, 3) from category in Gen.Elements("WAG", "HRS")
        select At(site, waiting, Math.Min(held, waiting), employer: site / 2, organization: organization, headcount: site % 4 == 0 ? null : site * 60, category: category, country: site % 3 == 0 ? "KH" : "TH");

    private static readonly Arbitrary<Pending[]> worlds = any.ArrayOf(40).Select(all => all.GroupBy(p => (p.Site, p.Organization, p.Category)).Select(g => g.First()).ToArray()).ToArbitrary();

    [Fact]
    public void No_case_is_in_two_groups_and_every_group_keeps_every_rule() => Prop.ForAll(worlds, world =>
    {
        var sites = new Dictionary<string, int> { ["TH"] = 8, ["KH"] = 4 };
        var (used, sound) = (new HashSet<(Guid, string)>(), true);
        foreach (var atom in AtomPlan.Of(world, sites))
        {
            // Who is in it follows from what was there and had not gone before: told apart from the code under test.
            var group = world.Where(p => p.Category == atom.Category && !used.Contains((p.Site, p.Category)) && atom.Level switch { "site" => p.Site.ToString() == atom.Place, "country" => p.Country == atom.Place, _ => true }).ToList();
            var count = group.Sum(p => atom.Level == "site" ? p.Waiting : p.Held);
            sound &= count == atom.N && atom.N >= 10;
            if (atom.Level != "site")
            {
                var region = atom.Level == "all" ? 12 : sites[atom.Place!];
                sound &= atom.N <= 9 * (region - 1) && group.Where(p => p.Held > 0).Select(p => p.Site).Distinct().Count() >= 3;
                sound &= group.GroupBy(p => p.Employer).All(e => atom.N - e.Sum(p => p.Held) >= 5);
            }
            foreach (var p in group) used.Add((p.Site, p.Category));
        }
        return sound;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_shown_number_is_a_multiple_of_five_always_the_same_and_right_on_average()
    {
        var key = new byte[32];
        for (var n = 10; n < 40; n++)
        {
            var shown = Enumerable.Range(0, 2000).Select(i => AtomPlan.Shown(n, Id(i), key)).ToList();
            shown.ShouldAllBe(s => s % 5 == 0 && Math.Abs(s - n) < 5);
            shown.Average().ShouldBe(n, 0.25);
        }
        AtomPlan.Shown(12, Id(7), key).ShouldBe(AtomPlan.Shown(12, Id(7), key));
    }

    [Fact]
    public void A_category_emerges_when_its_newest_quarter_is_twice_the_mean_of_those_before()
    {
        var today = new DateOnly(2026, 11, 1);
        ReadEmerging.Group In(string category, int shown, int daysAgo) => new(category, shown, today.AddDays(-daysAgo));
        ReadEmerging.Of([], today).ShouldBeEmpty();
        ReadEmerging.Of([In("WAG", 40, 10)], today).Single().Emerges.ShouldBeFalse("there is nothing to compare with");
        ReadEmerging.Of([In("WAG", 20, 10), In("WAG", 40, 400), In("HRS", 20, 10), In("HRS", 30, 100), In("HRS", 30, 400), In("DOC", 10, 20), In("OLD", 10, 500)], today)
            .Select(c => (c.Category, c.Newest, c.Before, c.Emerges, c.IsFirst)).ShouldBe([("WAG", 20, 10.0, true, false), ("HRS", 20, 15.0, false, false), ("DOC", 10, 0.0, false, true)]);
    }
}
