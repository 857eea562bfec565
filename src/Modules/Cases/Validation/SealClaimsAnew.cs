using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>The worker has a new receipt: the claims put to her are sealed to its key, so that she can still read and answer them.</summary>
public sealed class SealClaimsAnew : IHandle<ReplyKeyReplaced>
{
    /// <inheritdoc />
    public async Task Handle(ReplyKeyReplaced happened, Work work)
    {
        var dossier = happened.Dossier;
        foreach (var claim in await work.All<Row>("select id, ct_for_vault from cases.claim where contact_id = $1 and dossier_id = $2", happened.Contact, dossier.Id))
            work.Write("update cases.claim set ct_for_worker = $2 where id = $1", claim.Id,
                Envelope.SealText(dossier.ErasureKey, happened.ReplyPub, dossier.Text(SealedColumns.ClaimToVault, claim.Id, claim.CtForVault), new Aad(SealedColumns.ClaimToWorker, claim.Id, dossier.Id)));
    }

    private sealed record Row(Guid Id, byte[] CtForVault);
}
