using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using OpenIlm.Network;

namespace OpenIlm.Tests.Unit.Network;

public sealed class HsdsTests
{
    private static PublishedService AClinic(string name = "Clinic", string kind = "AS2", string address = "1 Main Road") => new(Guid.NewGuid(), null, "Canal Health", "", name, "A doctor.", [kind], "active", ["TH"], "", ["destination"],
        ["th", "my"], "", 18, null, ["SEX"], true, "", ["MO,TU 09:00-17:00"], "", "Asia/Kathmandu", ["+66 2 555 0101"], "", "", address, "Ranong", "", "", address.Length > 0 ? "TH" : null, "", "",
        new DateOnly(2026, 1, 1), DateTimeOffset.UnixEpoch);

    private static HsdsQuery Read(string query) => HsdsQuery.Read(new QueryCollection(query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')).ToDictionary(p => p[0], p => new StringValues(p[1])))).Query;

    [Theory]
    [InlineData(0, "", 0, 0, true, true, true)]
    [InlineData(45, "per_page=20", 3, 20, true, false, false)]
    [InlineData(45, "per_page=20&page=3", 3, 5, false, true, false)]
    [InlineData(45, "per_page=20&page=4", 3, 0, false, true, true)]
    [InlineData(40, "per_page=20&page=2", 2, 20, false, true, false)]
    [InlineData(45, "minimal=true", 1, 45, true, true, false)]
    public void A_page_says_where_it_is(int items, string asked, int pages, int size, bool first, bool last, bool empty)
    {
        var page = Read(asked).Of(Enumerable.Range(0, items).ToList(), i => i);
        (page.TotalItems, page.TotalPages, page.Size, page.FirstPage, page.LastPage, page.Empty, page.Contents.Count).ShouldBe((items, pages, size, first, last, empty, size));
    }

    [Fact]
    public void What_cannot_be_read_is_said_member_by_member() =>
        HsdsQuery.Read(new QueryCollection(new Dictionary<string, StringValues> { ["page"] = "0", ["per_page"] = "1000", ["taxonomy_id"] = "x", ["full"] = "maybe", ["modified_after"] = "soon", ["format"] = "xml" }))
            .Reasons.Select(r => r.Field).Order().ShouldBe(["format", "full", "modified_after", "page", "per_page", "taxonomy_id"]);

    [Fact]
    public void Filters_must_all_hold()
    {
        var (clinic, lawyer) = (AClinic(), AClinic("Law desk", "AS4"));
        var term = HsdsRecords.TermId("help", "AS4");
        bool Wants(string asked, PublishedService s) => Read(asked).Wants(s);
        (Wants($"taxonomy_term_id={term}", clinic), Wants($"taxonomy_term_id={term}", lawyer)).ShouldBe((false, true));
        Wants($"taxonomy_term_id={term}&search=doctor", lawyer).ShouldBeTrue();
        Wants($"taxonomy_term_id={term}&search=doctor%20nowhere".Replace("%20", " "), lawyer).ShouldBeFalse();
        Wants($"taxonomy_id={HsdsRecords.Taxonomies[0].Id}", clinic).ShouldBeTrue();
        Wants($"organization_id={HsdsRecords.OrganizationId(lawyer)}", clinic).ShouldBeTrue("the same provider by name");
        Wants($"organization_id={Guid.NewGuid()}", clinic).ShouldBeFalse();
        Wants("modified_after=1970-01-01T00:00:01Z", clinic).ShouldBeFalse();
    }

    [Fact]
    public void Hours_carry_the_offset_of_their_zone()
    {
        var schedule = HsdsRecords.Full(AClinic(), new DateOnly(2026, 11, 21)).Schedules!.ShouldHaveSingleItem();
        (schedule.OpensAt, schedule.ClosesAt, schedule.Byday, schedule.Freq, schedule.Timezone).ShouldBe(("09:00+05:45", "17:00+05:45", "MO,TU", "WEEKLY", 5.75m));
    }

    [Fact]
    public void Ids_stay_the_same_and_look_like_random_ones()
    {
        var clinic = AClinic();
        var json = JsonSerializer.Serialize(HsdsRecords.Full(clinic, new DateOnly(2026, 11, 21)));
        JsonSerializer.Serialize(HsdsRecords.Full(clinic, new DateOnly(2026, 11, 21))).ShouldBe(json);
        foreach (var id in HsdsRecords.Terms.Select(t => t.Id).Append(HsdsRecords.At(clinic)!.Id)) (id.ToString()[14], "89ab".Contains(id.ToString()[19])).ShouldBe(('4', true));
        HsdsRecords.Terms.Select(t => t.Id).Distinct().Count().ShouldBe(HsdsRecords.Terms.Count);
    }

    [Fact]
    public void What_has_no_known_place_is_at_no_location() => HsdsRecords.At(AClinic(address: "")).ShouldBeNull();

    [Fact]
    public void The_document_names_every_path_of_the_specification()
    {
        var paths = (JsonObject)HsdsDocument.Of("https://network.example/hsds")["paths"]!;
        paths.Select(p => p.Key).Order().ShouldBe(["/", "/organizations", "/organizations/{id}", "/service_at_locations", "/service_at_locations/{id}", "/services", "/services/{id}",
            "/taxonomies", "/taxonomies/{id}", "/taxonomy_terms", "/taxonomy_terms/{id}"]);
        paths.ToJsonString().ShouldContain("address_1");
    }
}
