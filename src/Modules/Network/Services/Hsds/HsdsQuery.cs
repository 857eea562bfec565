using System.Globalization;
using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;

namespace OpenIlm.Network;

/// <summary>What a client of the public API asks for. All that is said must hold.</summary>
public sealed record HsdsQuery
{
    /// <summary>Entries of a page when nobody says.</summary>
    public const int DefaultSize = 20;
    /// <summary>Most entries of a page.</summary>
    public const int LargestSize = 200;

    /// <summary>Words that must all stand in it.</summary>
    public string? Search { get; init; }
    /// <summary>Page, from 1.</summary>
    public int Page { get; init; } = 1;
    /// <summary>Entries of a page.</summary>
    public int PerPage { get; init; } = DefaultSize;
    /// <summary>A term that applies.</summary>
    public Guid? TermId { get; init; }
    /// <summary>A taxonomy of which a term applies.</summary>
    public Guid? TaxonomyId { get; init; }
    /// <summary>Who provides it.</summary>
    public Guid? OrganizationId { get; init; }
    /// <summary>Changed then or later.</summary>
    public DateTimeOffset? ModifiedAfter { get; init; }
    /// <summary>Ids and days of change alone.</summary>
    public bool Minimal { get; init; }
    /// <summary>Everything, nested.</summary>
    public bool Full { get; init; }

    /// <summary>Reads the members of a query string; each that cannot be read is a reason.</summary>
    public static (HsdsQuery Query, IReadOnlyList<Refusal> Reasons) Read(IQueryCollection given)
    {
        var reasons = new List<Refusal>();
        string? Text(string name) => given[name].ToString().Trim() is { Length: > 0 } text ? text : null;
        int Number(string name, int otherwise, int most)
        {
            if (Text(name) is not { } text) return otherwise;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most) return number;
            reasons.Add(new BadInput("input.out-of-range", name, string.Create(CultureInfo.InvariantCulture, $"1 to {most}")));
            return otherwise;
        }
        Guid? Id(string name)
        {
            if (Text(name) is not { } text) return null;
            if (Guid.TryParse(text, out var id)) return id;
            reasons.Add(new BadInput("input.invalid", name));
            return null;
        }
        bool Flag(string name)
        {
            if (Text(name) is not { } text) return false;
            if (bool.TryParse(text, out var flag)) return flag;
            reasons.Add(new BadInput("input.not-a-choice", name));
            return false;
        }
        DateTimeOffset? after = null;
        if (Text("modified_after") is { } moment)
        {
            // The plus of an offset comes as a space from clients that do not escape it.
            if (DateTimeOffset.TryParse(moment.Contains('T', StringComparison.Ordinal) ? moment.Replace(' ', '+') : moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) after = at;
            else reasons.Add(new BadInput("input.not-a-date", "modified_after"));
        }
        if (Text("format") is { } format && !format.Equals("json", StringComparison.OrdinalIgnoreCase)) reasons.Add(new BadInput("input.not-a-choice", "format"));
        if (Text("search") is { Length: > 200 }) reasons.Add(new BadInput("input.too-long", "search", 200));
        var query = new HsdsQuery
        {
            Search = Text("search"), Page = Number("page", 1, 1_000_000), PerPage = Number("per_page", DefaultSize, LargestSize), TermId = Id("taxonomy_term_id"), TaxonomyId = Id("taxonomy_id"),
            OrganizationId = Id("organization_id"), ModifiedAfter = after, Minimal = Flag("minimal"), Full = Flag("full"),
        };
        return (query, reasons);
    }

    /// <summary>Whether a service is asked for.</summary>
    public bool Wants(PublishedService s) =>
        (OrganizationId is null || HsdsRecords.OrganizationId(s) == OrganizationId)
        && (ModifiedAfter is null || s.ModifiedAt >= ModifiedAfter)
        && (TermId is null || HsdsRecords.TermsOf(s).Any(t => HsdsRecords.TermId(t.List, t.Code) == TermId))
        && (TaxonomyId is null || HsdsRecords.TermsOf(s).Any(t => HsdsRecords.Terms.Any(v => v.Id == HsdsRecords.TermId(t.List, t.Code) && v.TaxonomyId == TaxonomyId)))
        && Says(s.Name, s.Description, s.Provider, s.Places, s.Eligibility, string.Join(' ', ServiceKinds.All.Where(k => s.Kinds.Contains(k.Id)).Select(k => k.Name)));

    /// <summary>Whether every word of the search stands in one of the texts.</summary>
    public bool Says(params string[] texts) =>
        Search is null || Search.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => texts.Any(t => t.Contains(word, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The page that is asked for.</summary>
    public HsdsViews.PageView<TTo> Of<TFrom, TTo>(IReadOnlyList<TFrom> all, Func<TFrom, TTo> show)
    {
        // Whoever asks for ids alone keeps a copy and wants them at once (HSDS: aim to return all of them in one call).
        var size = Minimal ? Math.Max(all.Count, 1) : PerPage;
        var pages = (all.Count + size - 1) / size;
        var contents = all.Skip((int)Math.Min((long)(Page - 1) * size, int.MaxValue)).Take(size).Select(show).ToList();
        return new HsdsViews.PageView<TTo>(all.Count, pages, Page, contents.Count, Page == 1, Page >= pages, contents.Count == 0, contents);
    }
}
