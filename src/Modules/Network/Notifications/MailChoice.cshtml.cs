using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Which mail the person wants.</summary>
[Needs(NetworkPermissions.ReadNotifications)]
public sealed class MailChoiceModel(Work work, OutgoingMail mail) : WorkspacePage(work)
{
    /// <summary>The choice.</summary>
    public MailChoice.ChoiceView Choice { get; private set; } = null!;
    /// <summary>It was just kept.</summary>
    public bool Done { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(bool done)
    {
        Done = done;
        Choice = await MailChoice.Read(Work, mail);
        return Page();
    }

    /// <summary>Keeps it.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm] bool danger, [FromForm] bool digest, [FromForm] int hour, [FromForm] string? zone, [FromForm] int? quietFrom, [FromForm] int? quietUntil, [FromForm] bool dangerInQuiet)
    {
        var input = new MailChoice.Input(danger, digest, hour, zone, quietFrom, quietUntil, dangerInQuiet);
        return await After(await MailChoice.Choose(input, Work), "/app/notifications/mail?done=true", () =>
        {
            Choice = new MailChoice.ChoiceView(danger, digest, hour, zone ?? "", quietFrom, quietUntil, dangerInQuiet, mail.CanSend);
            return Task.FromResult<IActionResult>(Page());
        });
    }
}
