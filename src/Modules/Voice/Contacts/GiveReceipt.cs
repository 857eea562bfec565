using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>
/// Gives the worker of a case a receipt, when she wants one; again: replaces a lost one. The old receipt opens nothing any more, and
/// what was sent to her before is sealed anew to the new one.
/// </summary>
public static class GiveReceipt
{
    /// <summary>Shown once, kept nowhere.</summary>
    public sealed record Given([property: Field(FieldClass.C2, "the handler gives it to the worker")] string Receipt) : IView<Handlers>;

    /// <summary>Makes it.</summary>
    /// <param name="case">The case.</param>
    /// <param name="work">Work of an unlocked member of the vault.</param>
    /// <param name="door">What the door needs.</param>
    public static async Task<Outcome<Given>> Handle(Guid @case, Work work, Door door)
    {
        // The first contact is the worker's whose case it is; later contacts have joined it.
        var row = await work.FirstOrNone<Row>("select id, dossier_id from voice.contact where case_id = $1 and not joined", @case);
        if (row is null) return Outcome<Given>.Missing;
        var opened = await door.Dossiers.Open(work, row.DossierId);
        if (opened.Value is not { } dossier) return Outcome<Given>.From(opened);
        var (receipt, reply) = (Receipt.Draw(), KeyPair.Generate());
        if (await door.Receipts.Keys(receipt, work.Cancelled) is not { } keys) return Outcome<Given>.Busy;

        var replaced = await work.FirstOrNone<bool>("select reply_pub is not null from voice.contact where id = $1 for update", row.Id);
        foreach (var message in await work.All<MessageRow>("select id, ct_for_vault, vault_version from voice.message where contact_id = $1 and not from_worker", row.Id))
        {
            if (dossier.VaultAt(message.VaultVersion) is not { } vault) return Outcome<Given>.Refused(new NotAdmittedToVault());
            var text = Envelope.OpenText(dossier.ErasureKey, vault, message.CtForVault, new Aad(SealedColumns.MessageToVault, message.Id, dossier.Id));
            work.Write("update voice.message set ct_for_worker = $2 where id = $1", message.Id,
                Envelope.SealText(dossier.ErasureKey, reply.Public, text, new Aad(SealedColumns.MessageToWorker, message.Id, dossier.Id)));
        }
        // The mark of her first text was made with the old receipt and cannot be made again.
        work.Write("update voice.contact set lookup = $2, reply_pub = $3, reply_sk_wrapped = $4, first_text_hash = null, closed_by_worker = false where id = $1",
            row.Id, keys.Lookup, reply.Public, ReplyKey.Wrap(dossier.ErasureKey, keys.Kek(row.Id), reply, row.Id, dossier.Id));
        await work.Tell(new ReplyKeyReplaced(row.Id, dossier, reply.Public));
        work.Audit(replaced ? "receipt.replaced" : "receipt.given", "contact", row.Id);
        // The answer holds the receipt, and answers under an idempotency key are stored: this one must not be. Asked again, it replaces again.
        work.Once = null;
        return await work.Commit(new Given(receipt.Digits));
    }

    private sealed record Row(Guid Id, Guid DossierId);
    private sealed record MessageRow(Guid Id, byte[] CtForVault, int VaultVersion);
}
