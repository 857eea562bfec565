using Microsoft.Extensions.Primitives;
using OpenIlm.Kernel;
using OpenIlm.Voice;

namespace OpenIlm.Tests.Unit.Voice;

public sealed class ReportAnswersTests
{
    private static readonly ReportAnswers all = new()
    {
        Country = "TH", Channel = Guid.NewGuid(), Reason = ContactReason.Issue, Danger = Danger.Punished, Text = "First line\n  \"second\" & <third>\n", Codes = ["WAG", "DOC"],
        Affected = 12, Place = "Blue factory",
        Reporter = new Reporter { Name = "Hla", Phone = "+66 81", Gender = "WOMAN", Nationality = "MM", AgeBand = "25-34" },
        Plan = new ContactPlan { Channel = "Line", SafeHours = "20-21", CodeWord = "mango", Never = true }, Consent = ConsentLevel.CodedFacts,
        Receipt = "106414859419170692", FormState = "state",
    };

    private static Fields Posted(IEnumerable<(string Name, string Value)> fields) =>
        new(fields.GroupBy(f => f.Name).ToDictionary(g => g.Key, g => new StringValues([.. g.Select(f => f.Value.Replace("\n", "\r\n"))])));

    [Fact]
    public void What_a_page_carries_comes_back_whole()
    {
        var back = ReportAnswers.Of(Posted(all.Carried(ReportStep.Review)), asks: false);
        (back with { Codes = all.Codes }).ShouldBe(all);
        back.Codes.ShouldBe(all.Codes);
    }

    [Fact]
    public void A_page_does_not_carry_what_it_asks_itself()
    {
        foreach (var step in ReportPath.Of(asks: false))
        {
            var carried = all.Carried(step).Select(f => f.Name).ToHashSet();
            carried.ShouldContain("receipt");
            all.Carried(ReportStep.Review).Select(f => f.Name).ToHashSet().Except(carried).ShouldNotBeEmpty($"{step} asks nothing");
        }
    }

    [Fact]
    public void An_assistance_request_stays_one_on_its_way()
    {
        var asked = all with { Reason = ContactReason.Assistance };
        ReportAnswers.Of(Posted(asked.Carried(ReportStep.Review)), asks: true).Reason.ShouldBe(ContactReason.Assistance);
        ReportAnswers.Of(Posted([]), asks: true).Reason.ShouldBe(ContactReason.Information);
        ReportAnswers.Of(Posted([("reason", "assistance")]), asks: false).Reason.ShouldBe(ContactReason.Issue);
    }

    [Theory]
    [InlineData("12", 12)]
    [InlineData(" ၁၂ ", 12)]
    [InlineData("๑๒", 12)]
    [InlineData("a few", null)]
    [InlineData("99999999999999", null)]
    public void A_number_is_read_in_the_digits_of_any_script(string typed, int? expected) =>
        ReportAnswers.Of(Posted([("affected", typed)]), asks: false).Affected.ShouldBe(expected);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_reads_is_shown_before_she_writes_and_back_undoes_next(bool asks)
    {
        var path = ReportPath.Of(asks).ToList();
        path.IndexOf(ReportStep.Reader).ShouldBeLessThan(path.IndexOf(ReportStep.Story));
        foreach (var step in path) ReportPath.Before(asks, ReportPath.Next(asks, step)).ShouldBe(step);
        ReportPath.Before(asks, path[0]).ShouldBeNull();
    }

    [Theory]
    [InlineData("text", ReportStep.Story)]
    [InlineData("issueCodes[3]", ReportStep.Kind)]
    [InlineData("reporter.phone", ReportStep.About)]
    [InlineData("contactPlan.codeWord", ReportStep.SafeContact)]
    public void A_refusal_leads_back_to_its_question(string field, ReportStep step) => ReportPath.Asks(new BadInput("input.too-long", field)).ShouldBe(step);

    [Fact]
    public void Every_fault_of_a_report_that_the_pages_can_make_has_a_question() =>
        SendReport.WhyNot((all with
        {
            Text = " ", Country = "Thailand", Codes = ["XX"], Affected = 0, Place = new string('x', 300),
            Reporter = new Reporter { Gender = "?" }, Plan = new ContactPlan { Channel = new string('x', 300) },
        }).ToInput("en")).ShouldAllBe(r => ReportPath.Asks(r) != null);
}
