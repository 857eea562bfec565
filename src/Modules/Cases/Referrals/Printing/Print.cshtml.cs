using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Prints a summary of the case. Shown in the answer itself: no link leads to it a second time.</summary>
[Needs(ReferralsPermissions.Print)]
public sealed class PrintModel(Work work, ReadCase reading, Dossiers dossiers) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>What is printed; null before it is chosen.</summary>
    public PrintCase.PrintedView? Printed { get; private set; }
    /// <summary>Her language, where there are texts in it; else English.</summary>
    public string Hers => Languages.Knows(Head.Language) ? Head.Language : "en";

    /// <summary>Asks for whom.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Shows the paper.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, IFormCollection form)
    {
        if (await Show(id) is var shown && shown is not Microsoft.AspNetCore.Mvc.RazorPages.PageResult) return shown;
        var said = new Filled(form);
        var outcome = await PrintCase.Handle(id, new(said.Choice<PrintAudience>("audience"), said.Ticked("withWords"), said.Ticked("identity"), said.Text("reason")), Work, reading, dossiers);
        if (!outcome.IsDone) return await After(outcome, "", () => Show(id));
        Printed = outcome.Value;
        return shown;
    }
}
