using OpenIlm.Cases;

namespace OpenIlm.Tests.Unit.Cases;

/// <summary>What is looked for in a packet (security, section 2.8, flow 4).</summary>
public class PacketChecksTests
{
    private static readonly KnownIdentity identity = new(["Aye Chan Moe", "မအေးချမ်း", "สมหญิง ใจดี"], ["+66 81 234 5678"], ["MB-482913", "A1234"]);

    private static CheckResult Result(string code, string summary, KnownIdentity? who = null, bool identifies = false, params DateOnly[] dates) =>
        PacketChecks.Run(new(summary, who ?? identity, dates, 500, 60, identifies), CaseSettings.Default).Single(c => c.Code == code).Result;

    [Fact]
    public void A_plain_summary_about_a_large_group_passes_every_check() =>
        PacketChecks.Run(new("Workers of the sewing line were not paid for overtime in 3 of the last 6 months.", identity, [], 500, 60), CaseSettings.Default)
            .ShouldAllBe(c => c.Result == CheckResult.Pass);

    [Theory]
    [InlineData("Aye Chan Moe was not paid.", CheckResult.Block)]
    [InlineData("aye  chan-moe was not paid.", CheckResult.Block)]
    [InlineData("ＡＹＥ ＣＨＡＮ ＭＯＥ", CheckResult.Block)]
    [InlineData("A\u200Bye Ch\u00ADan Moe", CheckResult.Block)]
    [InlineData("Ask AyeChanMoe about it.", CheckResult.Block)]
    [InlineData("Ask CHAN about it.", CheckResult.Warn)]
    [InlineData("Workers need a change of shift.", CheckResult.Pass)]
    [InlineData("အလုပ်သမား မအေးချမ်းသည် လုပ်ခမရပါ", CheckResult.Block)]
    [InlineData("คุณสมหญิงไม่ได้รับค่าจ้าง", CheckResult.Warn)]
    [InlineData("คุณสมหญิง ใจดีไม่ได้รับค่าจ้าง", CheckResult.Block)]
    [InlineData("คนงานไม่ได้รับค่าจ้าง", CheckResult.Pass)]
    [InlineData("", CheckResult.Pass)]
    public void Her_name_blocks_and_a_part_of_it_warns(string summary, CheckResult result) => Result(PacketChecks.Name, summary).ShouldBe(result);

    [Theory]
    [InlineData("Ei", "Ask Ei about it.", CheckResult.Block)]
    [InlineData("Ei", "Their wages", CheckResult.Pass)]
    [InlineData("Ei Po", "Ask Po about it.", CheckResult.Pass)]
    [InlineData("…", "Wages, … and hours", CheckResult.Pass)]
    [InlineData("a.*", "anything", CheckResult.Pass)]
    public void A_short_name_is_looked_for_as_a_word(string name, string summary, CheckResult result) =>
        Result(PacketChecks.Name, summary, new([name], [], [])).ShouldBe(result);

    [Theory]
    [InlineData("Call 081-234-5678", CheckResult.Block)]
    [InlineData("Call +66812345678", CheckResult.Block)]
    [InlineData("Call ๐๘๑ ๒๓๔ ๕๖๗๘", CheckResult.Block)]
    [InlineData("Call ၀၈၁၂၃၄၅၆၇၈", CheckResult.Block)]
    [InlineData("ends in 34 5678", CheckResult.Block)]
    [InlineData("ends in 5678", CheckResult.Pass)]
    [InlineData("345,679 baht", CheckResult.Pass)]
    public void Her_number_or_its_last_six_digits_block_in_any_script(string summary, CheckResult result) => Result(PacketChecks.Phone, summary).ShouldBe(result);

    [Theory]
    [InlineData("passport mb 482913", CheckResult.Block)]
    [InlineData("number 482913", CheckResult.Block)]
    [InlineData("staff A-1234", CheckResult.Block)]
    [InlineData("staff A12345", CheckResult.Pass)]
    [InlineData("482914", CheckResult.Pass)]
    public void Her_papers_block(string summary, CheckResult result) => Result(PacketChecks.Id, summary).ShouldBe(result);

    [Theory]
    [InlineData("on 2024-03-05 they")]
    [InlineData("on 05/03/2024 they")]
    [InlineData("on 3/5/24 they")]
    [InlineData("on 5.3.2567 they")]
    [InlineData("on ၅-၃-၂၀၂၄ they")]
    [InlineData("on 5 March they")]
    [InlineData("on the 5th of March 2024 they")]
    [InlineData("on March 5, 2024 they")]
    [InlineData("วันที่ ๕ มีนาคม ๒๕๖๗")]
    [InlineData("ថ្ងៃទី៥ ខែមីនា")]
    [InlineData("မတ်လ ၅ ရက်")]
    [InlineData("५ मार्च २०२४")]
    public void A_day_of_the_case_blocks_in_any_spelling_and_another_exact_day_warns(string summary)
    {
        Result(PacketChecks.ExactDate, summary, dates: new DateOnly(2024, 3, 5)).ShouldBe(CheckResult.Block);
        Result(PacketChecks.ExactDate, summary, dates: new DateOnly(2024, 3, 7)).ShouldBe(CheckResult.Warn);
    }

    [Theory]
    [InlineData("in March 2024")]
    [InlineData("3 of 12 months")]
    [InlineData("2024")]
    [InlineData("rooms 1 and 2, 10 marked beds")]
    public void Months_years_and_plain_numbers_are_no_exact_days(string summary) =>
        Result(PacketChecks.ExactDate, summary, dates: new DateOnly(2024, 3, 5)).ShouldBe(CheckResult.Pass);

    [Theory]
    [InlineData("at 14:35", CheckResult.Warn)]
    [InlineData("at 7 pm", CheckResult.Warn)]
    [InlineData("at ๒๒:๑๕", CheckResult.Warn)]
    [InlineData("for 12 hours", CheckResult.Pass)]
    [InlineData("a ratio of 3:1000", CheckResult.Pass)]
    public void A_time_of_day_warns(string summary, CheckResult result) => Result(PacketChecks.ExactTime, summary).ShouldBe(result);

    [Theory]
    [InlineData("call 02 999 1234 5", CheckResult.Warn)]
    [InlineData("permit TH 99812345", CheckResult.Warn)]
    [InlineData("paid 12000 of 15000", CheckResult.Pass)]
    [InlineData("on 2024-03-05", CheckResult.Pass)]
    public void Anything_that_looks_like_a_number_of_a_person_warns(string summary, CheckResult result) => Result(PacketChecks.NumberPattern, summary).ShouldBe(result);

    [Theory]
    [InlineData("write to someone@example.org", CheckResult.Warn)]
    [InlineData("on Telegram @some_one", CheckResult.Warn)]
    [InlineData("3 @ 5", CheckResult.Pass)]
    public void An_address_warns(string summary, CheckResult result) => Result(PacketChecks.AddressPattern, summary).ShouldBe(result);

    [Theory]
    [InlineData(9, false, CheckResult.Block)]
    [InlineData(10, false, CheckResult.Pass)]
    [InlineData(null, false, CheckResult.Warn)]
    [InlineData(1, true, CheckResult.Warn)]
    public void Fewer_than_ten_matching_workers_must_be_made_coarser(int? matching, bool identifies, CheckResult result) =>
        PacketChecks.Run(new("", identity, [], 500, matching, identifies), CaseSettings.Default).Single(c => c.Code == PacketChecks.FewWorkers).Result.ShouldBe(result);

    [Theory]
    [InlineData(99, CheckResult.Warn)]
    [InlineData(100, CheckResult.Pass)]
    [InlineData(null, CheckResult.Warn)]
    public void A_small_site_or_one_of_unknown_size_needs_a_second_look(int? headcount, CheckResult result) =>
        PacketChecks.Run(new("", identity, [], headcount, 60), CaseSettings.Default).Single(c => c.Code == PacketChecks.SmallSite).Result.ShouldBe(result);

    [Fact]
    public void With_her_consent_to_be_named_her_name_warns_only()
    {
        Result(PacketChecks.Name, "Pay Aye Chan Moe", identifies: true).ShouldBe(CheckResult.Warn);
        Result(PacketChecks.Phone, "0812345678", identifies: true).ShouldBe(CheckResult.Warn);
        Result(PacketChecks.Id, "MB482913", identifies: true).ShouldBe(CheckResult.Warn);
    }

    [Fact]
    public void No_check_repeats_what_it_found() => PacketChecks.Run(new("Aye Chan Moe 0812345678 MB482913", identity, [], 500, 60), CaseSettings.Default)
        .SelectMany(c => c.Facts.Values).ShouldAllBe(v => v == null || v is int);

    [Fact]
    public void A_long_text_is_no_trap()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        PacketChecks.Run(new(string.Concat(Enumerable.Repeat("12-03 1 2 3 ( ) aye chan 5 March 7:", 2000)), identity, [new(2024, 3, 5)], 500, 60), CaseSettings.Default);
        // A pattern that goes back over and over would take hours.
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }
}
