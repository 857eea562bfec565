using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Writes to the worker; she reads it with her receipt.</summary>
[Needs(CasesPermissions.Write)]
public sealed class MessageModel(Work work, Dossiers dossiers, IWorkerChannels channels) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>Whether any contact of the case can be answered through a receipt.</summary>
    public bool CanBeAnswered { get; private set; }

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Sends it.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form, said => new WriteToCase.MessageInput(said.Words("text")), async input => await WriteToCase.Message(id, null, input, Work, dossiers, channels));

    /// <inheritdoc />
    protected override async Task Load()
    {
        var contacts = await Work.All<Guid>("select contact_id from cases.file where case_id = $1", Head.CaseId);
        CanBeAnswered = (await channels.Contacts(Work, contacts)).Values.Any(c => c.CanBeAnswered);
    }
}
