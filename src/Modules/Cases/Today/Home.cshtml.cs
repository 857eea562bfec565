using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>What must I do today: numbers that lead to the list they count, then the first of it. By role.</summary>
[OwnAccount]
public sealed class HomeModel(Work work, IDirectory directory, Keystore keystore, AccessSettings access) : WorkspacePage(work)
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
    /// <summary>Own cases that are overdue.</summary>
    public IReadOnlyList<CaseItemView> Late { get; private set; } = [];
    /// <summary>Packets for a second person.</summary>
    public IReadOnlyList<ReadToday.WaitingPacket> Packets { get; private set; } = [];
    /// <summary>What was shared last.</summary>
    public IReadOnlyList<SharedIssueView> Shared { get; private set; } = [];
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
            Late = (await ListCases.Handle(new CaseFilter { Overdue = true, State = CaseState.Triaged, Limit = FirstRows }, Work, directory)).Value?.Items ?? [];
            Packets = await ReadToday.Packets(Work, FirstRows);
        }
        if (Actor.May(CasesPermissions.ReadShared))
        {
            Business = await ReadToday.OfBusiness(Work);
            // Opening packets commits that they were opened, so it comes last.
            Shared = (await ListSharedIssues.Handle(FirstRows, null, Work, keystore)).Value?.Items ?? [];
        }
        return Page();
    }
}
