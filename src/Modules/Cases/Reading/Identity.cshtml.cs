using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Shows who the worker is, once a reason is given. Shown in the answer itself: no link leads here a second time.</summary>
[Needs(CasesPermissions.ReadIdentity)]
public sealed class IdentityModel(Work work, Dossiers dossiers) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>Who, for each contact; null before a reason is given.</summary>
    public IReadOnlyList<ReadIdentity.IdentityView>? People { get; private set; }

    /// <summary>Asks for the reason.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Shows who she is.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, IFormCollection form)
    {
        if (await Show(id) is var shown && shown is not Microsoft.AspNetCore.Mvc.RazorPages.PageResult) return shown;
        var outcome = await ReadIdentity.Handle(id, new ReadIdentity.Input(new Filled(form).Words("reason")), Work, dossiers);
        if (!outcome.IsDone) return await After(outcome, "", () => Show(id));
        People = outcome.Value;
        return shown;
    }
}
