using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>One thing done to many cases: the form with those that were selected, then what became of each.</summary>
[Needs(CasesPermissions.Triage)]
public sealed class BulkModel(Work work, IDirectory directory, Dossiers dossiers) : WorkspacePage(work)
{
    /// <summary>Most cases of one form: their ids stand in an address.</summary>
    private const int MostSelected = 100;

    /// <summary>A case that was selected.</summary>
    public sealed record Selected(Guid Id, string Reference);

    /// <summary>What is done.</summary>
    public BulkKind Kind { get; private set; }
    /// <summary>The cases.</summary>
    public IReadOnlyList<Selected> Rows { get; private set; } = [];
    /// <summary>Colleagues who may run them.</summary>
    public IReadOnlyList<Colleague> Colleagues { get; private set; } = [];
    /// <summary>Lists they can be put into.</summary>
    public IReadOnlyList<WorkLists.WorkListView> Lists { get; private set; } = [];
    /// <summary>What was typed.</summary>
    public Filled Said { get; private set; } = Filled.Nothing;
    /// <summary>What became of each; null before.</summary>
    public BulkAct.ResultView? Result { get; private set; }

    /// <summary>The form.</summary>
    public async Task<IActionResult> OnGetAsync(BulkKind? kind, [FromQuery(Name = "case")] Guid[]? cases)
    {
        if (kind is null || cases is not { Length: > 0 }) return Redirect("/app/cases");
        if (kind is BulkKind.HandOver && Work.Keys.IsLocked) return Redirect("/app/unlock?next=" + Uri.EscapeDataString(Request.Path + Request.QueryString));
        Kind = kind.Value;
        return await Show([.. cases.Take(MostSelected)]);
    }

    /// <summary>Does it.</summary>
    public async Task<IActionResult> OnPostAsync(IFormCollection form)
    {
        Said = new Filled(form);
        Kind = Said.Choice<BulkKind>("kind") ?? BulkKind.Assign;
        var cases = Said.All("case").Select(c => Guid.TryParse(c, out var id) ? id : Guid.Empty).Take(BulkAct.Most).ToList();
        var outcome = await BulkAct.Handle(new BulkAct.Input(cases, Kind, Said.Id("assignedTo"), Said.Text("note"), Said.Id("listId"), Said.Text("newList")), Work, directory, dossiers);
        if (!outcome.IsDone) return await After(outcome, "", () => Show([.. cases]));
        Result = outcome.Value;
        return Page();
    }

    private async Task<IActionResult> Show(Guid[] cases)
    {
        Rows = await Work.All<Selected>("select c.id, c.reference from cases.\"case\" c where c.id = any ($1) order by c.reference", cases);
        if (Kind is BulkKind.AddToList) Lists = await WorkLists.Read(Work);
        else Colleagues = await directory.CaseHandlers(Work);
        return Page();
    }
}
