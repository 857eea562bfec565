using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Likely duplicates side by side; a person says whether they are one.</summary>
[Needs(NetworkPermissions.KeepDirectory)]
public sealed class DuplicatesModel(Work work, ITexts texts, LookThroughDirectory looking) : WorkspacePage(work)
{
    /// <summary>site or organization.</summary>
    public string Kind { get; private set; } = "site";
    /// <summary>Pairs of this page.</summary>
    public Page<MatchView> Pairs { get; private set; } = new([], null);
    /// <summary>The newest look over the directory.</summary>
    public LookAgain.LookView? Look { get; private set; }
    /// <summary>What was just done, as a text key.</summary>
    public string? Done { get; private set; }

    /// <summary>Rows of the comparison of a pair: what, first, second, whether they differ.</summary>
    public IEnumerable<(string Label, string First, string Second, bool Differs)> Rows(MatchView pair)
    {
        var (a, b) = (pair.First, pair.Second);
        yield return Row("name", a.Name, b.Name);
        if (a.OtherNames.Count + b.OtherNames.Count > 0) yield return Row("other-names", string.Join(", ", a.OtherNames), string.Join(", ", b.OtherNames));
        if (pair.Kind == "site") yield return Row("employer", a.Employer, b.Employer);
        else yield return Row("org-kind", texts[Actor.Language, "org-kind." + a.Employer], texts[Actor.Language, "org-kind." + b.Employer]);
        yield return Row("country", Countries.Name(a.Country, texts, Actor.Language), Countries.Name(b.Country, texts, Actor.Language));
        if (pair.Kind == "site")
        {
            if (a.Address.Length + b.Address.Length > 0) yield return Row("address", a.Address, b.Address);
            yield return Row("place", a.Place, b.Place);
            if (a.Latitude is not null || b.Latitude is not null) yield return Row("position", Position(a), Position(b));
            if (a.OsId is not null || b.OsId is not null) yield return Row("os-id", a.OsId ?? "", b.OsId ?? "");
            yield return Row("headcount", a.Headcount?.ToString("N0", CultureInfo.InvariantCulture) ?? "", b.Headcount?.ToString("N0", CultureInfo.InvariantCulture) ?? "");
        }
        if (!a.Active || !b.Active) yield return Row("in-use", YesNo(a.Active), YesNo(b.Active));
    }

    /// <summary>A reason in words.</summary>
    public string Say(MatchReasonView reason) => texts.Format(Actor.Language, "match.reason." + reason.Fact, new Dictionary<string, object?>
    {
        ["Value"] = reason.Value?.ToString("0.00", CultureInfo.InvariantCulture), ["Ours"] = reason.Ours, ["Theirs"] = reason.Theirs,
        ["Distance"] = reason.Value is < 1000 and { } meters ? $"{meters:0} m" : string.Create(CultureInfo.InvariantCulture, $"{reason.Value / 1000:0.#} km"),
    });

    /// <summary>Shows a page of them.</summary>
    public async Task<IActionResult> OnGet(string? kind, string? cursor, string? done)
    {
        Done = done is "merged" or "apart" ? $"merges.{done}.done" : null;
        return await Show(kind, cursor);
    }

    /// <summary>They are one.</summary>
    public async Task<IActionResult> OnPostMerge([FromForm] string? kind, [FromForm] Guid old, [FromForm] Guid into, [FromForm] int version)
    {
        var input = new MergeRecords.Input(into);
        return await After(kind == "organization" ? await MergeRecords.Organizations(old, version, input, Work) : await MergeRecords.Sites(old, version, input, Work), Here(kind) + "&done=merged", () => Show(kind, null));
    }

    /// <summary>They are not.</summary>
    public async Task<IActionResult> OnPostApart([FromForm] string? kind, [FromForm] Guid match, [FromForm] int version) =>
        await After(await KeepApart.Handle(match, version, Work), Here(kind) + "&done=apart", () => Show(kind, null));

    /// <summary>Looks over the whole directory again.</summary>
    public async Task<IActionResult> OnPostLook([FromForm] string? kind) => await After(await LookAgain.Handle(Work, looking), Here(kind), () => Show(kind, null));

    private async Task<IActionResult> Show(string? kind, string? cursor)
    {
        Kind = kind == "organization" ? kind : "site";
        Pairs = (await ListMatches.Handle(Kind, null, cursor, Work)).Value ?? Pairs;
        Look = await LookAgain.Newest(Work);
        return Page();
    }

    private static string Here(string? kind) => "/app/directory/duplicates?kind=" + (kind == "organization" ? kind : "site");
    private static (string, string, string, bool) Row(string label, string a, string b) => ("duplicates." + label, a, b, Folding.Fold(a) != Folding.Fold(b));
    private static string Position(MatchSideView side) => side is { Latitude: { } lat, Longitude: { } lon } ? string.Create(CultureInfo.InvariantCulture, $"{lat:0.####}, {lon:0.####}") : "";
    private string YesNo(bool yes) => texts[Actor.Language, yes ? "duplicates.yes" : "duplicates.no"];
}
