using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>
/// Keys that are wrapped for the vault of whoever may read, the author's and the recipient's alike. The wraps of an organization lie in other organizations' rows
/// too, so three functions of the database reach them: <c>cases.THING_wraps</c>, <c>cases.THING_wraps_left</c> and <c>cases.move_THING_wrap</c>.
/// </summary>
/// <param name="keystore">The erasure keys.</param>
/// <param name="column">The wrapped key.</param>
/// <param name="thing">The word in the names of the functions.</param>
/// <param name="id">The column with the id to which the key is bound.</param>
public abstract class WrapsInVault(Keystore keystore, SealedColumn column, string thing, string id) : IVaultContents
{
    /// <inheritdoc />
    public IReadOnlyList<SealedColumn> Columns { get; } = [column];

    /// <inheritdoc />
    public Task<int> Left(Work work, KeyChange change) => work.FirstOrNone<int>($"select cases.{thing}_wraps_left($1)", change.From);

    /// <inheritdoc />
    public async Task<int> Move(Work work, KeyChange change, int most)
    {
        var rows = await work.All<Row>($"select {id} as id, dossier_id, wrap from cases.{thing}_wraps($1, $2, $3)", change.From, change.Broken.ToArray(), most);
        var erasure = await keystore.Find([.. rows.Select(r => r.DossierId).Distinct()], work.Cancelled);
        foreach (var row in rows)
            try
            {
                // What was taken back has an empty wrap, and what belongs to an erased case opens nothing: only the version counts.
                work.Write($"select cases.move_{thing}_wrap($1, $2, $3, $4)", row.Id, change.From, change.To, row.Wrap.Length > 0 && erasure.TryGetValue(row.DossierId, out var ek)
                    ? Wrap.Rewrap(ek, change.Old, change.From, change.New.Public, change.To, row.Wrap, new Aad(column, row.Id, row.DossierId)) : row.Wrap);
            }
            catch (SealBrokenException) { change.Broken.Add(row.Id); }
        return rows.Count;
    }

    private sealed record Row(Guid Id, Guid DossierId, byte[] Wrap);
}

/// <summary>Keys of packets.</summary>
public sealed class PacketsInVault(Keystore keystore) : WrapsInVault(keystore, SealedColumns.PacketKey, "packet", "share_id");
