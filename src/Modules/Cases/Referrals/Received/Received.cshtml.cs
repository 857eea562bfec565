using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The letters that others sent to us: somebody asks for help.</summary>
[Needs(ReferralsPermissions.Receive)]
public sealed class ReceivedModel(Work work) : WorkspacePage(work)
{
    /// <summary>The letters.</summary>
    public IReadOnlyList<ReceivedReferralView> Letters { get; private set; } = [];

    /// <summary>Reads the list; nothing sealed is opened.</summary>
    public async Task OnGetAsync() => Letters = (await ReadReceivedReferrals.List(Work)).Value!;
}

/// <summary>One letter, and our answer.</summary>
[Needs(ReferralsPermissions.Receive)]
public sealed class ReceivedOneModel(Work work, Keystore keystore) : WorkspacePage(work)
{
    /// <summary>The letter.</summary>
    public ReceivedReferralView Letter { get; private set; } = null!;
    /// <summary>What was typed.</summary>
    public Filled Said { get; private set; } = Filled.Nothing;

    /// <summary>Opens it; whoever sent it is told that it was opened.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id) => await Show(id);

    /// <summary>Answers it.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, IFormCollection form)
    {
        Said = new Filled(form);
        var input = new AnswerReceivedReferral.Input(Said.Text("accepts") switch { "yes" => true, "no" => false, _ => null }, Said.Day("contactOn"), Said.Text("reason"));
        var outcome = Said.Wrong.Count > 0 ? Outcome.Refused(Said.Wrong) : await AnswerReceivedReferral.Handle(id, input, Work);
        return await After(outcome, $"/app/received/{id}", () => Show(id));
    }

    private async Task<IActionResult> Show(Guid id)
    {
        if ((await ReadReceivedReferrals.One(id, Work, keystore)).Value is not { } letter) return NotFound();
        Letter = letter;
        return Page();
    }
}
