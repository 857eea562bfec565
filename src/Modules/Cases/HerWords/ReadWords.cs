using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>What was put to the worker of a case before packets went, and what she was asked, with her answers.</summary>
public static class ReadWords
{
    private const string Member = "member of the vault of the case";

    /// <summary>A packet as it was put to her.</summary>
    /// <param name="Id">The asking.</param>
    /// <param name="ShareId">The packet.</param>
    /// <param name="Recipient">The business.</param>
    /// <param name="Revision">Of which content.</param>
    /// <param name="Current">It is the content as it is now.</param>
    /// <param name="ShareState">Where the packet stands.</param>
    /// <param name="Language">Language of the words.</param>
    /// <param name="State">What she said.</param>
    /// <param name="Changes">What is to be different.</param>
    /// <param name="How">web or verbal; null while she has not answered.</param>
    /// <param name="BehindReceipt">She could read it herself.</param>
    /// <param name="AskedOn">The day it was put to her.</param>
    /// <param name="AskedBy">By whom.</param>
    /// <param name="AnsweredOn">The day of her answer.</param>
    /// <param name="RecordedBy">The colleague who heard it; null where she answered herself.</param>
    /// <param name="Words">What was shown; null when this session cannot open it.</param>
    /// <param name="Version">For <c>If-Match</c>.</param>
    public sealed record RenderingView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] Guid ShareId,
        [property: Field(FieldClass.C1)] string? Recipient,
        [property: Field(FieldClass.C1)] int Revision,
        [property: Field(FieldClass.C1)] bool Current,
        [property: Field(FieldClass.C1)] ShareState ShareState,
        [property: Field(FieldClass.C1)] string Language,
        [property: Field(FieldClass.C1)] RenderingState State,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> Changes,
        [property: Field(FieldClass.C1)] string? How,
        [property: Field(FieldClass.C1)] bool BehindReceipt,
        [property: Field(FieldClass.C1)] DateOnly AskedOn,
        [property: Field(FieldClass.C1)] string? AskedBy,
        [property: Field(FieldClass.C1)] DateOnly? AnsweredOn,
        [property: Field(FieldClass.C1)] string? RecordedBy,
        [property: Field(FieldClass.C2, Member)] PacketInHerWords? Words,
        [property: Field(FieldClass.C1)] int Version) : IView<Handlers>;

    /// <summary>A question.</summary>
    /// <param name="Id">The question.</param>
    /// <param name="Code">Its code; <c>free</c> where it is the handler's own.</param>
    /// <param name="Choices">Codes of its choices.</param>
    /// <param name="Words">The words of a question of one's own; null for the others, and when this session cannot open it.</param>
    /// <param name="State">Asked, Answered or TakenBack.</param>
    /// <param name="Answer">Code of her answer.</param>
    /// <param name="How">web or verbal.</param>
    /// <param name="AskedOn">The day it was put to her.</param>
    /// <param name="AskedBy">By whom.</param>
    /// <param name="AnsweredOn">The day of her answer.</param>
    /// <param name="RecordedBy">The colleague who heard it; null where she answered herself.</param>
    /// <param name="Version">For <c>If-Match</c>.</param>
    public sealed record QuestionView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Code,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> Choices,
        [property: Field(FieldClass.C2, Member)] FreeQuestion? Words,
        [property: Field(FieldClass.C1)] string State,
        [property: Field(FieldClass.C1)] string? Answer,
        [property: Field(FieldClass.C1)] string? How,
        [property: Field(FieldClass.C1)] DateOnly AskedOn,
        [property: Field(FieldClass.C1)] string? AskedBy,
        [property: Field(FieldClass.C1)] DateOnly? AnsweredOn,
        [property: Field(FieldClass.C1)] string? RecordedBy,
        [property: Field(FieldClass.C1)] int Version) : IView<Handlers>;

    /// <summary>All of it, newest first.</summary>
    public sealed record WordsView(
        [property: Field(FieldClass.C1)] int Version,
        [property: Field(FieldClass.C1)] IReadOnlyList<RenderingView> Packets,
        [property: Field(FieldClass.C1)] IReadOnlyList<QuestionView> Questions) : IView<Handlers>;

    /// <summary>Reads it. The reading is in the audit log before it is shown.</summary>
    public static async Task<Outcome<WordsView>> Handle(Guid id, Work work, Dossiers dossiers)
    {
        if (await Prepare(id, null, work, dossiers) is not { } view) return Outcome<WordsView>.Missing;
        work.Audit("case.words-read", "case", id);
        return await work.Commit(view);
    }

    /// <summary>The view, without commit. Nothing sealed is opened where <paramref name="dossiers"/> is null.</summary>
    internal static async Task<WordsView?> Prepare(Guid id, Guid? share, Work work, Dossiers? dossiers)
    {
        if (await work.FirstOrNone<int>("select version from cases.\"case\" where id = $1", id) is var version && version == 0) return null;
        var packets = new Question<PacketRow>("""
            select r.id, r.share_id, coalesce(s.recipient_name, (select o.name from access.organization o where o.id = s.recipient_org)) as recipient, r.revision, s.revision as current, s.state as share_state, r.language,
                   r.state, r.changes, r.how, r.ct_for_worker is not null as behind, r.asked_on, a.name as asked_by, r.answered_on, b.name as recorded_by, r.dossier_id, r.ct_for_vault, r.version
              from cases.rendering r join cases.share s on s.id = r.share_id left join access.person a on a.id = r.asked_by left join access.person b on b.id = r.recorded_by
             where r.case_id = $1 and ($2::uuid is null or r.share_id = $2) order by r.seq desc limit 100
            """, id, share);
        var questions = new Question<QuestionRow>("""
            select q.id, q.code, q.choices, q.state, q.answer, q.how, q.asked_on, a.name as asked_by, q.answered_on, b.name as recorded_by, q.dossier_id, q.ct_for_vault, q.version
              from cases.question q left join access.person a on a.id = q.asked_by left join access.person b on b.id = q.recorded_by where q.case_id = $1 order by q.seq desc limit 200
            """, id);
        await work.Ask(share is null ? [packets, questions] : [packets]);
        Guid[] folders = [.. packets.Rows.Select(p => p.DossierId).Concat(questions.Rows.Where(q => q.CtForVault is not null).Select(q => q.DossierId)).Distinct()];
        var opened = dossiers is null || folders.Length == 0 ? new Dictionary<Guid, OpenDossier>() : await dossiers.OpenAll(work, folders);
        T? Words<T>(Guid dossier, SealedColumn column, Guid row, byte[]? ct) where T : class =>
            ct is not null && opened.TryGetValue(dossier, out var open) ? JsonSerializer.Deserialize<T>(open.Text(column, row, ct), Json.Compact) : null;
        return new WordsView(version,
            [.. packets.Rows.Select(p => new RenderingView(p.Id, p.ShareId, p.Recipient, p.Revision, p.Revision == p.Current, p.ShareState, p.Language, p.State, p.Changes, p.How, p.Behind, p.AskedOn, p.AskedBy,
                p.AnsweredOn, p.RecordedBy, Words<PacketInHerWords>(p.DossierId, SealedColumns.RenderingToVault, p.Id, p.CtForVault), p.Version))],
            [.. questions.Rows.Select(q => new QuestionView(q.Id, q.Code, q.Choices, Words<FreeQuestion>(q.DossierId, SealedColumns.QuestionToVault, q.Id, q.CtForVault), q.State, q.Answer, q.How, q.AskedOn, q.AskedBy,
                q.AnsweredOn, q.RecordedBy, q.Version))]);
    }

    private sealed record PacketRow(Guid Id, Guid ShareId, string? Recipient, int Revision, int Current, ShareState ShareState, string Language, RenderingState State, string[] Changes, string? How, bool Behind,
        DateOnly AskedOn, string? AskedBy, DateOnly? AnsweredOn, string? RecordedBy, Guid DossierId, byte[] CtForVault, int Version);
    private sealed record QuestionRow(Guid Id, string Code, string[] Choices, string State, string? Answer, string? How, DateOnly AskedOn, string? AskedBy, DateOnly? AnsweredOn, string? RecordedBy,
        Guid DossierId, byte[]? CtForVault, int Version);
}
