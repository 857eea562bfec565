using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenIlm.Voice;
using OpenIlm.Web.Demonstration;

namespace OpenIlm.Tests.Service;

internal static class Senders
{
    public static GatewaySender GetSender(this IServiceProvider services) => services.GetRequiredService<GatewaySender>();
}

/// <summary>What goes to phones: nothing unsafe, nothing lost, nothing twice, and no number left behind.</summary>
[Collection(nameof(GatewayHouse))]
public sealed class GatewaySendingTest(GatewayHouse house)
{
    private TestNetwork Network => house.Network;

    private async Task<(Gateway Gateway, string Phone, Guid Case)> AConversation(GatewayProvider provider = GatewayProvider.Twilio)
    {
        house.Providers.Is(provider, ProviderMood.Up);
        var ngo = await Network.AnNgo();
        var gateway = await ngo.AGateway(provider);
        var phone = GatewayHouse.APhone();
        await gateway.Hears(phone, "hello");
        await house.Sent(ngo);
        return (gateway, phone, await gateway.Case());
    }

    private async Task<long> TransportKeys(Ngo ngo)
    {
        var ids = (Guid[])(await Network.Ask("select coalesce(array_agg(id), '{}') from voice.outbound where org_id = $1", ngo.Organization))!;
        await using var keystore = await Network.Super("openilm_keystore");
        await using var count = new NpgsqlCommand("select count(*) from keystore.transport_key where id = any($1)", keystore) { Parameters = { new() { Value = ids } } };
        return (long)(await count.ExecuteScalarAsync())!;
    }

    [Theory]
    [InlineData(GatewayProvider.Twilio), InlineData(GatewayProvider.WhatsApp), InlineData(GatewayProvider.Line), InlineData(GatewayProvider.Telegram), InlineData(GatewayProvider.Viber)]
    public async Task An_answer_goes_out_through_the_provider_she_came_through(GatewayProvider provider)
    {
        var (gateway, phone, @case) = await AConversation(provider);
        (await gateway.Says(@case, "We can talk at eight.")).Good();
        (await gateway.States(@case)).ShouldBeSubsetOf(["queued", "sending", "sent"]);
        await house.Sent(gateway.Ngo);
        house.On(phone).Select(m => m.Text).Last().ShouldBe("We can talk at eight.");
        (await gateway.States(@case)).ShouldBe(["sent"]);
        (await TransportKeys(gateway.Ngo)).ShouldBe(0);
        (await Network.Ask("select count(*) from voice.outbound where org_id = $1 and ct is not null", gateway.Ngo.Organization)).ShouldBe(0L);
        (await gateway.Ngo.AuditFaults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_typed_words_a_notice_without_content_goes_out_and_typed_words_ask_for_a_thought()
    {
        var (gateway, phone, @case) = await AConversation();
        (await gateway.Says(@case, "The labor court decided for you.", harmless: false)).RefusedFor("message.confirm-harmless");
        (await gateway.Says(@case, null)).Good();
        await house.Sent(gateway.Ngo);
        house.On(phone).Last().Text.ShouldBe("You have an answer. Call 1300 when it suits you. You can delete this message.");
        house.On(phone).Count.ShouldBe(2, "the first answer, and this");
        (await gateway.Says(@case, new string('x', 671))).RefusedFor("message.too-long-for-phone");
    }

    [Fact]
    public async Task With_a_receipt_the_words_stay_behind_it_and_a_notice_may_go_to_her_phone()
    {
        var (gateway, phone, @case) = await AConversation();
        var handler = await Network.SignInAgain(gateway.Ngo.Handler);
        var receipt = (await handler.Post($"/cases/{@case}/receipt")).Created()["receipt"]!.GetValue<string>();
        (await handler.Post($"/cases/{@case}/messages", new { text = "The court decided for you.", notice = true })).Good();
        await house.Sent(gateway.Ngo);
        house.On(phone).Last().Text.ShouldStartWith("You have an answer. Open http");
        house.On(phone).ShouldAllBe(m => !m.Text.Contains("court", StringComparison.Ordinal));
        (await Calls.Post(Network.Anonymous, "/voice/status", new { receipt })).Ok()["replies"]!.AsArray().Select(r => r!["text"]!.GetValue<string>()).ShouldContain("The court decided for you.");
    }

    [Fact]
    public async Task What_she_said_in_any_contact_of_the_case_makes_a_message_unsafe()
    {
        var (gateway, phone, @case) = await AConversation();
        var before = house.On(phone).Count;
        (await gateway.Ngo.Handler.Post("/contacts", new { channel = "HOTLINE", language = "my", text = "She called.", caseId = @case, contactPlan = new { channel = "LINE", safeHours = "after nine", never = true } })).Created();
        var refused = await gateway.Says(@case, "hello");
        foreach (var code in new[] { "message.never-contact", "message.another-way", "message.safe-hours" }) refused.RefusedFor(code);
        refused.Text.ShouldNotContain("after nine");
        await house.Send();
        house.On(phone).Count.ShouldBe(before);
        (await Network.Ask("select count(*) from voice.message where org_id = $1 and not from_worker", gateway.Ngo.Organization)).ShouldBe(0L, "a refused message is not kept");
    }

    [Fact]
    public async Task Stop_takes_back_what_waits_and_holds_for_ever_and_start_ends_it()
    {
        var (gateway, phone, @case) = await AConversation();
        house.Providers.Is(GatewayProvider.Twilio, ProviderMood.Down);
        (await gateway.Says(@case, "Waits.")).Good();
        await house.Send();
        await gateway.Hears(phone, "Stop.");
        house.Providers.Is(GatewayProvider.Twilio, ProviderMood.Up);
        Network.Clock.Move(TimeSpan.FromMinutes(20));
        await house.Sent(gateway.Ngo);
        (await gateway.States(@case)).ShouldBe(["withdrawn stopped"]);
        house.On(phone).Select(m => m.Text).ShouldNotContain("Waits.");
        (await TransportKeys(gateway.Ngo)).ShouldBe(0);
        (await gateway.Says(@case)).RefusedFor("message.stopped");
        (await house.Told(gateway.Ngo)).ShouldContain("case.worker-stopped");

        // Days later the routing key is gone; a new contact from the same number is refused by what only an unlocked member can compute.
        Network.Clock.Move(TimeSpan.FromDays(4));
        await gateway.Hears(phone, "Are you there?");
        var second = (await gateway.Talk(@case))["calledBefore"]!.AsArray().ShouldHaveSingleItem()!["caseId"]!.GetValue<Guid>();
        (await gateway.Says(second)).RefusedFor("message.stopped");
        await gateway.Hears(phone, "START");
        (await gateway.Says(second, "Gladly.")).Good();
        await house.Sent(gateway.Ngo);
        house.On(phone).Last().Text.ShouldBe("Gladly.");
    }

    [Fact]
    public async Task Stop_from_a_number_that_is_not_known_makes_no_case_and_is_kept_all_the_same()
    {
        var ngo = await Network.AnNgo();
        var gateway = await ngo.AGateway(GatewayProvider.Line);
        await gateway.Hears("Unew", "หยุด");
        (await gateway.Cases()).ShouldBeEmpty();
        await gateway.Hears("Unew", "Now I want to tell something.");
        (await gateway.Says(await gateway.Case())).RefusedFor("message.stopped");
    }

    [Fact]
    public async Task A_provider_that_is_down_for_an_hour_loses_nothing_and_gets_nothing_twice_from_two_nodes()
    {
        var talks = new List<(Gateway Gateway, string Phone, Guid Case)>();
        for (var i = 0; i < 3; i++) talks.Add(await AConversation());
        await using var other = await Network.AnotherNode();
        house.Providers.Is(GatewayProvider.Twilio, ProviderMood.Down);
        foreach (var (gateway, _, @case) in talks) (await gateway.Says(@case, "After the hour.")).Good();
        var before = house.Providers.Tries;
        for (var minute = 0; minute < 60; minute++)
        {
            await Task.WhenAll(Network.Services.GetSender().Send(CancellationToken.None), other.Services.GetSender().Send(CancellationToken.None));
            Network.Clock.Move(TimeSpan.FromMinutes(1));
        }
        (house.Providers.Tries - before).ShouldBeInRange(talks.Count * 5, talks.Count * 14, "it is tried, and ever more seldom");
        foreach (var (gateway, phone, @case) in talks)
        {
            (await gateway.States(@case)).ShouldBe(["queued busy"]);
            house.On(phone).Select(m => m.Text).ShouldNotContain("After the hour.");
        }
        house.Providers.Is(GatewayProvider.Twilio, ProviderMood.Up);
        Network.Clock.Move(TimeSpan.FromMinutes(11));
        await Task.WhenAll(Enumerable.Range(0, 4).SelectMany(_ => new[] { Network.Services.GetSender().Send(CancellationToken.None), other.Services.GetSender().Send(CancellationToken.None) }));
        foreach (var (gateway, phone, @case) in talks)
        {
            await house.Sent(gateway.Ngo);
            house.On(phone).Count(m => m.Text == "After the hour.").ShouldBe(1);
            (await gateway.States(@case)).ShouldBe(["sent"]);
        }
    }

    [Theory]
    [InlineData(ProviderMood.SwallowsAnswers), InlineData(ProviderMood.FailsAfterTaking)]
    public async Task Where_nobody_knows_it_is_not_sent_again_and_somebody_is_told(ProviderMood mood)
    {
        var (gateway, phone, @case) = await AConversation(GatewayProvider.WhatsApp);
        house.Providers.Is(GatewayProvider.WhatsApp, mood);
        (await gateway.Says(@case, "Once.")).Good();
        await house.Sent(gateway.Ngo);
        house.Providers.Is(GatewayProvider.WhatsApp, ProviderMood.Up);
        Network.Clock.Move(TimeSpan.FromMinutes(30));
        await house.Send();
        house.On(phone).Count(m => m.Text == "Once.").ShouldBe(1);
        (await gateway.States(@case)).ShouldBe(["unsure no-answer"]);
        (await house.Told(gateway.Ngo)).ShouldContain("case.message-unsure");
        // The provider's own report ends the doubt.
        (await house.Providers.Report(house.On(phone).Last(), "delivered")).ShouldBe(HttpStatusCode.OK);
        (await gateway.States(@case)).ShouldBe(["delivered"]);
    }

    [Fact]
    public async Task A_provider_that_takes_a_reference_once_is_asked_again()
    {
        var (gateway, phone, @case) = await AConversation(GatewayProvider.Line);
        house.Providers.Is(GatewayProvider.Line, ProviderMood.SwallowsAnswers);
        (await gateway.Says(@case, "Once.")).Good();
        await house.Send();
        house.Providers.Is(GatewayProvider.Line, ProviderMood.Up);
        Network.Clock.Move(TimeSpan.FromMinutes(11));
        await house.Sent(gateway.Ngo);
        house.On(phone).Count(m => m.Text == "Once.").ShouldBe(1);
        (await gateway.States(@case)).ShouldBe(["sent"]);
    }

    [Fact]
    public async Task A_sender_that_died_in_the_middle_leaves_a_doubt_and_no_second_message()
    {
        var (gateway, phone, @case) = await AConversation();
        house.Providers.Is(GatewayProvider.Twilio, ProviderMood.Down);
        (await gateway.Says(@case, "Half way.")).Good();
        await Network.Ask("update voice.outbound set state = 'Sending', taken_at = $2, attempts = attempts + 1 where org_id = $1 and kind = 'Typed'", gateway.Ngo.Organization, Network.Clock.GetUtcNow());
        house.Providers.Is(GatewayProvider.Twilio, ProviderMood.Up);
        Network.Clock.Move(TimeSpan.FromMinutes(11));
        await house.Sent(gateway.Ngo);
        (await gateway.States(@case)).ShouldBe(["unsure interrupted"]);
        house.On(phone).Select(m => m.Text).ShouldNotContain("Half way.");
        (await house.Told(gateway.Ngo)).ShouldContain("case.message-unsure");
    }

    [Fact]
    public async Task What_waits_too_long_is_not_sent_and_becomes_a_task()
    {
        var (gateway, phone, @case) = await AConversation();
        house.Providers.Is(GatewayProvider.Twilio, ProviderMood.Down);
        (await gateway.Says(@case, "Too late.")).Good();
        await house.Send();
        (await TransportKeys(gateway.Ngo)).ShouldBe(1);
        Network.Clock.Move(TimeSpan.FromHours(12) + TimeSpan.FromMinutes(1));
        house.Providers.Is(GatewayProvider.Twilio, ProviderMood.Up);
        await house.Sent(gateway.Ngo);
        (await gateway.States(@case)).ShouldBe(["expired too-late"]);
        house.On(phone).Select(m => m.Text).ShouldNotContain("Too late.");
        (await TransportKeys(gateway.Ngo)).ShouldBe(0);
        (await house.Told(gateway.Ngo)).Count(k => k == "case.message-not-delivered").ShouldBe(1);
        await house.Send();
        (await house.Told(gateway.Ngo)).Count(k => k == "case.message-not-delivered").ShouldBe(1, "told once");
    }

    [Fact]
    public async Task Without_its_transport_key_nothing_can_go_out()
    {
        var (gateway, phone, @case) = await AConversation();
        house.Providers.Is(GatewayProvider.Twilio, ProviderMood.Down);
        (await gateway.Says(@case, "Lost key.")).Good();
        await house.Send();
        await using (var keystore = await Network.Super("openilm_keystore"))
        await using (var delete = new NpgsqlCommand("delete from keystore.transport_key", keystore)) await delete.ExecuteNonQueryAsync();
        house.Providers.Is(GatewayProvider.Twilio, ProviderMood.Up);
        Network.Clock.Move(TimeSpan.FromMinutes(11));
        await house.Sent(gateway.Ngo);
        (await gateway.States(@case)).ShouldBe(["expired key-gone"]);
        house.On(phone).Select(m => m.Text).ShouldNotContain("Lost key.");
    }

    [Fact]
    public async Task What_the_provider_says_becomes_of_it_is_shown_and_only_goes_forward()
    {
        var (gateway, phone, @case) = await AConversation();
        (await gateway.Says(@case, "Look.")).Good();
        await house.Sent(gateway.Ngo);
        var message = house.On(phone).Last();
        foreach (var (told, shown) in new[] { ("sent", "sent"), ("delivered", "delivered"), ("sent", "delivered"), ("failed", "delivered"), ("delivered", "delivered"), ("read", "read"), ("undelivered", "read") })
        {
            (await house.Providers.Report(message, told, told is "failed" or "undelivered" ? "30003" : null)).ShouldBe(HttpStatusCode.OK);
            (await gateway.States(@case)).ShouldBe([shown], told);
        }
        (await gateway.Says(@case, "Again.")).Good();
        await house.Sent(gateway.Ngo);
        (await house.Providers.Report(house.On(phone).Last(), "undelivered", "30003")).ShouldBe(HttpStatusCode.OK);
        (await gateway.States(@case)).ShouldBe(["read", "failed no-such-phone"]);
        (await house.Told(gateway.Ngo)).ShouldContain("case.message-not-delivered");
    }

    [Theory]
    [InlineData(GatewayProvider.Twilio), InlineData(GatewayProvider.WhatsApp), InlineData(GatewayProvider.Telegram), InlineData(GatewayProvider.Viber)]
    public async Task A_phone_that_takes_nothing_and_credentials_that_are_not_taken_are_told_apart(GatewayProvider provider)
    {
        var (gateway, _, @case) = await AConversation(provider);
        house.Providers.Is(provider, ProviderMood.Suspicious);
        (await gateway.Says(@case, "One.")).Good();
        await house.Send();
        for (var waited = 0; waited < 100 && (await gateway.States(@case))[0] != "queued credentials"; waited++) await Task.Delay(25);
        (await gateway.States(@case)).ShouldBe(["queued credentials"], "it goes out when a supervisor mended them");
        house.Providers.Is(provider, ProviderMood.Blocked);
        Network.Clock.Move(TimeSpan.FromMinutes(11));
        await house.Sent(gateway.Ngo);
        (await gateway.States(@case)).ShouldBe(["failed blocked"]);
        house.Providers.Is(provider, ProviderMood.Up);
    }

    [Fact]
    public async Task After_delivery_neither_database_nor_file_holds_the_number_or_the_words()
    {
        var (gateway, phone, @case) = await AConversation();
        var words = $"quiet{Guid.NewGuid():N}";
        await gateway.Hears(phone, "hers " + words);
        (await gateway.Says(@case, "ours " + words)).Good();
        await house.Sent(gateway.Ngo);
        await house.Providers.Report(house.On(phone).Last(), "delivered");
        await gateway.Hears(phone, "STOP");
        (await gateway.Says(@case)).RefusedFor("message.stopped");
        house.On(phone).Last().Text.ShouldBe("ours " + words, "the control: it was there to be found");
        foreach (var database in new[] { "openilm", "openilm_keystore" })
        {
            await using var connection = await Network.Super(database);
            await using var checkpoint = new NpgsqlCommand("checkpoint", connection);
            await checkpoint.ExecuteNonQueryAsync();
        }
        var cluster = (string)(await Network.Ask("show data_directory"))!;
        GatewayHouse.Holding(cluster, phone[1..], words, gateway.Secrets.Secret!).ShouldBeEmpty();
        GatewayHouse.Holding(Network.Folder, phone[1..], words, gateway.Secrets.Secret!).ShouldBeEmpty();
        GatewayHouse.Holding(cluster, "River line").ShouldNotBeEmpty("the control: a name that is no secret is found");
    }

    [Fact]
    public async Task Credentials_are_written_and_never_shown_and_an_account_is_tried()
    {
        var ngo = await Network.AnNgo();
        var gateway = await ngo.AGateway(GatewayProvider.Telegram);
        var listed = (await ngo.Supervisor.Get("/gateways")).Ok();
        listed.ToJsonString().ShouldNotContain(gateway.Secrets.Secret!);
        listed.AsArray().ShouldHaveSingleItem()!["webhook"]!.GetValue<string>().ShouldBe(gateway.Hook().ToString());
        (await ngo.Supervisor.Http.GetStringAsync($"/app/channels?edit={gateway.Id}")).ShouldNotContain(gateway.Secrets.Secret!);
        house.Providers.Is(GatewayProvider.Telegram, ProviderMood.Suspicious);
        (await ngo.Supervisor.Post($"/gateways/{gateway.Id}/test")).Ok()["result"]!.GetValue<string>().ShouldBe("refused");
        house.Providers.Is(GatewayProvider.Telegram, ProviderMood.Down);
        (await ngo.Supervisor.Post($"/gateways/{gateway.Id}/test")).Ok()["result"]!.GetValue<string>().ShouldBe("notReached");
        house.Providers.Is(GatewayProvider.Telegram, ProviderMood.Up);
        (await ngo.Supervisor.Post($"/gateways/{gateway.Id}/test")).Ok()["result"]!.GetValue<string>().ShouldBe("good");

        var change = new { provider = "telegram", name = "Sea line", channelId = ngo.Channel, language = "th", publicUrl = Network.Address.GetLeftPart(UriPartial.Authority) };
        (await ngo.Supervisor.Post($"/gateways/{gateway.Id}", change, ifMatch: "\"1\"")).Ok();
        (await ngo.Supervisor.Post($"/gateways/{gateway.Id}", change, ifMatch: "\"1\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        await gateway.Hears("4711", "The credentials stayed.");
        (await ngo.Supervisor.Post($"/gateways/{gateway.Id}", change with { provider = "viber" })).RefusedFor("gateway.provider-stays", HttpStatusCode.BadRequest);
        (await ngo.Supervisor.Post("/gateways", new { provider = "email", name = "Letters", channelId = ngo.Channel, language = "en", credentials = new { secret = "short" } })).RefusedFor("gateway.secret-too-short", HttpStatusCode.BadRequest);
        (await ngo.Supervisor.Post("/gateways", new { provider = "twilio", name = "SMS", channelId = ngo.Channel, language = "en", credentials = new { secret = "x", from = "12" } })).Codes.ShouldBe(["input.required", "gateway.not-a-number"]);
    }
}
