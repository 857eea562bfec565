using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>
/// Shows a packet to the worker before it goes: its facts and its files exactly as the business will see them, taken from the packet itself, its words in her language. Sealed to her reply key;
/// where she has no receipt the handler reads it to her. From now on the packet waits for her word.
/// </summary>
public static class ShowPacket
{
    /// <summary>The words in her language.</summary>
    /// <param name="Language">That language.</param>
    /// <param name="Text">What the summary says; null where the packet has none.</param>
    /// <param name="IssueName">The name of the issue, where the packet tells it and her language is not that of the list.</param>
    public sealed record Input(string Language, string? Text = null, string? IssueName = null);

    /// <summary>What was made.</summary>
    /// <param name="Id">The asking.</param>
    /// <param name="BehindReceipt">She reads it by her receipt; else the handler reads it to her.</param>
    public sealed record ShownView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] bool BehindReceipt) : IView<Handlers>;

    /// <summary>Language of the names in the lists.</summary>
    private const string ListLanguage = "en";

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input) =>
        [.. Given.Language(input.Language, "language"), .. Given.OptionalText(input.Text, "text", 8192), .. Given.OptionalText(input.IssueName, "issueName", 300)];

    /// <summary>Every reason why the words do not render the packet.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, bool hasSummary, bool tellsIssue)
    {
        if (hasSummary && string.IsNullOrWhiteSpace(input.Text)) yield return new BadInput("input.required", "text");
        if (!hasSummary && !string.IsNullOrWhiteSpace(input.Text)) yield return new BadInput("rendering.nothing-to-render", "text");
        if (tellsIssue && input.Language != ListLanguage && string.IsNullOrWhiteSpace(input.IssueName)) yield return new BadInput("input.required", "issueName");
    }

    /// <summary>Puts it to her.</summary>
    public static async Task<Outcome<ShownView>> Handle(Guid share, int? version, Input input, Work work, IDirectory directory, Dossiers dossiers, Keystore keystore, IWorkerChannels channels)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ShownView>.Refused(wrong);
        var found = await ShareFile.Hold(work, share, version, directory);
        if (!found.IsDone) return Outcome<ShownView>.From(found);
        var (held, row) = (found.Value!, found.Value!.Row);
        if (HerWordPolicy.WhyNotShow(row.State, row.Results, held.Facts.HerWord, held.Facts.Packet).ToList() is { Count: > 0 } reasons) return Outcome<ShownView>.Refused(reasons);
        if (!(await Packets.Open(work, keystore, [share])).TryGetValue(share, out var key)) return Outcome<ShownView>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
        var packet = Packets.Read(key, share, row.DossierId, (await work.FirstOrNone<byte[]>("select ct from cases.share where id = $1", share))!);
        if (WhyNot(input, packet.Summary is not null, packet.Facts.ContainsKey(PacketFields.Issue)).ToList() is { Count: > 0 } unlike) return Outcome<ShownView>.Refused(unlike);

        var files = await work.All<WriteToWorker.FileOf>("select contact_id, dossier_id from cases.file where case_id = $1", row.CaseId);
        var contacts = await channels.Contacts(work, [.. files.Select(f => f.ContactId)]);
        // The reporter first; where she has no receipt, a later contact of the same case that can be answered.
        var asked = files.OrderByDescending(f => contacts.TryGetValue(f.ContactId, out var c) && c.CanBeAnswered).ThenByDescending(f => f.ContactId == held.Issue.Row.ContactId).First();
        var opened = await dossiers.Open(work, asked.DossierId);
        if (!opened.IsDone) return Outcome<ShownView>.From(opened);
        var (dossier, id) = (opened.Value!, Guid.NewGuid());
        var recipient = row.RecipientName ?? (row.RecipientOrg is { } org ? (await directory.Organization(work, org))?.Name : null) ?? "";
        var beside = await work.FirstOrNone<int>("select count(*)::integer from cases.share_file where share_id = $1 and action_id is null", share);
        var facts = packet.Facts.ToDictionary(f => f.Key, f => f.Key != PacketFields.Issue ? f.Value : input.Language == ListLanguage ? IssueTaxonomy.NameOf(f.Value) : input.IssueName!.Trim(), StringComparer.Ordinal);
        var words = JsonSerializer.Serialize(new PacketInHerWords(recipient, row.Purpose, facts, packet.Summary is null ? null : input.Text!.Trim(), row.Identifies, beside), Json.Compact);
        var behind = contacts.TryGetValue(asked.ContactId, out var contact) && contact.CanBeAnswered;
        work.Write("""
            insert into cases.rendering (id, org_id, case_id, issue_id, share_id, revision, dossier_id, contact_id, language, state, asked_on, asked_by, ct_for_worker, ct_for_vault)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'Asked', $10, $11, $12, $13)
            """, id, row.OrgId, row.CaseId, row.IssueId, share, row.Revision, asked.DossierId, asked.ContactId, input.Language, work.Today, work.Actor.PersonId,
            behind ? Envelope.SealText(dossier.ErasureKey, contact!.ReplyPub!, words, new Aad(SealedColumns.RenderingToWorker, id, asked.DossierId)) : null, dossier.Seal(SealedColumns.RenderingToVault, id, words));
        CaseFile.Touch(work, row.CaseId);
        CaseLog.Note(work, row.OrgId, row.CaseId, row.IssueId, "share.shown-to-worker", CaseParty.Of(work.Actor), new { share, rendering = id, revision = row.Revision, language = input.Language, behind });
        return await work.Commit(new ShownView(id, behind));
    }
}
