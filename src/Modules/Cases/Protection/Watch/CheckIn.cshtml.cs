using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Records a check-in: tried, reached, what she says.</summary>
[Needs(CasesPermissions.Safety)]
public sealed class CheckInModel(Work work, Dossiers dossiers) : ActPage(work)
{
    /// <summary>The check-in, in coded facts.</summary>
    public sealed record Facts(
        [property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] int Version, [property: Field(FieldClass.C1)] int AfterDays, [property: Field(FieldClass.C1)] DateOnly DueOn,
        [property: Field(FieldClass.C1)] CheckInState State, [property: Field(FieldClass.C1)] int Tries) : IView<Handlers>;

    private Guid checkIn;

    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>The check-in.</summary>
    public Facts? Found { get; private set; }
    /// <summary>What can be done.</summary>
    public IReadOnlyList<CheckInAct> Acts { get; private set; } = [];

    /// <summary>The form.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, Guid checkIn)
    {
        this.checkIn = checkIn;
        return Whole(await Show(id));
    }

    /// <summary>Records it.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, Guid checkIn, IFormCollection form)
    {
        this.checkIn = checkIn;
        return Whole(await Act(id, form, said => new RecordCheckIn.Input(said.Choice<CheckInAct>("act"), said.Text("outcome"), said.Text("note")),
            async input => await RecordCheckIn.Handle(checkIn, Said.Version, input, Work, dossiers), () => $"/app/cases/{id}/protection#watch"));
    }

    private IActionResult Whole(IActionResult shown) => shown is Microsoft.AspNetCore.Mvc.RazorPages.PageResult && Found is null ? NotFound() : shown;

    /// <inheritdoc />
    protected override async Task Load()
    {
        Found = await Work.FirstOrNone<Facts>("select id, version, after_days, due_on, state, tries from cases.check_in where id = $1 and case_id = $2", checkIn, Head.CaseId);
        if (Found is not null) Acts = [.. CheckInFlow.Table.ActsOf(Found.State, CaseParty.Of(Actor)).Where(a => a is not CheckInAct.Revoke)];
    }
}
