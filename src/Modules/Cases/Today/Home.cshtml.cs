using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>What must I do today: the things themselves, by role and in the order of their days, and numbers that lead to the lists they count.</summary>
[OwnAccount]
public sealed class HomeModel(Work work, IDirectory directory, AccessSettings access, IEnumerable<ITodayLines> rooms) : WorkspacePage(work)
{
    private const int FirstRows = 6;

    /// <summary>For whoever runs cases.</summary>
    public ReadToday.HandlersToday? Handler { get; private set; }
    /// <summary>Check-ins and reviews that are due.</summary>
    public ReadProtectionDue.Numbers? Protection { get; private set; }
    /// <summary>For a business.</summary>
    public ReadToday.BusinessToday? Business { get; private set; }
    /// <summary>For everyone.</summary>
    public ReadToday.CommonToday Common { get; private set; } = null!;
    /// <summary>The first of the inbox.</summary>
    public IReadOnlyList<CaseItemView> First { get; private set; } = [];
    /// <summary>The day's work: the lists of every room.</summary>
    public IReadOnlyList<TodayList> Lists { get; private set; } = [];
    /// <summary>How much each colleague has; for whoever supervises.</summary>
    public IReadOnlyList<TeamLoad.LoadView> Team { get; private set; } = [];
    /// <summary>Today.</summary>
    public DateOnly Today => Work.Today;

    /// <summary>Whether the role is one of these.</summary>
    public bool Is(params string[] roles) => Actor.Roles.Any(roles.Contains);

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (Actor.Confined) return Redirect("/app/account");
        if (Actor.Roles.Count == 0) return Redirect("/app/no-access");
        Common = await ReadToday.Common(Work, access.ReviewDays);
        if (Actor.May(CasesPermissions.Read))
        {
            Handler = await ReadToday.OfHandler(Work);
            Protection = await ReadProtectionDue.Count(Work);
            First = (await ListCases.Handle(new CaseFilter { Inbox = true, Limit = FirstRows }, Work, directory)).Value?.Items ?? [];
            if (Is(Roles.Supervisor)) Team = await TeamLoad.Read(Work);
        }
        if (Actor.May(CasesPermissions.ReadShared)) Business = await ReadToday.OfBusiness(Work);
        Lists = (await DayLines.Read(Work, rooms)).Lists;
        return Page();
    }
}
