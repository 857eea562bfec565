using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>The conversation of a case: what was written in both directions, in its order, and what became of what went to her phone.</summary>
public static class ReadConversation
{
    /// <summary>A case whose contact came from the same sender.</summary>
    public sealed record EarlierView(
        [property: Field(FieldClass.C1)] Guid CaseId,
        [property: Field(FieldClass.C1)] string Reference,
        [property: Field(FieldClass.C1)] CaseState State,
        [property: Field(FieldClass.C1)] DateOnly ReceivedOn) : IView<Handlers>;

    /// <summary>One message.</summary>
    public sealed record LetterView(
        [property: Field(FieldClass.C1)] Guid ContactId,
        [property: Field(FieldClass.C1)] bool FromWorker,
        [property: Field(FieldClass.C1)] DateOnly Day,
        [property: Field(FieldClass.C1)] string? Kind,
        [property: Field(FieldClass.C1)] string? Provider,
        [property: Field(FieldClass.C1)] DeliveryState? State,
        [property: Field(FieldClass.C1)] string? Fault,
        [property: Field(FieldClass.C2, "member of the vault of the case")] string? Text) : IView<Handlers>;

    /// <summary>The conversation. The tail of the number only for whoever may see who she is.</summary>
    public sealed record ConversationView(
        [property: Field(FieldClass.C1)] IReadOnlyList<LetterView> Letters,
        [property: Field(FieldClass.C1)] string? Gateway,
        [property: Field(FieldClass.C1)] bool Stopped,
        [property: Field(FieldClass.C1)] bool CanBeAnswered,
        [property: Field(FieldClass.C3, "identity.read, noted")] string? Tail,
        [property: Field(FieldClass.C1)] IReadOnlyList<EarlierView> CalledBefore) : IView<Handlers>;

    /// <summary>Reads it and commits the audit entry before anything is shown.</summary>
    public static async Task<Outcome<ConversationView>> Handle(Guid id, Work work, Dossiers dossiers, IWorkerChannels channels)
    {
        var files = await work.All<FileOf>("select contact_id, dossier_id from cases.file where case_id = $1", id);
        if (files.Count == 0 && await work.FirstOrNone<int>("select 1 from cases.\"case\" where id = $1", id) == 0) return Outcome<ConversationView>.Missing;
        Guid[] contacts = [.. files.Select(f => f.ContactId)], folders = [.. files.Select(f => f.DossierId)];
        var keys = dossiers.AskKeys(work, folders);
        var (facts, letters, deliveries) = (channels.AskContacts(contacts), channels.AskMessages(contacts), channels.AskDeliveries(contacts));
        var opening = new Question<OpeningRow>("select id, dossier_id, kind, day, ct from dossier.narrative where dossier_id = any($1) and kind in ('report', 'contact') order by day, id", folders);
        await work.Ask(keys.Question, facts, letters, deliveries, opening);
        var opened = await dossiers.Open(work, keys);
        var lines = new List<(DateOnly Day, int Order, double Place, LetterView View)>();
        foreach (var (file, n) in files.Select((f, n) => (f, n)))
        {
            opened.TryGetValue(file.DossierId, out var dossier);
            foreach (var text in opening.Rows.Where(o => o.DossierId == file.DossierId))
                lines.Add((text.Day, n, 0, new(file.ContactId, true, text.Day, null, null, null, null, dossier?.Text(SealedColumns.Narrative, text.Id, text.Ct))));
            var mine = letters.Rows.Where(l => l.ContactId == file.ContactId).ToList();
            var read = dossier is null ? [] : channels.Open(dossier, file.ContactId, letters.Rows).ToDictionary(m => m.Id, m => m.Text);
            foreach (var letter in mine)
            {
                var sent = deliveries.Rows.FirstOrDefault(d => d.MessageId == letter.Id);
                lines.Add((letter.Day, n, letter.Place, new(file.ContactId, letter.FromWorker, letter.Day, sent?.Kind, sent?.Provider, sent?.State, sent?.Fault, read.GetValueOrDefault(letter.Id))));
            }
            foreach (var sent in deliveries.Rows.Where(d => d.ContactId == file.ContactId && d.MessageId is null))
                lines.Add((sent.QueuedOn, n, 0.5, new(file.ContactId, false, sent.QueuedOn, sent.Kind, sent.Provider, sent.State, sent.Fault, null)));
        }
        var (tail, before) = await Sender(work, facts.Rows, opened, channels);
        work.Audit(tail is null ? "case.conversation-read" : "case.conversation-read-with-tail", "case", id);
        return await work.Commit(new ConversationView([.. lines.OrderBy(l => l.Day).ThenBy(l => l.Order).ThenBy(l => l.Place).Select(l => l.View)], facts.Rows.Select(f => f.Gateway).FirstOrDefault(g => g is not null),
            facts.Rows.Any(f => f.Stopped), facts.Rows.Any(f => f.CanBeAnswered), tail, [.. before.Where(b => b.CaseId != id)]));
    }

    private static async Task<(string? Tail, IReadOnlyList<EarlierView> Before)> Sender(Work work, IReadOnlyList<ContactFacts> contacts, IReadOnlyDictionary<Guid, OpenDossier> opened, IWorkerChannels channels)
    {
        var (tail, before) = ((string?)null, new List<Guid>());
        // A preview of a role computes nothing and sees nobody.
        if (work.Actor.ViewingAs is not null) return (null, []);
        foreach (var contact in contacts)
            if (opened.TryGetValue(contact.DossierId, out var dossier) && await channels.Caller(work, dossier) is { } caller)
            {
                tail ??= caller.Tail;
                before.AddRange(caller.Before);
            }
        IReadOnlyList<EarlierView> cases = before.Count == 0 ? [] : await work.All<EarlierView>("""
            select distinct c.id as case_id, c.reference, c.state, c.received_on from cases.file f join cases."case" c on c.id = f.case_id where f.dossier_id = any($1) order by c.received_on desc, c.reference limit 20
            """, before.Distinct().ToArray());
        return (work.Actor.May(CasesPermissions.ReadIdentity) ? tail : null, cases);
    }

    private sealed record FileOf(Guid ContactId, Guid DossierId);
    private sealed record OpeningRow(Guid Id, Guid DossierId, string Kind, DateOnly Day, byte[] Ct);
}
