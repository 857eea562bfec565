using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Warnings that nobody has judged, in the list of a supervisor's day.</summary>
public sealed class WarningLines(ITexts texts, IDirectory directory) : ITodayLines, ITaskCount
{
    private const int First = 6;
    private const string open = "select w.site_id, w.category, w.weeks, w.reports, w.expected from cases.warning w where w.org_id = access.org() and access.holds('Supervisor') and w.state = 'Open' and w.ended_on is null order by w.flagged_on desc, w.id limit 100";

    /// <inheritdoc />
    public async Task<IReadOnlyList<TodayList>> For(Work work)
    {
        if (!work.Actor.May(WarningPermissions.Judge)) return [];
        var rows = await work.All<Row>(open);
        if (rows.Count == 0) return [];
        var sites = await directory.Sites(work, [.. rows.Select(r => r.SiteId).Distinct()]);
        var seen = rows.Where(r => sites.ContainsKey(r.SiteId)).ToList();
        string Say(string key, params (string, object?)[] facts) => texts.Format(work.Actor.Language, key, facts);
        return [new TodayList("warning", [.. seen.Take(First).Select(r => new TodayLine("/app/warning", sites[r.SiteId].Name,
            $"{Say("category." + r.Category)}: {Say(r.Weeks == 1 ? "warning.why.week" : "warning.why", ("Reports", r.Reports), ("Weeks", r.Weeks), ("Expected", WarningWords.Number(r.Expected)))}"))],
            seen.Count, seen.Count > First ? "/app/warning" : null)];
    }

    /// <inheritdoc />
    public async Task<int> Of(Work work, Guid person) => (await work.All<Row>(open)).Count;

    private sealed record Row(Guid SiteId, string Category, int Weeks, int Reports, double Expected);
}
