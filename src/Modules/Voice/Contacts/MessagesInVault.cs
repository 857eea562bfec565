using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>Messages as the vault reads them.</summary>
public sealed class MessagesInVault(Keystore keystore) : IVaultContents
{
    /// <inheritdoc />
    public IReadOnlyList<SealedColumn> Columns { get; } = [SealedColumns.MessageToVault];

    /// <inheritdoc />
    public Task<int> Left(Work work, KeyChange change) =>
        work.FirstOrNone<int>("select count(*)::integer from voice.message where org_id = $1 and vault_version = $2", change.Organization, change.From);

    /// <inheritdoc />
    public async Task<int> Move(Work work, KeyChange change, int most)
    {
        var rows = await work.All<Row>("""
            select m.id, c.dossier_id, m.ct_for_vault from voice.message m join voice.contact c on c.id = m.contact_id
             where m.org_id = $1 and m.vault_version = $2 and m.id <> all ($3) order by m.id limit $4 for update of m skip locked
            """, change.Organization, change.From, change.Broken.ToArray(), most);
        var erasure = await keystore.Find([.. rows.Select(r => r.DossierId).Distinct()], work.Cancelled);
        foreach (var row in rows)
            try
            {
                // Without its erasure key a message is noise already, under whichever version.
                work.Write("update voice.message set ct_for_vault = $2, vault_version = $3 where id = $1", row.Id,
                    erasure.TryGetValue(row.DossierId, out var ek) ? Envelope.Reseal(ek, change.Old, change.New.Public, row.CtForVault, new Aad(SealedColumns.MessageToVault, row.Id, row.DossierId)) : row.CtForVault, change.To);
            }
            catch (SealBrokenException) { change.Broken.Add(row.Id); }
        return rows.Count;
    }

    private sealed record Row(Guid Id, Guid DossierId, byte[] CtForVault);
}
