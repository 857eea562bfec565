using FsCheck;
using FsCheck.Fluent;
using OpenIlm.Cases;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Tests.Unit.Cases;

/// <summary>How many workers of a site match what a packet shows (security, section 2.8, flow 4): bounds, never guesses.</summary>
public class CrowdTests
{
    private static readonly WorkforceFacts factory = new(1000, new DateOnly(2026, 1, 1),
    [
        new("nationality", "MM", 600), new("nationality", "KH", 250), new("nationality", "NP", 4), new("nationality", "LK", 3), new("nationality", "unknown", 143),
        new("gender", "WOMAN", 700), new("gender", "MAN", 300),
    ]);

    private static Dictionary<string, string> Facts(params string[] pairs) => pairs.Append("site=Plant").Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);
    private static MatchRange Match(params string[] pairs) => Crowd.Of(Facts(pairs), factory, []);

    [Fact]
    public void Without_a_fact_about_a_person_everybody_matches() => Match("category=WAG", "happened=2026-03", "severity=High").ShouldBe(new MatchRange(1000, 1000));

    [Theory]
    [InlineData("gender=WOMAN", 700, 700)]
    [InlineData("nationality=MM", 600, 743)] // The 143 of whom nobody knows may be.
    [InlineData("nationality=NP", 4, 147)]
    [InlineData("nationality=r034", 7, 150)] // Nepal and Sri Lanka are Southern Asia.
    [InlineData("nationality=r035", 850, 993)]
    [InlineData("nationality=PH", 0, 143)]
    [InlineData("gender=OTHER", 0, 0)]
    [InlineData("ageBand=25-34", 0, 1000)] // Nobody counts ages.
    [InlineData("department=Packing", 0, 1000)]
    public void One_fact_is_as_the_site_counted_it(string fact, int least, int most) => Match(fact).ShouldBe(new MatchRange(least, most));

    [Theory]
    [InlineData("nationality=MM", "gender=WOMAN", 300, 700)] // 600 + 700 - 1000: so many must be both.
    [InlineData("nationality=KH", "gender=MAN", 0, 300)] // None has to be both, whatever the smaller count says.
    [InlineData("nationality=NP", "gender=MAN", 0, 147)]
    [InlineData("gender=WOMAN", "ageBand=25-34", 0, 700)]
    public void Of_two_facts_together_only_bounds_are_known(string one, string two, int least, int most) => Match(one, two).ShouldBe(new MatchRange(least, most));

    [Fact]
    public void What_a_ledger_knows_of_workers_together_lifts_the_lower_bound()
    {
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());
        KnownGroup[] ledger = [new(one, "MAN", "KH", null, "Packing", 12), new(one, "MAN", "KH", null, null, 3), new(one, "WOMAN", "KH", null, null, 50), new(two, "MAN", "KH", null, null, 9)];
        Crowd.Of(Facts("nationality=KH", "gender=MAN"), factory, ledger).ShouldBe(new MatchRange(15, 300), "two ledgers may hold the same people: the fuller one counts");
        Crowd.Of(Facts("nationality=r035", "gender=MAN"), factory, ledger).ShouldBe(new MatchRange(150, 300), "850 + 300 - 1000 is more than the ledger knows");
        Crowd.Of(Facts("nationality=KH", "department=packing "), factory, ledger).ShouldBe(new MatchRange(12, 393));
        Crowd.Of(Facts("nationality=KH", "ageBand=25-34"), factory, ledger).AtLeast.ShouldBe(0, "no ledger knows ages");
    }

    [Fact]
    public void Where_nobody_counted_unknown_stays_unknown()
    {
        Crowd.Of(Facts("gender=WOMAN"), null, []).ShouldBe(MatchRange.Unknown);
        Crowd.Of(Facts(), null, []).ShouldBe(MatchRange.Unknown);
        Crowd.Of(Facts("gender=WOMAN"), factory with { Parts = [] }, []).ShouldBe(new MatchRange(0, 1000), "a total without parts says nothing of women");
    }

    [Theory]
    [InlineData(10, 700, CheckResult.Pass)]
    [InlineData(9, 700, CheckResult.Warn)]
    [InlineData(0, 10, CheckResult.Warn)]
    [InlineData(0, 9, CheckResult.Block)]
    [InlineData(0, null, CheckResult.Warn)]
    public void Surely_enough_passes_surely_too_few_blocks_and_unknown_is_not_safe(int least, int? most, CheckResult result) =>
        PacketChecks.Run(new("", KnownIdentity.Unknown, [], 500, new MatchRange(least, most)), CaseSettings.Default).Single(c => c.Code == PacketChecks.FewWorkers).Result.ShouldBe(result);

    [Theory]
    [InlineData(20, CheckResult.Block)]
    [InlineData(12, CheckResult.Pass)]
    public void The_least_number_is_the_organizations_own(int least, CheckResult result) =>
        PacketChecks.Run(new("", KnownIdentity.Unknown, [], 500, 12), CaseSettings.Default with { LeastMatchingWorkers = least }).Single(c => c.Code == PacketChecks.FewWorkers).Result.ShouldBe(result);

    [Fact]
    public void What_is_kept_of_the_check_says_no_number_by_which_a_group_could_be_found() =>
        PacketChecks.Run(new("", KnownIdentity.Unknown, [], 500, 4), CaseSettings.Default).Single(c => c.Code == PacketChecks.FewWorkers).Facts.ShouldBe(new Dictionary<string, object?> { ["Least"] = 10 });

    /// <summary>A site whose every worker is known, and what it counts of them: whatever is asked, the true number lies between the bounds.</summary>
    [Fact]
    public void The_true_number_always_lies_between_the_bounds() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(
        (from workers in Gen.ListOf(from n in Gen.Elements("MM", "KH", "NP", "unknown") from g in Gen.Elements("WOMAN", "MAN") from c in Gen.Elements("permanent", "agency", "unknown") select (n, g, c))
         from asked in Gen.Elements("nationality=MM", "nationality=r035", "nationality=NP", "gender=WOMAN", "gender=MAN")
         from also in Gen.Elements("gender=WOMAN", "contract=agency", "contract=permanent", "ageBand=18-24", "department=Packing")
         select (workers, asked, also)).ToArbitrary(), x =>
    {
        var all = x.workers.ToList();
        IEnumerable<WorkforcePart> Parts(string dimension, Func<(string n, string g, string c), string> of) => all.GroupBy(of).Select(g => new WorkforcePart(dimension, g.Key, g.Count()));
        var counted = new WorkforceFacts(all.Count, null, [.. Parts("nationality", w => w.n), .. Parts("gender", w => w.g), .. Parts("contract", w => w.c)]);
        var facts = new[] { x.asked, x.also }.Select(f => f.Split('=')).GroupBy(f => f[0]).ToDictionary(f => f.Key, f => f.First()[1]);
        // Whom nobody asked may be anything; the fewest and the most who can match are both possible truths.
        bool Surely((string n, string g, string c) w, string field, string value) => field switch
        {
            "nationality" => w.n == value || Regions.Of(w.n) == value, "gender" => w.g == value, "contract" => w.c == value, _ => false,
        };
        bool Perhaps((string n, string g, string c) w, string field, string value) => Surely(w, field, value) || field switch { "nationality" => w.n == "unknown", "contract" => w.c == "unknown", "gender" => false, _ => true };
        var range = Crowd.Of(facts, counted, []);
        range.AtLeast.ShouldBeLessThanOrEqualTo(all.Count(w => facts.All(f => Surely(w, f.Key, f.Value))));
        range.AtMost!.Value.ShouldBeGreaterThanOrEqualTo(all.Count(w => facts.All(f => Perhaps(w, f.Key, f.Value))));
        range.AtLeast.ShouldBeLessThanOrEqualTo(range.AtMost.Value);
    }));

    [Fact]
    public void A_step_down_the_ladder_never_makes_the_crowd_smaller()
    {
        foreach (var field in new[] { PacketFields.Nationality, PacketFields.Gender, PacketFields.AgeBand, PacketFields.Contract })
            foreach (var value in Ladder.ValuesOf(field)!)
                foreach (var other in new[] { "gender=WOMAN", "severity=High", "department=Packing" })
                {
                    var fine = Facts(other);
                    fine[field] = value;
                    var coarse = new Dictionary<string, string>(fine);
                    if (Ladder.Coarser(field, value) is { } next) coarse[field] = next;
                    else coarse.Remove(field);
                    var (before, after) = (Crowd.Of(fine, factory, []), Crowd.Of(coarse, factory, []));
                    after.AtLeast.ShouldBeGreaterThanOrEqualTo(before.AtLeast, $"{field} {value}");
                    after.AtMost!.Value.ShouldBeGreaterThanOrEqualTo(before.AtMost!.Value, $"{field} {value}");
                }
    }

    [Theory]
    [InlineData("nationality", "NP", "r034")]
    [InlineData("nationality", "r034", null)]
    [InlineData("ageBand", "18-24", "under-25")]
    [InlineData("ageBand", "under-25", null)]
    [InlineData("happened", "2026-03-05", "2026-03")]
    [InlineData("happened", "2026-03", "2026-Q1")]
    [InlineData("happened", "2026-12", "2026-Q4")]
    [InlineData("happened", "2026-Q1", "2026")]
    [InlineData("happened", "2026", null)]
    [InlineData("department", "Packing", null)]
    [InlineData("gender", "WOMAN", null)]
    [InlineData("journeyStage", "EMP", null)]
    [InlineData("issue", "WAG-02", null)]
    public void Each_step_is_as_agreed(string field, string value, string? coarser) => Ladder.Coarser(field, value).ShouldBe(coarser);

    [Fact]
    public void Every_ladder_ends_and_every_step_of_it_can_stand_in_the_field()
    {
        foreach (var field in PacketFields.Said)
            foreach (var start in Ladder.ValuesOf(field) ?? ["2026-03-05"])
            {
                var steps = 0;
                for (var at = start; at is not null; at = Ladder.Coarser(field, at), steps++)
                {
                    if (field != PacketFields.Department) Ladder.Takes(field, at, new DateOnly(2026, 5, 1)).ShouldBeTrue($"{field} {at}");
                    steps.ShouldBeLessThan(6);
                }
            }
    }

    [Theory]
    [InlineData("happened", "2027-01", false)]
    [InlineData("happened", "2026-Q5", false)]
    [InlineData("happened", "yesterday", false)]
    [InlineData("happened", "2026-05-01", true)]
    [InlineData("nationality", "XX", false)]
    [InlineData("nationality", "r999", false)]
    [InlineData("gender", "ND", false)]
    [InlineData("department", " ", false)]
    [InlineData("ageBand", "25-44", true)]
    public void A_value_is_one_that_the_field_knows(string field, string value, bool taken) => Ladder.Takes(field, value, new DateOnly(2026, 5, 1)).ShouldBe(taken);

    [Fact]
    public void Every_country_stands_in_one_region()
    {
        Regions.All.Sum(r => Regions.CountriesOf(r).Count).ShouldBe(Regions.Countries.Count());
        Regions.Countries.Count().ShouldBe(249);
        Regions.Of("MM").ShouldBe("r035");
        Regions.Of("r035").ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-03-05", CheckResult.Block)]
    [InlineData("2026-03", CheckResult.Warn)]
    [InlineData("2026-Q1", CheckResult.Pass)]
    [InlineData("2026", CheckResult.Pass)]
    [InlineData(null, CheckResult.Pass)]
    public void A_day_never_goes_out_and_a_month_is_looked_at(string? happened, CheckResult result) =>
        PacketChecks.Run(new("", KnownIdentity.Unknown, [], 500, 60, Happened: happened), CaseSettings.Default).Single(c => c.Code == PacketChecks.When).Result.ShouldBe(result);

    [Theory]
    [InlineData(PacketChecks.JobTitle, "The nurse of the clinic was not paid.", true)]
    [InlineData(PacketChecks.JobTitle, "One line leader spoke.", true)]
    [InlineData(PacketChecks.JobTitle, "ล่ามไม่ได้รับค่าจ้าง", true)]
    [InlineData(PacketChecks.JobTitle, "A machine ran without its guard.", false)]
    [InlineData(PacketChecks.JobTitle, "A supervisor shouts at workers.", false)]
    [InlineData(PacketChecks.JobTitle, "They cook in their rooms together.", true)]
    [InlineData(PacketChecks.Place, "Workers of line 3 were not paid.", true)]
    [InlineData(PacketChecks.Place, "Dormitory B has no water.", true)]
    [InlineData(PacketChecks.Place, "on the 2nd floor", true)]
    [InlineData(PacketChecks.Place, "คนงานไลน์ที่ 4", true)]
    [InlineData(PacketChecks.Place, "They share a room a year long", false)]
    [InlineData(PacketChecks.Place, "บ้าน", false)]
    [InlineData(PacketChecks.Place, "The sewing line and a house", false)]
    [InlineData(PacketChecks.Place, "Workers line up for water. Room is scarce.", false)]
    [InlineData(PacketChecks.Quantity, "12,450 baht were deducted", true)]
    [InlineData(PacketChecks.Quantity, "12,000 baht were deducted", false)]
    [InlineData(PacketChecks.Quantity, "in 2025 and 2568", false)]
    [InlineData(PacketChecks.Quantity, "3 of the last 6 months", false)]
    [InlineData(PacketChecks.Quantity, "Two women were dismissed.", true)]
    [InlineData(PacketChecks.Quantity, "Wages of two months", false)]
    [InlineData(PacketChecks.Quantity, "Several workers say so.", false)]
    [InlineData(PacketChecks.Quantity, "About 200 workers", false)]
    [InlineData(PacketChecks.Quantity, "9 Burmese migrant workers", true)]
    [InlineData(PacketChecks.Quantity, "คนงาน 4 คน", true)]
    [InlineData(PacketChecks.IdentityWords, "Call after the night shift.", true)]
    [InlineData(PacketChecks.IdentityWords, "They work at night.", false)]
    public void Unique_details_of_a_summary_are_asked_about(string code, string summary, bool found) =>
        PacketChecks.OfText(summary, new([], [], [], ["After the night shift"]), [], CaseSettings.Default).Single(c => c.Code == code).Result.ShouldBe(found ? CheckResult.Warn : CheckResult.Pass);

    [Fact]
    public void What_warns_stops_an_answer_and_what_blocks_stops_an_account()
    {
        PacketCheck[] checks = [new(PacketChecks.Name, CheckResult.Block, new Dictionary<string, object?>()), new(PacketChecks.Place, CheckResult.Warn, new Dictionary<string, object?>()), new(PacketChecks.Phone, CheckResult.Pass, new Dictionary<string, object?>())];
        WordsForOthers.WhyNot(checks, strict: true).Codes().ShouldBe(["words.name", "words.place"]);
        WordsForOthers.WhyNot(checks, strict: false).Codes().ShouldBe(["words.name"]);
    }
}
