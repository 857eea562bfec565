using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Network;

/// <summary>Opens an account with a set-up code.</summary>
[OpenDoor("whoever was invited has no account yet")]
public sealed class WelcomeModel(Work work, InstallationSecrets secrets) : DoorPage(work)
{
    /// <summary>Set-up code as typed.</summary>
    public string? Code { get; private set; }
    /// <summary>Language as chosen.</summary>
    public string Language { get; private set; } = "en";
    /// <summary>The account that was opened; its recovery code is shown on this answer only.</summary>
    public AcceptInvitation.Accepted? Accepted { get; private set; }
    /// <summary>Languages of the workspace.</summary>
    public IEnumerable<Choice> LanguageChoices => Languages.All.Select(l => new Choice(l.Code, l.Name));

    /// <summary>The invitation that the link names; null without one.</summary>
    public InvitationFound? Found { get; private set; }
    /// <summary>What became of the invitation when it cannot be used any more: one page each.</summary>
    public Refusal? Over { get; private set; }

    /// <summary>Shows the form, or what became of the invitation.</summary>
    public async Task OnGet(string? code)
    {
        Code = code;
        if (string.IsNullOrEmpty(code)) return;
        Found = await AcceptInvitation.Find(code, Work);
        Over = AcceptInvitation.WhyNot(Found);
    }

    /// <summary>Opens the account.</summary>
    public async Task<IActionResult> OnPost([FromForm] string? code, [FromForm] string? passphrase, [FromForm] string? again, [FromForm] string? language)
    {
        (Code, Language) = (code, language ?? "en");
        Found = await AcceptInvitation.Find(code, Work);
        if (TwiceTyped.WhyNot(passphrase, again) is { } differs) return Again(Outcome.Refused(differs));
        var outcome = await AcceptInvitation.Handle(new AcceptInvitation.Input(code ?? "", passphrase ?? "", Language), Work, secrets);
        if (!outcome.IsDone) return Again(outcome);
        Accepted = outcome.Value;
        return Page();
    }
}

/// <summary>A new passphrase is typed twice, because nobody can read it.</summary>
internal static class TwiceTyped
{
    public static Refusal? WhyNot(string? passphrase, string? again) => passphrase == again ? null : new BadInput("passphrase.differs", "again");
}
