using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenIlm.Voice;
using OpenIlm.Web.Demonstration;

namespace OpenIlm.Tests.Service;

/// <summary>What comes in through messaging providers: taken once, whole, in order, by whoever is genuine, and never as a number that the server could read.</summary>
[Collection(nameof(GatewayHouse))]
public sealed class GatewayIntakeTest(GatewayHouse house)
{
    private TestNetwork Network => house.Network;

    private async Task<long> Kept(Ngo ngo) => (long)(await Network.Ask("""
        select (select count(*) from voice.contact where org_id = $1) + (select count(*) from voice.message where org_id = $1) + (select count(*) from voice.gateway_event where org_id = $1)
             + (select count(*) from voice.outbound where org_id = $1) + (select count(*) from voice.stop where org_id = $1) + (select count(*) from voice.conversation where org_id = $1)
        """, ngo.Organization))!;

    [Theory]
    [InlineData(GatewayProvider.Twilio, "SMS")]
    [InlineData(GatewayProvider.WhatsApp, "MSG")]
    [InlineData(GatewayProvider.Line, "MSG")]
    [InlineData(GatewayProvider.Telegram, "MSG")]
    [InlineData(GatewayProvider.Viber, "MSG")]
    [InlineData(GatewayProvider.Email, "MSG")]
    public async Task A_message_makes_a_case_and_the_next_one_joins_it(GatewayProvider provider, string channel)
    {
        var ngo = await Network.AnNgo();
        var gateway = await ngo.AGateway(provider);
        var phone = provider is GatewayProvider.Email ? $"aye{Guid.NewGuid():N}@mail.example" : GatewayHouse.APhone();
        await gateway.Hears(phone, "လုပ်ခမရသေးဘူး။");
        await gateway.Hears(phone, "Two months now.");

        var @case = await gateway.Case();
        var file = (await ngo.Handler.Get($"/cases/{@case}")).Ok();
        file["channel"]!.GetValue<string>().ShouldBe(channel);
        file["language"]!.GetValue<string>().ShouldBe("my", "the script tells the language");
        file["texts"]!.AsArray().ShouldHaveSingleItem()!["text"]!.GetValue<string>().ShouldBe("လုပ်ခမရသေးဘူး။");
        file["messages"]!.AsArray().ShouldHaveSingleItem()!["text"]!.GetValue<string>().ShouldBe("Two months now.");
        file.ToJsonString().ShouldNotContain(phone[^6..]);
        (await gateway.Hers(@case)).ShouldBe(["လုပ်ခမရသေးဘူး။", "Two months now."]);

        (await ngo.Handler.Post($"/cases/{@case}/identity", new { reason = "contactWorker" })).Text.ShouldContain(phone.TrimStart('+'));
        (await house.Told(ngo)).ShouldBe(["case.received", "case.worker-wrote"], ignoreOrder: true);
        (await ngo.AuditFaults()).ShouldBeEmpty();
        if (provider is GatewayProvider.Email) return;
        await house.Sent(ngo);
        var answer = house.On(phone).ShouldHaveSingleItem("she is told once who reads");
        answer.Text.ShouldContain("River line");
        answer.Text.ShouldContain("ရပ်");
        answer.Text.ShouldNotContain("လုပ်ခ");
    }

    [Theory]
    [InlineData(GatewayProvider.Twilio), InlineData(GatewayProvider.WhatsApp), InlineData(GatewayProvider.Line), InlineData(GatewayProvider.Telegram), InlineData(GatewayProvider.Viber), InlineData(GatewayProvider.Email)]
    public async Task A_forged_delivery_meets_no_door_and_leaves_nothing(GatewayProvider provider)
    {
        var ngo = await Network.AnNgo();
        var gateway = await ngo.AGateway(provider);
        var (phone, words) = (provider is GatewayProvider.Email ? "aye@mail.example" : GatewayHouse.APhone(), $"forged{Guid.NewGuid():N}");
        (await house.Providers.Write(provider, phone, words, forged: true)).ShouldBe(HttpStatusCode.NotFound);
        using var bare = await Network.Anonymous.PostAsync(gateway.Hook(), new StringContent(words));
        using var nobody = await Network.Anonymous.PostAsync(new Uri(Network.Address, $"/api/v1/voice/hooks/{Guid.NewGuid()}"), new StringContent(words));
        bare.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await bare.Content.ReadAsStringAsync()).ShouldBe(await nobody.Content.ReadAsStringAsync(), "an account that exists and one that does not are one and the same");
        (await Kept(ngo)).ShouldBe(0);
        (await ngo.Handler.Get("/cases")).Ok()["items"]!.AsArray().ShouldBeEmpty();
        await gateway.Hears(phone, "genuine");
        (await Kept(ngo)).ShouldBeGreaterThan(0, "the control");
    }

    [Fact]
    public async Task An_account_that_is_off_meets_no_door_and_one_whose_vault_nobody_could_open_says_come_again()
    {
        var ngo = await Network.AnNgo();
        var gateway = await ngo.AGateway(GatewayProvider.Line);
        (await ngo.Supervisor.Post($"/gateways/{gateway.Id}", new { provider = "line", name = "River line", channelId = ngo.Channel, language = "en", publicUrl = Network.Address.GetLeftPart(UriPartial.Authority), on = false })).Ok();
        (await house.Providers.Write(GatewayProvider.Line, "U1", "x")).ShouldBe(HttpStatusCode.NotFound);

        var organization = await Network.Organization("CivilSociety");
        var lonely = await Network.Person(organization, OpenIlm.Kernel.Roles.Supervisor);
        await Network.Vault(lonely);
        var alone = new Ngo(Network, lonely, lonely, await Network.AChannel(lonely));
        await alone.AGateway(GatewayProvider.Line);
        (await house.Providers.Write(GatewayProvider.Line, "U1", "x")).ShouldBe(HttpStatusCode.ServiceUnavailable, "the provider delivers again when a second member was admitted");
        (await Kept(alone)).ShouldBe(0);
    }

    [Fact]
    public async Task One_delivery_five_times_at_once_on_two_nodes_is_one_message()
    {
        var ngo = await Network.AnNgo();
        var gateway = await ngo.AGateway(GatewayProvider.WhatsApp);
        await using var other = await Network.AnotherNode();
        var phone = GatewayHouse.APhone();
        for (var round = 0; round < 3; round++)
        {
            var id = $"wamid.{Guid.NewGuid():N}";
            var here = Enumerable.Range(0, 3).Select(_ => house.Providers.Write(GatewayProvider.WhatsApp, phone, "Words " + round, id, 100 + round)).ToList();
            gateway.Connected(other.Address);
            var there = Enumerable.Range(0, 3).Select(_ => house.Providers.Write(GatewayProvider.WhatsApp, phone, "Words " + round, id, 100 + round)).ToList();
            (await Task.WhenAll(here.Concat(there))).ShouldAllBe(s => s == HttpStatusCode.OK);
            gateway.Connected();
        }
        (await gateway.Hers(await gateway.Case())).ShouldBe(["Words 0", "Words 1", "Words 2"]);
    }

    [Fact]
    public async Task Several_first_messages_of_one_sender_at_once_are_one_case()
    {
        var ngo = await Network.AnNgo();
        var gateway = await ngo.AGateway(GatewayProvider.Twilio);
        var phone = GatewayHouse.APhone();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => gateway.Hears(phone, "Part " + i)));
        (await gateway.Hers(await gateway.Case())).Order().ShouldBe(Enumerable.Range(0, 6).Select(i => "Part " + i));
        await house.Sent(ngo);
        house.On(phone).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Messages_that_arrive_in_another_order_stand_as_she_sent_them()
    {
        var ngo = await Network.AnNgo();
        var gateway = await ngo.AGateway(GatewayProvider.Line);
        foreach (var at in new[] { 30, 50, 10, 40, 20 }) await gateway.Hears("Uorder", "at " + at, at: at);
        (await gateway.Hers(await gateway.Case())).ShouldBe(["at 10", "at 20", "at 30", "at 40", "at 50"]);
    }

    [Fact]
    public async Task A_number_that_is_known_to_two_organizations_is_two_cases_and_neither_learns_of_the_other()
    {
        var (one, other) = (await Network.AnNgo(), await Network.AnNgo());
        var phone = GatewayHouse.APhone();
        await (await one.AGateway(GatewayProvider.Twilio)).Hears(phone, "to one");
        var second = await other.AGateway(GatewayProvider.Twilio);
        await second.Hears(phone, "to the other");
        var talk = await second.Talk(await second.Case());
        talk["calledBefore"]!.AsArray().ShouldBeEmpty();
        talk["tail"]!.GetValue<string>().ShouldBe(phone[^2..]);
        talk.ToJsonString().ShouldNotContain(phone[^4..]);
    }

    [Fact]
    public async Task After_two_days_the_server_knows_the_sender_no_more_and_a_member_of_the_vault_does()
    {
        var ngo = await Network.AnNgo();
        var gateway = await ngo.AGateway(GatewayProvider.Twilio);
        var phone = GatewayHouse.APhone();
        await gateway.Hears(phone, "first");
        Network.Clock.Move(TimeSpan.FromHours(47));
        await gateway.Hears(phone, "still the same talk");
        var first = (await Cases(gateway)).ShouldHaveSingleItem();
        Network.Clock.Move(TimeSpan.FromHours(55));
        await Network.Services.GetSender().Tidy(CancellationToken.None);
        (await Network.Ask("select count(*) from voice.conversation where org_id = $1", ngo.Organization)).ShouldBe(0L);
        await using (var keystore = await Network.Super("openilm_keystore"))
        await using (var keys = new Npgsql.NpgsqlCommand("select count(*) from keystore.routing_key where org_id = $1", keystore) { Parameters = { new() { Value = ngo.Organization } } })
            (await keys.ExecuteScalarAsync()).ShouldBe(0L);

        await gateway.Hears(phone, "a new talk");
        var second = (await Cases(gateway)).Single(c => c != first);
        var earlier = (await gateway.Talk(second))["calledBefore"]!.AsArray().ShouldHaveSingleItem()!;
        earlier["caseId"]!.GetValue<Guid>().ShouldBe(first);

        // She says: this belongs to that case.
        var handler = await Network.SignInAgain(ngo.Handler);
        (await handler.Post($"/cases/{second}/join", new { into = second })).RefusedFor("case.join-itself");
        (await handler.Post($"/cases/{second}/join", new { into = first })).Good();
        (await gateway.Hers(first)).ShouldBe(["first", "still the same talk", "a new talk"]);
        var left = (await handler.Get($"/cases/{second}")).Ok();
        (left["state"]!.GetValue<string>(), left["closeReason"]!.GetValue<string>()).ShouldBe(("closed", "joined"));
        await gateway.Hears(phone, "and one more");
        (await gateway.Hers(first)).ShouldBe(["first", "still the same talk", "a new talk", "and one more"]);
        (await ngo.AuditFaults()).ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<Guid>> Cases(Gateway gateway) => [.. (await (await Network.SignInAgain(gateway.Ngo.Handler)).Get("/cases?limit=50")).Ok()["items"]!.AsArray().Select(c => c!["id"]!.GetValue<Guid>())];

    [Fact]
    public async Task A_missed_call_is_a_contact_and_the_voice_message_after_it_joins()
    {
        var ngo = await Network.AnNgo();
        var gateway = await ngo.AGateway(GatewayProvider.Twilio);
        var phone = GatewayHouse.APhone();
        KeyValuePair<string, string>[] call = [new("CallSid", "CA" + Guid.NewGuid().ToString("N")), new("From", phone), new("To", "+15550100")];
        var answered = await house.Providers.Call("voice", call);
        answered.Status.ShouldBe(HttpStatusCode.OK);
        answered.Answer.ShouldContain("You have reached River line");
        (await house.Providers.Call("voice", call)).Status.ShouldBe(HttpStatusCode.OK, "asked again, it is the same call");
        (await house.Providers.Call("calls", [.. call, new("RecordingSid", "RE" + Guid.NewGuid().ToString("N"))])).Status.ShouldBe(HttpStatusCode.OK);
        var heard = await gateway.Hers(await gateway.Case());
        heard[0].ShouldBe("[a call that nobody took]");
        heard[1].ShouldBe("[a voice message left on the phone]");
        await house.Send();
        house.On(phone).ShouldBeEmpty("a call is not answered by a text");
    }

    [Fact]
    public async Task Meta_is_answered_when_it_tries_the_address()
    {
        var gateway = await (await Network.AnNgo()).AGateway(GatewayProvider.WhatsApp);
        (await Network.Anonymous.GetStringAsync(gateway.Hook() + "?hub.mode=subscribe&hub.verify_token=verify&hub.challenge=1158201444")).ShouldBe("1158201444");
        (await Network.Anonymous.GetAsync(gateway.Hook() + "?hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1158201444")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Every_recorded_body_is_acknowledged()
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("OPENILM_SHARED") ?? Path.Combine(AppContext.BaseDirectory, "../../../../../../shared"), "data/channel_payloads/pywa_whatsapp/updates");
        if (!Directory.Exists(folder)) { Assert.Skip("The recorded bodies are not here: ../shared/data/channel_payloads"); return; }
        var ngo = await Network.AnNgo();
        var gateway = await ngo.AGateway(GatewayProvider.WhatsApp);
        var bodies = 0;
        foreach (var file in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
            foreach (var body in JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement.EnumerateObject())
            {
                // The recordings share a few ids; here each is a message of its own.
                (await house.Providers.Deliver(GatewayProvider.WhatsApp, body.Value.GetRawText().Replace("wamid.", $"wamid.{bodies}.", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.OK, $"{file} {body.Name}");
                bodies++;
            }
        bodies.ShouldBeGreaterThanOrEqualTo(70);
        var texts = new List<string>();
        foreach (var @case in await gateway.Cases()) texts.AddRange(await gateway.Hers(@case));
        texts.ShouldContain("Body Text");
        texts.Count.ShouldBeGreaterThan(20);
        GatewayHouse.Holding(Network.Folder, "972987654321", "Body Text", "Chandler").ShouldBeEmpty();
        house.Providers.Is(GatewayProvider.WhatsApp, ProviderMood.Up);
    }
}
