using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>What the person was told; no content, only where to look.</summary>
[Needs(NetworkPermissions.ReadNotifications)]
public sealed class NotificationsModel(Work work) : WorkspacePage(work)
{
    /// <summary>The newest notifications.</summary>
    public IReadOnlyList<ReadNotifications.NotificationView> All { get; private set; } = [];

    /// <summary>The page a notification is about; null where the person has none.</summary>
    public string? HrefOf(ReadNotifications.NotificationView told) => told.SubjectKind switch
    {
        "case" => $"/app/cases/{told.Subject}",
        "share" when told.Kind.StartsWith("shared-issue.", StringComparison.Ordinal) => $"/app/shared/{told.Subject}",
        "share" => $"/app/shares/{told.Subject}",
        "person" when Actor.May(NetworkPermissions.KeepVault) => "/app/vault",
        _ => null,
    };

    /// <summary>Shows them.</summary>
    public Task<IActionResult> OnGet() => Show();

    /// <summary>Marks all up to one as read.</summary>
    public async Task<IActionResult> OnPost([FromForm] long upTo) => await After(await ReadNotifications.MarkRead(upTo, Work), "/app/notifications", Show);

    private async Task<IActionResult> Show()
    {
        All = await ReadNotifications.Handle(Work, Paging.Most);
        return Page();
    }
}
