using OpenIlm.Kernel;
using OpenIlm.Sealing;

namespace OpenIlm.Platform;

/// <summary>Opens the own drafts. Needs the person's private half, so a locked session reads none.</summary>
public static class ReadDraft
{
    /// <summary>A draft, opened.</summary>
    public sealed record DraftView(
        [property: Field(FieldClass.C1)] int Version,
        [property: Field(FieldClass.C1)] DateTimeOffset SavedAt,
        [property: Field(FieldClass.C3, "what this person typed, for this person alone")] string Content) : IView<Oneself>;

    /// <summary>A draft in the list of one's own.</summary>
    public sealed record DraftItemView(
        [property: Field(FieldClass.C1)] string Kind,
        [property: Field(FieldClass.C1)] Guid Subject,
        [property: Field(FieldClass.C1)] string Href,
        [property: Field(FieldClass.C1)] DateTimeOffset SavedAt,
        [property: Field(FieldClass.C1)] DateTimeOffset KeptUntil) : IView<Oneself>;

    /// <summary>One draft.</summary>
    public static async Task<Outcome<DraftView>> Handle(string kind, Guid subject, Work work, Keystore keystore)
    {
        if (work.Keys.IsLocked) return Outcome<DraftView>.Refused(new SessionLocked());
        return (await Open(kind, subject, work, keystore)).Select(d => (Outcome<DraftView>)d.View).FirstOrDefault(Outcome<DraftView>.Missing);
    }

    /// <summary>The own drafts of a kind with what they hold, newest first; none while the session is locked.</summary>
    public static Task<IReadOnlyList<(Guid Subject, DraftView View)>> All(string kind, Work work, Keystore keystore) => Open(kind, null, work, keystore);

    /// <summary>The own drafts, newest first, unopened.</summary>
    /// <param name="work">Work of whoever typed them.</param>
    /// <param name="kinds">The forms there are.</param>
    /// <param name="kind">Of this form only; null: of all.</param>
    /// <param name="subject">About this only; null: about all.</param>
    public static async Task<IReadOnlyList<DraftItemView>> List(Work work, IEnumerable<DraftKind> kinds, string? kind = null, Guid? subject = null)
    {
        var pages = kinds.ToDictionary(k => k.Key);
        return [.. from row in await work.All<Item>("select kind, subject, saved_at, expires_at from platform.draft where expires_at > $1 and ($2::text is null or kind = $2) and ($3::uuid is null or subject = $3) order by saved_at desc", work.Now, kind, subject)
            where pages.ContainsKey(row.Kind) select new DraftItemView(row.Kind, row.Subject, pages[row.Kind].Page(row.Subject), row.SavedAt, row.ExpiresAt)];
    }

    private static async Task<IReadOnlyList<(Guid Subject, DraftView View)>> Open(string kind, Guid? subject, Work work, Keystore keystore)
    {
        if (work.Keys.IsLocked) return [];
        var rows = await work.All<Row>("select id, subject, version, saved_at, ct from platform.draft where kind = $1 and ($2::uuid is null or subject = $2) and expires_at > $3 order by saved_at desc",
            kind, subject, work.Now);
        if (rows.Count == 0) return [];
        var keys = await keystore.Find([.. rows.Select(r => r.Id)], work.Cancelled);
        var opened = new List<(Guid, DraftView)>(rows.Count);
        foreach (var row in rows.Where(r => keys.ContainsKey(r.Id)))
            opened.Add((row.Subject, new DraftView(row.Version, row.SavedAt, Envelope.OpenText(keys[row.Id], work.Keys.Person, row.Ct, new Aad(SealedColumns.Draft, row.Id, row.Id)))));
        return opened;
    }

    private sealed record Row(Guid Id, Guid Subject, int Version, DateTimeOffset SavedAt, byte[] Ct);
    private sealed record Item(string Kind, Guid Subject, DateTimeOffset SavedAt, DateTimeOffset ExpiresAt);
}
