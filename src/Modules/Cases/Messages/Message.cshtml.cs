using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Writes to the worker: behind her receipt, or to the phone she wrote from.</summary>
[Needs(CasesPermissions.Write)]
public sealed class MessageModel(Work work, Dossiers dossiers, IWorkerChannels channels, IDirectory directory) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>Whether any contact of the case can be answered through a receipt.</summary>
    public bool CanBeAnswered { get; private set; }
    /// <summary>The messaging provider that would carry it to her phone; null when none.</summary>
    public string? Gateway { get; private set; }
    /// <summary>She wrote STOP.</summary>
    public bool Stopped { get; private set; }

    /// <summary>What was found in the words that another reader must not see; empty where nothing was, or where it was seen and kept.</summary>
    public IReadOnlyList<HarmfulKind> Found => Refusals.OfType<SafeContact.HarmfulWordsFound>().FirstOrDefault()?.Found ?? [];
    /// <summary>It is outside her hours: the message can be a task for then.</summary>
    public bool CanWait => Refusals.OfType<SafeContact.OutsideSafeHours>().Any(r => r.Day is not null);
    /// <summary>The way that the provider is.</summary>
    public ContactWay Way => Gateway is null or "Twilio" ? ContactWay.Sms : Enum.Parse<ContactWay>(Gateway);

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Sends it.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form,
        said => new WriteToWorker.Input(said.Text("text"), Notice: said.Ticked("notice"), Harmless: said.Ticked("harmless"), InSafeHours: said.Ticked("inSafeHours"),
            Accepted: [.. said.All("accepted").SelectMany(a => a.Split(',')).Select(a => Enum.TryParse<HarmfulKind>(a, out var kind) ? kind : (HarmfulKind?)null).OfType<HarmfulKind>()]),
        async input => await WriteToWorker.Handle(id, null, input, Work, dossiers, channels, directory), () => Head.CaseHref + "/messages");

    /// <inheritdoc />
    protected override async Task Load()
    {
        var files = await Work.All<WriteToWorker.FileOf>("select contact_id, dossier_id from cases.file where case_id = $1", Head.CaseId);
        var contacts = await channels.Contacts(Work, [.. files.Select(f => f.ContactId)]);
        var reporter = await Work.FirstOrNone<Guid>("select contact_id from cases.\"case\" where id = $1", Head.CaseId);
        if (WriteToWorker.Best(files, contacts, reporter) is not { } to || !contacts.TryGetValue(to.ContactId, out var best)) return;
        (CanBeAnswered, Gateway, Stopped) = (best.CanBeAnswered, best.Gateway, best.Stopped);
    }
}
