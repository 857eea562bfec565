using OpenIlm.Voice;

namespace OpenIlm.Tests.Unit.Voice;

public sealed class ListChannelsTests
{
    private static ListChannels.Row AChannel(string name, string[] languages, params string[] defaultFor) =>
        new(Guid.NewGuid(), Guid.NewGuid(), name.ToLowerInvariant(), name, "NGO " + name, languages, ["TH", "MY"], "", [], defaultFor);

    private static IEnumerable<(string, bool)> Order(string? country, string? language, params ListChannels.Row[] rows) =>
        ListChannels.Order(rows, country, language).Select(c => (c.Name, c.Default));

    [Fact]
    public void The_channel_that_is_the_countrys_default_comes_first() =>
        Order("TH", "my", AChannel("A", ["my"]), AChannel("B", ["en"], "TH")).ShouldBe([("B", true), ("A", false)]);

    [Fact]
    public void A_default_of_another_country_is_none_here() =>
        Order("MY", "my", AChannel("A", ["my"]), AChannel("B", ["en"], "TH")).ShouldBe([("A", true), ("B", false)]);

    [Fact]
    public void Without_a_default_her_language_decides_then_the_name() =>
        Order("TH", "km", AChannel("C", ["en"]), AChannel("B", ["km"]), AChannel("A", ["en"])).ShouldBe([("B", true), ("A", false), ("C", false)]);

    [Fact]
    public void No_channel_is_no_default() => Order("TH", null).ShouldBeEmpty();

    [Fact]
    public void A_channel_cannot_be_the_default_of_a_country_it_does_not_serve() =>
        KeepChannels.WhyNot(new() { Slug = "mekong", Name = "M", Countries = ["TH"], Languages = ["en"], DefaultFor = ["TH", "MY"] }).Select(r => r.Field).ShouldBe(["defaultFor"]);

    [Theory]
    [InlineData("Mekong")]
    [InlineData("m")]
    [InlineData("mekong/../x")]
    public void A_short_name_fits_in_a_link(string slug) =>
        KeepChannels.WhyNot(new() { Slug = slug, Name = "M", Countries = ["TH"], Languages = ["en"] }).Select(r => r.Code).ShouldBe(["channel.slug-form"]);
}
