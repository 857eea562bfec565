using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Words that a handler writes into a case: a note for colleagues, or a message to the worker. Both are sealed.</summary>
public static class WriteToCase
{
    /// <summary>A note.</summary>
    /// <param name="Text">In words; sealed into the file.</param>
    /// <param name="Language">Its language; null for the workspace's.</param>
    public sealed record NoteInput(string Text, string? Language = null);

    /// <summary>A message to the worker.</summary>
    /// <param name="Text">In her language; sealed to her and to the vault.</param>
    /// <param name="ContactId">To which contact of the case; null for the reporter, or the latest that can be answered.</param>
    public sealed record MessageInput(string Text, Guid? ContactId = null);

    /// <summary>Writes a note.</summary>
    public static async Task<Outcome<ActView>> Note(Guid id, int? version, NoteInput input, Work work, Dossiers dossiers)
    {
        List<Refusal> wrong = [.. Given.Text(input.Text, "text"), .. input.Language is null ? [] : Given.Language(input.Language, "language")];
        if (wrong.Count > 0) return Outcome<ActView>.Refused(wrong);
        var held = await CaseFile.Hold(work, id, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var row = held.Value!;
        var dossier = await dossiers.Open(work, row.DossierId);
        if (!dossier.IsDone) return Outcome<ActView>.From(dossier);
        var note = dossier.Value!.AddNarrative(work, "note", input.Language ?? work.Actor.Language, input.Text);
        CaseFile.Touch(work, id);
        CaseLog.Note(work, row.OrgId, id, null, "case.noted", CaseParty.Of(work.Actor), new { note });
        return await work.Commit(new ActView(note, null, row.State));
    }

    /// <summary>Sends a message to the worker.</summary>
    public static async Task<Outcome<ActView>> Message(Guid id, int? version, MessageInput input, Work work, Dossiers dossiers, IWorkerChannels channels)
    {
        if (Given.Text(input.Text, "text").ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await CaseFile.Hold(work, id, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var row = held.Value!;
        var files = await work.All<FileOf>("select contact_id, dossier_id from cases.file where case_id = $1", id);
        var contacts = await channels.Contacts(work, [.. files.Select(f => f.ContactId)]);
        var to = input.ContactId is { } named ? files.FirstOrDefault(f => f.ContactId == named)
            : files.OrderByDescending(f => contacts.TryGetValue(f.ContactId, out var c) && c.CanBeAnswered).ThenByDescending(f => f.ContactId == row.ContactId).First();
        if (to is null) return Outcome<ActView>.Refused(new BadInput("input.not-a-choice", "contactId"));
        var dossier = await dossiers.Open(work, to.DossierId);
        if (!dossier.IsDone) return Outcome<ActView>.From(dossier);
        var sent = await channels.Send(work, dossier.Value!, to.ContactId, input.Text);
        if (!sent.IsDone) return Outcome<ActView>.From(sent);
        CaseFile.Touch(work, id);
        CaseLog.Note(work, row.OrgId, id, null, "case.worker-answered", CaseParty.Of(work.Actor), new { contact = to.ContactId });
        return await work.Commit(new ActView(id, null, row.State));
    }

    private sealed record FileOf(Guid ContactId, Guid DossierId);
}
