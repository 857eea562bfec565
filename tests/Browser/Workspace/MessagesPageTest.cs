using OpenIlm.Voice;

namespace OpenIlm.Tests.Browser;

/// <summary>A supervisor connects a provider, a worker writes, a handler answers: on pages.</summary>
public sealed class MessagesPageTest(House house)
{
    [Fact]
    public async Task AnAccountIsConnectedAndAMessageIsAnsweredOnPages()
    {
        var secrets = new GatewaySecrets { AccountId = "AC1", Secret = "token of the page test", From = "+15550100" };
        await using (var keeper = await house.Visit(house.Supervisor))
        {
            var looker = new Looker(keeper, dark: true);
            await keeper.Go("/app/channels?provider=Twilio");
            await keeper.Page.FillAsync("[name=name]", "River line");
            await keeper.Page.FillAsync("[name='credentials.accountId']", secrets.AccountId!);
            await keeper.Page.FillAsync("[name='credentials.secret']", secrets.Secret!);
            await keeper.Page.FillAsync("[name='credentials.from']", secrets.From!);
            await keeper.Page.FillAsync("[name=publicUrl]", house.Address);
            foreach (var width in new[] { 1440, 390 })
            {
                await keeper.Page.SetViewportSizeAsync(width, 900);
                await keeper.ShouldFit(width);
                await keeper.Picture(house, $"gateway-form-{width}");
            }
            await keeper.Press("main form.act-form button[type=submit]");
            await keeper.Press("main table button:has-text('Try it')");
            (await keeper.Text()).ShouldContain(house.Say("en", "gateways.test.Good"));
            foreach (var width in new[] { 1440, 390 })
            {
                await keeper.Page.SetViewportSizeAsync(width, 900);
                await keeper.ShouldFit(width);
                await keeper.Picture(house, $"gateways-{width}");
            }
            await looker.Look("/app/channels");
            (await keeper.Page.ContentAsync()).ShouldNotContain(secrets.Secret!);
            looker.Faults.ShouldBeEmpty();
        }
        var account = (Guid)(await house.Network.Ask("select id from voice.gateway where org_id = $1 and name = 'River line'", house.Ngo))!;
        house.Network.Providers.Connect(GatewayProvider.Twilio, new Uri($"{house.Address}/api/v1/voice/hooks/{account}"), secrets);
        foreach (var text in new[] { "အချိန်ပိုကြေး မရသေးပါ။", "They say next month." }) (await house.Network.Providers.Write(GatewayProvider.Twilio, "+66805559912", text)).ShouldBe(System.Net.HttpStatusCode.OK);
        var @case = (Guid)(await house.Network.Ask("select case_id from voice.contact where gateway_id = $1", account))!;

        await using var handler = await house.Visit(house.Handler);
        await handler.Go($"/app/cases/{@case}/message");
        foreach (var width in new[] { 1440, 390 })
        {
            await handler.Page.SetViewportSizeAsync(width, 900);
            await handler.ShouldFit(width);
            await handler.Picture(house, $"message-to-phone-{width}");
        }
        await handler.Page.FillAsync("[name=text]", "Can we call you at eight?");
        await handler.Press("main form button[type=submit]");
        (await handler.Text()).ShouldContain(house.Say("en", "refusal.message.confirm-harmless"));
        await handler.Page.CheckAsync("[name=harmless]");
        await handler.Press("main form button[type=submit]");
        var look = new Looker(handler, dark: true);
        foreach (var width in new[] { 1440, 390 })
        {
            await handler.Page.SetViewportSizeAsync(width, 900);
            await handler.Go($"/app/cases/{@case}/messages");
            (await handler.Text()).ShouldContain("They say next month.");
            await handler.ShouldFit(width);
            await handler.Picture(house, $"messages-{width}");
            await look.Look($"/app/cases/{@case}/messages");
        }
        look.Faults.ShouldBeEmpty();
    }
}
