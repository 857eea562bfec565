using OpenIlm.Sealing;

namespace OpenIlm.Platform;

/// <summary>The keys of files, originals and cleaned copies. The files themselves stay as they are.</summary>
public sealed class FileKeysInVault(Keystore keystore) : IVaultContents
{
    /// <inheritdoc />
    public IReadOnlyList<SealedColumn> Columns { get; } = [SealedColumns.FileKeyI, SealedColumns.FileKeyN];

    /// <inheritdoc />
    public Task<int> Left(Work work, KeyChange change) =>
        work.FirstOrNone<int>("select count(*)::integer from dossier.file where org_id = $1 and vault_version = $2", change.Organization, change.From);

    /// <inheritdoc />
    public async Task<int> Move(Work work, KeyChange change, int most)
    {
        var rows = await work.All<Row>("""
            select id, dossier_id, wrap_i, wrap_n from dossier.file where org_id = $1 and vault_version = $2 and id <> all ($3) order by id limit $4 for update skip locked
            """, change.Organization, change.From, change.Broken.ToArray(), most);
        var erasure = await keystore.Find([.. rows.Select(r => r.DossierId).Distinct()], work.Cancelled);
        foreach (var row in rows)
            try
            {
                // Whose erasure key is gone is unreadable for ever: only the version counts.
                var (i, n) = (row.WrapI, row.WrapN);
                if (erasure.TryGetValue(row.DossierId, out var ek))
                    (i, n) = (Anew(change, ek, i, new Aad(SealedColumns.FileKeyI, row.Id, row.DossierId)), Anew(change, ek, n, new Aad(SealedColumns.FileKeyN, row.Id, row.DossierId)));
                work.Write("update dossier.file set vault_version = $2, wrap_i = $3, wrap_n = $4 where id = $1", row.Id, change.To, i, n);
            }
            catch (SealBrokenException) { change.Broken.Add(row.Id); }
        return rows.Count;
    }

    private static byte[] Anew(KeyChange change, byte[] ek, byte[] wrap, in Aad place) => Wrap.Rewrap(ek, change.Old, change.From, change.New.Public, change.To, wrap, place);

    private sealed record Row(Guid Id, Guid DossierId, byte[] WrapI, byte[] WrapN);
}
