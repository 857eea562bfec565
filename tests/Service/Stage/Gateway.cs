using System.Net;
using System.Text.Json.Nodes;
using OpenIlm.Voice;
using OpenIlm.Web.Demonstration;

namespace OpenIlm.Tests.Service;

/// <summary>An account of an NGO at a simulated provider.</summary>
/// <param name="Ngo">Whose.</param>
/// <param name="Provider">The provider.</param>
/// <param name="Id">The account.</param>
/// <param name="Secrets">What it signs with.</param>
public sealed record Gateway(Ngo Ngo, GatewayProvider Provider, Guid Id, GatewaySecrets Secrets)
{
    private TestNetwork Network => Ngo.Network;
    public ProviderSimulator Providers => Network.Providers;

    /// <summary>The address at which a provider delivers on a node.</summary>
    public Uri Hook(Uri? node = null) => new(node ?? Network.Address, $"/api/v1/voice/hooks/{Id}");

    /// <summary>The provider knows this account from now on.</summary>
    public Gateway Connected(Uri? node = null)
    {
        Providers.Connect(Provider, Hook(node), Secrets);
        return this;
    }

    /// <summary>A phone writes, and the delivery is taken.</summary>
    public async Task Hears(string from, string text, string? id = null, long? at = null) => (await Providers.Write(Provider, from, text, id, at)).ShouldBe(HttpStatusCode.OK);

    /// <summary>The cases of the organization, newest first.</summary>
    public async Task<IReadOnlyList<Guid>> Cases() => [.. (await Ngo.Handler.Get("/cases?limit=50")).Ok()["items"]!.AsArray().Select(c => c!["id"]!.GetValue<Guid>())];

    /// <summary>The only case of the organization.</summary>
    public async Task<Guid> Case() => (await Cases()).ShouldHaveSingleItem();

    /// <summary>The conversation as the handler reads it.</summary>
    public async Task<JsonNode> Talk(Guid @case) => (await (await Network.SignInAgain(Ngo.Handler)).Get($"/cases/{@case}/messages")).Ok();

    /// <summary>What she wrote, in its order.</summary>
    public async Task<IReadOnlyList<string>> Hers(Guid @case) => [.. (await Talk(@case))["letters"]!.AsArray().Where(l => l!["fromWorker"]!.GetValue<bool>()).Select(l => l!["text"]!.GetValue<string>())];

    /// <summary>Where the messages of the handler are.</summary>
    public async Task<IReadOnlyList<string>> States(Guid @case) =>
        [.. (await Talk(@case))["letters"]!.AsArray().Where(l => l!["kind"]?.GetValue<string>() is "Typed" or "Notice").Select(l => l!["state"]!.GetValue<string>() + (l["fault"] is { } fault ? " " + fault.GetValue<string>() : ""))];

    /// <summary>The handler writes to her phone.</summary>
    public async Task<Answer> Says(Guid @case, string? text = "Please call us.", bool harmless = true, bool inSafeHours = false) =>
        await (await Network.SignInAgain(Ngo.Handler)).Post($"/cases/{@case}/messages", new { text, harmless, inSafeHours });
}

/// <summary>Accounts, ready to be delivered to.</summary>
public static class Gateways
{
    public static async Task<Gateway> AGateway(this Ngo ngo, GatewayProvider provider, GatewaySecrets? more = null, Uri? node = null)
    {
        var secrets = (more ?? new()) with
        {
            AccountId = provider is GatewayProvider.Twilio ? "AC" + Guid.NewGuid().ToString("N") : provider is GatewayProvider.WhatsApp ? "1122334455667" : null,
            Secret = $"secret-{Guid.NewGuid():N}", Token = provider is GatewayProvider.WhatsApp or GatewayProvider.Line ? "token" : null, VerifyToken = provider is GatewayProvider.WhatsApp ? "verify" : null,
            From = provider is GatewayProvider.Twilio ? "+15550100" : provider is GatewayProvider.Viber ? "Line" : null,
        };
        var id = (await ngo.Supervisor.Post("/gateways", new
        {
            provider = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(provider.ToString()), name = "River line", channelId = ngo.Channel, language = "en", publicUrl = ngo.Network.Address.GetLeftPart(UriPartial.Authority), credentials = secrets,
        })).Created()["id"]!.GetValue<Guid>();
        // The word that comes with each delivery of Telegram is drawn by the program and told to the provider; the simulator looks it up where only the server can.
        if (provider is GatewayProvider.Telegram) secrets = secrets with { VerifyToken = await WordOf(ngo.Network, id) };
        return new Gateway(ngo, provider, id, secrets).Connected(node);
    }

    private static async Task<string> WordOf(TestNetwork network, Guid id)
    {
        var ct = (byte[])(await network.Ask("select credentials_ct from voice.gateway where id = $1", id))!;
        var key = ((OpenIlm.Sealing.InstallationSecrets)network.Services.GetService(typeof(OpenIlm.Sealing.InstallationSecrets))!).GatewayKey;
        var plain = OpenIlm.Sealing.Blob.OpenText(key, ct, new OpenIlm.Sealing.Aad(OpenIlm.Sealing.SealedColumns.GatewayCredentials, id, id));
        return JsonNode.Parse(plain)!["verifyToken"]!.GetValue<string>();
    }
}
