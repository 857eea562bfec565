using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The files of a case, of every contact of it: coded facts, and the names that colleagues and businesses gave. What is in them is opened one at a
/// time, and that is audited.</summary>
public static class ListCaseFiles
{
    /// <summary>A file.</summary>
    /// <param name="Id">File.</param>
    /// <param name="Kind">Image, document, audio, video.</param>
    /// <param name="Origin">Who gave it.</param>
    /// <param name="By">The colleague who added it; null for everyone else.</param>
    /// <param name="Day">The day.</param>
    /// <param name="Bytes">Rough size: sizes are kept in steps.</param>
    /// <param name="State">How it stands.</param>
    /// <param name="ContentType">Media type of the copy; null while there is none.</param>
    /// <param name="RemovedOn">The day it was deleted.</param>
    /// <param name="Name">The name that a colleague or a business gave it; null where it has none or this session cannot open it.</param>
    /// <param name="SharedWith">Businesses that see it, by packets that are released.</param>
    public sealed record FileView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] FileKind Kind,
        [property: Field(FieldClass.C1)] FileOrigin Origin,
        [property: Field(FieldClass.C1)] string? By,
        [property: Field(FieldClass.C1)] DateOnly Day,
        [property: Field(FieldClass.C1)] long Bytes,
        [property: Field(FieldClass.C1)] FileState State,
        [property: Field(FieldClass.C1)] string? ContentType,
        [property: Field(FieldClass.C1)] DateOnly? RemovedOn,
        [property: Field(FieldClass.C2, "member of the vault of the case")] string? Name,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> SharedWith) : IView<Handlers>;

    /// <summary>The files, oldest first; missing when there is no such case.</summary>
    public static async Task<Outcome<IReadOnlyList<FileView>>> Handle(Guid id, Work work, FileOpening opening, Keystore keystore)
    {
        var here = new Question<Guid>("select id from cases.\"case\" where id = $1", id);
        var files = new Question<StoredFile>(StoredFile.Query + " where f.dossier_id in (select x.dossier_id from cases.file x where x.case_id = $1) order by f.seq", id);
        var shared = new Question<SharedRow>("""
            select s.file_id, coalesce(p.recipient_name, o.name, '') as recipient from cases.share_file s join cases.share p on p.id = s.share_id left join access.organization o on o.id = p.recipient_org
             where p.case_id = $1 and p.state = 'Released' and s.action_id is null order by 2
            """, id);
        await work.Ask(here, files, shared);
        if (here.Rows.Count == 0) return Outcome<IReadOnlyList<FileView>>.Missing;
        var named = files.Rows.Where(f => f.NameCt is not null).ToList();
        var erasure = work.Keys.IsLocked || named.Count == 0 ? null : await keystore.Find([.. named.Select(f => f.DossierId).Distinct()], work.Cancelled);
        string? NameOf(StoredFile f) => f.NameCt is not null && erasure?.GetValueOrDefault(f.DossierId) is { } ek && f.OpenCleanedKey(work, ek) is { } key ? f.OpenName(key) : null;
        return files.Rows.Select(f => new FileView(f.Id, f.Kind, f.Origin, f.GivenBy, f.GivenOn, f.Bytes, opening.StateOf(f),
            f.CleanedMedia is { } media ? FileFormats.Of(media).ContentType : null, f.RemovedOn, NameOf(f), [.. shared.Rows.Where(s => s.FileId == f.Id).Select(s => s.Recipient)])).ToList();
    }

    /// <summary>One file of a case of the caller's organization; null when hidden or absent.</summary>
    internal static Task<StoredFile?> Find(Work work, Guid @case, Guid file) => work.FirstOrNone<StoredFile>(StoredFile.Query +
        " where f.id = $2 and f.org_id = access.org() and f.dossier_id in (select x.dossier_id from cases.file x where x.case_id = $1)", @case, file);

    private sealed record SharedRow(Guid FileId, string Recipient);
}
