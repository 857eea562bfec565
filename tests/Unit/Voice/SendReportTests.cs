using OpenIlm.Voice;

namespace OpenIlm.Tests.Unit.Voice;

public sealed class SendReportTests
{
    private static SendReport.Input AReport() => new() { Language = "ne", Text = "ज्याला पाइएन", Country = "MY", IssueCodes = ["WAG-01", "DOC"], AffectedWorkers = 3 };

    [Fact]
    public void Only_the_text_and_its_language_have_to_be_there() => SendReport.WhyNot(new() { Language = "my", Text = "ကူညီပါ" }).ShouldBeEmpty();

    [Fact]
    public void Issues_and_whole_categories_are_taken() => SendReport.WhyNot(AReport()).ShouldBeEmpty();

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        var faults = SendReport.WhyNot(AReport() with
        {
            Text = " ", Language = "not a tag", Country = "Malaysia", IssueCodes = ["WAG-01", "XYZ-99"], AffectedWorkers = 0, EmployerName = new string('x', 201),
            Reporter = new Reporter { Gender = "W", Nationality = "mm", AgeBand = "33" }, ContactPlan = new ContactPlan { CodeWord = new string('x', 201) },
        });
        faults.Select(f => (f.Field, f.Code)).ShouldBe(
        [
            ("text", "text.empty"), ("language", "input.not-a-choice"), ("country", "input.not-a-choice"), ("employerName", "input.too-long"),
            ("issueCodes[1]", "input.not-a-choice"), ("affectedWorkers", "input.too-small"), ("reporter.gender", "input.not-a-choice"),
            ("reporter.nationality", "input.not-a-choice"), ("reporter.ageBand", "input.not-a-choice"), ("contactPlan.codeWord", "input.too-long"),
        ], ignoreOrder: true);
    }

    [Fact]
    public void A_list_of_codes_has_an_end() =>
        SendReport.WhyNot(AReport() with { IssueCodes = [.. Enumerable.Repeat("WAG", 21)] }).Select(f => f.Code).ShouldBe(["input.too-many"]);

    [Theory]
    [InlineData("123 456", "receipt.wrong-length")]
    [InlineData("", "receipt.empty")]
    [InlineData("my receipt", "receipt.not-digits")]
    [InlineData("123456789012345678", "receipt.wrong-check-digits")]
    public void A_mistyped_receipt_says_which_mistake_it_is(string typed, string code)
    {
        ReceiptDoor.TryRead(typed, out _, out var fault).ShouldBeFalse();
        (fault!.Code, fault.Field).ShouldBe((code, "receipt"));
    }

    [Fact]
    public void Who_said_nothing_leaves_no_identity()
    {
        Identities.Of(new Reporter(), new ContactPlan(), " ").ShouldBeNull();
        Identities.Of(null, new ContactPlan { Never = true }, null).ShouldBe(new OpenIlm.Platform.WorkerIdentity { NeverContact = true });
        Identities.Of(new Reporter { Name = "Hla" }, null, "Blue factory").ShouldBe(new OpenIlm.Platform.WorkerIdentity { Name = "Hla", EmployerName = "Blue factory" });
    }
}
