using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>One line of a letter.</summary>
/// <param name="Field">One of <see cref="LetterFields.All"/>.</param>
/// <param name="Value">A code, or her own words.</param>
public sealed record LetterLineView(
    [property: Field(FieldClass.C1)] string Field,
    [property: Field(FieldClass.C3, "named by the worker's consent to this referral")] string Value) : IView<Handlers>;

/// <summary>A letter for its author: exactly what the recipient reads.</summary>
/// <param name="Id">The referral.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Kind">What kind of help.</param>
/// <param name="Recipient">Whom it is to.</param>
/// <param name="From">Who writes.</param>
/// <param name="State">Where the letter stands.</param>
/// <param name="Language">Language of the letter.</param>
/// <param name="Checks">Each check with its result.</param>
/// <param name="MadeOn">The day it was written.</param>
/// <param name="SentOn">The day it went out.</param>
/// <param name="Lines">What it tells; null when this session cannot open it.</param>
/// <param name="Words">What is written.</param>
public sealed record LetterView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] Guid CaseId,
    [property: Field(FieldClass.C1)] string Kind,
    [property: Field(FieldClass.C1)] string? Recipient,
    [property: Field(FieldClass.C1)] string From,
    [property: Field(FieldClass.C1)] LetterState State,
    [property: Field(FieldClass.C1)] string Language,
    [property: Field(FieldClass.C1)] IReadOnlyList<PacketCheck> Checks,
    [property: Field(FieldClass.C1)] DateOnly MadeOn,
    [property: Field(FieldClass.C1)] DateOnly? SentOn,
    [property: Field(FieldClass.C1)] IReadOnlyList<LetterLineView>? Lines,
    [property: Field(FieldClass.C2, "member of the vault of the case")] string? Words) : IView<Handlers>;

/// <summary>Reads the letter of a referral as its author: before it is sent, and to print it. A letter that says who she is is a look at who she is.</summary>
public static class ReadLetter
{
    /// <summary>Reads it; the reading is in the audit log before it is shown.</summary>
    public static async Task<Outcome<LetterView>> Handle(Guid id, Work work, Keystore keystore)
    {
        var row = await work.FirstOrNone<Row>("""
            select l.referral_id, l.case_id, l.kind, coalesce(r.recipient_name, (select o.name from access.organization o where o.id = r.recipient_org)) as recipient,
                   (select o.name from access.organization o where o.id = l.org_id) as "from", l.state, l.language, l.checks, l.identifies, l.made_on, l.sent_on
              from cases.referral_letter l join cases.referral r on r.id = l.referral_id where l.referral_id = $1 and l.org_id = access.org()
            """, id);
        if (row is null) return Outcome<LetterView>.Missing;
        var letter = (await Letters.Open(work, keystore, [id])).GetValueOrDefault(id);
        work.Audit("referral.letter-read", "referral", id);
        if (letter is not null && row.Identifies) work.Audit("case.identity-read", "case", row.CaseId, new { reason = "referral" });
        return await work.Commit(new LetterView(id, row.CaseId, row.Kind, row.Recipient, row.From, row.State, row.Language,
            System.Text.Json.JsonSerializer.Deserialize<List<PacketCheck>>(row.Checks, Json.Compact)!, row.MadeOn, row.SentOn, letter is null ? null : [.. Lines(letter)], letter?.Words));
    }

    internal static IEnumerable<LetterLineView> Lines(LetterContent letter) => LetterFields.All.Where(letter.Facts.ContainsKey).Select(f => new LetterLineView(f, letter.Facts[f]));

    private sealed record Row(Guid ReferralId, Guid CaseId, string Kind, string? Recipient, string From, LetterState State, string Language, string Checks, bool Identifies, DateOnly MadeOn, DateOnly? SentOn);
}
