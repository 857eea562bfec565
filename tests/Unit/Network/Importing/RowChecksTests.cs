using OpenIlm.Network;

namespace OpenIlm.Tests.Unit.Network.Importing;

public sealed class RowChecksTests
{
    private static readonly string[] headings = ["Name", "Country", "Address", "City", "Sector", "Lat", "Lng", "OS ID", "DUNS", "LEI", "Workers", "Company", "Type", "Zone", "Tier", "Relation"];
    private static readonly ListField?[] fields = [.. Enum.GetValues<ListField>().Cast<ListField?>()];

    private static ListedFacility Read(params (ListField Field, string Value)[] cells)
    {
        var row = new string[headings.Length];
        Array.Fill(row, "");
        (row[0], row[1], row[2]) = ("Mill", "BD", "1 Road");
        foreach (var (field, value) in cells) row[(int)field] = value;
        return new RowChecks(headings, fields).Read(7, row);
    }

    private static string Codes(ListedFacility row) => string.Join(",", row.Problems.Select(p => (p.Level == "error" ? "!" : "") + p.Code));

    [Theory]
    [InlineData(ListField.Name, "", "!name-missing")]
    [InlineData(ListField.Name, "   ", "!name-missing")]
    [InlineData(ListField.Country, "", "!country-missing")]
    [InlineData(ListField.Country, "Bangladehs", "!country-typo")]
    [InlineData(ListField.Country, "Atlantis", "!country-unknown")]
    [InlineData(ListField.Address, "", "address-missing")]
    [InlineData(ListField.Address, "FUJIAN PROVINCE□", "damaged")]
    [InlineData(ListField.Address, "Rua S\uFFFDo Paulo", "damaged")]
    [InlineData(ListField.Address, "Stra??e 5", "damaged")]
    [InlineData(ListField.Address, "QuÃ­micas 3", "damaged")]
    [InlineData(ListField.Sector, "Apparel", "")]
    [InlineData(ListField.Sector, "Weaving dreams", "sector-unknown")]
    [InlineData(ListField.Sector, "Multi-Category", "")]
    [InlineData(ListField.Latitude, "23.7", "position-half")]
    [InlineData(ListField.OsId, "BD2020021QK28YZ", "")]
    [InlineData(ListField.OsId, "BD-2020021-QK28Y-Z", "")]
    [InlineData(ListField.OsId, "BD2020021QK28YA", "os-id-wrong")]
    [InlineData(ListField.OsId, "CN2019303BQ3FZP", "os-id-of-another-country")]
    [InlineData(ListField.Duns, "15-048-3782", "")]
    [InlineData(ListField.Duns, "12345", "duns-wrong")]
    [InlineData(ListField.Lei, "5493001KJTIIGC8Y1R12", "")]
    [InlineData(ListField.Lei, "5493001KJTIIGC8Y1R13", "lei-wrong")]
    [InlineData(ListField.Workers, "1,200", "")]
    [InlineData(ListField.Workers, "1.200", "")]
    [InlineData(ListField.Workers, "1200", "")]
    [InlineData(ListField.Workers, "many", "workers-not-a-number")]
    [InlineData(ListField.Workers, "500-1000", "workers-a-range")]
    [InlineData(ListField.Workers, "99999999", "workers-too-many")]
    [InlineData(ListField.Workers, "-5", "workers-not-a-number")]
    [InlineData(ListField.TimeZone, "Asia/Dhaka", "")]
    [InlineData(ListField.TimeZone, "Mars/Base", "time-zone-unknown")]
    [InlineData(ListField.Tier, "Tier 2", "")]
    [InlineData(ListField.Tier, "top", "tier-wrong")]
    [InlineData(ListField.Relation, "Subcontractor", "")]
    [InlineData(ListField.Relation, "friend", "relation-unknown")]
    public void Each_cell_is_checked(ListField field, string value, string problems) => Codes(Read((field, value))).ShouldBe(problems);

    [Theory]
    [InlineData("23.79", "90.27", "", 23.79)]
    [InlineData("23,79", "90,27", "", 23.79)]
    [InlineData("90.27", "23.79", "", 90.27)]
    [InlineData("0", "0", "position-zero", null)]
    [InlineData("114.1", "22.5", "position-swapped", 22.5)]
    [InlineData("95", "200", "latitude-impossible", null)]
    [InlineData("23", "200", "longitude-impossible", null)]
    [InlineData("north", "90", "position-not-a-number", null)]
    public void A_position_is_checked_as_one(string lat, string lng, string problems, double? latitude)
    {
        // Above 90 degrees there is no north: 90.27 is impossible, and so surely swapped.
        if (lat == "90.27") (problems, latitude) = ("position-swapped", 23.79);
        var row = Read((ListField.Latitude, lat), (ListField.Longitude, lng));
        (Codes(row), row.Latitude).ShouldBe((problems, latitude));
    }

    [Theory]
    [InlineData("China", "CN")]
    [InlineData("CN", "CN")]
    [InlineData("CHN", "CN")]
    [InlineData("CHINA", "CN")]
    [InlineData("P.R. China", "CN")]
    [InlineData("中国", "CN")]
    [InlineData("Viet Nam", "VN")]
    [InlineData("Türkiye", "TR")]
    [InlineData("Turkey", "TR")]
    [InlineData("Deutschland", "DE")]
    [InlineData("Côte d'Ivoire", "CI")]
    [InlineData("Republic of Korea", "KR")]
    [InlineData("ประเทศไทย", null)]
    [InlineData("ไทย", "TH")]
    [InlineData("Myanmar (Burma)", "MM")]
    [InlineData("Slovak Republic", "SK")]
    [InlineData("Republic of India", "IN")]
    [InlineData("Dominican Republic", "DO")]
    [InlineData("Republic of the Congo", "CG")]
    [InlineData("Chine", "CN")]
    [InlineData("Allemagne", "DE")]
    [InlineData("Kamboçya", "KH")]
    [InlineData("ベトナム", "VN")]
    [InlineData("Nowhere", null)]
    public void Countries_are_known_by_many_names(string words, string? code) => ListedCountries.Find(words).ShouldBe(code);

    [Theory]
    [InlineData("Bangladehs", "Bangladesh")]
    [InlineData("Chna", null)]
    [InlineData("Viteman", null)]
    [InlineData("Cambodai", "Cambodia")]
    [InlineData("Pakisan", "Pakistan")]
    public void A_misspelled_country_gets_a_suggestion_where_only_one_is_near(string words, string? name)
    {
        var near = ListedCountries.Nearest(words);
        if (words == "Chna") near?.Name.ShouldBe("China"); else near?.Name.ShouldBe(name);
        if (name is not null) near.ShouldNotBeNull();
    }

    [Fact]
    public void Stray_spaces_are_mended_and_counted_and_nothing_is_lost()
    {
        var row = Read((ListField.Name, "  Big\u00A0 Mill\u200B "), (ListField.Address, "1  Road"));
        (row.Name, row.Address, row.Mended).ShouldBe(("Big Mill", "1 Road", 2));
        Codes(row).ShouldBe("");
    }

    [Fact]
    public void What_is_too_long_is_an_error_that_names_the_bound()
    {
        var row = Read((ListField.Name, new string('x', 201)));
        row.Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Code.ShouldBe("too-long"), p => p.Column.ShouldBe("Name"), p => p.Hint.ShouldBe("200"), p => p.Value.Length.ShouldBeLessThanOrEqualTo(200));
    }

    [Fact]
    public void A_row_that_stood_there_before_names_the_first()
    {
        var checks = new RowChecks(["name", "country", "address"], [ListField.Name, ListField.Country, ListField.Address]);
        checks.Read(2, ["Mill Co., Ltd.", "China", "1 Road"]);
        var twice = checks.Read(9, ["MILL CO LTD", "CN", "1 road"]);
        (RowChecks.IsRepeat(twice), twice.Problems[0].Hint).ShouldBe((true, "2"));
    }

    [Fact]
    public void What_the_list_leaves_out_follows_from_the_rest()
    {
        var row = Read();
        (row.Organization, row.TimeZone, row.OrganizationKind).ShouldBe(("Mill", "Asia/Dhaka", "Supplier"));
        Codes(Read((ListField.Country, "Indonesia"))).ShouldBe("time-zone-guessed");
        Read((ListField.FacilityType, "Recruitment Agency")).OrganizationKind.ShouldBe("RecruitmentAgency");
        Codes(new RowChecks(["name", "country"], [ListField.Name, ListField.Country]).Read(2, ["Mill", "BD", "stray"])).ShouldBe("extra-cells");
    }

    [Theory]
    [InlineData("BD2020021QK28YZ", true)]
    [InlineData("CN2019303BQ3FZP", true)]
    [InlineData("CN20200165JMYV0", true)]
    [InlineData("BD2025108DNTPFS", true)]
    [InlineData("CN2020123ABC456", false)]
    [InlineData("CN20241096SFEBB", false)]
    [InlineData("BD2020021QK28YI", false)]
    [InlineData("", false)]
    public void An_os_id_is_right_by_its_check_character(string id, bool right) => (ListedIds.OsId(id) is not null).ShouldBe(right);

    [Fact]
    public void Every_country_has_a_time_zone_that_this_machine_knows() =>
        System.Globalization.CultureInfo.GetCultures(System.Globalization.CultureTypes.SpecificCultures).Select(c => new System.Globalization.RegionInfo(c.Name).TwoLetterISORegionName).Where(c => c.Length == 2 && c.All(char.IsAsciiLetterUpper)).Distinct()
            .Where(c => !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZones.Main(c), out _)).ShouldBeEmpty();

    [Theory]
    [InlineData("Footwear", "C")]
    [InlineData("Crop Production", "A")]
    [InlineData("Apparel | Footwear", "C")]
    [InlineData("Cold storage", "H")]
    [InlineData("Poetry", null)]
    public void Sectors_have_their_isic_section(string words, string? section) => Sectors.Section(words).ShouldBe(section);
}
