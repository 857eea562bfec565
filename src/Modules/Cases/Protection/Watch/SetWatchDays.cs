using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Sets after how many days workers are asked. Check-ins that are planned stay as they are: a promise is not shortened afterwards.</summary>
public static class SetWatchDays
{
    /// <summary>The days after a release, 1 to 730; at most six, the first within 14.</summary>
    public sealed record Input(IReadOnlyList<int>? Days);

    /// <summary>The days as they hold now.</summary>
    /// <param name="Days">Days after a release.</param>
    /// <param name="Since">The day they were set; null for the usual ones.</param>
    /// <param name="By">Who set them.</param>
    public sealed record WatchDaysView(
        [property: Field(FieldClass.C1)] IReadOnlyList<int> Days,
        [property: Field(FieldClass.C1)] DateOnly? Since,
        [property: Field(FieldClass.C1)] string? By) : IView<Handlers>;

    /// <summary>Sets them.</summary>
    public static async Task<Outcome<WatchDaysView>> Handle(Input input, Work work)
    {
        if (WatchPlan.WhyNot(input.Days).ToList() is { Count: > 0 } wrong) return Outcome<WatchDaysView>.Refused(wrong);
        var (id, days) = (Guid.NewGuid(), input.Days!.Order().ToArray());
        work.Write("insert into cases.watch_days (id, org_id, days, by_person, day) values ($1, $2, $3, $4, $5)", id, work.Actor.OrganizationId, days, work.Actor.PersonId, work.Today);
        work.Audit("watch-days.set", "organization", work.Actor.OrganizationId, new { days });
        return await work.Commit(new WatchDaysView(days, work.Today, work.Actor.Name));
    }

    /// <summary>Reads them.</summary>
    public static async Task<WatchDaysView> Read(Work work) =>
        await work.FirstOrNone<Row>("select w.days, w.day, p.name from cases.watch_days w left join access.person p on p.id = w.by_person where w.org_id = access.org() order by w.seq desc limit 1") is { } row
            ? new(row.Days, row.Day, row.Name) : new(WatchPlan.DefaultDays, null, null);

    private sealed record Row(int[] Days, DateOnly Day, string? Name);
}
