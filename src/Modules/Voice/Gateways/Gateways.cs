using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>From the id of an account to the account, and from a provider to the program that speaks with it.</summary>
public sealed class Gateways(IServiceProvider services, InstallationSecrets secrets, AccessSettings settings)
{
    /// <summary>Path of the door through which an account is delivered to.</summary>
    internal static string Path(Guid id, string door = "") => $"/api/v1/voice/hooks/{id}" + (door.Length > 0 ? "/" + door : "");

    /// <summary>The address to paste at the provider. From the configuration of the account or of the installation, never from a request.</summary>
    internal static string Webhook(Guid id, string? publicUrl, AccessSettings settings, string door = "") => publicUrl is { } own ? own.TrimEnd('/') + Path(id, door) : settings.Link(Path(id, door));

    internal string Webhook(GatewayAccount account, string door = "") => Webhook(account.Id, account.PublicUrl, settings, door);

    /// <summary>Speaks with a provider.</summary>
    internal IProvider Of(GatewayProvider provider) => provider switch
    {
        GatewayProvider.Twilio => services.GetRequiredService<Twilio>(),
        GatewayProvider.WhatsApp => services.GetRequiredService<WhatsApp>(),
        GatewayProvider.Line => services.GetRequiredService<Line>(),
        GatewayProvider.Telegram => services.GetRequiredService<Telegram>(),
        GatewayProvider.Viber => services.GetRequiredService<Viber>(),
        _ => services.GetRequiredService<Email>(),
    };

    /// <summary>The account that a webhook names; null when there is none, or it is off.</summary>
    internal async Task<GatewayAccount?> Named(Work work, Guid id) =>
        await work.FirstOrNone<Row>("select * from voice.gateway_of($1)", id) is { IsOn: true } row ? Open(row) : null;

    /// <summary>An account of the organization of the transaction, also one that is off; null when there is none.</summary>
    internal async Task<GatewayAccount?> Own(Work work, Guid id) =>
        await work.FirstOrNone<Row>("select id, org_id, channel_id, provider, name, language, public_url, credentials_ct, is_on from voice.gateway where id = $1", id) is { } row ? Open(row) : null;

    private GatewayAccount Open(Row row) => new(row.Id, row.OrgId, row.ChannelId, row.Provider, row.Name, row.Language, row.PublicUrl, KeepGateways.Open(row.CredentialsCt, row.Id, secrets));

    private sealed record Row(Guid Id, Guid OrgId, Guid ChannelId, GatewayProvider Provider, string Name, string Language, string? PublicUrl, byte[] CredentialsCt, bool IsOn);
}
