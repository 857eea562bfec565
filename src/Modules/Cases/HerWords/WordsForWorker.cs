using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>What waits for the worker's word, as her receipt may open it. What she has answered does not lie open behind it: whoever takes the receipt from her learns neither her answers nor,
/// any more, what she was asked.</summary>
internal static class WordsForWorker
{
    /// <summary>The packets and the questions of a contact.</summary>
    public static async Task<(IReadOnlyList<SealedPacket> Packets, IReadOnlyList<WorkerQuestion> Questions)> Of(Work work, Guid contact)
    {
        var packets = new Question<PacketRow>("""
            select r.id, r.dossier_id, r.language, r.asked_on, r.state, r.answered_on, case when r.state = 'Asked' then r.ct_for_worker end as ct
              from cases.rendering r join cases.share s on s.id = r.share_id
             where r.contact_id = $1 and s.state in ('Draft', 'Approved') and r.revision = s.revision and r.seq = (select max(x.seq) from cases.rendering x where x.share_id = r.share_id)
               and (r.state in ('Yes', 'Change', 'No') or r.state = 'Asked' and r.ct_for_worker is not null) order by r.seq
            """, contact);
        var questions = new Question<QuestionRow>("""
            select id, dossier_id, code, choices, language, asked_on, ct_for_worker from cases.question where contact_id = $1 and state = 'Asked' and (code <> 'free' or ct_for_worker is not null) order by seq
            """, contact);
        await work.Ask(packets, questions);
        return ([.. packets.Rows.Select(p => new SealedPacket(p.Id, p.DossierId, p.Language, p.AskedOn, p.State is RenderingState.Asked ? null : Enum.Parse<PacketWord>(p.State.ToString()), p.AnsweredOn, p.Ct))],
            [.. questions.Rows.Select(q => new WorkerQuestion(q.Id, q.DossierId, q.Code, q.Choices, q.Language, q.AskedOn, q.CtForWorker))]);
    }

    private sealed record PacketRow(Guid Id, Guid DossierId, string Language, DateOnly AskedOn, RenderingState State, DateOnly? AnsweredOn, byte[]? Ct);
    private sealed record QuestionRow(Guid Id, Guid DossierId, string Code, string[] Choices, string Language, DateOnly AskedOn, byte[]? CtForWorker);
}

/// <summary>The worker has a new receipt: what waits for her word is sealed to its key.</summary>
public sealed class SealWordsAnew : IHandle<ReplyKeyReplaced>
{
    /// <inheritdoc />
    public async Task Handle(ReplyKeyReplaced happened, Work work)
    {
        var (dossier, pub) = (happened.Dossier, happened.ReplyPub);
        foreach (var row in await work.All<Row>("select id, ct_for_vault from cases.rendering where contact_id = $1 and dossier_id = $2 and state = 'Asked'", happened.Contact, dossier.Id))
            work.Write("update cases.rendering set ct_for_worker = $2 where id = $1", row.Id,
                Envelope.SealText(dossier.ErasureKey, pub, dossier.Text(SealedColumns.RenderingToVault, row.Id, row.CtForVault), new Aad(SealedColumns.RenderingToWorker, row.Id, dossier.Id)));
        foreach (var row in await work.All<Row>("select id, ct_for_vault from cases.question where contact_id = $1 and dossier_id = $2 and state = 'Asked' and ct_for_vault is not null", happened.Contact, dossier.Id))
            work.Write("update cases.question set ct_for_worker = $2 where id = $1", row.Id,
                Envelope.SealText(dossier.ErasureKey, pub, dossier.Text(SealedColumns.QuestionToVault, row.Id, row.CtForVault), new Aad(SealedColumns.QuestionToWorker, row.Id, dossier.Id)));
    }

    private sealed record Row(Guid Id, byte[] CtForVault);
}
