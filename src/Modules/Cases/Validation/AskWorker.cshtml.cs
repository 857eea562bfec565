using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Puts to the worker, in her language, what the business says it did.</summary>
[Needs(CasesPermissions.Validate)]
public sealed class AskWorkerModel(Work work, Dossiers dossiers, IWorkerChannels channels) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>Whether she can answer by her receipt.</summary>
    public bool CanBeAnswered { get; private set; }
    /// <inheritdoc />
    protected override bool IsAboutIssue => true;

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Puts it.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form, said => new PutClaim.Input(said.Words("text"), said.Words("language"), WaiverQuestion.Read(said)),
        async input => await PutClaim.Handle(id, Said.Version, input, Work, dossiers, channels));

    /// <inheritdoc />
    protected override async Task Load()
    {
        var contacts = await Work.All<Guid>("select contact_id from cases.file where case_id = $1", Head.CaseId);
        CanBeAnswered = (await channels.Contacts(Work, contacts)).Values.Any(c => c.CanBeAnswered);
    }
}
