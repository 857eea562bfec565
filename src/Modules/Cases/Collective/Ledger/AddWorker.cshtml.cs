using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Adds one affected worker by hand.</summary>
[Needs(CollectivePermissions.Keep)]
public sealed class AddWorkerModel(Work work, Dossiers dossiers) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <inheritdoc />
    protected override bool IsAboutIssue => true;

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Adds her; another may follow.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form, said => new AddWorker.Input
    {
        Name = said.Text("name"), Phone = said.Text("phone"), Key = said.Text("key"), Note = said.Text("note"), Gender = said.Text("gender"), Nationality = said.Text("nationality"), ContractType = said.Text("contractType"),
        Recruiter = said.Text("recruiter"), Department = said.Text("department"), Site = said.Text("site"), IsReporter = said.Ticked("isReporter"),
    }, async input => await AddWorker.Handle(id, null, input, Work, dossiers), () => $"{Head.CaseHref}/workers?issue={id}");
}
