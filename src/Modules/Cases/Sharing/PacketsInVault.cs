using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>Keys of packets, the author's and the recipient's alike: each is sealed to the vault of whoever reads it.</summary>
public sealed class PacketsInVault(Keystore keystore) : IVaultContents
{
    /// <inheritdoc />
    public IReadOnlyList<SealedColumn> Columns { get; } = [SealedColumns.PacketKey];

    /// <inheritdoc />
    public Task<int> Left(Work work, KeyChange change) => work.FirstOrNone<int>("select cases.packet_wraps_left($1)", change.From);

    /// <inheritdoc />
    public async Task<int> Move(Work work, KeyChange change, int most)
    {
        var rows = await work.All<Row>("select share_id, dossier_id, wrap from cases.packet_wraps($1, $2, $3)", change.From, change.Broken.ToArray(), most);
        var erasure = await keystore.Find([.. rows.Select(r => r.DossierId).Distinct()], work.Cancelled);
        foreach (var row in rows)
            try
            {
                // A packet that was taken back has an empty wrap, and one of an erased case opens nothing: only the version counts.
                work.Write("select cases.move_packet_wrap($1, $2, $3, $4)", row.ShareId, change.From, change.To, row.Wrap.Length > 0 && erasure.TryGetValue(row.DossierId, out var ek)
                    ? Wrap.Rewrap(ek, change.Old, change.From, change.New.Public, change.To, row.Wrap, new Aad(SealedColumns.PacketKey, row.ShareId, row.DossierId)) : row.Wrap);
            }
            catch (SealBrokenException) { change.Broken.Add(row.ShareId); }
        return rows.Count;
    }

    private sealed record Row(Guid ShareId, Guid DossierId, byte[] Wrap);
}
