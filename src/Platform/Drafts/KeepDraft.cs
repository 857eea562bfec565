using System.Text;
using OpenIlm.Kernel;
using OpenIlm.Sealing;

namespace OpenIlm.Platform;

/// <summary>
/// Keeps what somebody is typing, sealed to that person's own key. Only the public half is needed, so it works in a locked session too: a call does not
/// stop because the screen locked itself. The first save is audited, those every few seconds after it are not: they would drown the log.
/// </summary>
public static class KeepDraft
{
    /// <summary>Longest draft, in bytes of UTF-8: two of the longest texts that can be sent.</summary>
    public const int MostBytes = 128 * 1024;
    /// <summary>Most drafts of one person in one organization.</summary>
    public const int MostDrafts = 60;
    /// <summary>How long a draft is kept after it was saved last.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(14);

    /// <summary>What is kept.</summary>
    /// <param name="Content">The fields of the form, as the page wrote them; not read here.</param>
    /// <param name="Writer">The window that saves.</param>
    public sealed record Input(string? Content, Guid Writer);

    /// <summary>Kept.</summary>
    public sealed record KeptView([property: Field(FieldClass.C1)] int Version, [property: Field(FieldClass.C1)] DateTimeOffset SavedAt) : IView<Oneself>;

    /// <summary>The person has too many drafts: some must be sent or thrown away first.</summary>
    public sealed record TooMany(int Most) : Refusal("draft.too-many");

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (string.IsNullOrEmpty(input.Content)) yield return new BadInput("input.required", "content");
        else if (Encoding.UTF8.GetByteCount(input.Content) > MostBytes) yield return new BadInput("request.too-large", "content", MostBytes);
        if (input.Writer == Guid.Empty) yield return new BadInput("input.required", "writer");
    }

    /// <summary>Whether a save would write over what another window typed: it knows neither the version there is nor saved it itself.</summary>
    /// <param name="held">Version there is; null when there is none.</param>
    /// <param name="heldBy">The window that saved it.</param>
    /// <param name="known">Version that the caller says it knows; null when it begins.</param>
    /// <param name="writer">The window that saves now.</param>
    public static bool IsStale(int? held, Guid? heldBy, int? known, Guid writer) => held != known && (held is null || heldBy != writer);

    /// <summary>Keeps it.</summary>
    /// <param name="kind">Which form.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="known">The version that the caller knows; null when it begins.</param>
    /// <param name="input">What is kept.</param>
    /// <param name="work">Work of whoever types.</param>
    /// <param name="keystore">Where its erasure key stands.</param>
    /// <param name="kinds">The forms there are.</param>
    public static async Task<Outcome<KeptView>> Handle(string kind, Guid subject, int? known, Input input, Work work, Keystore keystore, IEnumerable<DraftKind> kinds)
    {
        if (work.PersonKey is not { } pub || kinds.All(k => k.Key != kind)) return Outcome<KeptView>.Missing;
        if (WhyNot(input).ToList() is { Count: > 0 } reasons) return Outcome<KeptView>.Refused(reasons);
        var held = await work.FirstOrNone<Row>("select id, version, writer from platform.draft where kind = $1 and subject = $2 for update", kind, subject);
        if (IsStale(held?.Version, held?.Writer, known, input.Writer)) return Outcome<KeptView>.Stale;
        var content = input.Content!;
        int version;
        if (held is null)
        {
            if (await work.FirstOrNone<int>("select count(*)::integer from platform.draft") >= MostDrafts) return Outcome<KeptView>.Refused(new TooMany(MostDrafts));
            var key = await keystore.Take(work.Cancelled);
            version = await work.FirstOrNone<int>("""
                insert into platform.draft (id, org_id, person_id, kind, subject, ct, writer, saved_at, expires_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning version
                """, key.Dossier, work.Actor.OrganizationId, work.Actor.PersonId, kind, subject, Seal(key.Key, pub, content, key.Dossier), input.Writer, work.Now, work.Now + Life);
            // Two windows began at the same moment: this one learns it as if the other had been first.
            if (version == 0) return Outcome<KeptView>.Stale;
            work.Audit("draft.begun", "draft", key.Dossier, new { kind });
        }
        else
        {
            // The erasure key is gone when the draft was let go a moment ago.
            if (await keystore.Find(held.Id, work.Cancelled) is not { } key) return Outcome<KeptView>.Stale;
            version = await work.FirstOrNone<int>("update platform.draft set ct = $2, writer = $3, saved_at = $4, expires_at = $5, version = version + 1 where id = $1 returning version",
                held.Id, Seal(key, pub, content, held.Id), input.Writer, work.Now, work.Now + Life);
        }
        // The answer is never kept under a caller's key: each save is another.
        work.Once = null;
        return await work.Commit(new KeptView(version, work.Now));
    }

    private static byte[] Seal(byte[] erasureKey, byte[] pub, string content, Guid id) => Envelope.SealText(erasureKey, pub, content, new Aad(SealedColumns.Draft, id, id));

    private sealed record Row(Guid Id, int Version, Guid Writer);
}
