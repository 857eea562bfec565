using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A handler writes down a remedy that needed no business.</summary>
[Needs(CasesPermissions.RecordForBusiness)]
public sealed class RemedyModel(Work work, Dossiers dossiers) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <inheritdoc />
    protected override bool IsAboutIssue => true;

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Records it.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form, said => new RecordRemedy.Input(said.Words("text"), said.Day("doneOn"), WaiverQuestion.Read(said)),
        async input => await RecordRemedy.Handle(id, Said.Version, input, Work, dossiers));
}
