using OpenIlm.Sealing;

namespace OpenIlm.Platform;

/// <summary>One kind of thing that is sealed to a vault's key and has to be sealed anew when the key changes. Whoever seals to a vault has one of these;
/// a test asks that every sealed column either stands in one or is known not to be sealed to a vault.</summary>
public interface IVaultContents
{
    /// <summary>The columns it answers for.</summary>
    IReadOnlyList<SealedColumn> Columns { get; }
    /// <summary>How many rows of the organization of the transaction still stand under a version.</summary>
    Task<int> Left(Work work, KeyChange change);
    /// <summary>Seals some rows anew and queues them; commits nothing.</summary>
    /// <param name="work">The program's own work in the rows of the organization.</param>
    /// <param name="change">From which key to which.</param>
    /// <param name="most">How many rows at most.</param>
    /// <returns>How many rows were found: fewer than asked for means that this was the last of them.</returns>
    Task<int> Move(Work work, KeyChange change, int most);
}

/// <summary>The change of a vault's key, while it runs. Private halves live in memory only.</summary>
/// <param name="Organization">Whose vault.</param>
/// <param name="Vault">The vault.</param>
/// <param name="From">Version that goes.</param>
/// <param name="To">Version that takes its place.</param>
/// <param name="Old">Pair of the one.</param>
/// <param name="New">Pair of the other.</param>
public sealed record KeyChange(Guid Organization, Guid Vault, int From, int To, KeyPair Old, KeyPair New)
{
    /// <summary>Rows that neither key opens. They stay as they are and are told; the old key is kept while there is one.</summary>
    public HashSet<Guid> Broken { get; } = [];
}

/// <summary>The keys of dossiers, and with them the blind index of phone numbers (security design, 2.5).</summary>
public sealed class DossierKeysInVault(Keystore keystore) : IVaultContents
{
    /// <inheritdoc />
    public IReadOnlyList<SealedColumn> Columns { get; } = [SealedColumns.DossierKeyN, SealedColumns.DossierKeyI];

    /// <inheritdoc />
    public Task<int> Left(Work work, KeyChange change) =>
        work.FirstOrNone<int>("select count(*)::integer from dossier.key where org_id = $1 and version = $2", change.Organization, change.From);

    /// <inheritdoc />
    public async Task<int> Move(Work work, KeyChange change, int most)
    {
        var rows = await work.All<Row>("""
            select dossier_id, tier, wrap from dossier.key where org_id = $1 and version = $2 and vault_id = $3 and dossier_id <> all ($4)
             order by dossier_id, tier limit $5 for update skip locked
            """, change.Organization, change.From, change.Vault, change.Broken.ToArray(), most);
        var erasure = await keystore.Find([.. rows.Select(r => r.DossierId).Distinct()], work.Cancelled);
        var identities = (await work.All<Indexed>("select dossier_id, ct from identity.indexed($1)", rows.Where(r => r.Tier == "i").Select(r => r.DossierId).ToArray())).ToDictionary(i => i.DossierId, i => i.Ct);
        foreach (var row in rows)
        {
            var aad = new Aad(row.Tier == "n" ? SealedColumns.DossierKeyN : SealedColumns.DossierKeyI, change.Vault, row.DossierId);
            try
            {
                // Whose erasure key is gone is unreadable for ever: its wrap only has to go.
                if (erasure.TryGetValue(row.DossierId, out var ek))
                {
                    work.Write("insert into dossier.key (dossier_id, org_id, tier, vault_id, version, wrap) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
                        row.DossierId, change.Organization, row.Tier, change.Vault, change.To, Wrap.Rewrap(ek, change.Old, change.From, change.New.Public, change.To, row.Wrap, aad));
                    if (row.Tier == "i" && identities.TryGetValue(row.DossierId, out var ct)) Index(work, change, row, ek, aad, ct);
                }
                work.Write("delete from dossier.key where dossier_id = $1 and tier = $2 and vault_id = $3 and version = $4", row.DossierId, row.Tier, change.Vault, change.From);
            }
            catch (SealBrokenException) { change.Broken.Add(row.DossierId); }
        }
        return rows.Count;
    }

    // The index is keyed by the vault's private half: under another key the same number has another index.
    private static void Index(Work work, KeyChange change, Row row, byte[] ek, Aad aad, byte[] ct)
    {
        var key = Wrap.OpenKey(ek, change.Old, row.Wrap, aad, change.From);
        var who = System.Text.Json.JsonSerializer.Deserialize<WorkerIdentity>(Blob.Open(key, ct, new Aad(SealedColumns.Identity, row.DossierId, row.DossierId)), Json.Compact);
        if (who?.Index(change.New.Private) is { } index) work.Write("select identity.put($1, $2, $3)", row.DossierId, ct, index);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(key);
    }

    private sealed record Row(Guid DossierId, string Tier, byte[] Wrap);
    private sealed record Indexed(Guid DossierId, byte[] Ct);
}
