using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>
/// Words of a handler to the worker. With a receipt she reads them behind it, sealed; a neutral notice may go to her phone besides. Without one they go out through the messaging
/// gateway that she came through: the notice, or typed words that somebody thought about.
/// </summary>
public static class WriteToWorker
{
    /// <summary>A message to the worker.</summary>
    /// <param name="Text">In her language. Sealed to her receipt and to the vault; where she has none, sent to her phone. Null there for the neutral notice.</param>
    /// <param name="ContactId">To which contact of the case; null for the reporter, or the latest that can be answered.</param>
    /// <param name="Notice">With a receipt: a notice without content goes to her phone too.</param>
    /// <param name="Harmless">To her phone: typed words do no harm when somebody else reads them.</param>
    /// <param name="InSafeHours">To her phone: it is one of the hours that she named in words.</param>
    /// <param name="Accepted">To her phone: what the program found in the words that another reader must not see, and the writer saw and keeps.</param>
    public sealed record Input(string? Text = null, Guid? ContactId = null, bool Notice = false, bool Harmless = false, bool InSafeHours = false, IReadOnlyList<HarmfulKind>? Accepted = null);

    /// <summary>Sends a message to the worker.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, Dossiers dossiers, IWorkerChannels channels, IDirectory directory)
    {
        if (Given.OptionalText(input.Text, "text").ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await CaseFile.Hold(work, id, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var row = held.Value!;
        var files = await work.All<FileOf>("select contact_id, dossier_id from cases.file where case_id = $1", id);
        var contacts = await channels.Contacts(work, [.. files.Select(f => f.ContactId)]);
        var to = input.ContactId is { } named ? files.FirstOrDefault(f => f.ContactId == named) : Best(files, contacts, row.ContactId);
        if (to is null || !contacts.TryGetValue(to.ContactId, out var contact)) return Outcome<ActView>.Refused(new BadInput("input.not-a-choice", "contactId"));
        var byGateway = !contact.CanBeAnswered && contact.Gateway is not null;
        if (!byGateway && Given.Text(input.Text, "text").ToList() is { Count: > 0 } nothing) return Outcome<ActView>.Refused(nothing);
        var dossier = await dossiers.Open(work, to.DossierId);
        if (!dossier.IsDone) return Outcome<ActView>.From(dossier);
        var all = byGateway || input.Notice ? await dossiers.OpenAll(work, [.. files.Select(f => f.DossierId)]) : new Dictionary<Guid, OpenDossier>();

        var sent = byGateway ? Outcome.Done : await channels.Send(work, dossier.Value!, to.ContactId, input.Text!);
        if (sent.IsDone && (byGateway || input.Notice))
            sent = await channels.SendByGateway(work, dossier.Value!, to.ContactId, new OutgoingWords(byGateway ? input.Text : null, input.Harmless, input.InSafeHours, input.Accepted, await Names(row, work, directory)), [.. all.Values]);
        if (!sent.IsDone) return Outcome<ActView>.From(sent);
        CaseFile.Touch(work, id);
        CaseLog.Note(work, row.OrgId, id, null, "case.worker-answered", CaseParty.Of(work.Actor), new { contact = to.ContactId, gateway = byGateway || input.Notice ? contact.Gateway : null });
        return await work.Commit(new ActView(id, null, row.State));
    }

    // What the case is called and where it is: words that would tell another reader.
    private static async Task<KnownNames> Names(CaseRow row, Work work, IDirectory directory)
    {
        var site = row.SiteId is { } at ? await directory.Site(work, at) : null;
        var reference = await work.FirstOrNone<string>("select reference from cases.\"case\" where id = $1", row.Id);
        return new KnownNames([], [.. new[] { site?.Name, site?.OrganizationName, row.Employer }.OfType<string>()], [reference!]);
    }

    /// <summary>The contact that a message goes to when none is named: one with a receipt, else one whose phone can be written to; the reporter before others.</summary>
    internal static FileOf? Best(IReadOnlyList<FileOf> files, IReadOnlyDictionary<Guid, ContactFacts> contacts, Guid reporter) =>
        files.OrderByDescending(f => contacts.TryGetValue(f.ContactId, out var c) && c.CanBeAnswered).ThenByDescending(f => contacts.TryGetValue(f.ContactId, out var c) && c.CanBeWrittenTo)
            .ThenByDescending(f => f.ContactId == reporter).FirstOrDefault();

    /// <summary>A contact of the case with its dossier.</summary>
    internal sealed record FileOf(Guid ContactId, Guid DossierId);
}
