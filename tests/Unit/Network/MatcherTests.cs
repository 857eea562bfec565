using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using OpenIlm.Network;

namespace OpenIlm.Tests.Unit.Network;

/// <summary>Facilities compared: what is spelling, what is a fact, and what never may be one.</summary>
public class MatcherTests
{
    private static readonly Facility mill = new("Artistic Milliners (Pvt) Ltd Unit 14", "PK", "Plot 21, Sector 25, Korangi Industrial Area, Karachi 74900", Latitude: 24.8319, Longitude: 67.1252);

    [Theory]
    [InlineData("KPH Manufacturing Company Limited", "kph manufacturing co. ltd.")]
    [InlineData("Sonicarla Europa Têxteis, S.A.", "SONICARLA EUROPA TEXTEIS SA")]
    [InlineData("M&V Int'l Manufacturing Ltd (M&V3)", "m &v i ntl m anu fac tu r i ng ltd ( m &v 3)")]
    [InlineData("Neotex s.a.r.l.", "NEOTEX SARL")]
    [InlineData("Tecnostiro d.0.0.", "Tecnostiro d.o.o.")]
    [InlineData("広島縫製株式会社", "広島縫製")]
    [InlineData("东莞华丽制衣有限公司", "东莞华丽制衣")]
    [InlineData("บริษัท ไทยการ์เม้นท์ จำกัด", "ไทยการ์เม้นท์")]
    [InlineData("ＴＥＸＳＵＮ", "Texsun")]
    [InlineData("Sang Woo (Cambodia) Co Ltd", "Sangwoo Cambodia Co Ltd")]
    public void The_same_name_in_another_spelling_is_the_same_name(string a, string b) =>
        Matcher.Compare(new Facility(a, "KH", "5 Road A, Town"), new Facility(b, "KH", "5 Road A, Town")).Score.ShouldBeGreaterThan(0.9);

    [Theory]
    [InlineData("မြန်မာ ရွှေ အထည်ချုပ်", "မြန်မာ ငွေ ဖိနပ်")]
    [InlineData("东莞华丽制衣有限公司", "深圳金龙鞋业有限公司")]
    [InlineData("บริษัท ไทยการ์เม้นท์ จำกัด", "บริษัท สยามฟู้ด จำกัด")]
    [InlineData("Starline Konfeksiyon San. Tic. Ltd. Sti.", "Ipekyolu Konfeksiyon San. Tic. Ltd. Sti.")]
    [InlineData("Textiles Youmkwang S.A.", "Textiles Won S.A.")]
    public void Another_name_of_the_same_trade_and_legal_form_is_another_name(string a, string b) =>
        Matcher.Compare(new Facility(a, "MM", "5 Road A, Town"), new Facility(b, "MM", "5 Road A, Town")).IsSuggested.ShouldBeFalse();

    [Fact]
    public void Two_units_of_one_company_at_one_address_are_two() =>
        Matcher.Compare(mill, mill with { Name = "Artistic Milliners (Pvt) Ltd Unit 15" }).IsSuggested.ShouldBeFalse();

    [Fact]
    public void The_same_os_id_is_sure_whatever_the_spelling()
    {
        var score = Matcher.Compare(mill with { OsId = "PK2020021QK28YZ" }, new Facility("Something else", "PK", "Elsewhere", OsId: "pk2020021qk28yz"));
        score.IsSure.ShouldBeTrue();
        score.Reasons[0].Fact.ShouldBe(MatchFact.SameOsId);
    }

    [Fact]
    public void A_former_os_id_of_one_that_is_todays_of_the_other_is_sure() =>
        Matcher.Compare(new Facility("One", "PK", OsId: "PK2020021QK28YZ", HistoricalOsIds: ["PK2019001AAAAAA"]), new Facility("Other", "PK", OsId: "PK2019001AAAAAA")).IsSure.ShouldBeTrue();

    [Fact]
    public void Two_whole_os_ids_weigh_against() =>
        Matcher.Compare(mill with { OsId = "PK2020021QK28YZ" }, mill with { OsId = "PK2020021QK28Y0" }).Score.ShouldBeLessThan(Matcher.Compare(mill, mill with { Address = mill.Address + " Sindh" }).Score);

    [Fact]
    public void Reasons_come_in_the_order_of_their_weight_with_the_fact_of_each_side()
    {
        var score = Matcher.Compare(mill, mill with { Name = "Artistic Milliners Unit 15", Latitude = 24.9 });
        score.Reasons.Select(r => Math.Abs(r.Weight)).ShouldBeInOrder(SortDirection.Descending);
        var unit = score.Reasons.Single(r => r.Fact == MatchFact.UnitDiffers);
        (unit.Ours, unit.Theirs).ShouldBe(("14", "15"));
        score.Reasons.Single(r => r.Fact == MatchFact.Far).Value!.Value.ShouldBe(7572, 30);
    }

    [Fact]
    public void Distance_is_that_of_a_great_circle() =>
        Matcher.Compare(new Facility("One", "ID", Latitude: 0, Longitude: 100), new Facility("Other", "ID", Latitude: 0, Longitude: 101)).Reasons.Single(r => r.Fact == MatchFact.Far).Value.ShouldBe(111_195);

    [Theory]
    [InlineData("China", "CN")]
    [InlineData("CN", "CN")]
    [InlineData("BANGLADESH", "BD")]
    [InlineData("Viet Nam", "VN")]
    [InlineData("Türkiye", "TR")]
    [InlineData("Côte d'Ivoire", "CI")]
    [InlineData("Hong Kong", "HK")]
    [InlineData("Atlantis", null)]
    [InlineData("", null)]
    public void A_country_is_known_by_what_lists_call_it(string written, string? code) => CountryNames.Code(written).ShouldBe(code);

    private static readonly string[] words = ["Golden", "Star", "Garment", "Co.", "Ltd", "Unit 2", "II", "有限公司", "东莞", "မြန်မာ", "ไทย", "S.A.", "(Cambodia)", "&", "#", "m e r", "\uFFFD", "Şti.", "12/4", "\uD800", ""];
    private static readonly Gen<string> text = Gen.Elements(words).ArrayOf().Select(w => string.Join(' ', w.Take(7)));
    private static readonly Gen<Facility> facilities =
        from name in text from address in text from country in Gen.Elements("PK", "KH", "CN", "") from other in text from place in Gen.Choose(-1, 50) from id in Gen.Elements(null, "PK2020021QK28YZ", "CN2019303BQ3FZP")
        select new Facility(name, country, address, other.Length > 10 ? [other] : null, place < 0 ? null : place / 10.0, place < 0 ? null : place, id);

    [Fact]
    public void Comparing_is_symmetric_bounded_and_certain_of_itself() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(facilities.ArrayOf(2).ToArbitrary(), pair =>
    {
        var (a, b) = (pair[0], pair[1]);
        var (ab, ba) = (Matcher.Compare(a, b), Matcher.Compare(b, a));
        return ab.Score == ba.Score && ab.Score is >= 0 and <= 1 && Matcher.Compare(a, a with { }).Score == 1
            && ab.Reasons.Select(r => (r.Fact, r.Weight, r.Ours, r.Theirs)).SequenceEqual(ba.Turned().Reasons.Select(r => (r.Fact, r.Weight, r.Ours, r.Theirs)));
    }));

    [Fact]
    public void Different_countries_are_never_one() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(facilities.ToArbitrary(), a =>
        Matcher.Compare(a, a with { Country = a.Country == "KH" ? "PK" : "KH" }) is { Score: 0 } && !Matcher.Blocks(a).Intersect(Matcher.Blocks(a with { Country = "TH" })).Any()));

    [Fact]
    public void The_order_of_the_names_does_not_matter() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(facilities.ArrayOf(2).ToArbitrary(), pair =>
    {
        var (a, b) = (pair[0] with { OtherNames = [pair[1].Name] }, pair[0] with { Name = pair[1].Name, OtherNames = [pair[0].Name] });
        return Math.Abs(Matcher.Compare(a, pair[1]).Score - Matcher.Compare(b, pair[1]).Score) < 1e-9;
    }));

    [Fact]
    public void The_training_pairs_of_open_supply_hub_are_told_apart_as_promised()
    {
        var file = Path.Combine(Root(), "..", "shared", "data", "facilities", "osh", "dedupe_training.json");
        if (!File.Exists(file)) Assert.Skip("The training pairs are not here: ../shared/data/facilities/osh/dedupe_training.json");
        using var read = JsonDocument.Parse(File.ReadAllText(file));
        var (right, wrong, missed, unfound) = (0, 0, 0, 0);
        foreach (var (kind, same) in new[] { ("match", true), ("distinct", false) })
            foreach (var pair in read.RootElement.GetProperty(kind).EnumerateArray())
            {
                var (a, b) = TrainingPair.Of(pair);
                var score = Matcher.Compare(a, b);
                if (a.Country != b.Country) score.Score.ShouldBe(0);
                if (score.IsSuggested) _ = same ? right++ : wrong++;
                else if (same) missed++;
                if (same && !Matcher.Blocks(a).Intersect(Matcher.Blocks(b)).Any()) unfound++;
            }
        ((double)right / (right + wrong)).ShouldBeGreaterThanOrEqualTo(0.95);
        ((double)right / (right + missed)).ShouldBeGreaterThanOrEqualTo(0.85);
        unfound.ShouldBe(0, "pairs that are one and share no key");
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "OpenIlm.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
