using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>What the receipt opens: status, replies and claims. Never the worker's own text: whoever takes the receipt from her learns nothing of what she told.</summary>
public static class FollowReport
{
    /// <summary>Whose.</summary>
    public sealed record Input
    {
        /// <summary>Her receipt.</summary>
        public string? Receipt { get; init; }
        /// <summary>The language that the questions are put in; that of her report when it is none of the worker's pages.</summary>
        public string? Language { get; init; }
    }

    private const int MostServices = 5;
    private const string Own = "the worker's own case, opened with her receipt";

    /// <summary>How her report stands. Days only.</summary>
    public sealed record StatusView(
        [property: Field(FieldClass.C1)] string State,
        [property: Field(FieldClass.C1)] DateOnly Received,
        [property: Field(FieldClass.C1)] DateOnly? ReadOn,
        [property: Field(FieldClass.C1)] DateOnly PromisedBy,
        [property: Field(FieldClass.C1)] IReadOnlyList<IssueView> Issues,
        [property: Field(FieldClass.C2, Own)] IReadOnlyList<ReplyView> Replies,
        [property: Field(FieldClass.C2, Own)] IReadOnlyList<QuestionView> Questions,
        [property: Field(FieldClass.C1)] string NextStep,
        [property: Field(FieldClass.C1)] IReadOnlyList<StepView> Timeline,
        [property: Field(FieldClass.C0)] IReadOnlyList<OtherChannelView> OtherChannels,
        [property: Field(FieldClass.C2, Own)] IReadOnlyList<PacketView> Packets) : IView<ReceiptHolder>;

    /// <summary>Something that happened to her report. The day alone, and a key of a plain sentence.</summary>
    public sealed record StepView(
        [property: Field(FieldClass.C1)] DateOnly On,
        [property: Field(FieldClass.C1)] string What) : IView<ReceiptHolder>;

    /// <summary>One of her issues.</summary>
    public sealed record IssueView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Category,
        [property: Field(FieldClass.C1)] string State,
        [property: Field(FieldClass.C2, Own)] ClaimView? Claim,
        [property: Field(FieldClass.C1)] bool AwaitingValidation,
        [property: Field(FieldClass.C1)] AskedView? Asked = null,
        [property: Field(FieldClass.C1)] WaitingView? Waiting = null) : IView<ReceiptHolder>;

    /// <summary>How many workers are asked, she among them, and how many have answered: where many are affected, her word alone does not decide.</summary>
    public sealed record AskedView(
        [property: Field(FieldClass.C1)] int Asked,
        [property: Field(FieldClass.C1)] int Answered) : IView<ReceiptHolder>;

    /// <summary>What the business owes next until when, and who is told if it does not come.</summary>
    /// <param name="For">response, actionPlan or action.</param>
    /// <param name="By">The last day.</param>
    /// <param name="EscalateOn">The day on which somebody above them is told; null where that is done.</param>
    /// <param name="BuyerOn">The day from which the companies that buy from them are told, where she allowed it.</param>
    /// <param name="BuyersMayKnow">Whether she allowed it.</param>
    /// <param name="Paused">The clock stands still.</param>
    /// <param name="Late">The last day is over.</param>
    public sealed record WaitingView(
        [property: Field(FieldClass.C1)] string For,
        [property: Field(FieldClass.C1)] DateOnly By,
        [property: Field(FieldClass.C1)] DateOnly? EscalateOn,
        [property: Field(FieldClass.C1)] DateOnly? BuyerOn,
        [property: Field(FieldClass.C1)] bool BuyersMayKnow,
        [property: Field(FieldClass.C1)] bool Paused,
        [property: Field(FieldClass.C1)] bool Late) : IView<ReceiptHolder>;

    /// <summary>What the business says it did.</summary>
    public sealed record ClaimView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C2, Own)] string Text,
        [property: Field(FieldClass.C1)] string Language,
        [property: Field(FieldClass.C1)] DateOnly MadeOn) : IView<ReceiptHolder>;

    /// <summary>A message to her.</summary>
    public sealed record ReplyView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] DateOnly SentOn,
        [property: Field(FieldClass.C2, Own)] string Text) : IView<ReceiptHolder>;

    /// <summary>Another organization she can turn to.</summary>
    public sealed record OtherChannelView(
        [property: Field(FieldClass.C0)] string Name,
        [property: Field(FieldClass.C0)] string Organization,
        [property: Field(FieldClass.C0)] string Hours,
        [property: Field(FieldClass.C0)] IReadOnlyList<string> Telephones) : IView<ReceiptHolder>;

    /// <summary>Opens it. Read only: looking leaves no trace.</summary>
    public static async Task<Outcome<StatusView>> Handle(Input input, Work work, Door door)
    {
        try
        {
            var opened = await door.Receipts.Open(input.Receipt, work);
            if (opened.Value is not { } found) return Outcome<StatusView>.From(opened);
            var status = await door.Cases.ForWorker(work, found.Row.Id);
            var others = await ListChannels.Others(found.Row.OrgId, found.Row.Country, found.Row.Language, work);
            var help = found.Row.Country is { } country ? await door.Services.In(work, country, null, found.Row.Language) : [];
            return new StatusView(Word(status.State), found.Row.ReceivedOn, status.ReadOn, status.PromisedBy, await Issues(status.Issues, found, work, door),
                await Replies(found, work), Questions(input, status, found, door), NextStep(status), [.. status.Steps.Select(s => new StepView(s.On, s.What))],
                [.. others.Select(c => new OtherChannelView(c.Name, c.Organization, c.Hours, c.Telephones)),
                 // As many as one reads; the page of other help has all of them.
                 .. help.Where(s => s is { Open: true, Phones.Count: > 0 }).Take(MostServices).Select(s => new OtherChannelView(s.Name, s.Provider, s.HoursNote.Length > 0 ? s.HoursNote : string.Join("; ", s.Hours), s.Phones))],
                [.. status.Packets.Select(p => PacketView.Of(p, found.ErasureKey, found.Reply)).OfType<PacketView>()]);
        }
        catch (Exception away) when (Away.Is(away)) { return Outcome<StatusView>.Busy; }
    }

    /// <summary>Key of the text that says what happens next (<c>next.…</c>): her answer first, because only she can give it.</summary>
    public static string NextStep(WorkerCase status)
    {
        if (status.Issues.FirstOrDefault(i => i.AwaitingValidation) is { } waiting) return "next." + waiting.State;
        if (status.Packets.Any(p => p.Said is null)) return "next.her-packet";
        if (status.Questions.Count > 0) return "next.her-question";
        var states = status.Issues.Select(i => i.State).Distinct().ToList();
        // She has answered; the others have not all yet.
        if (states is ["AwaitingValidation"] && status.Issues.All(i => i.Asked is not null)) return "next.others-asked";
        return status.State == "Triaged" && states.Count == 1 ? "next." + states[0] : "next.case." + status.State;
    }

    private static async Task<IReadOnlyList<IssueView>> Issues(IReadOnlyList<WorkerIssue> issues, FoundContact found, Work work, Door door)
    {
        var foreign = issues.Select(i => i.Claim?.Dossier).OfType<Guid>().Where(d => d != found.Row.DossierId).Distinct().ToList();
        var keys = foreign.Count == 0 ? null : await door.Keystore.Find(foreign, work.Cancelled);
        byte[]? KeyOf(Guid dossier) => dossier == found.Row.DossierId ? found.ErasureKey : keys?.GetValueOrDefault(dossier);
        return
        [
            .. issues.Select(i => new IssueView(i.Id, i.Category, Word(i.State),
                i.Claim is { } claim && KeyOf(claim.Dossier) is { } key ? Open(claim, key, found.Reply) : null, i.AwaitingValidation,
                i.Asked is { } asked ? new AskedView(asked.Asked, asked.Answered) : null,
                i.Waits is { } w ? new WaitingView(Word(w.For), w.By, w.EscalateOn, w.BuyerOn, w.BuyersMayKnow, w.Paused, w.Late) : null)),
        ];
    }

    private static IReadOnlyList<QuestionView> Questions(Input input, WorkerCase status, FoundContact found, Door door)
    {
        if (status.Questions.Count == 0) return [];
        var language = Languages.Knows(input.Language) ? input.Language! : Languages.Knows(found.Row.Language) ? found.Row.Language : "en";
        return [.. status.Questions.Select(q => QuestionView.Of(q, language, found.ErasureKey, found.Reply, door.Texts)).OfType<QuestionView>()];
    }

    private static ClaimView? Open(SealedClaim claim, byte[] erasureKey, KeyPair reply)
    {
        // A claim sealed to a receipt that was lost since stays shut; the handler puts it to her again.
        try { return new ClaimView(claim.Id, Envelope.OpenText(erasureKey, reply, claim.Ct, new Aad(SealedColumns.ClaimToWorker, claim.Id, claim.Dossier)), claim.Language, claim.MadeOn); }
        catch (SealBrokenException) { return null; }
    }

    private static async Task<IReadOnlyList<ReplyView>> Replies(FoundContact found, Work work)
    {
        var rows = await work.All<ReplyRow>("""
            select id, day, ct_for_worker from voice.message
             where contact_id = $1 and not from_worker and not hidden_by_worker and ct_for_worker is not null order by seq
            """, found.Row.Id);
        return [.. rows.Select(r => new ReplyView(r.Id, r.Day,
            Envelope.OpenText(found.ErasureKey, found.Reply, r.CtForWorker, new Aad(SealedColumns.MessageToWorker, r.Id, found.Row.DossierId))))];
    }

    private static string Word(string state) => JsonNamingPolicy.CamelCase.ConvertName(state);

    private sealed record ReplyRow(Guid Id, DateOnly Day, byte[] CtForWorker);
}
