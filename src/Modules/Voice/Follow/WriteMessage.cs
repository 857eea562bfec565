using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>The worker writes again: sealed to the vault, the case turns up unread.</summary>
public static class WriteMessage
{
    /// <summary>What she writes.</summary>
    public sealed record Input
    {
        /// <summary>Her receipt.</summary>
        public string? Receipt { get; init; }
        /// <summary>Her words.</summary>
        public string? Text { get; init; }
        /// <summary>What she tapped.</summary>
        public Danger Danger { get; init; }
    }

    /// <summary>Sent and kept.</summary>
    public sealed record Sent([property: Field(FieldClass.C1)] DateOnly SentOn) : IView<ReceiptHolder>;

    /// <summary>Takes the message. The same words twice on one day count once: that is a second tap, not a second message.</summary>
    public static async Task<Outcome<Sent>> Handle(Input input, Work work, Door door)
    {
        if (TextRules.WhyNot(input.Text).ToList() is { Count: > 0 } reasons) return Outcome<Sent>.Refused(reasons);
        try
        {
            var opened = await door.Receipts.Open(input.Receipt, work);
            if (opened.Value is not { } found) return Outcome<Sent>.From(opened);
            if (!door.Guard.Open) return Outcome<Sent>.Refused(new Door.NotDurable());
            var sent = new Sent(work.Today);
            var mark = found.Mark($"message {work.Today:yyyy-MM-dd} {input.Danger}", input.Text!);
            return await Add(found, input.Text!, mark, input.Danger, work, door) ? await work.Commit(sent) : sent;
        }
        catch (Exception away) when (Away.Is(away)) { return Outcome<Sent>.Busy; }
    }

    /// <summary>Queues the message with its audit entry; false when the same one is there already. Commits nothing.</summary>
    internal static async Task<bool> Add(FoundContact found, string text, byte[] mark, Danger danger, Work work, Door door)
    {
        var (row, id) = (found.Row, Guid.NewGuid());
        var vault = await VaultDoor.Of(work, row.OrgId) ?? throw new InvalidOperationException("A contact without a vault.");
        var added = await work.Change("""
            insert into voice.message (id, org_id, contact_id, from_worker, day, text_hash, ct_for_vault, vault_version) values ($1, $2, $3, true, $4, $5, $6, $7)
            on conflict (contact_id, text_hash) where text_hash is not null do nothing
            """, id, row.OrgId, row.Id, work.Today, mark,
            Envelope.SealText(found.ErasureKey, vault.Pub, text, new Aad(SealedColumns.MessageToVault, id, row.DossierId)), vault.Version);
        if (added == 0) return false;
        // The case files tell the colleagues.
        await door.Cases.WorkerWrote(work, row.Id, danger);
        work.Audit("contact.wrote", "contact", row.Id, new { Danger = danger });
        return true;
    }
}
