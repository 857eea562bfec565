using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>The words of an answer to a claim, which come through the worker's door and are sealed to the vault.</summary>
public sealed class AnswersInVault(Keystore keystore) : IVaultContents
{
    /// <inheritdoc />
    public IReadOnlyList<SealedColumn> Columns { get; } = [SealedColumns.ValidationText];

    /// <inheritdoc />
    public Task<int> Left(Work work, KeyChange change) =>
        work.FirstOrNone<int>("select count(*)::integer from cases.validation where org_id = $1 and vault_version = $2", change.Organization, change.From);

    /// <inheritdoc />
    public async Task<int> Move(Work work, KeyChange change, int most)
    {
        var rows = await work.All<Row>("select id, dossier_id, ct from cases.validation where org_id = $1 and vault_version = $2 and id <> all ($3) order by id limit $4 for update skip locked",
            change.Organization, change.From, change.Broken.ToArray(), most);
        var erasure = await keystore.Find([.. rows.Select(r => r.DossierId).Distinct()], work.Cancelled);
        foreach (var row in rows)
            try
            {
                work.Write("update cases.validation set ct = $2, vault_version = $3 where id = $1", row.Id,
                    erasure.TryGetValue(row.DossierId, out var ek) ? Envelope.Reseal(ek, change.Old, change.New.Public, row.Ct, new Aad(SealedColumns.ValidationText, row.Id, row.DossierId)) : row.Ct, change.To);
            }
            catch (SealBrokenException) { change.Broken.Add(row.Id); }
        return rows.Count;
    }

    private sealed record Row(Guid Id, Guid DossierId, byte[] Ct);
}
