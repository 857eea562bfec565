using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>
/// What came through a messaging gateway: makes a contact and a case as a logged one does, or joins the conversation under way. Text and sender are sealed to the vault at
/// once; what stays readable cannot be turned back into a number. Taken once, whoever delivers it again.
/// </summary>
internal static class TakeIncoming
{
    /// <summary>Nobody was asked for consent by a message that came in.</summary>
    public const string ConsentWording = "gateway-none-asked";

    private sealed record Sender(string Address, byte[] Hash, RoutingKey Key);

    /// <summary>Takes one message, in a unit of work of its own; done also when it was taken before.</summary>
    public static async Task<Outcome> Handle(GatewayAccount account, IncomingMessage message, Work work, Door door, Messenger messenger, ShortKeys keys, GatewayOptions options)
    {
        await work.ActAnonymously(account.OrganizationId);
        if (await ChannelDoor.Of(work, account.ChannelId) is not { Open: true } channel) return Outcome.Refused(new Door.ChannelClosed());
        if (door.WhyNotTake(channel.Vault).ToList() is { Count: > 0 } closed) return Outcome.Refused(closed);
        var routing = await keys.Routing(account.OrganizationId, work.Now, options.ConversationLife, work.Cancelled);
        var senders = message.Sender.Length == 0 ? [] : routing.Select(k => new Sender(message.Sender, HMACSHA256.HashData(k.Key, Encoding.UTF8.GetBytes($"{account.Provider}|{message.Sender}")), k)).ToList();
        // Two messages of one sender at the same moment, on whichever nodes: the second finds what the first made.
        var alone = BinaryPrimitives.ReadInt64BigEndian(messenger.HashOf(account, "sender|" + (message.Sender.Length == 0 ? message.Id : message.Sender)));
        await work.FirstOrNone<int>("select 1 from pg_advisory_xact_lock($1)", alone);
        if (await work.Change("insert into voice.gateway_event (org_id, id_hash, day) values ($1, $2, $3) on conflict do nothing", account.OrganizationId, messenger.HashOf(account, message.Id), work.Today) == 0) return Outcome.Done;

        var command = message.Kind is IncomingKind.Left ? Command.Stop : message is { Kind: IncomingKind.Message, Media.Count: 0 } ? Commands.Read(message.Text) : Command.None;
        var withdrawn = command is Command.Stop ? await Withdraw(account, message.Sender, work, messenger) : [];
        if (command is not Command.None && message.Sender.Length > 0) await KeepWish(command, account, message, work, door, channel.Vault!);
        var found = await Find(senders, work);
        var ek = found is null ? null : await door.Keystore.Find(found.DossierId, work.Cancelled);
        var contact = found?.ContactId;
        if (found is not null && ek is not null) await Join(account, message, found, ek, senders, routing, command, work, door, channel.Vault!);
        // Who only asks not to be written to has told nothing that somebody must read.
        else if (command is Command.None) contact = await Open(account, message, senders, routing, channel, work, door, messenger);
        else work.Audit("gateway.wish", "gateway", account.Id, new { command });
        if (account.Provider is not GatewayProvider.Email) foreach (var medium in message.Media.Where(m => m.CanBeFetched)) await FetchDue.Lay(work, account, contact!.Value, medium, keys);
        // The files of a letter come after it and name it.
        else if (message.Media.Count > 0) work.Write("update voice.gateway_event set contact_id = $2 where org_id = access.org() and id_hash = $1", messenger.HashOf(account, message.Id), contact);
        await work.Commit();
        foreach (var id in withdrawn) await keys.EndTransport(id, CancellationToken.None);
        return Outcome.Done;
    }

    private static async Task<Conversation?> Find(IReadOnlyList<Sender> senders, Work work) => senders.Count == 0 ? null : await work.FirstOrNone<Conversation>("""
        select c.id, c.contact_id, c.key_id, c.order_ct, x.dossier_id from voice.conversation c join voice.contact x on x.id = c.contact_id where c.org_id = access.org() and c.sender_hash = any($1) and c.good_until > $2
        """, senders.Select(s => s.Hash).ToArray(), work.Now);

    private static async Task Join(GatewayAccount account, IncomingMessage message, Conversation found, byte[] ek, IReadOnlyList<Sender> senders, IReadOnlyList<RoutingKey> routing, Command command, Work work, Door door, VaultDoor vault)
    {
        var aad = new Aad(SealedColumns.ConversationOrder, found.Id, found.ContactId);
        var known = routing.FirstOrDefault(k => k.Id == found.KeyId) is { } old ? JsonSerializer.Deserialize<List<Sequence>>(Blob.OpenText(old.Key, found.OrderCt, aad), Json.Compact)! : [];
        var (id, place) = (Guid.NewGuid(), Sequence.PlaceOf(known, message.SentAt));
        var text = message.Kind is IncomingKind.Left ? "[left this conversation: nothing can be sent here any more]" : GatewayWords.Of(message);
        var seq = await work.FirstOrNone<long>("insert into voice.message (id, org_id, contact_id, from_worker, day, ct_for_vault, vault_version, place) values ($1, $2, $3, true, $4, $5, $6, $7) returning seq",
            id, account.OrganizationId, found.ContactId, work.Today, Envelope.SealText(ek, vault.Pub, Whole(text), new Aad(SealedColumns.MessageToVault, id, found.DossierId)), vault.Version, place);
        await door.Cases.WorkerWrote(work, found.ContactId, Danger.None);
        if (command is not Command.None)
        {
            work.Write("update voice.contact set stopped = $2 where id = $1", found.ContactId, command is Command.Stop);
            await door.Cases.WorkerStopped(work, found.ContactId, command is Command.Stop);
        }
        // From now on the conversation is found by the newest key: it lasts as long after her last message as after her first.
        var newest = senders[0];
        work.Write("update voice.conversation set sender_hash = $2, key_id = $3, order_ct = $4, good_until = $5 where id = $1", found.Id, newest.Hash, newest.Key.Id,
            Blob.SealText(newest.Key.Key, JsonSerializer.Serialize(Sequence.With(known, message.SentAt, place ?? seq), Json.Compact), aad), newest.Key.ExpiresAt);
        work.Audit("contact.wrote", "contact", found.ContactId, new { account.Provider });
    }

    private static async Task<Guid> Open(GatewayAccount account, IncomingMessage message, IReadOnlyList<Sender> senders, IReadOnlyList<RoutingKey> routing, ChannelDoor channel, Work work, Door door, Messenger messenger)
    {
        var contact = Guid.NewGuid();
        var language = FirstAnswer.LanguageOf(message.Text, message.Language, account.Language);
        var code = account.Provider is not GatewayProvider.Twilio ? "MSG" : message.Kind is IncomingKind.Call ? "HOTLINE" : "SMS";
        var countries = await work.FirstOrNone<string[]>("select countries from voice.channel where id = $1", channel.Id) ?? [];
        var dossier = await door.Dossiers.Make(work, account.OrganizationId, channel.Vault!);
        dossier.AddNarrative(work, "contact", language, Whole(GatewayWords.Of(message)));
        if (message.Sender.Length > 0) dossier.PutIdentity(work, new WorkerIdentity { Phone = message.Phone, Handle = Messenger.Handle(account.Provider, message.Sender) });
        var opened = await door.Cases.Open(work, new NewCase(contact, dossier.Id, account.OrganizationId, dossier.VaultId, ContactReason.Issue, Danger.None, code, language,
            countries.Length == 1 ? countries[0] : null, null, [], null, ConsentLevel.None, LoggedBy: null));
        work.Write("""
            insert into voice.contact (id, org_id, dossier_id, vault_id, channel_id, channel, reason, danger, language, country, received_on, case_id, consent, consent_how, consent_wording, gateway_id)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'written', $14, $15)
            """, contact, account.OrganizationId, dossier.Id, dossier.VaultId, channel.Id, code, ContactReason.Issue, Danger.None, language, countries.Length == 1 ? countries[0] : null, work.Today,
            opened.Id, ConsentLevel.None, ConsentWording, account.Id);
        if (senders.Count > 0)
        {
            var (id, newest) = (Guid.NewGuid(), senders[0]);
            work.Write("insert into voice.conversation (id, org_id, gateway_id, contact_id, sender_hash, key_id, order_ct, good_until) values ($1, $2, $3, $4, $5, $6, $7, $8)", id, account.OrganizationId, account.Id,
                contact, newest.Hash, newest.Key.Id, Blob.SealText(newest.Key.Key, JsonSerializer.Serialize(Sequence.With([], message.SentAt, 0), Json.Compact), new Aad(SealedColumns.ConversationOrder, id, contact)), newest.Key.ExpiresAt);
            // A call is not answered by a text that lights up a phone, and a machine is not answered by a machine.
            if (message.Kind is IncomingKind.Message) await messenger.Answer(work, account, contact, message.Sender, language, opened.PromisedBy);
        }
        work.Audit("contact.received", "contact", contact, new { channel = code, account.Provider, @case = opened.Id });
        return contact;
    }

    // The wish holds for every conversation with this number, also with those whose routing key is gone: it is kept sealed to the vault, and the next member who is unlocked learns it.
    private static async Task KeepWish(Command command, GatewayAccount account, IncomingMessage message, Work work, Door door, VaultDoor vault)
    {
        var erasure = await door.Keystore.Take(work.Cancelled);
        var address = message.Phone ?? Messenger.Handle(account.Provider, message.Sender);
        work.Write("insert into voice.stop (id, org_id, wants, day, ct, vault_version) values ($1, $2, $3, $4, $5, $6)", erasure.Dossier, account.OrganizationId, command, work.Today,
            Envelope.SealText(erasure.Key, vault.Pub, address, new Aad(SealedColumns.StopSender, erasure.Dossier, erasure.Dossier)), vault.Version);
    }

    // What waits for this number does not go out any more. Number and words are opened with the keys that stand ready for sending, and compared here.
    private static async Task<IReadOnlyList<Guid>> Withdraw(GatewayAccount account, string sender, Work work, Messenger messenger)
    {
        var withdrawn = new List<Guid>();
        foreach (var row in await work.All<Waiting>("select id, ct from voice.outbound where gateway_id = $1 and state = 'Queued' and ct is not null for update skip locked", account.Id))
            if (await messenger.Open(row.Id, row.Ct, work.Cancelled) is { } parcel && parcel.To == sender)
            {
                work.Write("update voice.outbound set state = 'Withdrawn', fault = 'stopped', ct = null, next_at = null, state_on = $2 where id = $1", row.Id, work.Today);
                withdrawn.Add(row.Id);
            }
        return withdrawn;
    }

    // A letter may be longer than a text can be: its beginning is kept, and that it went on.
    private static string Whole(string text) => text.Length <= TextRules.MostBytes / 4 ? text : text[..(TextRules.MostBytes / 4 - (char.IsHighSurrogate(text[TextRules.MostBytes / 4 - 1]) ? 1 : 0))] + "\n[…]";

    private sealed record Conversation(Guid Id, Guid ContactId, Guid KeyId, byte[] OrderCt, Guid DossierId);
    private sealed record Waiting(Guid Id, byte[] Ct);
}
