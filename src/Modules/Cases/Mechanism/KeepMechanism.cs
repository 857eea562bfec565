using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>
/// A business keeps what its own grievance mechanism received at a site (ILM-35): how it works, and how many, by month, kind and state. Numbers alone: no words
/// about a grievance, nobody who raised one. They stand beside what workers report here and are never added to it.
/// </summary>
public static class KeepMechanism
{
    /// <summary>How far back months are kept: three years.</summary>
    public const int MostMonths = 36;
    /// <summary>Most grievances of one kind and state in a month.</summary>
    public const int MostReceived = 100_000;

    /// <summary>How the mechanism works.</summary>
    /// <param name="Description">In words: who receives, how workers reach it, how it goes on. At most 4,000 characters.</param>
    public sealed record DescriptionInput(string? Description);

    /// <summary>What was received in a month: this takes the place of all that was kept of the month.</summary>
    /// <param name="Month">Its first day.</param>
    /// <param name="Counts">By kind and state; what is left out is none.</param>
    public sealed record MonthInput(DateOnly? Month, IReadOnlyList<Count>? Counts);

    /// <summary>A number.</summary>
    /// <param name="Category">Category of the taxonomy.</param>
    /// <param name="State">Where they stand.</param>
    /// <param name="Received">How many of those received in the month stand there, 0 to 100,000.</param>
    public sealed record Count(
        [property: Field(FieldClass.C1)] string Category, [property: Field(FieldClass.C1)] MechanismState? State, [property: Field(FieldClass.C1)] int Received);

    /// <summary>What was kept.</summary>
    public sealed record KeptView([property: Field(FieldClass.C1)] Guid SiteId, [property: Field(FieldClass.C1)] DateOnly? Month) : IView<Businesses>;

    /// <summary>How it works must be known before its numbers say anything.</summary>
    public sealed record NotDescribed() : Refusal("mechanism.not-described");

    /// <summary>Categories of the taxonomy.</summary>
    public static IReadOnlyList<string> Categories { get; } = [.. CodeLists.Of("labour_issues").Select(c => IssueTaxonomy.CategoryOf(c.Id)).Distinct()];

    /// <summary>Every reason against a description.</summary>
    public static IEnumerable<Refusal> WhyNot(DescriptionInput input)
    {
        foreach (var reason in Given.Text(input.Description, "description", 12_000)) yield return reason;
        if (input.Description?.Trim().Length > 4000) yield return new BadInput("input.too-long", "description", 4000);
    }

    /// <summary>Every reason against a month.</summary>
    public static IEnumerable<Refusal> WhyNot(MonthInput input, DateOnly today)
    {
        if (input.Month is not { } month) yield return new BadInput("input.required", "month");
        else if (month.Day != 1) yield return new BadInput("mechanism.not-a-month", "month");
        else if (month > today) yield return new BadInput("input.in-the-future", "month");
        else if (month < new DateOnly(today.Year, today.Month, 1).AddMonths(-MostMonths)) yield return new BadInput("mechanism.too-old", "month", MostMonths);
        if (input.Counts is null) { yield return new BadInput("input.required", "counts"); yield break; }
        for (var i = 0; i < input.Counts.Count; i++)
        {
            if (input.Counts[i] is not { } count) { yield return new BadInput("input.required", $"counts[{i}]"); continue; }
            foreach (var reason in Given.Choice(count.Category, Categories, $"counts[{i}].category")) yield return reason;
            if (count.State is null) yield return new BadInput("input.required", $"counts[{i}].state");
            if (count.Received is < 0 or > MostReceived) yield return new BadInput("input.out-of-range", $"counts[{i}].received", $"0 to {MostReceived}");
            if (input.Counts.Take(i).Any(c => c is not null && c.Category == count.Category && c.State == count.State)) yield return new BadInput("mechanism.twice", $"counts[{i}]");
        }
    }

    /// <summary>Keeps how it works.</summary>
    public static async Task<Outcome<KeptView>> Describe(Guid site, int? version, DescriptionInput input, Work work, IDirectory directory)
    {
        if (!await IsOwn(work, directory, site)) return Outcome<KeptView>.Missing;
        if (WhyNot(input).ToList() is { Count: > 0 } reasons) return Outcome<KeptView>.Refused(reasons);
        if (version is { } asked && asked != await work.FirstOrNone<int>("select version from cases.mechanism where site_id = $1 for update", site)) return Outcome<KeptView>.Stale;
        work.Write("""
            insert into cases.mechanism (site_id, org_id, description, kept_by, kept_on) values ($1, $2, $3, $4, $5)
            on conflict (site_id) do update set description = excluded.description, kept_by = excluded.kept_by, kept_on = excluded.kept_on, version = cases.mechanism.version + 1
            """, site, work.Actor.OrganizationId, input.Description!.Trim(), work.Actor.PersonId, work.Today);
        work.Audit("mechanism.described", "site", site);
        return await work.Commit(new KeptView(site, null));
    }

    /// <summary>Keeps the numbers of a month.</summary>
    public static async Task<Outcome<KeptView>> Month(Guid site, MonthInput input, Work work, IDirectory directory)
    {
        if (!await IsOwn(work, directory, site)) return Outcome<KeptView>.Missing;
        List<Refusal> reasons = [.. WhyNot(input, work.Today)];
        if (await work.FirstOrNone<Guid?>("select site_id from cases.mechanism where site_id = $1", site) is null) reasons.Add(new NotDescribed());
        if (reasons.Count > 0) return Outcome<KeptView>.Refused(reasons);
        work.Write("delete from cases.mechanism_count where site_id = $1 and month = $2", site, input.Month);
        foreach (var count in input.Counts!.Where(c => c.Received > 0))
            work.Write("insert into cases.mechanism_count (site_id, org_id, month, category, state, received, kept_by, kept_on) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                site, work.Actor.OrganizationId, input.Month, count.Category, count.State, count.Received, work.Actor.PersonId, work.Today);
        work.Audit("mechanism.month-kept", "site", site, new { month = input.Month, received = input.Counts!.Sum(c => c.Received) });
        return await work.Commit(new KeptView(site, input.Month));
    }

    // The database asks the same of every row.
    private static async Task<bool> IsOwn(Work work, IDirectory directory, Guid site) =>
        await directory.Site(work, site) is { } found && found.OrganizationId == work.Actor.OrganizationId && found.Id == site && await work.FirstOrNone<bool>("select access.may_see_site($1)", site);
}

/// <summary>Where a grievance of a business's own mechanism stands (rules N7: received is the sum of the three).</summary>
public enum MechanismState
{
    /// <summary>Not decided yet.</summary>
    Ongoing,
    /// <summary>Carried to its end.</summary>
    Completed,
    /// <summary>Rejected.</summary>
    Rejected,
}
