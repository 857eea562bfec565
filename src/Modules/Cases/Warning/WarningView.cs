using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>A warning: more reports of a category at a site than its own past lets expect.</summary>
/// <param name="Id">Warning.</param>
/// <param name="Version">For <c>If-Match</c>.</param>
/// <param name="SiteId">Site.</param>
/// <param name="Site">Its name.</param>
/// <param name="Category">Category of the taxonomy.</param>
/// <param name="State">Open until a supervisor judged it.</param>
/// <param name="SinceWeek">Monday of the first week of the rise.</param>
/// <param name="Weeks">Weeks it had lasted when it was raised.</param>
/// <param name="Reports">Reports in them.</param>
/// <param name="Expected">What the past lets expect in them.</param>
/// <param name="FlaggedOn">The day it was raised, or raised again.</param>
/// <param name="Reason">Code of the reason it was judged for; null while it is open.</param>
/// <param name="JudgedBy">Who judged it.</param>
/// <param name="JudgedOn">When.</param>
/// <param name="EndedOn">The day on which the rise was over; null while it lasts.</param>
public sealed record WarningView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] int Version,
    [property: Field(FieldClass.C1)] Guid SiteId,
    [property: Field(FieldClass.C1)] string Site,
    [property: Field(FieldClass.C1)] string Category,
    [property: Field(FieldClass.C1)] WarningState State,
    [property: Field(FieldClass.C1)] DateOnly SinceWeek,
    [property: Field(FieldClass.C1)] int Weeks,
    [property: Field(FieldClass.C1)] int Reports,
    [property: Field(FieldClass.C1)] double Expected,
    [property: Field(FieldClass.C1)] DateOnly FlaggedOn,
    [property: Field(FieldClass.C1)] string? Reason,
    [property: Field(FieldClass.C1)] string? JudgedBy,
    [property: Field(FieldClass.C1)] DateOnly? JudgedOn,
    [property: Field(FieldClass.C1)] DateOnly? EndedOn) : IView<Handlers>
{
    /// <summary>Reads warnings of the organization, the newest first; what is over for longer than half a year is left out.</summary>
    internal static async Task<IReadOnlyList<WarningView>> Read(Work work, IDirectory directory, Guid? site = null)
    {
        var rows = await work.All<Row>("""
            select w.id, w.version, w.site_id, w.category, w.state, w.since_week, w.weeks, w.reports, w.expected, w.flagged_on, w.reason, p.name as judged_by, w.judged_on, w.ended_on
              from cases.warning w left join access.person p on p.id = w.judged_by
             where w.org_id = access.org() and ($1::uuid is null or w.site_id = $1) and (w.ended_on is null or w.ended_on > $2)
             order by w.ended_on is not null, w.state <> 'Open', w.flagged_on desc, w.id limit 200
            """, site, work.Today.AddDays(-182));
        var sites = await directory.Sites(work, [.. rows.Select(r => r.SiteId).Distinct()]);
        return [.. rows.Where(r => sites.ContainsKey(r.SiteId)).Select(r => new WarningView(r.Id, r.Version, r.SiteId, sites[r.SiteId].Name, r.Category, r.State, r.SinceWeek, r.Weeks, r.Reports,
            Math.Round(r.Expected, 1, MidpointRounding.AwayFromZero), r.FlaggedOn, r.Reason, r.JudgedBy, r.JudgedOn, r.EndedOn))];
    }

    private sealed record Row(Guid Id, int Version, Guid SiteId, string Category, WarningState State, DateOnly SinceWeek, int Weeks, int Reports, double Expected, DateOnly FlaggedOn,
        string? Reason, string? JudgedBy, DateOnly? JudgedOn, DateOnly? EndedOn);
}

/// <summary>Where a warning stands.</summary>
public enum WarningState
{
    /// <summary>Nobody has judged it.</summary>
    Open,
    /// <summary>Something is done about it.</summary>
    Acknowledged,
    /// <summary>It means nothing.</summary>
    Dismissed,
}
