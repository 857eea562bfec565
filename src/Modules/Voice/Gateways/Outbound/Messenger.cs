using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>
/// What goes to a worker's phone: judged, worded, and laid down sealed until the provider takes it. A job sends it later and holds nobody's key, so number and words stand
/// under a key of their own in the keystore, for hours.
/// </summary>
public sealed class Messenger(ShortKeys keys, Gateways gateways, Recognition recognition, GatewayOptions options, AccessSettings settings, InstallationSecrets secrets, ITexts texts)
{
    /// <summary>Judges and queues what a handler wants to send. Commits nothing.</summary>
    public async Task<Outcome> Send(Work work, OpenDossier dossier, Guid contact, OutgoingWords words, IReadOnlyCollection<OpenDossier> others)
    {
        var text = string.IsNullOrWhiteSpace(words.Text) ? null : words.Text;
        if (TextRules.WhyNotOptional(text).ToList() is { Count: > 0 } wrong) return Outcome.Refused(wrong);
        if (text?.Length > SafeSend.MostCharacters) return Outcome.Refused(new SafeSend.TooLongForPhone(SafeSend.MostCharacters));
        var row = await work.FirstOrNone<ContactOf>("select dossier_id, gateway_id, language, stopped, reply_pub is not null and not closed_by_worker as has_receipt from voice.contact where id = $1", contact);
        if (row is null || row.DossierId != dossier.Id) return Outcome.Missing;
        if (row.GatewayId is not { } id || await gateways.Own(work, id) is not { } account) return Outcome.Refused(new NoReplyChannel());
        if (await ChannelDoor.Of(work, account.ChannelId) is not { } channel || await work.FirstOrNone<bool>("select is_on from voice.gateway where id = $1", id) is false) return Outcome.Refused(new SafeSend.GatewayIsOff());

        var identity = await dossier.Identity(work);
        var said = new List<WorkerIdentity>();
        foreach (var other in others.Where(o => o.Id != dossier.Id)) if (await other.Identity(work) is { } elsewhere) said.Add(elsewhere);
        if (identity is not null) said.Add(identity);
        var stopped = row.Stopped || await recognition.HasStopped(work, dossier, identity);
        List<SafeContactPlan> plans = [.. said.Select(s => s.ContactPlan()), new() { Stopped = stopped }];
        // Names are looked for in what she said of herself and in what the case is called.
        var known = new KnownNames([.. said.Select(s => s.Name).OfType<string>(), .. said.SelectMany(s => s.Plan?.Others ?? []).Select(o => o.Name), .. words.Names?.People ?? []], [.. said.Select(s => s.EmployerName).OfType<string>(), .. words.Names?.Employers ?? []],
            [.. said.Select(s => s.CodeWord).OfType<string>(), .. words.Names?.References ?? []]);
        List<Refusal> reasons = [.. SafeContact.WhyNot(plans, work.Now, SafeSend.WayOf(account.Provider),
            new OutgoingContent(text is not null, HarmfulWords.Find(text, known), words.Accepted, words.Harmless, words.InSafeHours))];
        if (AddressOf(account.Provider, identity) is not { } to) reasons.Add(new SafeSend.NobodyToSendTo());
        else if (reasons.Count == 0)
        {
            var language = Languages.Knows(row.Language) ? row.Language : account.Language;
            var outgoing = text ?? await Notice(work, language, row.HasReceipt, channel.Id);
            var message = Guid.NewGuid();
            work.Write("insert into voice.message (id, org_id, contact_id, from_worker, day, person_id, ct_for_vault, vault_version) values ($1, $2, $3, false, $4, $5, $6, $7)",
                message, dossier.Organization, contact, work.Today, work.Actor.PersonId, Envelope.SealText(dossier.ErasureKey, dossier.VaultPub, outgoing, new Aad(SealedColumns.MessageToVault, message, dossier.Id)), dossier.VaultVersion);
            await Queue(work, account, contact, message, text is null ? "Notice" : "Typed", to, outgoing, Validity(plans, work.Now));
            work.Audit("message.queued", "contact", contact, new { account.Provider, typed = text is not null });
            return Outcome.Done;
        }
        return Outcome.Refused(reasons);
    }

    // It waits no longer than her safe time lasts: a job sends it and knows nothing of her hours. Until when stands readable in the row, so it is a step and never the end of an hour of hers.
    private TimeSpan Validity(IReadOnlyList<SafeContactPlan> plans, DateTimeOffset now)
    {
        var left = plans.Select(p => SafeContact.Until(p, now) - now).Min();
        var most = left is null && plans.All(p => p.HoursInWords is null) ? options.Validity : options.ValidityInSafeHours;
        return left is not { } time || time >= most ? most : steps.Where(s => s <= time).DefaultIfEmpty(time).First();
    }

    private static readonly TimeSpan[] steps = [TimeSpan.FromHours(1), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1)];

    /// <summary>Lays a message down. Its key is durable before its row; a row that is never committed leaves a key that opens nothing.</summary>
    internal async Task Queue(Work work, GatewayAccount account, Guid contact, Guid? message, string kind, string to, string text, TimeSpan validity)
    {
        var (id, until) = (Guid.NewGuid(), work.Now + validity);
        var key = await keys.MakeTransport(id, until, work.Cancelled);
        work.Write("""
            insert into voice.outbound (id, org_id, gateway_id, contact_id, message_id, kind, ct, state, next_at, good_until, person_id, queued_on, state_on)
            values ($1, $2, $3, $4, $5, $6, $7, 'Queued', $8, $9, $10, $11, $11)
            """, id, account.OrganizationId, account.Id, contact, message, kind, Blob.SealText(key, JsonSerializer.Serialize(new Parcel(to, text), Json.Compact), new Aad(SealedColumns.Outbound, id, id)),
            work.Now, until, work.Actor.PersonId == Guid.Empty ? null : work.Actor.PersonId, work.Today);
    }

    /// <summary>Queues the automatic first answer.</summary>
    internal Task Answer(Work work, GatewayAccount account, Guid contact, string to, string language, DateOnly readBy) =>
        Queue(work, account, contact, null, "FirstAnswer", to, texts.Format(language, "gateway.first", ("Reader", account.Name), ("By", readBy)), options.Validity);

    /// <summary>Opens what is laid down; null when its key is gone.</summary>
    internal async Task<Parcel?> Open(Guid id, byte[] ct, CancellationToken cancelled) =>
        await keys.Transport(id, cancelled) is { } key ? JsonSerializer.Deserialize<Parcel>(Blob.OpenText(key, ct, new Aad(SealedColumns.Outbound, id, id)), Json.Compact) : null;

    /// <summary>Words that a provider says at once, in a language.</summary>
    internal string Say(GatewayAccount account, string language, string key) => texts.Format(language, key, ("Reader", account.Name));

    /// <summary>A provider's name for a message or delivery as it is kept: keyed, because some of these names contain the number.</summary>
    internal byte[] HashOf(GatewayAccount account, string id) => HMACSHA256.HashData(secrets.GatewayHashKey, Encoding.UTF8.GetBytes($"{account.OrganizationId}|{account.Provider}|{id}"));

    /// <summary>How a sender is kept in the sealed identity.</summary>
    internal static string Handle(GatewayProvider provider, string sender) => $"{provider} {sender}";

    private static string? AddressOf(GatewayProvider provider, WorkerIdentity? identity) =>
        identity?.Handle is { } handle && handle.StartsWith(provider + " ", StringComparison.Ordinal) && handle.Length > provider.ToString().Length + 1 ? handle[(provider.ToString().Length + 1)..] : null;

    // It says that there is an answer and how to come to it, and nothing about what.
    private async Task<string> Notice(Work work, string language, bool hasReceipt, Guid channel)
    {
        if (hasReceipt) return texts.Format(language, "gateway.notice.receipt", ("Link", settings.Link($"/w/{language}/follow")));
        var phones = await work.FirstOrNone<string[]>("select telephones from voice.channel where id = $1", channel) ?? [];
        return phones.Length > 0 ? texts.Format(language, "gateway.notice.call", ("Phone", phones[0])) : texts[language, "gateway.notice.here"];
    }

    /// <summary>What is sealed while it waits.</summary>
    internal sealed record Parcel(string To, string Text)
    {
        /// <summary>Says nothing of it.</summary>
        public override string ToString() => "parcel";
    }

    private sealed record ContactOf(Guid DossierId, Guid? GatewayId, string Language, bool Stopped, bool HasReceipt);
}
