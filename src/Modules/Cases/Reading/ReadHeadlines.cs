using System.Globalization;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>The first words of each report, for a list that has loaded already.</summary>
public static class ReadHeadlines
{
    /// <summary>Characters of a headline.</summary>
    public const int Most = 80;

    /// <summary>The first words of one report.</summary>
    public sealed record HeadlineView(
        [property: Field(FieldClass.C1)] Guid CaseId,
        [property: Field(FieldClass.C1)] string Language,
        [property: Field(FieldClass.C2, "member of the vault of the case")] string Text) : IView<Handlers>;

    /// <summary>Reads them for at most one page of cases; what cannot be opened is left out.</summary>
    public static async Task<Outcome<IReadOnlyList<HeadlineView>>> Handle(string? ids, Work work, Dossiers dossiers)
    {
        var given = (ids ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (given.Length == 0) return Outcome<IReadOnlyList<HeadlineView>>.Refused(new BadInput("input.required", "ids"));
        if (given.Length > Paging.Most) return Outcome<IReadOnlyList<HeadlineView>>.Refused(new BadInput("input.too-many", "ids", Paging.Most));
        var wanted = new List<Guid>(given.Length);
        foreach (var text in given)
            if (Guid.TryParseExact(text, "D", out var id)) wanted.Add(id);
            else return Outcome<IReadOnlyList<HeadlineView>>.Refused(new BadInput("input.not-a-choice", "ids"));

        var rows = await work.All<Row>("""
            select c.id as case_id, c.dossier_id, n.id, n.language, n.ct from cases."case" c
              join lateral (select n.id, n.language, n.ct from dossier.narrative n where n.dossier_id = c.dossier_id and n.kind in ('headline', 'report', 'contact')
                             order by n.kind = 'headline' desc, n.kind = 'report' desc, n.day, n.id limit 1) n on true
             where c.id = any($1)
            """, wanted.ToArray());
        var opened = await dossiers.OpenAll(work, [.. rows.Select(r => r.DossierId)]);
        IReadOnlyList<HeadlineView> lines = [.. rows.Where(r => opened.ContainsKey(r.DossierId))
            .Select(r => new HeadlineView(r.CaseId, r.Language, Short(opened[r.DossierId].Text(SealedColumns.Narrative, r.Id, r.Ct))))];
        work.Audit("cases.headlines-read", "organization", work.Actor.OrganizationId, new { cases = lines.Select(l => l.CaseId) });
        return await work.Commit(lines);
    }

    /// <summary>The beginning of a text on one line, cut between what a reader sees as characters.</summary>
    public static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var info = new StringInfo(line.Length > Most * 8 ? line[..(Most * 8)] : line);
        return info.LengthInTextElements <= Most ? info.String : info.SubstringByTextElements(0, Most) + "…";
    }

    private sealed record Row(Guid CaseId, Guid DossierId, Guid Id, string Language, byte[] Ct);
}
