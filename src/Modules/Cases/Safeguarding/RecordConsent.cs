using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Records what the worker lets somebody know: how much, to whom, for what, which facts. A business, whoever helps her (a referral), or whoever is handed data of her case.</summary>
public static class RecordConsent
{
    /// <summary>The consent as she gave it.</summary>
    /// <param name="Level">How much.</param>
    /// <param name="RecipientOrganizationId">The organization it names; null for the other kinds of recipient.</param>
    /// <param name="RecipientKind">Organization, buyersOfThisSite or outside.</param>
    /// <param name="RecipientName">A business outside the network, by its name.</param>
    /// <param name="Purpose">One of <see cref="ConsentPurposes.All"/>.</param>
    /// <param name="Fields">What may be shown: of <see cref="ConsentPurposes.FieldsOf"/> the purpose.</param>
    /// <param name="How">written, verbal or web.</param>
    /// <param name="Language">In which language she was asked.</param>
    /// <param name="TextVersion">Version of the text that was read to her.</param>
    /// <param name="ExpiresOn">Last day; null without end.</param>
    public sealed record Input(ConsentLevel? Level, string Purpose, IReadOnlyList<string>? Fields, string How, string Language,
        Guid? RecipientOrganizationId = null, RecipientKind RecipientKind = RecipientKind.Organization, string? RecipientName = null, string? TextVersion = null, DateOnly? ExpiresOn = null);

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, DateOnly today)
    {
        if (input.Level is null) yield return new BadInput("input.required", "level");
        if (input.RecipientKind is RecipientKind.Organization && input.RecipientOrganizationId is null) yield return new BadInput("input.required", "recipientOrganizationId");
        if (input.RecipientKind is not RecipientKind.Organization && input.RecipientOrganizationId is not null) yield return new BadInput("input.one-of", "recipientOrganizationId");
        if (input.RecipientKind is RecipientKind.Outside) foreach (var reason in Given.Text(input.RecipientName, "recipientName", 200)) yield return reason;
        else if (input.RecipientName is not null) yield return new BadInput("input.one-of", "recipientName");
        foreach (var reason in Given.Choice(input.Purpose, ConsentPurposes.All, "purpose")) yield return reason;
        // Who helps her, or is handed data of her case, is one named organization or body: never whoever buys from the site.
        if (input.RecipientKind is RecipientKind.BuyersOfThisSite && input.Purpose is not null && !ConsentPurposes.IsForBusiness(input.Purpose)) yield return new BadInput("input.not-a-choice", "recipientKind");
        if (input.Level is not (null or ConsentLevel.None) && input.Fields is not { Count: > 0 }) yield return new BadInput("input.required", "fields");
        foreach (var reason in Given.Choices(input.Fields, ConsentPurposes.FieldsOf(input.Purpose), "fields")) yield return reason;
        foreach (var reason in Given.Choice(input.How, CaseCodes.ConsentWays, "how")) yield return reason;
        foreach (var reason in Given.Language(input.Language, "language")) yield return reason;
        if (input.TextVersion is { Length: > 40 }) yield return new BadInput("input.too-long", "textVersion", 40);
        if (input.ExpiresOn < today) yield return new BadInput("input.in-the-past", "expiresOn");
    }

    /// <summary>Records the consent.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, IDirectory directory)
    {
        if (WhyNot(input, work.Today).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await CaseFile.Hold(work, id, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var row = held.Value!;
        if (input.RecipientOrganizationId is { } recipient && (recipient == row.OrgId || await directory.Organization(work, recipient) is null))
            return Outcome<ActView>.Refused(new BadInput("input.not-a-choice", "recipientOrganizationId"));
        var consent = Queue(work, row, input);
        return await work.Commit(new ActView(consent, null, row.State));
    }

    /// <summary>Queues the consent of a case that is held; returns its id.</summary>
    internal static Guid Queue(Work work, CaseRow row, Input input)
    {
        var (id, consent) = (row.Id, Guid.NewGuid());
        work.Write("""
            insert into cases.consent (id, org_id, case_id, level, recipient_org, recipient_kind, recipient_name, purpose, fields, how, text_version, language, taken_by, given_on, expires_on)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """, consent, row.OrgId, id, input.Level, input.RecipientOrganizationId, input.RecipientKind, input.RecipientName?.Trim(), input.Purpose,
            (input.Fields ?? []).Distinct().ToArray(), input.How, input.TextVersion ?? "1", input.Language, work.Actor.PersonId, work.Today, input.ExpiresOn);
        CaseFile.Touch(work, id);
        CaseLog.Note(work, row.OrgId, id, null, "case.consent-given", CaseParty.Of(work.Actor),
            new { consent, level = input.Level, recipient = input.RecipientOrganizationId, kind = input.RecipientKind, purpose = input.Purpose, fields = input.Fields, how = input.How });
        return consent;
    }
}
