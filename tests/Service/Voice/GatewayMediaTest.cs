using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Voice;
using OpenIlm.Web.Demonstration;

namespace OpenIlm.Tests.Service;

/// <summary>Pictures, voice messages and files that come through messaging providers: fetched, sealed, kept once, and told when they cannot be had.</summary>
[Collection(nameof(GatewayHouse))]
public sealed class GatewayMediaTest(GatewayHouse house)
{
    private TestNetwork Network => house.Network;

    private Task Fetch() => Network.Services.GetRequiredService<MediaFetcher>().Fetch(CancellationToken.None);

    private async Task Fetched(Ngo ngo)
    {
        for (var waited = 0; waited < 200; waited++)
        {
            await Fetch();
            if ((long)(await Network.Ask("select count(*) from voice.medium where org_id = $1 and state in ('Waiting', 'Fetching')", ngo.Organization))! == 0) return;
            await Task.Delay(25);
        }
        throw new TimeoutException("Something still waits.");
    }

    private async Task<string> States(Ngo ngo) => (string)(await Network.Ask("select string_agg(state || coalesce(' ' || fault, ''), ', ' order by state) from voice.medium where org_id = $1", ngo.Organization))!;

    private async Task<int> Files(Ngo ngo, Guid @case) => (await (await Network.SignInAgain(ngo.Handler)).Files(@case)).Count;

    [Theory]
    [InlineData(GatewayProvider.Twilio), InlineData(GatewayProvider.WhatsApp), InlineData(GatewayProvider.Line), InlineData(GatewayProvider.Telegram), InlineData(GatewayProvider.Viber)]
    public async Task A_picture_is_fetched_sealed_and_kept_once(GatewayProvider provider)
    {
        var ngo = await Network.AnNgo();
        var gateway = await ngo.AGateway(provider);
        var words = $"payslip{Guid.NewGuid():N}";
        var picture = SampleFiles.Png(80, 60, words);
        (await house.Providers.SendFile(provider, GatewayHouse.APhone(), "image", picture, "image/png")).ShouldBe(HttpStatusCode.OK);
        await Fetched(ngo);

        var @case = await gateway.Case();
        (await States(ngo)).ShouldBe("Taken");
        var file = (await (await Network.SignInAgain(ngo.Handler)).Files(@case)).ShouldHaveSingleItem();
        file["kind"]!.GetValue<string>().ShouldBe("image");
        var original = await (await Network.SignInAgain(ngo.Handler)).Original(@case, file.IdOf());
        original.Status.ShouldBe(HttpStatusCode.OK);
        original.Bytes.ShouldBe(picture, "byte for byte");
        (await Network.Ask("select count(*) from voice.medium where org_id = $1 and ct is not null", ngo.Organization)).ShouldBe(0L);
        GatewayHouse.Holding(Network.Folder, words).ShouldBeEmpty("nothing of it lies open");
        (await ngo.AuditFaults()).ShouldBeEmpty();
        if (provider is GatewayProvider.Twilio) house.Providers.Keeps(picture).ShouldBeFalse("the provider was told to delete it");
    }

    [Fact]
    public async Task A_voice_message_left_after_the_tone_is_fetched_and_deleted_at_the_provider()
    {
        var ngo = await Network.AnNgo();
        var gateway = await ngo.AGateway(GatewayProvider.Twilio);
        KeyValuePair<string, string>[] call = [new("CallSid", "CA" + Guid.NewGuid().ToString("N")), new("From", GatewayHouse.APhone()), new("To", "+15550100")];
        var (recording, sound) = ("RE" + Guid.NewGuid().ToString("N"), SampleFiles.Mp3("Ma Ei"));
        house.Providers.Recorded(recording, sound);
        (await house.Providers.Call("voice", call)).Status.ShouldBe(HttpStatusCode.OK);
        (await house.Providers.Call("calls", [.. call, new("RecordingSid", recording)])).Status.ShouldBe(HttpStatusCode.OK);
        await Fetched(ngo);
        (await States(ngo)).ShouldBe("Taken");
        (await (await Network.SignInAgain(ngo.Handler)).Files(await gateway.Case())).ShouldHaveSingleItem()["kind"]!.GetValue<string>().ShouldBe("audio");
        house.Providers.Keeps(sound).ShouldBeFalse();
    }

    [Fact]
    public async Task A_provider_that_is_away_is_asked_again_and_the_file_is_there_once()
    {
        var ngo = await Network.AnNgo();
        var gateway = await ngo.AGateway(GatewayProvider.WhatsApp);
        (await house.Providers.SendFile(GatewayProvider.WhatsApp, GatewayHouse.APhone(), "image", SampleFiles.PngThatSays(20, 20), "image/png")).ShouldBe(HttpStatusCode.OK);
        house.Providers.Is(GatewayProvider.WhatsApp, ProviderMood.Down);
        try
        {
            await Fetch();
            for (var waited = 0; waited < 100 && await States(ngo) != "Waiting busy"; waited++) await Task.Delay(20);
            (await States(ngo)).ShouldBe("Waiting busy");
        }
        finally { house.Providers.Is(GatewayProvider.WhatsApp, ProviderMood.Up); }
        Network.Clock.Move(TimeSpan.FromMinutes(20));
        await Task.WhenAll(Fetch(), Fetch(), Fetch());
        await Fetched(ngo);
        (await States(ngo)).ShouldBe("Taken");
        (await Files(ngo, await gateway.Case())).ShouldBe(1);
    }

    [Fact]
    public async Task What_cannot_be_had_or_kept_is_told_to_the_handler()
    {
        var ngo = await Network.AnNgo();
        var gateway = await ngo.AGateway(GatewayProvider.Line);
        var phone = GatewayHouse.APhone();
        (await house.Providers.SendFile(GatewayProvider.Line, phone, "document", Encoding.UTF8.GetBytes("MZ this is a program"), "application/octet-stream")).ShouldBe(HttpStatusCode.OK);
        await Fetched(ngo);
        (await States(ngo)).ShouldStartWith("Refused file.");
        (await house.Told(ngo)).ShouldContain("case.file-not-taken");
        (await Files(ngo, await gateway.Case())).ShouldBe(0);
        (await gateway.Talk(await gateway.Case())).ToJsonString().ShouldNotContain(phone);
    }

    [Fact]
    public async Task An_address_that_is_not_the_providers_is_never_asked()
    {
        var ngo = await Network.AnNgo();
        await ngo.AGateway(GatewayProvider.Viber);
        foreach (var address in new[] { "http://169.254.169.254/latest/meta-data/", "https://viber.com.attacker.example/x", $"{Network.Address}health", "file:///etc/passwd" })
            (await house.Providers.Deliver(GatewayProvider.Viber, $$"""{"event":"message","timestamp":1,"message_token":"{{Guid.NewGuid():N}}","message":{"type":"picture","media":"{{address}}"},"sender":{"id":"{{GatewayHouse.APhone()}}" } }""")).ShouldBe(HttpStatusCode.OK);
        await Fetched(ngo);
        (await States(ngo)).ShouldBe("Lost elsewhere, Lost elsewhere, Lost elsewhere, Lost elsewhere");
    }

    [Fact]
    public async Task Files_of_a_letter_come_after_it_signed_before_they_are_read()
    {
        var ngo = await Network.AnNgo();
        var gateway = await ngo.AGateway(GatewayProvider.Email);
        var (letter, picture) = ($"<{Guid.NewGuid():N}@mail.example>", SampleFiles.Png(40, 30));
        (await house.Providers.Deliver(GatewayProvider.Email, $$"""{"id":"{{letter}}","from":"aye@mail.example","subject":"","text":"See the picture.","sentAt":1760000000,"attachments":[{"name":"a.png","type":"image/png"}]}""")).ShouldBe(HttpStatusCode.OK);
        (await Hand(letter, picture)).ShouldBe(HttpStatusCode.OK);
        (await Hand(letter, picture)).ShouldBe(HttpStatusCode.OK, "handed over again it is the same file");
        (await Hand(letter, SampleFiles.Png(40, 31), digestOf: picture)).ShouldBe(HttpStatusCode.ServiceUnavailable, "not the file that was signed");
        (await Hand(letter, SampleFiles.Png(40, 32), secret: "another")).ShouldBe(HttpStatusCode.NotFound);
        (await Hand("<unknown@mail.example>", SampleFiles.Png(40, 33))).ShouldBe(HttpStatusCode.NotFound);
        (await Hand(letter, Encoding.UTF8.GetBytes("MZ a program"))).ShouldBe(HttpStatusCode.OK, "the mail server cannot mend it");
        (await Files(ngo, await gateway.Case())).ShouldBe(1);
        (await house.Told(ngo)).ShouldContain("case.file-not-taken");

        async Task<HttpStatusCode> Hand(string of, byte[] file, byte[]? digestOf = null, string? secret = null)
        {
            var (instant, digest) = (Network.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(digestOf ?? file)));
            using var request = new HttpRequestMessage(HttpMethod.Post, gateway.Hook() + "/files") { Content = new ByteArrayContent(file) };
            request.Headers.Add("X-OpenILM-Timestamp", instant);
            request.Headers.Add("X-OpenILM-Letter", of);
            request.Headers.Add("X-OpenILM-Digest", digest);
            request.Headers.Add("X-OpenILM-Signature", Signatures.Email(secret ?? gateway.Secrets.Secret!, instant, Encoding.UTF8.GetBytes($"{of}.{digest}")));
            using var response = await Network.Anonymous.SendAsync(request);
            return response.StatusCode;
        }
    }
}
