using OpenIlm.Kernel;
using OpenIlm.Network;

namespace OpenIlm.Tests.Unit.Network;

public sealed class ServiceRulesTests
{
    private static AddService.Input AClinic() => new()
    {
        ProviderName = "Canal Health", Name = "Clinic", Description = "A doctor.", Kinds = ["AS2"], Countries = ["TH"], Languages = ["th", "my", "zh-Hant"], Phones = ["+66 2 555 0101"],
        Hours = ["MO-FR 9:00-17:00"], TimeZone = "Asia/Bangkok",
    };

    private static IReadOnlyList<string> Codes(AddService.Input input) => [.. AddService.WhyNot(input).Select(r => $"{r.Field} {r.Code}")];

    [Fact]
    public void A_service_that_says_enough_is_taken() => Codes(AClinic()).ShouldBeEmpty();

    [Fact]
    public void Every_reason_is_said_at_once_and_names_its_row()
    {
        var wrong = AClinic() with
        {
            ProviderName = null, Kinds = ["AS9"], Countries = ["Thailand"], Languages = ["thai!", "xx"], Phones = ["1300", "ask Ploy"], Hours = ["MO-FR 9:00-17:00", "weekdays"], MinimumAge = 30, MaximumAge = 18,
            Free = false, Url = "javascript:alert(1)", Email = "nobody", ForWhom = ["TALL"],
        };
        Codes(wrong).Order().ShouldBe(new[]
        {
            "providerName service.one-provider", "kinds input.not-a-choice", "countries input.not-a-country", "languages service.not-a-language", "languages service.not-a-language",
            "phones service.not-a-phone", "hours service.hours-unreadable", "maximumAge service.ages-reversed", "cost service.cost-unsaid", "url service.not-a-page", "email input.not-an-address", "forWhom input.not-a-choice",
        }.Order());
        AddService.WhyNot(wrong).OfType<BadInput>().Single(r => r.Field == "hours").Limit.ShouldBe("2: “weekdays”");
        AddService.WhyNot(wrong).OfType<BadInput>().Single(r => r.Field == "phones").Limit.ShouldBe("2: “ask Ploy”");
    }

    [Fact]
    public void A_service_that_nobody_could_reach_is_refused() =>
        Codes(AClinic() with { Phones = [] }).ShouldBe(["phones service.no-way-to-reach"]);

    [Fact]
    public void The_address_of_a_shelter_counts_as_no_way_to_reach_it() =>
        Codes(AClinic() with { Kinds = ["AS1"], Phones = [], Address = "7 Hidden Lane" }).ShouldBe(["phones service.no-way-to-reach"]);

    [Fact]
    public void The_address_of_a_shelter_is_secret_whatever_was_ticked()
    {
        var shelter = AClinic() with { Kinds = ["AS2", "AS1"], SecretAddress = false, Address = "7/3 Soi Mai Ngam, Bang Pla", City = "Samut Prakan" };
        Codes(shelter).ShouldBe(["city service.address-is-secret"]);
        Codes(shelter with { City = null }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("description", "Find us at 7/3 soi mai-ngam, next to the school.")]
    [InlineData("application", "Go to 73 SOI MAI NGAM Bang Pla")]
    public void A_secret_address_in_words_that_others_read_is_refused(string member, string told)
    {
        var shelter = AClinic() with { Kinds = ["AS1"], Address = "7/3 Soi Mai Ngam, Bang Pla" };
        Codes(member == "description" ? shelter with { Description = told } : shelter with { Application = told }).ShouldBe([$"{member} service.address-in-words"]);
    }

    [Theory]
    [InlineData("MO-FR 9:00-17:00", "MO,TU,WE,TH,FR 09:00-17:00")]
    [InlineData("sa,su 10:00–14:30", "SA,SU 10:00-14:30")]
    [InlineData("SU,MO 08:00-12:00", "MO,SU 08:00-12:00")]
    [InlineData("MO-SU 0:00-24:00", "MO,TU,WE,TH,FR,SA,SU 00:00-24:00")]
    [InlineData("FR 20:00-02:00", "FR 20:00-02:00")]
    [InlineData("FR 18:00-24:00", "FR 18:00-24:00")]
    public void Hours_are_read_as_people_write_them(string typed, string kept)
    {
        var hours = OpeningHours.Read(typed).ShouldNotBeNull();
        hours.ToString().ShouldBe(kept);
        OpeningHours.Read(hours.ToString()).ShouldBe(hours);
    }

    [Theory]
    [InlineData(""), InlineData("MO"), InlineData("MO 9-17"), InlineData("FR-MO 9:00-17:00"), InlineData("XX 9:00-17:00"), InlineData("MO 9:00-25:00"), InlineData("MO 9:00-9:00"), InlineData("MO 24:00-24:00"), InlineData("MO 9:00-12:00-14:00")]
    public void What_is_no_row_of_hours_is_none(string typed) => OpeningHours.Read(typed).ShouldBeNull();

    [Fact]
    public void Days_beside_each_other_are_one_span() =>
        OpeningHours.Read("MO-WE,FR,SU 9:00-17:00")!.Spans().ShouldBe([(DayOfWeek.Monday, DayOfWeek.Wednesday), (DayOfWeek.Friday, DayOfWeek.Friday), (DayOfWeek.Sunday, DayOfWeek.Sunday)]);

    [Fact]
    public void Due_diligence_is_of_a_day_that_was_and_says_what_was_found_unless_all_was_well()
    {
        var today = new DateOnly(2026, 11, 21);
        ReviewService.WhyNot(new(today, ReviewOutcome.Passed), today).ShouldBeEmpty();
        ReviewService.WhyNot(new(today.AddDays(1), ReviewOutcome.Failed, null, today), today).Select(r => r.Code)
            .ShouldBe(["service.reviewed-in-the-future", "service.next-review-before", "service.review-needs-a-note"]);
    }
}
