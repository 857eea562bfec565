using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>What the case files ask of the worker's door.</summary>
public sealed class WorkerChannels(Messenger messenger, Recognition recognition) : IWorkerChannels
{
    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<Guid, ContactFacts>> Contacts(Work work, IReadOnlyCollection<Guid> contacts)
    {
        var asked = AskContacts(contacts);
        await work.Ask(asked);
        return asked.Rows.ToDictionary(c => c.Id);
    }

    /// <inheritdoc />
    public Question<ContactFacts> AskContacts(IReadOnlyCollection<Guid> contacts) =>
        new("""
        select c.id, c.dossier_id, c.channel, c.language, c.reply_pub, c.closed_by_worker, g.provider as gateway, c.stopped
          from voice.contact c left join voice.gateway g on g.id = c.gateway_id and g.is_on
         where c.id = any($1)
        """, contacts.ToArray());

    /// <inheritdoc />
    public Question<SealedMessage> AskMessages(IReadOnlyCollection<Guid> contacts) => new("""
        select m.id, m.contact_id, c.dossier_id, m.from_worker, m.day, m.ct_for_vault, m.vault_version, coalesce(m.place, m.seq) as place from voice.message m join voice.contact c on c.id = m.contact_id
         where m.contact_id = any($1) order by place, m.seq
        """, contacts.ToArray());

    /// <inheritdoc />
    public IReadOnlyList<ChannelMessage> Open(OpenDossier dossier, Guid contact, IReadOnlyList<SealedMessage> messages) =>
        // A colleague who was admitted while the key changes reads the older messages as soon as they have been sealed to it.
        [.. from m in messages where m.ContactId == contact && m.DossierId == dossier.Id let vault = dossier.VaultAt(m.VaultVersion) where vault is not null
            select new ChannelMessage(m.Id, m.FromWorker, m.Day, Envelope.OpenText(dossier.ErasureKey, vault, m.CtForVault, new Aad(SealedColumns.MessageToVault, m.Id, dossier.Id)), m.Place)];

    /// <inheritdoc />
    public async Task<Outcome> Send(Work work, OpenDossier dossier, Guid contact, string text)
    {
        if (TextRules.WhyNot(text).ToList() is { Count: > 0 } reasons) return Outcome.Refused(reasons);
        if (!(await Contacts(work, [contact])).TryGetValue(contact, out var facts) || facts.DossierId != dossier.Id) return Outcome.Missing;
        if (facts.ReplyPub is null) return Outcome.Refused(new NoReplyChannel());
        if (facts.ClosedByWorker) return Outcome.Refused(new ChannelClosedByWorker());
        var id = Guid.NewGuid();
        work.Write("insert into voice.message (id, org_id, contact_id, from_worker, day, person_id, ct_for_worker, ct_for_vault, vault_version) values ($1, $2, $3, false, $4, $5, $6, $7, $8)",
            id, dossier.Organization, contact, work.Today, work.Actor.PersonId,
            Envelope.SealText(dossier.ErasureKey, facts.ReplyPub, text, new Aad(SealedColumns.MessageToWorker, id, dossier.Id)),
            Envelope.SealText(dossier.ErasureKey, dossier.VaultPub, text, new Aad(SealedColumns.MessageToVault, id, dossier.Id)), dossier.VaultVersion);
        work.Audit("message.sent", "contact", contact);
        return Outcome.Done;
    }

    /// <inheritdoc />
    public Task<Outcome> SendByGateway(Work work, OpenDossier dossier, Guid contact, OutgoingWords words, IReadOnlyCollection<OpenDossier> others) => messenger.Send(work, dossier, contact, words, others);

    /// <inheritdoc />
    public Question<DeliveryFacts> AskDeliveries(IReadOnlyCollection<Guid> contacts) => new("""
        select o.id, o.contact_id, o.message_id, o.kind, g.provider, o.state, o.fault, o.queued_on, o.state_on from voice.outbound o join voice.gateway g on g.id = o.gateway_id
         where o.contact_id = any($1) order by o.seq
        """, contacts.ToArray());

    /// <inheritdoc />
    public Task<CallerFacts?> Caller(Work work, OpenDossier dossier) => recognition.Caller(work, dossier);

    /// <inheritdoc />
    public Guid PlanContact(Work work, OpenDossier dossier, Guid contact, DateOnly on, string words)
    {
        var id = Guid.NewGuid();
        work.Write("insert into voice.callback (id, org_id, contact_id, due_on, state, made_by, ct) values ($1, $2, $3, $4, 'Open', $5, $6)", id, dossier.Organization, contact, on, work.Actor.PersonId,
            dossier.Seal(SealedColumns.CallbackWords, id, words));
        work.Audit("callback.planned", "callback", id, new { contact, on });
        return id;
    }

    /// <inheritdoc />
    public async Task<int> EndContact(Work work, Guid contact)
    {
        var planned = await work.Change("update voice.callback set state = 'Ended', version = version + 1 where contact_id = $1 and state = 'Open'", contact);
        var waiting = await work.Change("update voice.outbound set state = 'Withdrawn', fault = 'never-contact', ct = null, next_at = null, state_on = $2 where contact_id = $1 and state = 'Queued'", contact, work.Today);
        if (planned + waiting > 0) work.Audit("contact.ended", "contact", contact, new { planned, waiting });
        return planned + waiting;
    }

    /// <inheritdoc />
    public void Move(Work work, Guid fromCase, Guid toCase) => work.Write("update voice.contact set case_id = $2, joined = true where case_id = $1", fromCase, toCase);
}
