using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Network;

/// <summary>What the person was told, put together by day and kind; no content, only where to look.</summary>
[Needs(NetworkPermissions.ReadNotifications)]
public sealed class NotificationsModel(Work work, ICaseHandover cases) : WorkspacePage(work)
{
    /// <summary>The newest notifications.</summary>
    public IReadOnlyList<ReadNotifications.Group> Groups { get; private set; } = [];
    /// <summary>Number of the newest one.</summary>
    public long Newest { get; private set; }
    /// <summary>What colleagues call the cases; those that this person does not see are missing.</summary>
    public IReadOnlyDictionary<Guid, string> References { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>The page a notification is about; null where the person has none.</summary>
    public string? HrefOf(ReadNotifications.NotificationView told) => told.SubjectKind switch
    {
        "case" => $"/app/cases/{told.Subject}",
        "referral" => $"/app/received/{told.Subject}",
        "share" when told.Kind.StartsWith("shared-issue.", StringComparison.Ordinal) => $"/app/shared/{told.Subject}",
        "share" => $"/app/shares/{told.Subject}",
        "person" when Actor.May(NetworkPermissions.KeepVault) => "/app/vault",
        "handover" => "/app/work",
        "recusal" => "/app/work/conflicts",
        "warning" => "/app/warning",
        _ => null,
    };

    /// <summary>Shows them.</summary>
    public Task<IActionResult> OnGet() => Show();

    /// <summary>Marks all up to one, or some, as read.</summary>
    public async Task<IActionResult> OnPost([FromForm] long? upTo, [FromForm] string? ids) => await After(await ReadNotifications.MarkRead(
        new ReadNotifications.Input(upTo, ids?.Split(',').Select(i => long.TryParse(i, System.Globalization.CultureInfo.InvariantCulture, out var id) ? id : 0).ToList()), Work), "/app/notifications", Show);

    private async Task<IActionResult> Show()
    {
        var all = await ReadNotifications.Handle(Work, Paging.Most);
        Newest = all.Count > 0 ? all[0].Id : 0;
        Groups = ReadNotifications.Grouped(all);
        References = await cases.References(Work, [.. all.Where(n => n.SubjectKind == "case").Select(n => n.Subject).Distinct()]);
        return Page();
    }
}
