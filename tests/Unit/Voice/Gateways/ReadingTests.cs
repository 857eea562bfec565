using System.Text;
using System.Text.Json;
using OpenIlm.Platform.Contracts;
using OpenIlm.Voice;

namespace OpenIlm.Tests.Unit.Voice.Gateways;

/// <summary>What each provider's deliveries say.</summary>
public sealed class ReadingTests
{
    private static readonly GatewayAccount account = new(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), GatewayProvider.WhatsApp, "Line", "en", null,
        new GatewaySecrets { AccountId = "1122334455667", Secret = "s", From = "+18005551212" });

    private static WebhookRequest Request(string body, string door = "", string query = "") => new(door, "https://example.org/hook" + (door.Length > 0 ? "/" + door : "") + query, query, Encoding.UTF8.GetBytes(body), _ => null, DateTimeOffset.UnixEpoch, (language, key) => $"{language} {key}");
    private static IncomingMessage One(Delivered delivered) => delivered.Messages.ShouldHaveSingleItem();

    private static string? Shared()
    {
        var named = Environment.GetEnvironmentVariable("OPENILM_SHARED");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); named is null && folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "..", "shared", "data", "channel_payloads"))) named = Path.Combine(folder.FullName, "..", "shared");
        var data = named is null ? null : Path.Combine(named, "data", "channel_payloads", "pywa_whatsapp", "updates");
        return Directory.Exists(data) ? data : null;
    }

    /// <summary>Recorded bodies: what must be kept of each. "" is nothing at all; what is not here must say nothing.</summary>
    private static readonly Dictionary<string, (int Messages, int Reports, string Text)> expected = new()
    {
        ["call_connect user_initiated"] = (1, 0, "[a call that nobody took]"), ["callback_button button"] = (1, 0, "title"), ["callback_button quick_reply"] = (1, 0, "title"), ["callback_button quick_reply_without_context"] = (1, 0, "title"),
        ["callback_selection callback"] = (1, 0, "title"), ["callback_selection description"] = (1, 0, "title"), ["deleted_message revoke"] = (1, 0, "[took a message back]"), ["edited_message image"] = (1, 0, "[changed to]"),
        ["flow_completion completion"] = (1, 0, "Comment Text"), ["flow_completion without_flow_token"] = (1, 0, "Comment Text"),
        ["message text"] = (1, 0, "Body Text"), ["message image"] = (1, 0, "[a picture]"), ["message media_with_url"] = (1, 0, "[a picture]"), ["message video"] = (1, 0, "caption\n[a film]"),
        ["message document"] = (1, 0, "[a file]"), ["message audio"] = (1, 0, "[a voice message]"), ["message voice"] = (1, 0, "[a voice message]"),
        ["message static_sticker"] = (1, 0, "[a sticker]"), ["message animated_sticker"] = (1, 0, "[a sticker]"), ["message reaction"] = (1, 0, "😮"), ["message current_location"] = (1, 0, "[a place: 12.25089, 43.90539]"),
        ["message chosen_location"] = (1, 0, "Facebook HQ, 1 Hacker Way"), ["message contacts"] = (1, 0, "[a contact card]"), ["message order"] = (1, 0, "[something that cannot be shown here]"),
        ["message unsupported"] = (1, 0, "[something that cannot be shown here]"), ["message unsupported_with_type"] = (1, 0, "[something that cannot be shown here]"), ["message reply"] = (1, 0, "replied text"),
        ["message forwarded"] = (1, 0, "forwarded text"), ["message forwarded_many_times"] = (1, 0, "text forwarded many times"), ["message interactive_message_with_err"] = (1, 0, "[something that cannot be shown here]"), ["message referral"] = (1, 0, ""),
        ["message_status sent"] = (0, 1, "Sent"), ["message_status delivered"] = (0, 1, "Delivered"), ["message_status read"] = (0, 1, "Read"), ["message_status played"] = (0, 1, "Read"), ["message_status failed"] = (0, 1, "Failed"), ["message_status with_tracker"] = (0, 1, "Sent"),
        ["system phone_number_change"] = (1, 0, "[writes from another number from now on]"),
    };

    [Fact]
    public void Every_recorded_body_of_WhatsApp_says_what_it_says()
    {
        if (Shared() is not { } folder) { Assert.Skip("The recorded bodies are not here: ../shared/data/channel_payloads"); return; }
        var whatsApp = new WhatsApp(null!);
        var seen = new List<string>();
        foreach (var file in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
            foreach (var body in JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateObject())
            {
                var name = $"{Path.GetFileNameWithoutExtension(file)} {body.Name}";
                // Some recordings name their own number by a placeholder.
                var delivered = whatsApp.Read(account, Request(body.Value.GetRawText().Replace("<PHONE_NUMBER_ID>", account.Secrets.AccountId, StringComparison.Ordinal).Replace("<BUSINESS_PHONE_NUMBER_ID>", account.Secrets.AccountId, StringComparison.Ordinal)
                    .Replace(Number(body.Value), account.Secrets.AccountId, StringComparison.Ordinal)));
                seen.Add(name);
                var (messages, reports, text) = expected.GetValueOrDefault(name, (0, 0, ""));
                (delivered.Messages.Count, delivered.Reports.Count).ShouldBe((messages, reports), name);
                if (messages > 0) GatewayWords.Of(delivered.Messages[0]).ShouldContain(text, Case.Sensitive, name);
                if (reports > 0) delivered.Reports[0].State.ToString().ShouldBe(text, name);
                // The words of the system repeat both numbers.
                if (name == "system phone_number_change") GatewayWords.Of(delivered.Messages[0]).ShouldNotContain("9729");
            }
        expected.Keys.Except(seen).ShouldBeEmpty();
        seen.Count.ShouldBeGreaterThanOrEqualTo(70);
    }

    private static string Number(JsonElement body)
    {
        foreach (var change in body.Each("entry").SelectMany(e => e.Each("changes")))
            if (change.At("value").At("metadata").Text("phone_number_id") is { } number) return number;
        return account.Secrets.AccountId!;
    }

    [Fact]
    public void What_is_for_another_number_of_the_same_app_is_not_ours() =>
        new WhatsApp(null!).Read(account, Request("""{"entry":[{"changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"9"},"messages":[{"id":"1","from":"2","type":"text","text":{"body":"x"}}]}}]}]}""")).Messages.ShouldBeEmpty();

    [Theory]
    [InlineData("hub.mode=subscribe&hub.verify_token=word&hub.challenge=12345", "12345")]
    [InlineData("hub.mode=subscribe&hub.verify_token=other&hub.challenge=12345", null)]
    [InlineData("hub.mode=subscribe&hub.challenge=12345", null)]
    [InlineData("hub.mode=unsubscribe&hub.verify_token=word&hub.challenge=12345", null)]
    [InlineData("hub.mode=subscribe&hub.verify_token=word&hub.challenge=<script>", null)]
    public void The_question_with_which_Meta_tries_an_address_is_answered_for_the_right_word_only(string query, string? answer) =>
        WhatsApp.Challenge(account with { Secrets = account.Secrets with { VerifyToken = "word" } }, "?" + query).ShouldBe(answer);

    [Theory]
    [InlineData(""), InlineData("{"), InlineData("[]"), InlineData("null"), InlineData("\"x\""), InlineData("{\"entry\":5,\"events\":{},\"update_id\":{},\"event\":[]}"), InlineData("{\"events\":[5,null,\"x\",{\"source\":7}]}")]
    [InlineData("{\"events\":[{\"type\":\"message\",\"webhookEventId\":\"1\",\"source\":{\"type\":\"user\",\"userId\":\"U1\"},\"message\":{\"type\":\"text\",\"text\":\"\\ud83d\"}}]}")]
    public void What_is_not_understood_breaks_nothing(string body)
    {
        IProvider[] all = [new Twilio(null!), new WhatsApp(null!), new Line(null!), new Telegram(null!), new Viber(null!), new Email(null!)];
        foreach (var provider in all) provider.Read(account, Request(body)).Reports.ShouldBeEmpty();
    }

    [Fact]
    public void Line_tells_messages_pictures_places_and_leaving_and_keeps_out_of_groups()
    {
        var line = new Line(null!);
        string Event(string type, string message, string source = "\"type\":\"user\",\"userId\":\"U4af\"") => $$"""{"events":[{"type":"{{type}}","webhookEventId":"01H","timestamp":1692251666727,"source":{{{source}}}{{(message.Length > 0 ? ",\"message\":" + message : "")}}}]}""";
        var text = One(line.Read(account, Request(Event("message", """{"type":"text","id":"1","text":"hello"}"""))));
        (text.Id, text.Sender, text.Text, text.SentAt).ShouldBe(("01H", "U4af", "hello", 1692251666727L));
        GatewayWords.Of(One(line.Read(account, Request(Event("message", """{"type":"image","id":"77"}"""))))).ShouldBe("[a picture]");
        GatewayWords.Of(One(line.Read(account, Request(Event("message", """{"type":"location","latitude":13.5,"longitude":100.2,"address":"Pier 4"}"""))))).ShouldBe("[a place: 13.5, 100.2, Pier 4]");
        One(line.Read(account, Request(Event("unfollow", "")))).Kind.ShouldBe(IncomingKind.Left);
        line.Read(account, Request(Event("message", """{"type":"text","text":"x"}""", "\"type\":\"group\",\"groupId\":\"C1\",\"userId\":\"U4af\""))).Messages.ShouldBeEmpty();
        line.Read(account, Request(Event("follow", ""))).Messages.ShouldBeEmpty();
    }

    [Fact]
    public void Telegram_tells_messages_taps_changes_and_leaving_and_answers_the_first_tap_without_keeping_it()
    {
        var telegram = new Telegram(null!);
        const string chat = "\"chat\":{\"id\":991,\"type\":\"private\"},\"from\":{\"id\":991,\"language_code\":\"my\"}";
        static WebhookRequest Chat(string json) => Request(json.Replace("CHAT", chat, StringComparison.Ordinal));
        var text = One(telegram.Read(account, Chat("""{"update_id":5,"message":{"message_id":12,CHAT,"text":"hello"}}""")));
        (text.Id, text.Sender, text.Text, text.SentAt, text.Language).ShouldBe(("5", "991", "hello", 12L, "my"));
        One(telegram.Read(account, Chat("""{"update_id":5,"callback_query":{"from":{"id":991},"data":"yes","message":{"message_id":12,CHAT}}}"""))).Text.ShouldBe("yes");
        One(telegram.Read(account, Chat("""{"update_id":5,"edited_message":{"message_id":12,CHAT,"text":"new"}}"""))).Text.ShouldBe("[changed to] new");
        var photo = One(telegram.Read(account, Chat("""{"update_id":5,"message":{"message_id":12,CHAT,"caption":"see","photo":[{"file_id":"small"},{"file_id":"large"}]}}""")));
        GatewayWords.Of(photo).ShouldBe("see\n[a picture]");
        One(telegram.Read(account, Chat("""{"update_id":5,"my_chat_member":{"chat":{"id":991,"type":"private"},"new_chat_member":{"status":"kicked"}}}"""))).Kind.ShouldBe(IncomingKind.Left);
        telegram.Read(account, Chat("""{"update_id":5,"message":{"message_id":12,"chat":{"id":-4,"type":"group"},"text":"x"}}""")).Messages.ShouldBeEmpty();
        var start = telegram.Read(account, Chat("""{"update_id":5,"message":{"message_id":12,CHAT,"text":"/start"}}"""));
        start.Messages.ShouldBeEmpty();
        start.Answer!.ShouldContain("my gateway.welcome");
    }

    [Fact]
    public void Viber_tells_messages_reports_and_leaving()
    {
        var viber = new Viber(null!);
        var text = One(viber.Read(account, Request("""{"event":"message","timestamp":1457764197627,"message_token":4912661846655238145,"sender":{"id":"01234=","name":"Aye"},"message":{"type":"text","text":"hello"}}""")));
        (text.Id, text.Sender, text.Text, text.SentAt).ShouldBe(("4912661846655238145", "01234=", "hello", 1457764197627L));
        One(viber.Read(account, Request("""{"event":"unsubscribed","timestamp":1,"user_id":"01234=","message_token":7}"""))).Kind.ShouldBe(IncomingKind.Left);
        viber.Read(account, Request("""{"event":"seen","timestamp":1,"message_token":7,"user_id":"01234="}""")).Reports.ShouldHaveSingleItem().State.ShouldBe(DeliveryState.Read);
        viber.Read(account, Request("""{"event":"conversation_started","timestamp":1,"message_token":7,"user":{"id":"01234=","language":"th"}}""")).Answer!.ShouldContain("th gateway.welcome");
        viber.Read(account, Request("""{"event":"webhook","timestamp":1,"message_token":7}""")).ShouldBe(Delivered.Nothing);
    }

    [Fact]
    public void An_sms_with_pictures_tells_how_many()
    {
        var sms = One(new Twilio(null!).Read(account, Request("MessageSid=SM1&From=%2B66812345678&Body=see&NumMedia=2&MediaContentType0=image%2Fjpeg&MediaUrl0=https%3A%2F%2Fa%2F1&MediaContentType1=audio%2Famr&MediaUrl1=https%3A%2F%2Fa%2F2")));
        sms.Phone.ShouldBe("+66812345678");
        GatewayWords.Of(sms).ShouldBe("see\n[2 attachments]\n[a picture]\n[a voice message]");
    }

    [Fact]
    public void A_call_is_told_who_listens_and_handed_over_or_asked_for_a_message()
    {
        var twilio = new Twilio(null!);
        var machine = twilio.Read(account, Request("CallSid=CA1&From=%2B66812345678", "voice"));
        One(machine).Kind.ShouldBe(IncomingKind.Call);
        machine.Answer!.ShouldContain("<Say language=\"en-GB\">en gateway.voice.machine</Say>");
        machine.Answer!.ShouldContain("<Record action=\"https://example.org/hook/calls\"");
        var manned = account with { Secrets = account.Secrets with { ForwardTo = "+6621234567", Announcements = new Dictionary<string, string> { ["my"] = "https://a/my.mp3?x=1&y=2" } } };
        var handed = twilio.Read(manned, Request("CallSid=CA1&From=%2B66812345678", "voice"));
        handed.Messages.ShouldBeEmpty("somebody takes it");
        handed.Answer!.ShouldContain("<Dial action=\"https://example.org/hook/calls\" timeout=\"25\">+6621234567</Dial>");
        handed.Answer!.ShouldContain("<Play>https://a/my.mp3?x=1&amp;y=2</Play>");
        twilio.Read(manned, Request("CallSid=CA1&From=%2B66812345678&DialCallStatus=completed", "calls")).Messages.ShouldBeEmpty();
        One(twilio.Read(manned, Request("CallSid=CA1&From=%2B66812345678&DialCallStatus=no-answer", "calls"))).Kind.ShouldBe(IncomingKind.Call);
        GatewayWords.Of(One(twilio.Read(manned, Request("CallSid=CA1&From=%2B66812345678&RecordingSid=RE1", "calls")))).ShouldBe("[a voice message left on the phone]");
        System.Xml.Linq.XDocument.Parse(handed.Answer!).Root!.Name.LocalName.ShouldBe("Response");
    }
}
