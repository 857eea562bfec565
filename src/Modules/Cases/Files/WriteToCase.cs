using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Words that a handler writes into a case for colleagues, sealed. What goes to the worker is <see cref="WriteToWorker"/>.</summary>
public static class WriteToCase
{
    /// <summary>A note.</summary>
    /// <param name="Text">In words; sealed into the file.</param>
    /// <param name="Language">Its language; null for the workspace's.</param>
    public sealed record NoteInput(string Text, string? Language = null);

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
}
