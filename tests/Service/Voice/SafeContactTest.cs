using System.Net;
using System.Text.Json.Nodes;
using OpenIlm.Voice;
using OpenIlm.Web.Demonstration;

namespace OpenIlm.Tests.Service;

/// <summary>How she can be reached without harm: kept sealed, asked by every sender, and never done by a job.</summary>
[Collection(nameof(GatewayHouse))]
public sealed class SafeContactTest(GatewayHouse house)
{
    private TestNetwork Network => house.Network;

    private async Task<(Gateway Gateway, string Phone, Guid Case, Person Handler)> AConversation(GatewayProvider provider = GatewayProvider.Twilio)
    {
        house.Providers.Is(provider, ProviderMood.Up);
        var ngo = await Network.AnNgo();
        var gateway = await ngo.AGateway(provider);
        var phone = GatewayHouse.APhone();
        await gateway.Hears(phone, "hello");
        await house.Sent(ngo);
        return (gateway, phone, await gateway.Case(), await Network.SignInAgain(ngo.Handler));
    }

    private static Task<Answer> Keep(Person handler, Guid @case, object plan)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(plan)!.AsObject();
        body["reason"] = "contactWorker";
        return handler.Post($"/cases/{@case}/contact-plans", body);
    }

    private static Task<Answer> Say(Person handler, Guid @case, string? text, string[]? accepted = null, bool harmless = true) =>
        handler.Post($"/cases/{@case}/messages", new { text, harmless, accepted });

    // Hours on a clock in which it is now the hour given: the tests run at any time of the day.
    private (string Zone, DateTime Local) Clock()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Bangkok");
        return (zone.Id, TimeZoneInfo.ConvertTime(Network.Clock.GetUtcNow(), zone).DateTime);
    }

    private static string Hours(DateTime from, int hours) => $"MO-SU {from:HH:mm}-{from.AddHours(hours):HH:mm}";

    [Fact]
    public async Task A_plan_is_kept_sealed_and_opened_for_a_reason_that_is_kept()
    {
        var (_, _, @case, handler) = await AConversation();
        (await handler.Get($"/cases/{@case}/safe-contact")).Ok()["planned"]!.GetValue<bool>().ShouldBeFalse();
        (await Keep(handler, @case, new { hours = new[] { "MO-FR 19:00-21:00", "SU 9:00-12:00" }, timeZone = "Asia/Bangkok", ways = new[] { "sms", "call" }, codeWord = "blue mango", sharedPhone = true, others = new[] { new { name = "Aye", mayHear = "callAgain" } } })).Created();
        (await handler.Post($"/cases/{@case}/contact-plans/open", new { reason = "curiosity" })).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        var plan = (await handler.Post($"/cases/{@case}/contact-plans/open", new { reason = "safety" })).Ok()["plans"]![0]!;
        plan["kept"]!.GetValue<bool>().ShouldBeTrue();
        (plan["plan"]!["codeWord"]!.GetValue<string>(), plan["plan"]!["hours"]!.AsArray().Count, plan["plan"]!["others"]![0]!["mayHear"]!.GetValue<string>()).ShouldBe(("blue mango", 2, "callAgain"));
        ((string)(await Network.Ask("select detail from cases.event where case_id = $1 and kind = 'case.identity-read' order by id desc limit 1", @case))!).ShouldContain("safety");
        ((long)(await Network.Ask("select count(*) from cases.event where case_id = $1 and detail like '%mango%'", @case))!).ShouldBe(0);
        (await Keep(handler, @case, new { hours = new[] { "whenever" } })).Codes.ShouldBe(["contact.hours-unreadable", "contact.hours-need-clock"]);
        (await handler.Post($"/cases/{@case}/contact-plans", new { reason = "safety", never = false }, "\"1\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task Outside_her_hours_nothing_goes_and_it_becomes_a_task_for_the_next_safe_hour()
    {
        var (gateway, phone, @case, handler) = await AConversation();
        var (zone, local) = Clock();
        var opens = local.Date.AddHours(local.Hour + 3);
        (await Keep(handler, @case, new { hours = new[] { Hours(opens, 2) }, timeZone = zone })).Created();
        var before = house.On(phone).Count;
        var refused = await Say(handler, @case, "Can we call you at eight?");
        refused.RefusedFor("message.outside-safe-hours");
        refused.Json["errors"]!.AsArray().Single(e => e!["code"]!.GetValue<string>() == "message.outside-safe-hours")!["facts"]!["From"]!.GetValue<string>().ShouldBe($"{opens:HH:mm}");
        (await Say(handler, @case, null)).RefusedFor("message.outside-safe-hours");
        var now = (await handler.Get($"/cases/{@case}/safe-contact")).Ok();
        (now["safeNow"]!.GetValue<bool>(), now["nextLocal"]!.GetValue<DateTime>().TimeOfDay).ShouldBe((false, opens.TimeOfDay));

        var planned = (await handler.Post($"/cases/{@case}/planned-contacts", new { way = "sms", words = "Ask for the pay slip." })).Created();
        var due = TimeZoneInfo.ConvertTimeToUtc(opens, TimeZoneInfo.FindSystemTimeZoneById(zone));
        planned["dueOn"]!.GetValue<string>().ShouldBe($"{due:yyyy-MM-dd}");
        var task = (await handler.Get("/callbacks")).Ok().AsArray().Single()!;
        task["words"]!.GetValue<string>().ShouldContain($"{opens:HH:mm}");
        task["words"]!.GetValue<string>().ShouldContain("Ask for the pay slip.");
        await house.Sent(gateway.Ngo);
        house.On(phone).Count.ShouldBe(before, "no job reaches her");
    }

    [Fact]
    public async Task In_her_hours_it_goes_and_waits_no_longer_than_they_last()
    {
        var (gateway, phone, @case, handler) = await AConversation();
        var (zone, local) = Clock();
        (await Keep(handler, @case, new { hours = new[] { Hours(local.Date.AddHours(local.Hour), 2) }, timeZone = zone, ways = new[] { "sms" } })).Created();
        house.Providers.Is(GatewayProvider.Twilio, ProviderMood.Down);
        (await Say(handler, @case, "Can we call you at eight?")).Good();
        var until = TimeZoneInfo.ConvertTimeToUtc(local.Date.AddHours(local.Hour + 2), TimeZoneInfo.FindSystemTimeZoneById(zone));
        var good = ((DateTime)(await Network.Ask("select good_until from voice.outbound where org_id = $1 and kind = 'Typed'", gateway.Ngo.Organization))!).ToUniversalTime();
        good.ShouldBeLessThanOrEqualTo(until);
        house.Providers.Is(GatewayProvider.Twilio, ProviderMood.Up);
    }

    [Fact]
    public async Task Another_way_never_and_a_code_word_hold_for_every_sender()
    {
        var (gateway, _, @case, handler) = await AConversation(GatewayProvider.Line);
        (await Keep(handler, @case, new { ways = new[] { "whatsApp" } })).Created();
        (await Say(handler, @case, "Can we call you at eight?")).RefusedFor("message.another-way");
        (await handler.Post($"/cases/{@case}/planned-contacts", new { way = "call" })).RefusedFor("message.another-way");
        (await Keep(handler, @case, new { neverCall = true })).Created();
        (await handler.Post($"/cases/{@case}/planned-contacts", new { way = "call" })).RefusedFor("message.never-call");
        (await handler.Post($"/cases/{@case}/planned-contacts", new { way = "line" })).Created();
        house.Providers.Is(GatewayProvider.Line, ProviderMood.Down);
        (await Say(handler, @case, "Can we call you at eight?")).Good();

        (await Keep(handler, @case, new { never = true })).Created();
        (await handler.Get("/callbacks")).Ok().AsArray().ShouldBeEmpty("what was planned ends with it");
        ((string)(await Network.Ask("select state || ' ' || fault from voice.outbound where org_id = $1 and kind = 'Typed'", gateway.Ngo.Organization))!).ShouldBe("Withdrawn never-contact");
        (await Say(handler, @case, null)).RefusedFor("message.never-contact");
        house.Providers.Is(GatewayProvider.Line, ProviderMood.Up);
    }

    [Fact]
    public async Task Words_that_tell_something_are_seen_first_and_stay_away_from_a_phone_of_others()
    {
        var (_, _, @case, handler) = await AConversation();
        var reference = (await handler.Get($"/cases/{@case}")).Ok()["reference"]!.GetValue<string>();
        var first = await Say(handler, @case, $"About {reference}: your wages were paid.");
        first.RefusedFor("message.harmful-words");
        first.Json["errors"]![0]!["facts"]!["Found"]!.AsArray().Select(f => f!.GetValue<string>()).ShouldBe(["matter", "reference"]);
        (await Say(handler, @case, $"About {reference}: your wages were paid.", ["matter"])).RefusedFor("message.harmful-words");
        (await Keep(handler, @case, new { sharedPhone = true })).Created();
        (await Say(handler, @case, "Your wages were paid.", ["matter"])).RefusedFor("message.shared-phone");
        (await Say(handler, @case, "Can we call you at eight?")).Good();
        (await Keep(handler, @case, new { sharedPhone = false })).Created();
        (await Say(handler, @case, "Your wages were paid.", ["matter"])).Good();
    }

    [Fact]
    public async Task What_waits_behind_her_receipt_is_never_refused()
    {
        var story = await Network.AReceivedReport();
        (await Keep(story.Handler, story.Case, new { never = true })).Created();
        (await story.Handler.Post($"/cases/{story.Case}/messages", new { text = "Your complaint was answered: the wages come on Friday." })).Good();
        (await story.Worker.Follows()).Ok()["replies"]!.AsArray().Count.ShouldBe(1);
    }
}
