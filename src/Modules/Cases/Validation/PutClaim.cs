using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>Puts the claim to the worker in her language: "They say they did this. Is it true?" Sealed to her, and to the vault.</summary>
public static class PutClaim
{
    /// <summary>The claim.</summary>
    /// <param name="Text">What the business says it did, in the worker's language.</param>
    /// <param name="Language">That language.</param>
    /// <param name="AsksWaiver">Whether the remedy asks her to give up a claim: yes is refused. To be answered where the words look like it.</param>
    public sealed record Input(string Text, string Language, bool? AsksWaiver = null);

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input) => [.. Given.Text(input.Text, "text", 8192), .. Given.Language(input.Language, "language")];

    /// <summary>Puts the claim. Where she has no receipt it is kept for the handler who asks her.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid issue, int? version, Input input, Work work, Dossiers dossiers, IWorkerChannels channels)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await IssueFile.Hold(work, issue, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var (file, row) = (held.Value!, held.Value!.Row);
        // Nothing that may ask her to give up a claim reaches her before a second person has looked (MSI-40, Q16).
        var waivers = WaiverGuard.WhyNotPut(input.AsksWaiver, input.Text, CaseParty.Of(work.Actor)).ToList();
        if (await WaiverFlags.Open(work, issue) is > 0 and var flagged) waivers.Add(new WaiverRefusals.FlagOpen(flagged));
        if (waivers.Count > 0) return Outcome<ActView>.Refused(waivers);
        var files = await work.All<FileOf>("select contact_id, dossier_id from cases.file where case_id = $1", row.CaseId);
        var contacts = await channels.Contacts(work, [.. files.Select(f => f.ContactId)]);
        // The reporter first; where she has no receipt, a later contact of the same case that can be answered.
        var asked = files.OrderByDescending(f => contacts.TryGetValue(f.ContactId, out var c) && c.CanBeAnswered).ThenByDescending(f => f.ContactId == row.ContactId).First();
        var dossier = await dossiers.Open(work, asked.DossierId);
        if (!dossier.IsDone) return Outcome<ActView>.From(dossier);
        var (open, id) = (dossier.Value!, Guid.NewGuid());
        if (file.Move(work, IssueAction.RequestValidation, CaseParty.Of(work.Actor), file.Facts, new { claim = id, revision = file.Revision, language = input.Language }) is { Count: > 0 } reasons)
            return Outcome<ActView>.Refused(reasons);
        work.Write("""
            insert into cases.claim (id, org_id, case_id, issue_id, dossier_id, contact_id, revision, language, made_on, made_by, ct_for_worker, ct_for_vault)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """, id, row.OrgId, row.CaseId, issue, asked.DossierId, asked.ContactId, file.Revision, input.Language, work.Today, work.Actor.PersonId,
            contacts.TryGetValue(asked.ContactId, out var contact) && contact.CanBeAnswered
                ? Envelope.SealText(open.ErasureKey, contact.ReplyPub!, input.Text, new Aad(SealedColumns.ClaimToWorker, id, asked.DossierId)) : null,
            open.Seal(SealedColumns.ClaimToVault, id, input.Text));
        return await work.Commit(file.Stand(id));
    }

    private sealed record FileOf(Guid ContactId, Guid DossierId);
}
