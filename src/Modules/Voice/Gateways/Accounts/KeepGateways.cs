using System.Security.Cryptography;
using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>
/// The accounts of the caller's organization at messaging providers. Credentials are sealed under a key of the installation, because deliveries come at any hour
/// and nobody's passphrase is at hand then; they are written and never shown.
/// </summary>
public static class KeepGateways
{
    /// <summary>An account as its organization keeps it.</summary>
    public sealed record Input
    {
        /// <summary>The provider; cannot be changed afterwards.</summary>
        public GatewayProvider? Provider { get; init; }
        /// <summary>The name that workers read in answers: one that tells nothing to somebody else who reads it.</summary>
        public string? Name { get; init; }
        /// <summary>The channel whose languages, hours and numbers hold for it.</summary>
        public Guid? ChannelId { get; init; }
        /// <summary>Language of answers where the worker's is not known, BCP 47.</summary>
        public string? Language { get; init; }
        /// <summary>Address under which providers reach this installation, when it is another than the one people type; null: that one.</summary>
        public string? PublicUrl { get; init; }
        /// <summary>Whether it takes and sends messages.</summary>
        public bool On { get; init; } = true;
        /// <summary>What the provider gave; when an account is changed, what is left out stays as it was.</summary>
        public GatewaySecrets? Credentials { get; init; }
    }

    /// <summary>An account for those who keep it: never a credential.</summary>
    public sealed record GatewayView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] GatewayProvider Provider,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] Guid ChannelId,
        [property: Field(FieldClass.C1)] string Language,
        [property: Field(FieldClass.C1)] string? PublicUrl,
        [property: Field(FieldClass.C1)] string Webhook,
        [property: Field(FieldClass.C1)] bool On,
        [property: Field(FieldClass.C1)] TestState? Tested,
        [property: Field(FieldClass.C1)] DateOnly? TestedOn,
        [property: Field(FieldClass.C1)] int Version) : IView<Handlers>;

    /// <summary>What trying an account came to.</summary>
    public sealed record TestedView([property: Field(FieldClass.C1)] TestState Result) : IView<Handlers>;

    /// <summary>Every reason against the input itself; credentials are judged with what is there already.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.Provider is null) yield return new BadInput("input.required", "provider");
        if (string.IsNullOrWhiteSpace(input.Name)) yield return new BadInput("input.required", "name");
        foreach (var reason in TextRules.WhyNotShort(input.Name, "name", 100)) yield return reason;
        if (input.ChannelId is null) yield return new BadInput("input.required", "channelId");
        if (!Languages.Knows(input.Language)) yield return new BadInput(string.IsNullOrEmpty(input.Language) ? "input.required" : "input.not-a-choice", "language");
        // What is signed is the address, so it must be the very one that the provider calls.
        if (input.PublicUrl is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.AbsolutePath == "/" && address.Query == "" && url.Length <= 200))
            yield return new BadInput("gateway.public-url", "publicUrl");
    }

    /// <summary>Lists them.</summary>
    public static async Task<IReadOnlyList<GatewayView>> List(Work work, AccessSettings settings) =>
        [.. (await work.All<Row>("select id, provider, name, channel_id, language, public_url, is_on, test_state, tested_on, version from voice.gateway order by name, id"))
            .Select(r => new GatewayView(r.Id, r.Provider, r.Name, r.ChannelId, r.Language, r.PublicUrl, Gateways.Webhook(r.Id, r.PublicUrl, settings), r.IsOn, r.TestState, r.TestedOn, r.Version))];

    /// <summary>Connects an account.</summary>
    public static async Task<Outcome<KeepChannels.Kept>> Create(Input input, Work work, InstallationSecrets secrets)
    {
        var reasons = WhyNot(input).ToList();
        var given = Trimmed(input.Credentials ?? new());
        if (input.Provider is { } chosen) reasons.AddRange(SecretFields.WhyNot(chosen, given));
        if (input.ChannelId is { } channel && !await IsOwn(work, channel)) reasons.Add(new BadInput("input.not-a-choice", "channelId"));
        if (reasons.Count > 0) return Outcome<KeepChannels.Kept>.Refused(reasons);
        var (id, provider) = (Guid.NewGuid(), input.Provider!.Value);
        // Nobody has to think of the word that comes with each delivery: it is told to the provider when the account is tried.
        if (provider is GatewayProvider.Telegram) given = given with { VerifyToken = RandomNumberGenerator.GetHexString(48, lowercase: true) };
        work.Write("insert into voice.gateway (id, org_id, channel_id, provider, name, language, public_url, credentials_ct, is_on) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id, work.Actor.OrganizationId, input.ChannelId, provider, input.Name!.Trim(), input.Language, input.PublicUrl?.TrimEnd('/'), Seal(given, id, secrets), input.On);
        work.Audit("gateway.made", "gateway", id, new { provider, input.On });
        return await work.Commit(new KeepChannels.Kept(id));
    }

    /// <summary>Changes an account, switches it on or off.</summary>
    /// <param name="id">The account.</param>
    /// <param name="version">The version the caller read; null takes any.</param>
    /// <param name="input">How it is to be.</param>
    /// <param name="work">The unit of work.</param>
    /// <param name="secrets">The installation's.</param>
    public static async Task<Outcome<KeepChannels.Kept>> Change(Guid id, int? version, Input input, Work work, InstallationSecrets secrets)
    {
        var reasons = WhyNot(input).ToList();
        if (reasons.Count > 0) return Outcome<KeepChannels.Kept>.Refused(reasons);
        if (await work.FirstOrNone<Kept>("select provider, credentials_ct, version from voice.gateway where id = $1 for update", id) is not { } there) return Outcome<KeepChannels.Kept>.Missing;
        if (version is { } read && read != there.Version) return Outcome<KeepChannels.Kept>.Stale;
        if (input.Provider != there.Provider) reasons.Add(new BadInput("gateway.provider-stays", "provider"));
        var merged = Merge(Open(there.CredentialsCt, id, secrets), Trimmed(input.Credentials ?? new()));
        reasons.AddRange(SecretFields.WhyNot(there.Provider, merged));
        if (!await IsOwn(work, input.ChannelId!.Value)) reasons.Add(new BadInput("input.not-a-choice", "channelId"));
        if (reasons.Count > 0) return Outcome<KeepChannels.Kept>.Refused(reasons);
        work.Write("update voice.gateway set channel_id = $2, name = $3, language = $4, public_url = $5, credentials_ct = $6, is_on = $7, version = version + 1 where id = $1",
            id, input.ChannelId, input.Name!.Trim(), input.Language, input.PublicUrl?.TrimEnd('/'), Seal(merged, id, secrets), input.On);
        work.Audit("gateway.changed", "gateway", id, new { input.On, credentials = input.Credentials is { } given && given != new GatewaySecrets() });
        return await work.Commit(new KeepChannels.Kept(id));
    }

    /// <summary>Asks the provider whether it knows the account, and tells it where to deliver where it can be told. Nothing of a worker is sent.</summary>
    public static async Task<Outcome<TestedView>> Try(Guid id, Work work, Gateways gateways)
    {
        if (await gateways.Own(work, id) is not { } account) return Outcome<TestedView>.Missing;
        var result = await gateways.Of(account.Provider).Test(account, gateways.Webhook(account), work.Cancelled);
        work.Write("update voice.gateway set test_state = $2, tested_on = $3 where id = $1", id, result, work.Today);
        work.Audit("gateway.tried", "gateway", id, new { result });
        return await work.Commit(new TestedView(result));
    }

    internal static GatewaySecrets Open(byte[] ct, Guid id, InstallationSecrets secrets) =>
        JsonSerializer.Deserialize<GatewaySecrets>(Blob.Open(secrets.GatewayKey, ct, new Aad(SealedColumns.GatewayCredentials, id, id)), Json.Compact)!;

    private static byte[] Seal(GatewaySecrets given, Guid id, InstallationSecrets secrets) =>
        Blob.Seal(secrets.GatewayKey, JsonSerializer.SerializeToUtf8Bytes(given, Json.Compact), new Aad(SealedColumns.GatewayCredentials, id, id));

    private static async Task<bool> IsOwn(Work work, Guid channel) =>
        await work.FirstOrNone<int>("select 1 from voice.channel where id = $1 and org_id = $2", channel, work.Actor.OrganizationId) == 1;

    private static GatewaySecrets Trimmed(GatewaySecrets given) => new()
    {
        AccountId = Said(given.AccountId), Secret = Said(given.Secret), Token = Said(given.Token), VerifyToken = Said(given.VerifyToken), From = Said(given.From), ForwardTo = Said(given.ForwardTo),
        Announcements = given.Announcements is { Count: > 0 } ? given.Announcements : null,
    };

    private static GatewaySecrets Merge(GatewaySecrets there, GatewaySecrets given) => new()
    {
        AccountId = given.AccountId ?? there.AccountId, Secret = given.Secret ?? there.Secret, Token = given.Token ?? there.Token, VerifyToken = given.VerifyToken ?? there.VerifyToken,
        From = given.From ?? there.From, ForwardTo = given.ForwardTo ?? there.ForwardTo, Announcements = given.Announcements ?? there.Announcements,
    };

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private sealed record Row(Guid Id, GatewayProvider Provider, string Name, Guid ChannelId, string Language, string? PublicUrl, bool IsOn, TestState? TestState, DateOnly? TestedOn, int Version);
    private sealed record Kept(GatewayProvider Provider, byte[] CredentialsCt, int Version);
}
