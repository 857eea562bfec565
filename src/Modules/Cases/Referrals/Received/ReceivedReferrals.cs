using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>A letter that another organization sent to ours: somebody asks for help. Nothing of their case stands beside it.</summary>
/// <param name="Id">The referral.</param>
/// <param name="From">Who sent it.</param>
/// <param name="Kind">What kind of help.</param>
/// <param name="SentOn">The day it came.</param>
/// <param name="OpenedOn">The day one of us first opened it.</param>
/// <param name="Answer">Accepted or Declined; null while nobody answered.</param>
/// <param name="AnsweredOn">The day it was answered.</param>
/// <param name="ContactOn">The day on which we said we would be in touch.</param>
/// <param name="Language">Language of the letter.</param>
/// <param name="Lines">What it tells; null in the list, and where this session cannot open it.</param>
/// <param name="Words">What is written.</param>
public sealed record ReceivedReferralView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] string From,
    [property: Field(FieldClass.C1)] string Kind,
    [property: Field(FieldClass.C1)] DateOnly SentOn,
    [property: Field(FieldClass.C1)] DateOnly? OpenedOn,
    [property: Field(FieldClass.C1)] string? Answer,
    [property: Field(FieldClass.C1)] DateOnly? AnsweredOn,
    [property: Field(FieldClass.C1)] DateOnly? ContactOn,
    [property: Field(FieldClass.C1)] string Language,
    [property: Field(FieldClass.C1)] IReadOnlyList<LetterLineView>? Lines,
    [property: Field(FieldClass.C2, "the letter was sealed to this organization")] string? Words) : IView<Handlers>;

/// <summary>Lists and opens the letters that were sent to the caller's organization.</summary>
public static class ReadReceivedReferrals
{
    /// <summary>Most letters on the page: those without an answer first, then the newest.</summary>
    public const int Most = 200;

    private const string query = """
        select l.referral_id as id, (select o.name from access.organization o where o.id = l.org_id) as "from", l.org_id, l.kind, l.sent_on, l.opened_on, l.answer, l.answered_on, l.contact_on, l.language
          from cases.referral_letter l where l.recipient_org = access.org() and l.state = 'Sent' and l.org_id <> access.org()
        """;

    /// <summary>The list: nothing sealed is opened.</summary>
    public static async Task<Outcome<IReadOnlyList<ReceivedReferralView>>> List(Work work)
    {
        var rows = await work.All<Row>($"{query} order by l.answer is null desc, l.sent_on desc, l.referral_id limit {Most}");
        work.Audit("received-referrals.listed", "organization", work.Actor.OrganizationId);
        return await work.Commit<IReadOnlyList<ReceivedReferralView>>([.. rows.Select(r => View(r, null))]);
    }

    /// <summary>One letter, opened. That it was opened is told to whoever sent it, and committed before anything is shown.</summary>
    public static async Task<Outcome<ReceivedReferralView>> One(Guid id, Work work, Keystore keystore)
    {
        if (await work.FirstOrNone<Row>(query + " and l.referral_id = $1", id) is not { } row) return Outcome<ReceivedReferralView>.Missing;
        var letter = (await Letters.Open(work, keystore, [id])).GetValueOrDefault(id);
        work.Audit("received-referral.read", "referral", id, new { opened = letter is not null });
        if (letter is not null && row.OpenedOn is null)
            await work.InRowsOf(row.OrgId, () =>
            {
                work.Write("update cases.referral_letter set opened_on = $2 where referral_id = $1 and opened_on is null and state = 'Sent'", id, work.Today);
                work.Audit("referral.opened", "referral", id);
                return Task.CompletedTask;
            });
        return await work.Commit(View(row, letter));
    }

    private static ReceivedReferralView View(Row r, LetterContent? letter) =>
        new(r.Id, r.From, r.Kind, r.SentOn, r.OpenedOn, r.Answer, r.AnsweredOn, r.ContactOn, r.Language, letter is null ? null : [.. ReadLetter.Lines(letter)], letter?.Words);

    private sealed record Row(Guid Id, string From, Guid OrgId, string Kind, DateOnly SentOn, DateOnly? OpenedOn, string? Answer, DateOnly? AnsweredOn, DateOnly? ContactOn, string Language);
}

/// <summary>Answers a letter: we help, or we cannot. In codes: what there is to say in words is said to her, or by telephone.</summary>
public static class AnswerReceivedReferral
{
    /// <summary>The answer.</summary>
    /// <param name="Accepts">Whether we help.</param>
    /// <param name="ContactOn">The day on which we will be in touch; not in the past.</param>
    /// <param name="Reason">Why not: one of <see cref="ReferralCodes.DeclineReasons"/>.</param>
    public sealed record Input(bool? Accepts, DateOnly? ContactOn = null, string? Reason = null);

    /// <summary>That it was answered.</summary>
    public sealed record AnsweredView([property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] string Answer) : IView<Handlers>;

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, DateOnly today)
    {
        if (input.Accepts is null) yield return new BadInput("input.required", "accepts");
        if (input.Accepts is false) foreach (var reason in Given.Choice(input.Reason, ReferralCodes.DeclineReasons, "reason")) yield return reason;
        if (input.ContactOn < today) yield return new BadInput("input.in-the-past", "contactOn");
    }

    /// <summary>Answers. Whoever sent it is told, and the referral moves by the same rules.</summary>
    public static async Task<Outcome<AnsweredView>> Handle(Guid id, Input input, Work work)
    {
        if (WhyNot(input, work.Today).ToList() is { Count: > 0 } wrong) return Outcome<AnsweredView>.Refused(wrong);
        var letter = await work.FirstOrNone<Sent>("select l.org_id, l.answer from cases.referral_letter l where l.referral_id = $1 and l.recipient_org = access.org() and l.state = 'Sent' and l.org_id <> access.org()", id);
        if (letter is null) return Outcome<AnsweredView>.Missing;
        if (letter.Answer is not null) return Outcome<AnsweredView>.Refused(new ReferralRefusals.AlreadyAnswered());
        var (answer, act) = input.Accepts is true ? ("Accepted", ReferralAct.Accept) : ("Declined", ReferralAct.Decline);
        IReadOnlyList<Refusal> against = [new ReferralRefusals.AlreadyAnswered()];
        work.Audit("received-referral.answered", "referral", id, new { answer });
        await work.InRowsOf(letter.OrgId, async () =>
        {
            var held = await ReferralFile.Hold(work, id, null);
            // Taken back between reading and answering: there is nothing to answer any more.
            if (held.Value is not { Row.Letter: LetterState.Sent } file) return;
            if (file.WhyNot(act, IssueParty.Handler, new()) is { Count: > 0 }) return;
            work.Write("update cases.referral_letter set answer = $2, answered_on = $3, contact_on = $4, decline_reason = $5 where referral_id = $1", id, answer, work.Today, input.ContactOn, input.Accepts is true ? null : input.Reason);
            // The timeline of the case names no person of another organization: whoever answers is the other side of the letter.
            MoveReferral.Queue(work, file, act, IssueParty.Business, input.Reason, next: input.Accepts is true ? input.ContactOn : null);
            work.Notify("case.referral-answered", "case", file.Row.CaseId, file.Case.AssignedTo, file.Case.AssignedTo is null ? Roles.Supervisor : null);
            against = [];
        });
        return against.Count == 0 ? await work.Commit(new AnsweredView(id, answer)) : Outcome<AnsweredView>.Refused(against);
    }

    private sealed record Sent(Guid OrgId, string? Answer);
}
