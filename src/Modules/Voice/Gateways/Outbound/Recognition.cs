using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>
/// Whether a sender wrote before, and whether she asked not to be written to. Both are found by the blind index, whose key is the vault's: the server by itself can neither
/// compute it nor try numbers (security design, 2.5). What came in while nobody was unlocked gets its index from the next member who is.
/// </summary>
public sealed class Recognition(Dossiers dossiers, Keystore keystore)
{
    /// <summary>Contacts that get their index in one go: a page must not wait for a year of messages.</summary>
    private const int Batch = 200;

    /// <summary>Who sent the contact, and what else came from the same sender.</summary>
    public async Task<CallerFacts?> Caller(Work work, OpenDossier dossier)
    {
        if (Key(work, dossier) is not { } key) return null;
        await IndexNew(work, key);
        var identity = await dossier.Identity(work);
        if (identity?.Index(key) is not { } index) return null;
        var digits = Kernel.PhoneNumbers.ToE164(identity.Phone);
        return new CallerFacts(digits?[^2..], await work.All<Guid>("select dossier_id from identity.known($1) where dossier_id <> $2", new[] { index }, dossier.Id));
    }

    /// <summary>Whether the last word of this sender about it was STOP.</summary>
    public async Task<bool> HasStopped(Work work, OpenDossier dossier, WorkerIdentity? identity)
    {
        if (Key(work, dossier) is not { } key || identity?.Index(key) is not { } index) return false;
        await LearnStops(work, dossier.VaultId, key);
        return await work.FirstOrNone<string>("select wants from voice.stop where phone_bidx = $1 order by seq desc limit 1", index) == "Stop";
    }

    /// <summary>The index of an address as it is kept with a STOP.</summary>
    internal static byte[] IndexOf(byte[] vaultPrivate, string address) => address.StartsWith('+') ? PhoneIndex.Of(vaultPrivate, address) : PhoneIndex.OfHandle(vaultPrivate, address);

    // The index of a number is computed with the vault's current key, whichever version the dossier's own keys still stand under.
    private static byte[]? Key(Work work, OpenDossier dossier) => dossier.VaultAt(dossier.VaultVersion)?.Private ?? work.Keys.Vault(dossier.VaultId, dossier.VaultVersion)?.Private;

    /// <summary>Gives what came in by itself, through a gateway or the worker's page, the index that only an unlocked member can compute.</summary>
    internal async Task IndexNew(Work work, byte[] key)
    {
        var rows = await work.All<NewContact>("select id, dossier_id from voice.contact where logged_by is null and not indexed limit $1", Batch);
        if (rows.Count == 0) return;
        var opened = await dossiers.OpenAll(work, [.. rows.Select(r => r.DossierId)]);
        foreach (var row in rows.Where(r => opened.ContainsKey(r.DossierId)))
        {
            if ((await opened[row.DossierId].Identity(work))?.Index(key) is { } index) work.Write("select identity.index_of($1, $2)", row.DossierId, index);
            work.Write("update voice.contact set indexed = true where id = $1", row.Id);
        }
        work.Audit("contacts.indexed", "organization", work.Actor.OrganizationId, new { contacts = rows.Count });
    }

    private async Task LearnStops(Work work, Guid vault, byte[] key)
    {
        var rows = await work.All<StopRow>("select id, ct, vault_version from voice.stop where phone_bidx is null order by seq");
        if (rows.Count == 0) return;
        var erasure = await keystore.Find([.. rows.Select(r => r.Id)], work.Cancelled);
        foreach (var row in rows)
            if (erasure.TryGetValue(row.Id, out var ek) && work.Keys.Vault(vault, row.VaultVersion) is { } pair)
                work.Write("update voice.stop set phone_bidx = $2 where id = $1", row.Id, IndexOf(key, Envelope.OpenText(ek, pair, row.Ct, new Aad(SealedColumns.StopSender, row.Id, row.Id))));
        work.Audit("stops.indexed", "organization", work.Actor.OrganizationId);
    }

    private sealed record NewContact(Guid Id, Guid DossierId);
    private sealed record StopRow(Guid Id, byte[] Ct, int VaultVersion);
}

/// <summary>Numbers that asked not to be written to, when the vault's key changes: sealed anew, and with another index.</summary>
public sealed class StopsInVault(Keystore keystore) : IVaultContents
{
    /// <inheritdoc />
    public IReadOnlyList<SealedColumn> Columns { get; } = [SealedColumns.StopSender];

    /// <inheritdoc />
    public Task<int> Left(Work work, KeyChange change) =>
        work.FirstOrNone<int>("select count(*)::integer from voice.stop where org_id = $1 and vault_version = $2", change.Organization, change.From);

    /// <inheritdoc />
    public async Task<int> Move(Work work, KeyChange change, int most)
    {
        var rows = await work.All<Row>("select id, ct from voice.stop where org_id = $1 and vault_version = $2 and id <> all ($3) order by id limit $4 for update skip locked", change.Organization, change.From, change.Broken.ToArray(), most);
        var erasure = await keystore.Find([.. rows.Select(r => r.Id)], work.Cancelled);
        foreach (var row in rows)
            try
            {
                var aad = new Aad(SealedColumns.StopSender, row.Id, row.Id);
                if (erasure.TryGetValue(row.Id, out var ek))
                    work.Write("update voice.stop set ct = $2, vault_version = $3, phone_bidx = $4 where id = $1", row.Id, Envelope.Reseal(ek, change.Old, change.New.Public, row.Ct, aad), change.To,
                        Recognition.IndexOf(change.New.Private, Envelope.OpenText(ek, change.Old, row.Ct, aad)));
                // Without its erasure key it is noise already, under whichever version.
                else work.Write("update voice.stop set vault_version = $2 where id = $1", row.Id, change.To);
            }
            catch (SealBrokenException) { change.Broken.Add(row.Id); }
        return rows.Count;
    }

    private sealed record Row(Guid Id, byte[] Ct);
}
