using FsCheck;
using FsCheck.Fluent;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Voice;

namespace OpenIlm.Tests.Unit.Voice.Gateways;

public sealed class GatewayRulesTests
{
    private static readonly EmbeddedTexts texts = new([typeof(KitServices).Assembly, typeof(VoiceModule).Assembly]);
    private static readonly string[] spoken = ["gateway.first", "gateway.welcome", "gateway.notice.receipt", "gateway.notice.call", "gateway.notice.here", "gateway.voice.welcome", "gateway.voice.machine"];

    [Theory]
    [InlineData("STOP"), InlineData("stop"), InlineData(" Stop. "), InlineData("UNSUBSCRIBE"), InlineData("หยุด"), InlineData("ရပ်"), InlineData("ရပ်ပါ။"), InlineData("ឈប់"), InlineData("रोक"), InlineData("रोक्नुहोस्।")]
    public void One_word_ends_it_in_every_language(string text) => Commands.Read(text).ShouldBe(Command.Stop);

    [Theory]
    [InlineData("They stop us at the gate"), InlineData("stop work"), InlineData(""), InlineData("END"), InlineData("cancel my leave"), InlineData("HELP"), InlineData("\ud800")]
    public void A_message_about_stopping_is_a_message(string text) => Commands.Read(text).ShouldBe(Command.None);

    [Theory]
    [InlineData("start"), InlineData("เริ่ม"), InlineData("စတင်"), InlineData("सुरु")]
    public void Another_word_begins_it_again(string text) => Commands.Read(text).ShouldBe(Command.Start);

    [Fact]
    public void The_word_that_the_first_answer_names_is_one_that_is_understood()
    {
        foreach (var language in Languages.All)
            Commands.Of(Command.Stop).Any(word => texts[language.Code, "gateway.first"].Contains(word, StringComparison.OrdinalIgnoreCase)).ShouldBeTrue(language.EnglishName);
    }

    [Fact]
    public void What_goes_to_a_phone_is_there_in_every_language_and_tells_nothing_of_why()
    {
        string[] harmful = ["labor", "labour", "complain", "report", "case", "NGO", "union", "abuse", "employer", "factory", "wage"];
        foreach (var language in Languages.All)
            foreach (var key in spoken) texts.Has(language.Code, key).ShouldBeTrue($"{language.Code} {key}");
        foreach (var key in spoken)
            harmful.Where(word => texts["en", key].Contains(word, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(key);
    }

    [Theory]
    [InlineData("ကျွန်မတို့ကို ဆူတယ်", null, "my")]
    [InlineData("ជួយខ្ញុំផង", "en", "km")]
    [InlineData("ช่วยด้วย please", null, "th")]
    [InlineData("मलाई मद्दत चाहियो", "th", "ne")]
    [InlineData("help me", "ne-NP", "ne")]
    [InlineData("help me", "fr", "th")]
    [InlineData("12345", null, "th")]
    [InlineData(null, null, "th")]
    public void She_is_answered_in_the_script_she_writes_in(string? text, string? named, string expected) => FirstAnswer.LanguageOf(text, named, "th").ShouldBe(expected);

    [Fact]
    public void Messages_that_arrive_in_any_order_stand_in_the_order_they_were_sent()
    {
        Prop.ForAll(Gen.Shuffle(Enumerable.Range(0, 12).ToArray()).ToArbitrary(), order =>
        {
            IReadOnlyList<Sequence> known = [];
            var places = new Dictionary<int, double>();
            var seq = 0;
            foreach (var sent in order)
            {
                var place = seq == 0 ? 0 : Sequence.PlaceOf(known, sent * 10) ?? seq;
                seq++;
                places[sent] = place;
                known = Sequence.With(known, sent * 10, place);
            }
            return places.OrderBy(p => p.Value).Select(p => p.Key).SequenceEqual(Enumerable.Range(0, 12));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Without_a_clock_of_the_provider_messages_stand_as_they_arrive() => Sequence.PlaceOf([new(100, 1)], null).ShouldBeNull();

    [Fact]
    public void Reports_in_any_order_and_number_only_move_a_message_forward()
    {
        var told = new[] { DeliveryState.Sent, DeliveryState.Delivered, DeliveryState.Read, DeliveryState.Failed };
        Prop.ForAll(Gen.Elements(told).NonEmptyListOf().ToArbitrary(), reports =>
        {
            var now = DeliveryState.Sent;
            var seen = new List<DeliveryState> { now };
            foreach (var report in reports) if (DeliveryStates.After(now, report) is { } next) seen.Add(now = next);
            return seen.Distinct().Count() == seen.Count && (!reports.Contains(DeliveryState.Read) || now is DeliveryState.Read) && (now is not DeliveryState.Failed || !reports.Contains(DeliveryState.Delivered));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(DeliveryState.Queued), InlineData(DeliveryState.Expired), InlineData(DeliveryState.Withdrawn)]
    public void A_report_about_what_did_not_go_out_changes_nothing(DeliveryState now) => DeliveryStates.After(now, DeliveryState.Read).ShouldBeNull();

    [Fact]
    public void A_doubt_is_resolved_by_a_report() => DeliveryStates.After(DeliveryState.Unsure, DeliveryState.Delivered).ShouldBe(DeliveryState.Delivered);

    [Fact]
    public void It_is_tried_again_ever_more_seldom_and_at_least_every_ten_minutes()
    {
        var waits = Enumerable.Range(1, 40).Select(DeliveryStates.Wait).ToList();
        waits[0].ShouldBe(TimeSpan.FromSeconds(30));
        waits.ShouldBe(waits.Order());
        waits[^1].ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Theory]
    [InlineData(GatewayProvider.Line, "LINE", true)]
    [InlineData(GatewayProvider.Line, "my Line, not the phone", true)]
    [InlineData(GatewayProvider.Line, "never online", false)]
    [InlineData(GatewayProvider.WhatsApp, "whatsapp only", true)]
    [InlineData(GatewayProvider.Twilio, "SMS", true)]
    [InlineData(GatewayProvider.Twilio, "my sister", false)]
    [InlineData(GatewayProvider.Email, "e-mail", true)]
    public void A_safe_way_that_she_named_is_the_only_one(GatewayProvider provider, string way, bool safe) =>
        SafeContact.WhyNot(new WorkerIdentity { SafeChannel = way }.ContactPlan(), DateTimeOffset.UnixEpoch, SafeSend.WayOf(provider), OutgoingContent.Nothing).Any().ShouldBe(!safe);

    [Fact]
    public void Every_provider_is_a_way_to_her() => Enum.GetValues<GatewayProvider>().Select(SafeSend.WayOf).ShouldBeUnique();

    [Fact]
    public void Credentials_and_parcels_say_nothing_of_themselves()
    {
        new GatewaySecrets { Secret = "s3cret" }.ToString().ShouldBe("credentials");
        new Messenger.Parcel("+66812345678", "words").ToString().ShouldBe("parcel");
        new IncomingMessage("id", "+66812345678", "+66812345678", "words").ToString().ShouldBe("message");
        new OutgoingMessage(Guid.Empty, "+66812345678", "words", null).ToString().ShouldBe("message");
    }

    [Fact]
    public void Every_fault_provider_and_credential_has_its_words()
    {
        foreach (var provider in Enum.GetValues<GatewayProvider>())
        {
            texts.Has("en", $"gateway.provider.{provider}").ShouldBeTrue();
            texts.Has("en", $"gateways.learns.{provider}").ShouldBeTrue();
            foreach (var field in SecretFields.Of(provider))
                foreach (var key in new[] { $"gateways.field.{provider}.{field.Member}", $"gateways.help.{provider}.{field.Member}" }) texts.Has("en", key).ShouldBeTrue(key);
        }
        var faults = texts.Keys().Where(k => k.StartsWith("gateway.fault.", StringComparison.Ordinal)).ToList();
        foreach (var code in new[] { "not-reached", "busy", "credentials", "off", "no-answer", "interrupted", "refused", "blocked", "no-such-phone", "carrier", "window", "too-late", "key-gone", "stopped", "no-mail-server" })
            faults.ShouldContain("gateway.fault." + code);
        foreach (var state in Enum.GetValues<TestState>()) texts.Has("en", "gateways.test." + state).ShouldBeTrue();
    }
}
