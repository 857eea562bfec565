using OpenIlm.Kernel;

namespace OpenIlm.Platform;

/// <summary>What changed in the lists of a person: kinds and random ids, nothing else.</summary>
public static class LiveChanges
{
    /// <summary>Most ids that one message names; where more changed, all of the kind may have.</summary>
    public const int Most = 100;

    /// <summary>One message of the stream.</summary>
    /// <param name="Kinds">Kinds of lists in which something changed.</param>
    /// <param name="Ids">The things that changed; empty where there are too many to name.</param>
    public sealed record ChangedView(
        [property: Field(FieldClass.C1)] IReadOnlyList<string> Kinds,
        [property: Field(FieldClass.C1)] IReadOnlyList<Guid> Ids) : IView<SignedIn>;

    /// <summary>What a look came to.</summary>
    /// <param name="Since">Where the next look begins: the oldest transaction that was open at this one.</param>
    /// <param name="Changed">What changed; null when nothing did that this person may see.</param>
    internal sealed record Look(string Since, ChangedView? Changed);

    /// <summary>The place where a look that follows a page begins. Asked before the page reads its lists.</summary>
    public static Question<string> Now() => new("select pg_snapshot_xmin(pg_current_snapshot())::text");

    /// <summary>Looks for what changed since. Row security judges it as it judges the lists themselves; a kind whose lists the person may not open is not told.</summary>
    /// <param name="work">The unit of work of the session.</param>
    /// <param name="since">Where the look before ended; null: only from now on; what cannot be read: everything may have changed.</param>
    /// <param name="kinds">Every kind there is.</param>
    /// <param name="told">Rows that were told already; those that cannot come again are taken out.</param>
    internal static async Task<Look> Find(Work work, string? since, IEnumerable<LiveKind> kinds, Dictionary<long, ulong> told)
    {
        var mine = kinds.Where(k => work.Actor.May(k.Permission)).Select(k => k.Kind).ToArray();
        if (since is null)
        {
            var now = Now();
            await work.Ask(now);
            return new Look(now.Rows[0], null);
        }
        var from = ulong.TryParse(since, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
        var (place, rows) = (Now(), new Question<Row>("""
            select l.id, l.tx::text as tx, l.kind, l.subject from platform.live l
             where l.org_id = access.org() and l.tx >= ($1::text)::xid8 and l.kind = any ($2) order by l.id limit 2000
            """, from.ToString(System.Globalization.CultureInfo.InvariantCulture), mine));
        // The place first: what commits between the two is told twice rather than never.
        await work.Ask(place, rows);
        var fresh = rows.Rows.Where(r => told.TryAdd(r.Id, ulong.Parse(r.Tx, System.Globalization.CultureInfo.InvariantCulture))).ToList();
        var next = ulong.Parse(place.Rows[0], System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (id, tx) in told.ToList())
            if (tx < next) told.Remove(id);
        // A place that lies ahead is of another life of the database: whoever was there reads everything again.
        if (from > next || from == 0 || rows.Rows.Count == 2000) return new Look(place.Rows[0], new ChangedView(mine, []));
        if (fresh.Count == 0) return new Look(place.Rows[0], null);
        var ids = fresh.Select(r => r.Subject).Distinct().ToList();
        return new Look(place.Rows[0], new ChangedView([.. fresh.Select(r => r.Kind).Distinct().Order(StringComparer.Ordinal)], ids.Count > Most ? [] : ids));
    }

    private sealed record Row(long Id, string Tx, string Kind, Guid Subject);
}
