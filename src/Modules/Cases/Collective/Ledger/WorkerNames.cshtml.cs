using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The names of the rows that a page of the ledger shows: a fragment that fills their places. Asked for by a form, so that no link opens a name.</summary>
[Needs(CasesPermissions.ReadIdentity)]
public sealed class WorkerNamesModel(Work work, Dossiers dossiers) : WorkspacePage(work)
{
    /// <summary>The names; null where they cannot be opened.</summary>
    public IReadOnlyList<LedgerNameView>? Names { get; private set; }
    /// <summary>Rows whose place is to be filled.</summary>
    public IReadOnlyList<Guid> Rows { get; private set; } = [];

    /// <summary>Nothing is shown without a form.</summary>
    public IActionResult OnGet() => NotFound();

    /// <summary>Opens them; the reason is in the audit log first.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, IFormCollection form)
    {
        var said = new Filled(form);
        Rows = [.. said.All("workers").Select(w => Guid.TryParse(w, out var one) ? one : Guid.Empty)];
        var outcome = await ReadWorkerNames.Handle(id, new(said.Words("reason"), Rows), Work, dossiers);
        if (outcome.Kind is Kernel.OutcomeKind.Missing) return NotFound();
        Names = outcome.Value;
        return Page();
    }
}
