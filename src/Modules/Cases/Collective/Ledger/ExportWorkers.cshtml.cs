using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Takes the list of affected workers out with the names, once a reason is given.</summary>
[Needs(CollectivePermissions.Export)]
public sealed class ExportWorkersModel(Work work, Dossiers dossiers) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <inheritdoc />
    protected override bool IsAboutIssue => true;

    /// <summary>Asks for the reason.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Makes the file.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, IFormCollection form)
    {
        if (await Show(id) is var shown && shown is not Microsoft.AspNetCore.Mvc.RazorPages.PageResult) return shown;
        var outcome = await ExportLedger.Handle(id, new(new Filled(form).Words("reason")), Work, dossiers);
        if (outcome.Value is not { } table) return await After(outcome, "", () => Show(id));
        return File([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(TableWriter.Csv(table))], "text/csv; charset=utf-8", $"workers-{Head.Reference}.csv");
    }
}
