using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>A person says of a pair: not the same. Remembered with who and when; the pair is never suggested again.</summary>
public static class KeepApart
{
    /// <summary>Somebody decided before.</summary>
    public sealed record Decided(string State) : Refusal("match.decided");

    /// <summary>Keeps the two apart.</summary>
    public static async Task<Outcome> Handle(Guid id, int? version, Work work)
    {
        var row = await work.FirstOrNone<Row>("select org_id, state, version from network.match where id = $1", id);
        if (row is null) return Outcome.Missing;
        if (version is { } read && read != row.Version) return Outcome.Stale;
        if (row.State != "Open") return Outcome.Refused(new Decided(row.State));
        var changed = 0;
        await work.InRowsOf(row.OrgId, async () => changed = await work.Change("update network.match set state = 'Apart', decided_by = $2, decided_at = $3, version = version + 1 where id = $1 and version = $4 and state = 'Open'",
            id, work.Actor.PersonId, work.Now, row.Version));
        if (changed == 0) return Outcome.Stale;
        work.Audit("match.kept-apart", "match", id);
        return await work.Commit();
    }

    private sealed record Row(Guid OrgId, string State, int Version);
}
