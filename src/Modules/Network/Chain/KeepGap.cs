using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>A gap in visibility.</summary>
public sealed record GapView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] Guid OrganizationId,
    [property: Field(FieldClass.C1)] Guid? SiteId,
    [property: Field(FieldClass.C1)] string? SiteName,
    [property: Field(FieldClass.C1)] string Step,
    [property: Field(FieldClass.C1)] string Note,
    [property: Field(FieldClass.C1)] DateOnly Since,
    [property: Field(FieldClass.C1)] DateOnly? ClosedOn,
    [property: Field(FieldClass.C1)] string Found,
    [property: Field(FieldClass.C1)] int Version) : IView<SignedIn>;

/// <summary>Records what nobody knows yet of a chain, so that it is seen as a gap and not as an end (MAP-5), and closes it when it is found.</summary>
public static class KeepGap
{
    /// <summary>Steps that can be unknown.</summary>
    public static readonly IReadOnlyList<string> Steps = ["Supplier", "Site", "Employer", "Recruiter", "SubAgent", "Origin", "ServiceProvider"];

    /// <summary>A gap.</summary>
    /// <param name="OrganizationId">Where the trail ends.</param>
    /// <param name="Step">Which step is unknown.</param>
    /// <param name="SiteId">The site where it ends; null for the organization.</param>
    /// <param name="Note">What is known all the same, at most 500 characters.</param>
    /// <param name="Since">Since when; today when not said.</param>
    public sealed record Input(Guid OrganizationId, string Step, Guid? SiteId = null, string? Note = null, DateOnly? Since = null);

    /// <summary>What was found.</summary>
    public sealed record Closing(string? Found = null);

    /// <summary>It was closed before.</summary>
    public sealed record ClosedBefore(DateOnly ClosedOn) : Refusal("gap.closed-before");

    /// <summary>Every reason the input itself shows.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, DateOnly today)
    {
        if (!Steps.Contains(input.Step)) yield return new BadInput("input.not-a-choice", "step");
        if (input.Note?.Length > 500) yield return new BadInput("input.too-long", "note", 500);
        if (input.Since > today) yield return new BadInput("input.in-the-future", "since");
    }

    /// <summary>Records it.</summary>
    public static async Task<Outcome<CreatedView>> Add(Input input, Work work)
    {
        if (WhyNot(input, work.Today).ToList() is { Count: > 0 } reasons) return Outcome<CreatedView>.Refused(reasons);
        if (await Kept.Subject(work, "organization", input.OrganizationId) is null) return Outcome<CreatedView>.Missing;
        if (input.SiteId is { } site && await work.FirstOrNone<int>("select 1 from network.site where id = $1 and org_id = $2", site, input.OrganizationId) == 0) return Outcome<CreatedView>.Refused(new BadInput("person.site-of-others", "siteId"));
        var id = Guid.NewGuid();
        await work.InRowsOf(input.OrganizationId, () =>
        {
            work.Write("insert into network.gap (id, org_id, site_id, step, note, since) values ($1, $2, $3, $4, $5, $6)", id, input.OrganizationId, input.SiteId, input.Step, input.Note?.Trim() ?? "", input.Since ?? work.Today);
            return Task.CompletedTask;
        });
        work.Audit("gap.recorded", "organization", input.OrganizationId, new { gap = id, input.Step });
        return await work.Commit(new CreatedView(id));
    }

    /// <summary>Closes it: it was found.</summary>
    public static async Task<Outcome> Close(Guid id, int? version, Closing input, Work work)
    {
        if (input.Found?.Length > 500) return Outcome.Refused(new BadInput("input.too-long", "found", 500));
        if (await work.FirstOrNone<Row>("select org_id, closed_on from network.gap where id = $1", id) is not { } gap) return Outcome.Missing;
        if (gap.ClosedOn is { } before) return Outcome.Refused(new ClosedBefore(before));
        var changed = 0;
        await work.InRowsOf(gap.OrgId, async () => changed = await work.Change("update network.gap set closed_on = greatest($3, since), found = $4, version = version + 1 where id = $1 and ($2::integer is null or version = $2)", id, version, work.Today, input.Found?.Trim() ?? ""));
        if (changed == 0) return Outcome.Stale;
        work.Audit("gap.closed", "organization", gap.OrgId, new { gap = id });
        return await work.Commit();
    }

    private sealed record Row(Guid OrgId, DateOnly? ClosedOn);
}
