using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Tests.Service;

/// <summary>The worker's door: what it takes, what it refuses and how, and that nothing is lost (security tests 1 to 16).</summary>
public sealed class IntakeTest(TestNetwork network)
{
    public static TheoryData<string> TextsThatSayNothing => ["", "   ", "\n\t\u00a0", "\u200b\u200d\ufeff"];

    [Theory, MemberData(nameof(TextsThatSayNothing))]
    public async Task A_report_that_says_nothing_is_refused(string text)
    {
        var (ngo, worker) = await AtTheDoor();
        (await worker.Sends(text)).RefusedFor("text.empty", HttpStatusCode.BadRequest);
        (await Cases(ngo)).ShouldBe(0);
    }

    [Fact]
    public async Task A_text_of_64_kB_is_taken_and_one_byte_more_is_not()
    {
        var (ngo, worker) = await AtTheDoor();
        var most = string.Concat(Enumerable.Repeat("က", 65_536 / 3)) + "x";
        (await worker.Sends(most + "y")).RefusedFor("text.too-long", HttpStatusCode.BadRequest);
        (await Cases(ngo)).ShouldBe(0);
        (await worker.Sends(most)).Created();
        (await Cases(ngo)).ShouldBe(1);
    }

    [Fact]
    public async Task A_request_of_more_than_1_MB_is_refused_as_too_large()
    {
        var (ngo, worker) = await AtTheDoor();
        var answer = await worker.Sends(new string('x', (1 << 20) + 1));
        answer.RefusedFor("request.too-large", HttpStatusCode.RequestEntityTooLarge);
        (await Cases(ngo)).ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"receipt":"1","colour":"red"}""", "input.unknown-member", "colour")]
    [InlineData("""{"text":"a","text":"b"}""", "input.repeated-member", "text")]
    [InlineData("""{"consent":{"level":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}}}}}}}}}""", "input.invalid-json", null)]
    [InlineData("""{"affectedWorkers":1e400}""", "input.invalid-json", "affectedWorkers")]
    [InlineData("""{"affectedWorkers":NaN}""", "input.invalid-json", null)]
    [InlineData("""{"danger":"veryMuch"}""", "input.invalid-json", "danger")]
    [InlineData("""{"danger":1}""", "input.invalid-json", "danger")]
    [InlineData("""{"text":7}""", "input.invalid-json", "text")]
    public async Task A_member_that_cannot_be_read_is_named(string json, string code, string? member)
    {
        var answer = await Calls.Post(network.Anonymous, "/voice/reports", json);
        answer.RefusedFor(code, HttpStatusCode.BadRequest);
        if (member is not null) answer.Json["errors"]![0]!["field"]!.GetValue<string>().ShouldEndWith(member);
    }

    [Fact]
    public async Task A_mistyped_receipt_is_told_at_once_and_costs_no_Argon2()
    {
        var (_, worker) = await AtTheDoor();
        // A gate with no room answers "come again" to everybody who would need one.
        await using var full = await network.AnotherNode(configure: services => services.AddSingleton(new Argon2Gate(1, -1)));
        var mistyped = worker.Receipt[..^1] + (char)('0' + (worker.Receipt[^1] - '0' + 1) % 10);

        (await Calls.Post(full.Anonymous, "/voice/status", new { receipt = mistyped })).RefusedFor("receipt.wrong-check-digits", HttpStatusCode.BadRequest);
        (await Calls.Post(full.Anonymous, "/voice/status", new { receipt = "123" })).RefusedFor("receipt.wrong-length", HttpStatusCode.BadRequest);
        (await Calls.Post(full.Anonymous, "/voice/status", new { receipt = "my number" })).RefusedFor("receipt.not-digits", HttpStatusCode.BadRequest);
        var at = worker.At(full.Anonymous);
        at.Form["receipt"] = mistyped;
        (await at.Sends()).RefusedFor("receipt.wrong-check-digits", HttpStatusCode.BadRequest);

        var busy = await Calls.Post(full.Anonymous, "/voice/status", new { receipt = worker.Receipt });
        busy.Status.ShouldBe(HttpStatusCode.ServiceUnavailable, "with right check digits the gate is asked");
        busy.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_unknown_receipt_and_a_channel_that_the_worker_closed_look_the_same()
    {
        var (ngo, worker) = await AtTheDoor();
        (await worker.Sends()).Created();
        (await worker.ClosesTheChannel()).NoContent();
        var stranger = await Worker.AtTheDoor(network.Anonymous, ngo.Channel);

        var (closed, unknown) = (await worker.Follows(), await stranger.Follows());
        closed.Status.ShouldBe(HttpStatusCode.NotFound);
        Same(closed, unknown);
        Same(await worker.Writes("hello"), await stranger.Writes("hello"));
        Same(await worker.ClosesTheChannel(), await stranger.ClosesTheChannel());
        Same(await worker.Answers(Guid.NewGuid(), Guid.NewGuid(), "confirmed", "good"), await stranger.Answers(Guid.NewGuid(), Guid.NewGuid(), "confirmed", "good"));
        (await Cases(ngo)).ShouldBe(1, "the case goes on");
    }

    [Fact]
    public async Task The_same_form_five_times_at_once_is_one_report_with_five_equal_answers()
    {
        var (ngo, worker) = await AtTheDoor();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => worker.Sends()));
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.Created);
        answers.Select(a => a.Text).Distinct().ShouldHaveSingleItem();
        (await Cases(ngo)).ShouldBe(1);
        (await Messages(ngo)).ShouldBe(0);
    }

    [Fact]
    public async Task After_a_dropped_connection_the_same_form_says_received_and_there_is_one_report()
    {
        var (ngo, worker) = await AtTheDoor();
        using (await SendAndNeverListen(worker))
            for (var waited = 0; await Cases(ngo) == 0 && waited < 200; waited++) await Task.Delay(25);
        (await Cases(ngo)).ShouldBe(1, "received although nobody was there to hear it");

        (await worker.Sends()).Created()["receivedOn"].ShouldNotBeNull();
        (await Cases(ngo)).ShouldBe(1);
        (await Messages(ngo)).ShouldBe(0);
    }

    [Fact]
    public async Task A_connection_cut_while_the_report_is_being_taken_leaves_all_of_it_or_nothing()
    {
        var (ngo, worker) = await AtTheDoor();
        (await SendAndNeverListen(worker)).Dispose();
        (await worker.Sends()).Created()["receivedOn"].ShouldNotBeNull();
        (await Cases(ngo)).ShouldBe(1);
        (await Messages(ngo)).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_form_with_another_text_adds_one_message_and_drops_nothing()
    {
        var (ngo, worker) = await AtTheDoor();
        var first = (await worker.Sends("First words.")).Created();
        (await worker.Sends("I forgot: it is all of line 4.")).Created()["receivedOn"]!.GetValue<string>().ShouldBe(first["receivedOn"]!.GetValue<string>());
        (await worker.Sends("I forgot: it is all of line 4.")).Created();
        (await Cases(ngo)).ShouldBe(1);
        (await Messages(ngo)).ShouldBe(1);
    }

    [Fact]
    public async Task A_form_that_was_altered_or_belongs_to_another_receipt_is_refused_and_nothing_is_stored()
    {
        var (ngo, worker) = await AtTheDoor();
        var other = await Worker.AtTheDoor(network.Anonymous, ngo.Channel);

        worker.Form["formState"] = (worker.FormState[0] == 'A' ? 'B' : 'A') + worker.FormState[1..];
        (await worker.Sends()).RefusedFor("form.invalid", HttpStatusCode.BadRequest);
        worker.Form["formState"] = other.FormState;
        (await worker.Sends()).RefusedFor("form.invalid", HttpStatusCode.BadRequest);
        worker.Form.Remove("formState");
        (await worker.Sends()).RefusedFor("form.invalid", HttpStatusCode.BadRequest);
        (await Cases(ngo)).ShouldBe(0);
    }

    [Fact]
    public async Task A_form_is_taken_from_twenty_seconds_to_one_hour_after_it_was_made()
    {
        var ngo = await network.AnNgo();
        var clock = new StandingClock(network.Clock.GetUtcNow());
        await using var node = await network.AnotherNode(clock, services => services.AddSingleton(new OpenIlm.Voice.VoiceOptions()));
        var worker = await Worker.AtTheDoor(node.Anonymous, ngo.Channel);
        var late = await Worker.AtTheDoor(node.Anonymous, ngo.Channel);

        clock.Move(TimeSpan.FromSeconds(19));
        (await worker.Sends()).RefusedFor("form.too-young");
        clock.Move(TimeSpan.FromSeconds(1));
        (await worker.Sends()).Created();

        clock.Move(TimeSpan.FromHours(1));
        (await late.Sends()).RefusedFor("form.expired", HttpStatusCode.BadRequest);
        (await worker.Sends()).Created();
        (await Cases(ngo)).ShouldBe(1, "what was received stays received, at any later time");
    }

    [Theory]
    [InlineData('၀'), InlineData('០'), InlineData('๐'), InlineData('०'), InlineData('٠'), InlineData('０')]
    public async Task A_receipt_opens_in_the_digits_of_any_script_with_spaces_and_dashes(char zero)
    {
        var (_, worker) = await AtTheDoor();
        (await worker.Sends()).Created();
        var typed = string.Concat(worker.Receipt.Select((digit, i) => (i % 6 == 5 ? " – " : i % 3 == 2 ? " " : "") + (char)(zero + digit - '0')));
        (await Calls.Post(network.Anonymous, "/voice/status", new { receipt = typed })).Ok()["state"]!.GetValue<string>().ShouldBe("received");
    }

    [Fact]
    public async Task The_door_sets_no_cookie_and_says_nothing_that_tells_one_phone_from_another()
    {
        var (ngo, worker) = await AtTheDoor();
        foreach (var answer in new[]
        {
            await Calls.Get(network.Anonymous, "/voice/channels"), await Calls.Post(network.Anonymous, "/voice/forms", new { language = "my", channelId = ngo.Channel }),
            await worker.Sends(), await worker.Follows(), await worker.Writes("One more thing."),
        })
        {
            answer.Good();
            answer.Headers.Select(h => h.Key).Except(Expected, StringComparer.OrdinalIgnoreCase).ShouldBeEmpty();
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }
    }

    // Every header that an answer of the door may carry. None has a value of its own for a worker.
    private static readonly string[] Expected =
    [
        "Date", "Cache-Control", "Transfer-Encoding", "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy",
        "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Cross-Origin-Embedder-Policy",
    ];

    [Fact]
    public async Task The_receipt_opens_status_and_replies_and_never_the_workers_own_words()
    {
        var (_, worker) = await AtTheDoor();
        worker.Form["reporter"] = new JsonObject { ["name"] = "Ma Khin", ["phone"] = "+66 81 234 5678" };
        (await worker.Sends("My own words, told once.")).Created();
        (await worker.Writes("And these too.")).Created();
        var status = (await worker.Follows()).Ok().ToJsonString();
        foreach (var own in new[] { "My own words", "these too", "Khin", "5678" }) status.ShouldNotContain(own);
    }

    [Fact]
    public async Task Nothing_is_taken_while_one_person_alone_could_open_it()
    {
        var organization = await network.Organization("CivilSociety");
        var alone = await network.Person(organization, Kernel.Roles.Supervisor);
        await network.Vault(alone);
        var channel = await network.AChannel(alone);
        (await Calls.Post(network.Anonymous, "/voice/forms", new { language = "en", channelId = channel })).RefusedFor("intake.vault-needs-two-members");
        (await alone.Post("/contacts", new { channel = "HOTLINE", language = "en", text = "She called." })).RefusedFor("intake.vault-needs-two-members");
        (await Calls.Get(network.Anonymous, "/voice/channels")).Text.ShouldNotContain(channel.ToString());
    }

    [Fact]
    public async Task A_form_that_was_open_when_the_second_member_left_is_refused()
    {
        var (ngo, worker) = await AtTheDoor();
        (await ngo.Supervisor.Post($"/people/{ngo.Handler.Id}/end")).Created();
        (await worker.Sends()).RefusedFor("intake.vault-needs-two-members");
    }

    [Fact]
    public async Task Nothing_is_acknowledged_while_the_database_is_not_set_to_keep_it()
    {
        var (ngo, worker) = await AtTheDoor();
        var known = await Worker.AtTheDoor(network.Anonymous, ngo.Channel);
        (await known.Sends()).Created();
        await using var node = await network.AnotherNode();
        node.Services.GetRequiredService<IntakeGuard>().Set(["synchronous_commit"]);

        foreach (var refused in new[]
        {
            await Calls.Post(node.Anonymous, "/voice/forms", new { language = "my", channelId = ngo.Channel }), await worker.At(node.Anonymous).Sends(),
            await known.At(node.Anonymous).Writes("More."),
        })
        {
            refused.RefusedFor("intake.not-durable", HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter.ShouldNotBeNull();
        }
        (await known.At(node.Anonymous).Follows()).Ok();
        (await Cases(ngo)).ShouldBe(1);
    }

    [Fact]
    public async Task The_page_refuses_a_form_of_more_than_200_fields()
    {
        using var form = new FormUrlEncodedContent(Enumerable.Range(0, 201).Select(i => KeyValuePair.Create("f" + i, "x")));
        (await network.Anonymous.PostAsync("/w/en/report", form)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<(Ngo, Worker)> AtTheDoor()
    {
        var ngo = await network.AnNgo();
        return (ngo, await Worker.AtTheDoor(network.Anonymous, ngo.Channel));
    }

    private async Task<long> Cases(Ngo ngo) => (long)(await network.Ask("""select count(*) from cases."case" where org_id = $1""", ngo.Organization))!;
    private async Task<long> Messages(Ngo ngo) => (long)(await network.Ask("select count(*) from voice.message where org_id = $1", ngo.Organization))!;

    private static void Same(Answer one, Answer other)
    {
        one.Status.ShouldBe(other.Status);
        one.Text.ShouldBe(other.Text);
        one.Headers.Where(h => h.Key != "Date").Select(h => h.Key + ": " + string.Join(",", h.Value)).ShouldBe(other.Headers.Where(h => h.Key != "Date").Select(h => h.Key + ": " + string.Join(",", h.Value)));
    }

    // The whole request goes out; the answer is never read, and closing cuts the connection.
    private async Task<System.Net.Sockets.TcpClient> SendAndNeverListen(Worker worker)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(worker.Form.ToJsonString());
        var socket = new System.Net.Sockets.TcpClient { NoDelay = true, LingerState = new(true, 0) };
        await socket.ConnectAsync(IPAddress.Loopback, network.Address.Port);
        var head = $"POST /api/v1/voice/reports HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        await socket.GetStream().WriteAsync((byte[])[.. System.Text.Encoding.ASCII.GetBytes(head), .. body]);
        return socket;
    }
}
