using OpenIlm.Voice;

namespace OpenIlm.Tests.Unit.Voice;

public sealed class TextRulesTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   \r\n\t ")]
    [InlineData("\u200B\u2060\uFEFF")]
    public void A_text_that_says_nothing_is_asked_for_again(string? text) =>
        TextRules.WhyNot(text).Select(r => r.Code).ShouldBe(["text.empty"]);

    [Fact]
    public void Sixty_four_kilobytes_of_any_script_are_taken_and_one_byte_more_is_not()
    {
        // Burmese letters take three bytes each: the bound is on bytes, as the page says it.
        var burmese = new string('က', (TextRules.MostBytes - 1) / 3);
        TextRules.WhyNot(burmese + "a").ShouldBeEmpty();
        var reason = TextRules.WhyNot(burmese + "ab").ShouldHaveSingleItem().ShouldBeOfType<OpenIlm.Kernel.BadInput>();
        (reason.Code, reason.Limit, reason.Field).ShouldBe(("text.too-long", 65_536, "text"));
    }

    [Fact]
    public void Half_of_a_character_is_refused_because_it_could_not_come_back_as_it_was()
    {
        // Written as numbers: in an attribute the compiler would already have replaced them.
        foreach (var text in new[] { "half a smile " + (char)0xD83D, (char)0xDE00 + " the other half" })
            TextRules.WhyNot(text).Select(r => r.Code).ShouldBe(["text.invalid"]);
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("\u202Ereversed")]
    [InlineData("😡 လစာ မရပါ")]
    public void Everything_else_that_is_text_is_taken_as_it_is(string text) => TextRules.WhyNot(text).ShouldBeEmpty();

    [Fact]
    public void A_short_answer_has_its_own_bound()
    {
        TextRules.WhyNotShort(new string('x', 200), "employerName").ShouldBeEmpty();
        TextRules.WhyNotShort(new string('x', 201), "employerName").Select(r => (r.Code, r.Field)).ShouldBe([("input.too-long", "employerName")]);
        TextRules.WhyNotShort(null, "employerName").ShouldBeEmpty();
    }
}
