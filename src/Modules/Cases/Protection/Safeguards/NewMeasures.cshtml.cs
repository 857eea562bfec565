using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Plans measures.</summary>
[Needs(CasesPermissions.Safety)]
public sealed class NewMeasuresModel(Work work, Dossiers dossiers, IDirectory directory) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>Colleagues who may see to it.</summary>
    public IReadOnlyList<Colleague> Colleagues { get; private set; } = [];
    /// <summary>The day that the last risk asks for.</summary>
    public DateOnly Usual { get; private set; }

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Records them.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form,
        said => new RecordSafeguards.Input(said.All("measures"), said.Words("forWhom"), said.Text("helperName"), said.Id("owner"), said.Day("reviewOn"), null, said.Ticked("inPlace"), said.Text("note")),
        async input => await RecordSafeguards.Handle(id, Said.Version, input, Work, dossiers, directory), () => $"/app/cases/{id}/protection#measures");

    /// <inheritdoc />
    protected override async Task Load()
    {
        Colleagues = await directory.CaseHandlers(Work);
        Usual = Work.Today.AddDays(RiskTable.ReviewDays(await Work.FirstOrNone<RiskLevel?>("select level from cases.risk where case_id = $1 order by seq desc limit 1", Head.CaseId)));
    }
}
