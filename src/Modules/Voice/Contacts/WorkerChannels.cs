using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>What the case files ask of the worker's door.</summary>
public sealed class WorkerChannels : IWorkerChannels
{
    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<Guid, ContactFacts>> Contacts(Work work, IReadOnlyCollection<Guid> contacts) =>
        (await work.All<ContactFacts>("select id, dossier_id, channel, language, reply_pub, closed_by_worker from voice.contact where id = any($1)", contacts.ToArray()))
            .ToDictionary(c => c.Id);

    /// <inheritdoc />
    public async Task<IReadOnlyList<ChannelMessage>> Messages(Work work, OpenDossier dossier, Guid contact)
    {
        if (dossier.Vault is not { } vault) return [];
        var rows = await work.All<Row>("""
            select m.id, m.from_worker, m.day, m.ct_for_vault from voice.message m join voice.contact c on c.id = m.contact_id
             where m.contact_id = $1 and c.dossier_id = $2 order by m.seq
            """, contact, dossier.Id);
        return [.. rows.Select(r => new ChannelMessage(r.Id, r.FromWorker, r.Day,
            Envelope.OpenText(dossier.ErasureKey, vault, r.CtForVault, new Aad(SealedColumns.MessageToVault, r.Id, dossier.Id))))];
    }

    /// <inheritdoc />
    public async Task<Outcome> Send(Work work, OpenDossier dossier, Guid contact, string text)
    {
        if (TextRules.WhyNot(text).ToList() is { Count: > 0 } reasons) return Outcome.Refused(reasons);
        if (!(await Contacts(work, [contact])).TryGetValue(contact, out var facts) || facts.DossierId != dossier.Id) return Outcome.Missing;
        if (facts.ReplyPub is null) return Outcome.Refused(new NoReplyChannel());
        if (facts.ClosedByWorker) return Outcome.Refused(new ChannelClosedByWorker());
        var id = Guid.NewGuid();
        work.Write("insert into voice.message (id, org_id, contact_id, from_worker, day, person_id, ct_for_worker, ct_for_vault) values ($1, $2, $3, false, $4, $5, $6, $7)",
            id, dossier.Organization, contact, work.Today, work.Actor.PersonId,
            Envelope.SealText(dossier.ErasureKey, facts.ReplyPub, text, new Aad(SealedColumns.MessageToWorker, id, dossier.Id)),
            Envelope.SealText(dossier.ErasureKey, dossier.VaultPub, text, new Aad(SealedColumns.MessageToVault, id, dossier.Id)));
        work.Audit("message.sent", "contact", contact);
        return Outcome.Done;
    }

    private sealed record Row(Guid Id, bool FromWorker, DateOnly Day, byte[] CtForVault);
}
