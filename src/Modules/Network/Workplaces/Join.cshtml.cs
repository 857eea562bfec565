using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Somebody who is signed in accepts the invitation of another organization.</summary>
[OwnAccount]
public sealed class JoinModel(Work work) : WorkspacePage(work)
{
    /// <summary>The code of the link.</summary>
    public string Code { get; private set; } = "";
    /// <summary>The invitation; null when there is none.</summary>
    public InvitationFound? Found { get; private set; }

    /// <summary>Shows who invites.</summary>
    public Task<IActionResult> OnGet(string code) => Show(code);

    /// <summary>Accepts it and changes over.</summary>
    public async Task<IActionResult> OnPost(string code)
    {
        var joined = await JoinOrganization.Handle(new JoinOrganization.Input(code), Work);
        return await After(joined, $"/app/workplace?organization={joined.Value?.Id}", () => Show(code));
    }

    private async Task<IActionResult> Show(string code)
    {
        Code = code;
        Found = await AcceptInvitation.Find(code, Work);
        if (Refusals.Count == 0 && AcceptInvitation.WhyNot(Found) is { } against) Refusals = [against];
        return Page();
    }
}
