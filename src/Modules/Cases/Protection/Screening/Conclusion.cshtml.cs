using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A named person writes down a conclusion, with reasons.</summary>
[Needs(CasesPermissions.Safety)]
public sealed class ConclusionModel(Work work, Dossiers dossiers) : ActPage(work)
{
    /// <summary>The screening, in coded facts.</summary>
    public sealed record Facts([property: Field(FieldClass.C1)] int Version, [property: Field(FieldClass.C1)] ScreeningResult Result, [property: Field(FieldClass.C1)] DateOnly Day, [property: Field(FieldClass.C1)] string? Conclusion) : IView<Handlers>;

    private Guid screening;

    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>The screening.</summary>
    public Facts? Found { get; private set; }

    /// <summary>The form.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, Guid screening)
    {
        this.screening = screening;
        return Whole(await Show(id));
    }

    /// <summary>Writes it down.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, Guid screening, IFormCollection form)
    {
        this.screening = screening;
        return Whole(await Act(id, form, said => new ConcludeScreening.Input(said.Words("conclusion"), said.Words("basis"), said.Words("reasons")),
            async input => await ConcludeScreening.Handle(screening, Said.Version, input, Work, dossiers), () => $"/app/cases/{id}/protection#screening"));
    }

    private IActionResult Whole(IActionResult shown) => shown is Microsoft.AspNetCore.Mvc.RazorPages.PageResult && Found is null ? NotFound() : shown;

    /// <inheritdoc />
    protected override async Task Load() =>
        Found = await Work.FirstOrNone<Facts>("select version, result, day, conclusion from cases.screening where id = $1 and case_id = $2", screening, Head.CaseId);
}
