using OpenIlm.Kernel;
using OpenIlm.Network;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Unit.Network;

/// <summary>The rules of the directory and the graph, one reason each.</summary>
public class GraphRulesTests
{
    private static readonly DateOnly today = new(2026, 11, 21);
    private static readonly Guid a = Guid.NewGuid(), b = Guid.NewGuid(), site = Guid.NewGuid();

    private static IReadOnlyList<string> Codes(IEnumerable<Refusal> reasons) => [.. reasons.Select(r => r.Code)];

    [Theory]
    [InlineData("BD2020021QK28YZ")]
    [InlineData("CN2019303BQ3FZP")]
    [InlineData("CN20200165JMYV0")]
    [InlineData("BD2025108DNTPFS")]
    public void An_os_id_with_a_fitting_check_character_is_one(string id) => Identifiers.WhyNotOsId(id).ShouldBeEmpty();

    [Theory]
    [InlineData("CN2020123ABC456", "5")]
    [InlineData("CN20241096SFEBB", "A")]
    public void A_wrong_check_character_is_named_with_the_right_one(string id, string right) =>
        Identifiers.WhyNotOsId(id).ShouldHaveSingleItem().ShouldBe(new Identifiers.WrongCheckCharacter(id, right));

    [Theory]
    [InlineData("")]
    [InlineData("BD2020021QK28Y")]
    [InlineData("BD2020021QK28YZZ")]
    [InlineData("B12020021QK28YZ")]
    [InlineData("BD202002AQK28YZ")]
    [InlineData("BD2020021QK2IYZ")] // I, L, O and U are no letters of the alphabet
    [InlineData("BD2020021LK28YZ")]
    [InlineData("BD2020021QO28YZ")]
    [InlineData("BD2020021QKU8YZ")]
    [InlineData("BD2020367QK28YZ")] // no year has so many days
    [InlineData("BD2020000QK28YZ")]
    public void What_is_not_shaped_like_an_os_id_is_none(string id) => Codes(Identifiers.WhyNotOsId(id)).ShouldBe(["identifier.not-an-os-id"]);

    [Fact]
    public void Spaces_and_hyphens_do_not_matter()
    {
        Identifiers.Normal("OsId", "bd2020-021 QK28YZ").ShouldBe("BD2020021QK28YZ");
        Identifiers.WhyNot(new("OsId", "BD 2020-021-QK28YZ"), "BD").ShouldBeEmpty();
    }

    [Fact]
    public void Any_one_wrong_character_of_an_os_id_is_found()
    {
        const string id = "BD2020021QK28YZ";
        for (var at = 9; at < 15; at++)
            foreach (var c in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".Where(c => c != id[at]))
                Identifiers.WhyNotOsId(id[..at] + c + id[(at + 1)..]).ShouldNotBeEmpty();
    }

    [Fact]
    public void An_os_id_is_of_the_country_it_names()
    {
        Codes(Identifiers.WhyNot(new("OsId", "BD2020021QK28YZ"), "TH")).ShouldBe(["identifier.other-country"]);
        Identifiers.WhyNot(new("HistoricalOsId", "BD2020021QK28YZ"), "TH").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Duns", "15-048-3782", null)]
    [InlineData("Duns", "15048378", "identifier.not-a-duns")]
    [InlineData("Duns", "15048378A", "identifier.not-a-duns")]
    [InlineData("Lei", "5493001KJTIIGC8Y1R12", null)]
    [InlineData("Lei", "5493 001KJTIIGC8Y1R12", null)]
    [InlineData("Lei", "5493001KJTIIGC8Y1R13", "identifier.lei-does-not-check")]
    [InlineData("Lei", "5493001KJTIIGC8Y1R1", "identifier.not-an-lei")]
    [InlineData("Lei", "5493001KJTIIGC8Y1RAB", "identifier.not-an-lei")]
    [InlineData("Nothing", "1", "input.not-a-choice")]
    [InlineData("Other", "  ", "input.required")]
    public void Other_identifiers(string scheme, string value, string? code) => Codes(Identifiers.WhyNot(new(scheme, value), "TH")).ShouldBe(code is null ? [] : [code]);

    [Fact]
    public void A_licence_has_an_authority_a_country_and_an_end()
    {
        Identifiers.WhyNot(new("RecruiterLicence", "123/76", "Department of Foreign Employment", "NP", today.AddYears(-1), today), "NP").ShouldBeEmpty();
        Identifiers.WhyNot(new("RecruiterLicence", "123/76"), "NP").Select(r => r.Field).ShouldBe(["authority", "country", "expiresOn"]);
        Codes(Identifiers.WhyNot(new("RecruiterLicence", "123/76", "DoFE", "NP", today, today.AddDays(-1)), "NP")).ShouldBe(["identifier.expires-before-it-begins"]);
    }

    private static AddRelation.Input Buys(DateOnly from, DateOnly? until = null, Guid? at = null, string role = "buysFrom", int? tier = null) => new(a, b, role, from, until, at, tier);

    private static AddRelation.Facts Knowing(params AddRelation.Period[] same) => new(today, same, []);

    [Fact]
    public void A_relation_of_today_is_taken() => AddRelation.WhyNot(Buys(today), Knowing()).ShouldBeEmpty();

    [Fact]
    public void A_relation_leads_to_another_organization() => Codes(AddRelation.WhyNot(new(a, a, "owns", today), Knowing())).ShouldBe(["relation.to-itself"]);

    [Fact]
    public void A_relation_does_not_begin_in_the_future() =>
        AddRelation.WhyNot(Buys(today.AddDays(1)), Knowing()).ShouldHaveSingleItem().ShouldBe(new AddRelation.BeginsLater(today.AddDays(1), today));

    [Fact]
    public void A_relation_does_not_end_before_it_begins() => Codes(AddRelation.WhyNot(Buys(today, today.AddDays(-1)), Knowing())).ShouldBe(["relation.ends-before-it-begins"]);

    [Fact]
    public void The_same_relation_is_not_recorded_twice_for_one_day()
    {
        var known = new AddRelation.Period(today.AddYears(-1), today.AddDays(-10), null);
        AddRelation.WhyNot(Buys(today.AddDays(-10)), Knowing(known)).ShouldHaveSingleItem().ShouldBe(new AddRelation.Overlaps(known.FromDay, known.UntilDay));
        AddRelation.WhyNot(Buys(today.AddDays(-9)), Knowing(known)).ShouldBeEmpty();
        AddRelation.WhyNot(Buys(today.AddYears(-2), known.FromDay.AddDays(-1)), Knowing(known)).ShouldBeEmpty();
        AddRelation.WhyNot(Buys(today.AddDays(-10), at: site), Knowing(known)).ShouldBeEmpty("one site of it is another statement");
        Codes(AddRelation.WhyNot(Buys(today), Knowing(new AddRelation.Period(today.AddYears(-3), null, null)))).ShouldBe(["relation.overlaps"]);
    }

    [Fact]
    public void Nobody_owns_itself_over_others_and_the_circle_is_named()
    {
        var reason = AddRelation.WhyNot(Buys(today, role: "owns"), new(today, [], ["A", "B", "C", "A"])).ShouldHaveSingleItem().ShouldBeOfType<AddRelation.Circle>();
        reason.Path.ShouldBe(["A", "B", "C", "A"]);
        AddRelation.WhyNot(Buys(today), new(today, [], ["A", "B"])).ShouldBeEmpty("a circle of purchases is how trade is");
    }

    [Fact]
    public void Every_reason_comes_at_once() =>
        Codes(AddRelation.WhyNot(new(a, a, "likes", today.AddDays(2), today.AddDays(1), site, 12), Knowing() with { SiteIsOfTo = false })).ShouldBe(
            ["input.not-a-choice", "relation.to-itself", "relation.begins-later", "relation.ends-before-it-begins", "relation.tier-of-buyers", "relation.site-of-others"], ignoreOrder: true);

    [Fact]
    public void A_relation_that_has_ended_does_not_end_again()
    {
        EndRelation.WhyNot(new(), today.AddYears(-1), null, false, today).ShouldBeEmpty();
        EndRelation.WhyNot(new(today.AddDays(30)), today.AddYears(-1), null, false, today).ShouldBeEmpty();
        Codes(EndRelation.WhyNot(new(), today.AddYears(-1), today.AddDays(-1), false, today)).ShouldBe(["relation.has-ended"]);
        Codes(EndRelation.WhyNot(new(), today.AddYears(-1), today, true, today)).ShouldBe(["relation.has-ended"]);
        Codes(EndRelation.WhyNot(new(today.AddYears(-2)), today.AddYears(-1), null, false, today)).ShouldBe(["relation.ends-before-it-begins"]);
    }

    [Fact]
    public void A_recruiter_without_a_valid_licence_where_one_is_needed_is_a_warning()
    {
        Licensing.Licence valid = new("NP", today.AddYears(-1), today), over = new("NP", null, today.AddDays(-1)), later = new("NP", today.AddDays(1), null), abroad = new("MY", null, null);
        Licensing.Warning Of(params Licensing.Licence[] held) => Licensing.Of("RecruitmentAgency", false, true, "NP", held, today);
        Of().ShouldBe(Licensing.Warning.Missing);
        Of(abroad).ShouldBe(Licensing.Warning.Missing);
        Of(over).ShouldBe(Licensing.Warning.Expired);
        Of(later).ShouldBe(Licensing.Warning.NotYet);
        Of(over, valid).ShouldBe(Licensing.Warning.None);
        Licensing.Of("RecruitmentAgency", true, false, "GB", [], today).ShouldBe(Licensing.Warning.None, "the country asks for none");
        Licensing.Of("Supplier", false, true, "NP", [], today).ShouldBe(Licensing.Warning.None, "it does not recruit");
        Licensing.Of("Supplier", true, true, "NP", [], today).ShouldBe(Licensing.Warning.Missing, "it recruits for another");
        Licensing.Shipped.ShouldContain("NP");
    }

    private static RecordHeadcount.Input Count(int total, params (string Value, int Workers)[] nationality) => new(today, total, Nationality: [.. nationality.Select(n => new RecordHeadcount.Part(n.Value, n.Workers))]);

    [Fact]
    public void Parts_that_do_not_add_up_are_refused_by_how_many()
    {
        RecordHeadcount.WhyNot(Count(100, ("MM", 60), ("TH", 40)), today).ShouldBeEmpty();
        RecordHeadcount.WhyNot(Count(100, ("MM", 60), ("TH", 45)), today).ShouldHaveSingleItem().ShouldBe(new RecordHeadcount.TooMany("nationality", 105, 100, 5));
        RecordHeadcount.WhyNot(Count(100, ("MM", 60)), today).ShouldHaveSingleItem().ShouldBe(new RecordHeadcount.TooFew("nationality", 60, 100, 40));
        RecordHeadcount.WhyNot(Count(100, ("MM", 60)) with { FillUnknown = true }, today).ShouldBeEmpty();
        RecordHeadcount.WhyNot(Count(100), today).ShouldBeEmpty("nobody has to know the parts");
        Codes(RecordHeadcount.WhyNot(Count(100, ("MM", 50), ("MM", 50)), today)).ShouldBe(["headcount.twice"]);
        Codes(RecordHeadcount.WhyNot(Count(10, ("Burma", 10)), today)).ShouldBe(["input.not-a-country"]);
        Codes(RecordHeadcount.WhyNot(Count(10, ("MM", 0), ("TH", 10)), today)).ShouldBe(["input.out-of-range"]);
        Codes(RecordHeadcount.WhyNot(Count(-1), today)).ShouldBe(["input.out-of-range"]);
        Codes(RecordHeadcount.WhyNot(Count(1) with { CountedOn = today.AddDays(1) }, today)).ShouldBe(["input.in-the-future"]);
    }

    [Theory]
    [InlineData(false, 40)]
    [InlineData(true, 45)]
    public void The_rest_is_unknown_and_the_parts_are_the_whole(bool some, int unknown)
    {
        var input = Count(100, some ? [("MM", 55), ("unknown", 5)] : [("MM", 60)]) with { FillUnknown = true };
        var stored = RecordHeadcount.Stored(input).ToList();
        stored.Sum(s => s.Part.Workers).ShouldBe(100);
        stored.Single(s => s.Part.Value == RecordHeadcount.Unknown).Part.Workers.ShouldBe(unknown);
    }

    private static KeepFocalPoint.Input Focal(string level = "Primary", bool replaces = false) => new(level, "Kanya", "HR director", "kanya@factory.example", null, ["th", "en"], Replaces: replaces);

    [Fact]
    public void Two_primary_focal_points_are_refused_until_one_hands_over()
    {
        KeepFocalPoint.WhyNot(Focal(), null).ShouldBeEmpty();
        KeepFocalPoint.WhyNot(Focal(), "Somsak").ShouldHaveSingleItem().ShouldBe(new KeepFocalPoint.TakenBy("Primary", "Somsak"));
        KeepFocalPoint.WhyNot(Focal(replaces: true), "Somsak").ShouldBeEmpty();
        Codes(KeepFocalPoint.WhyNot(Focal() with { Email = null }, null)).ShouldBe(["focal-point.unreachable"]);
        Codes(KeepFocalPoint.WhyNot(Focal() with { Phone = "12" }, null)).ShouldBe(["focal-point.not-a-phone"]);
        KeepFocalPoint.WhyNot(Focal() with { Email = null, Phone = "+66 (80) 555-0142" }, null).ShouldBeEmpty();
        Codes(KeepFocalPoint.WhyNot(Focal() with { Email = "Kanya <k@x.example>" }, null)).ShouldBe(["input.not-an-address"]);
        Codes(KeepFocalPoint.WhyNot(Focal() with { Languages = [] }, null)).ShouldBe(["input.required"]);
    }

    [Fact]
    public void An_agreement_says_who_bears_which_cost()
    {
        KeepAgreement.Input Fees(params KeepAgreement.Fee[] fees) => new("MSA", today, Fees: fees);
        KeepAgreement.WhyNot(Fees(new KeepAgreement.Fee("RC-i", "Employer", 1200, "THB"), new KeepAgreement.Fee("RF-a", "Worker"))).ShouldBeEmpty("that a worker pays must be seen, not refused");
        Codes(KeepAgreement.WhyNot(Fees(new KeepAgreement.Fee("XX", "Employer")))).ShouldBe(["input.not-a-choice"]);
        Codes(KeepAgreement.WhyNot(Fees(new KeepAgreement.Fee("RC-i", "Nobody")))).ShouldBe(["input.not-a-choice"]);
        Codes(KeepAgreement.WhyNot(Fees(new KeepAgreement.Fee("RC-i", "Employer", 5)))).ShouldBe(["agreement.amount-and-currency"]);
        Codes(KeepAgreement.WhyNot(Fees(new KeepAgreement.Fee("RC-i", "Employer", 5, "baht")))).ShouldBe(["agreement.not-a-currency"]);
        Codes(KeepAgreement.WhyNot(Fees(new KeepAgreement.Fee("RC-i", "Employer"), new KeepAgreement.Fee("RC-i", "Employer")))).ShouldBe(["agreement.fee-twice"]);
    }

    [Fact]
    public void A_corridor_goes_through_other_countries_than_its_ends()
    {
        KeepCorridor.WhyNot(new("Nepal to Malaysia", "NP", "MY", ["IN"], "C")).ShouldBeEmpty();
        KeepCorridor.WhyNot(new("Isan to Bangkok", "TH", "TH")).ShouldBeEmpty("workers move within a country too");
        Codes(KeepCorridor.WhyNot(new("x", "NP", "MY", ["MY"]))).ShouldBe(["corridor.transit-is-an-end"]);
        Codes(KeepCorridor.WhyNot(new("x", "Nepal", "MY", Isic: "Z"))).ShouldBe(["input.not-a-country", "input.not-a-choice"]);
    }

    [Fact]
    public void A_position_is_whole_and_on_the_earth()
    {
        EditSite.Input At(double? north, double? east) => new("Plant", "TH", "Asia/Bangkok", Latitude: north, Longitude: east);
        EditSite.WhyNot(At(13.5, 100.3)).ShouldBeEmpty();
        EditSite.WhyNot(At(null, null)).ShouldBeEmpty();
        Codes(EditSite.WhyNot(At(13.5, null))).ShouldBe(["site.half-a-position"]);
        EditSite.WhyNot(At(91, 181)).Select(r => r.Field).ShouldBe(["latitude", "longitude"]);
        EditSite.WhyNot(At(double.NaN, 0)).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+66 80", "'+66 80")]
    [InlineData("-x", "'-x")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a \"b\"", "\"a \"\"b\"\"\"")]
    [InlineData("ရန်ကုန်", "ရန်ကုန်")]
    public void A_cell_is_never_a_formula(string text, string cell) => TableWriter.Cell(text).ShouldBe(cell);

    [Fact]
    public void A_workbook_holds_what_the_table_holds()
    {
        var book = TableWriter.Xlsx(new Table("sites", ["name", "headcount", "latitude"], [["=cmd", 12, -3.5], ["ရန်ကုန်\u0001", null, null]]));
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(book));
        using var reader = new StreamReader(archive.Entries.Single(e => e.FullName.Contains("sheet", StringComparison.OrdinalIgnoreCase) && e.FullName.EndsWith(".xml", StringComparison.Ordinal) && e.FullName.Contains("worksheets", StringComparison.Ordinal)).Open());
        var xml = reader.ReadToEnd();
        xml.ShouldContain("'=cmd");
        xml.ShouldContain("-3.5");
        xml.ShouldContain("ရန်ကုန်");
    }
}
