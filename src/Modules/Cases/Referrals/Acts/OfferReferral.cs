using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>
/// Tells the worker of somebody else who can help her, beside us: a service of the directory, an organization of the network, or a body outside it (ILM-27, MSI-46,
/// MSI-51). It moves no issue and stops no clock: whoever uses another route is not worse off here (C12).
/// </summary>
public static class OfferReferral
{
    /// <summary>Whom to.</summary>
    /// <param name="To">One of <see cref="CaseCodes.ReferralKinds"/>.</param>
    /// <param name="ServiceId">A service of the directory; its provider is the recipient.</param>
    /// <param name="RecipientOrganizationId">An organization of the network; null for the other ways.</param>
    /// <param name="RecipientName">A body outside the network by its name: an inspectorate, an embassy, a court.</param>
    /// <param name="Route">One of <see cref="ReferralCodes.Routes"/>; null for what follows from the kind.</param>
    /// <param name="FollowUpOn">The day on which somebody looks how it goes; a week from now when not given.</param>
    public sealed record Input(string To, Guid? ServiceId = null, Guid? RecipientOrganizationId = null, string? RecipientName = null, string? Route = null, DateOnly? FollowUpOn = null);

    /// <summary>Days until somebody looks, where nobody says when.</summary>
    public const int FollowUpDays = 7;

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, DateOnly today)
    {
        foreach (var reason in Given.Choice(input.To, CaseCodes.ReferralKinds, "to")) yield return reason;
        if (new object?[] { input.ServiceId, input.RecipientOrganizationId, string.IsNullOrWhiteSpace(input.RecipientName) ? null : input.RecipientName }.Count(n => n is not null) > 1) yield return new BadInput("referral.one-recipient", "recipientName");
        foreach (var reason in Given.OptionalText(input.RecipientName, "recipientName", 200)) yield return reason;
        if (input.Route is not null) foreach (var reason in Given.Choice(input.Route, ReferralCodes.Routes, "route")) yield return reason;
        if (input.FollowUpOn < today) yield return new BadInput("input.in-the-past", "followUpOn");
    }

    /// <summary>Offers it in a case.</summary>
    public static async Task<Outcome<ActView>> OfCase(Guid id, int? version, Input input, Work work, IDirectory directory, IServices services)
    {
        if (WhyNot(input, work.Today).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await CaseFile.Hold(work, id, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var to = await Whom(work, directory, services, input, held.Value!);
        if (!to.IsDone) return Outcome<ActView>.From(to);
        var referral = Queue(work, held.Value!, null, input, to.Value!);
        CaseFile.Touch(work, id);
        CaseLog.Note(work, held.Value!.OrgId, id, null, "case.referred", CaseParty.Of(work.Actor), new { to = input.To, referral });
        return await work.Commit(new ActView(referral, null, held.Value!.State));
    }

    /// <summary>Offers it for one issue, and dates that she was referred; the issue stands where it stood.</summary>
    public static async Task<Outcome<ActView>> OfIssue(Guid issue, int? version, Input input, Work work, IDirectory directory, IServices services)
    {
        if (WhyNot(input, work.Today).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await IssueFile.Hold(work, issue, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var (file, party) = (held.Value!, CaseParty.Of(work.Actor));
        if (DatedFacts.WhyNot(DatedFact.ReferredExternally, party, file.Facts).ToList() is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        var of = await CaseFile.Hold(work, file.Row.CaseId, null);
        if (!of.IsDone) return Outcome<ActView>.From(of);
        var to = await Whom(work, directory, services, input, of.Value!);
        if (!to.IsDone) return Outcome<ActView>.From(to);
        var referral = Queue(work, of.Value!, issue, input, to.Value!);
        work.Write("update cases.labor_issue set referred_on = $2, version = version + 1 where id = $1", issue, work.Today);
        CaseFile.Touch(work, file.Row.CaseId);
        CaseLog.Note(work, file.Row.OrgId, file.Row.CaseId, issue, "issue.referred", party, new { to = input.To, referral });
        return await work.Commit(file.Stand());
    }

    /// <summary>The recipient that the input names, looked up; refused where it is one of those whom the case is about.</summary>
    internal static async Task<Outcome<Recipient>> Whom(Work work, IDirectory directory, IServices services, Input input, CaseRow row)
    {
        Recipient to = new(null, string.IsNullOrWhiteSpace(input.RecipientName) ? null : input.RecipientName.Trim());
        if (input.ServiceId is { } asked)
        {
            if (await services.Find(work, asked) is not { } service) return Outcome<Recipient>.Refused(new BadInput("input.not-a-choice", "serviceId"));
            // A provider of the network reads its letters here; every other one gets them on paper or by telephone, under the name the directory knows.
            to = service.ProviderId is { } provider && await directory.Organization(work, provider) is { Active: true } known && ReferralCodes.Helpers.Contains(known.Kind) && provider != row.OrgId
                ? new(provider, null) : new(null, service.Provider);
        }
        else if (input.RecipientOrganizationId is { } organization)
        {
            if (await directory.Organization(work, organization) is null) return Outcome<Recipient>.Refused(new BadInput("input.not-a-choice", "recipientOrganizationId"));
            to = new(organization, null);
        }
        return await ReferralFile.IsOtherSide(work, directory, row, to) ? Outcome<Recipient>.Refused(new ReferralRefusals.RecipientIsOtherSide()) : to;
    }

    private static Guid Queue(Work work, CaseRow row, Guid? issue, Input input, Recipient to)
    {
        var id = Guid.NewGuid();
        work.Write("""
            insert into cases.referral (id, org_id, case_id, issue_id, kind, route, recipient_org, recipient_name, service_id, state, follow_up_on, offered_on, by_person)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'Offered', $10, $11, $12)
            """, id, row.OrgId, row.Id, issue, input.To, input.Route ?? ReferralCodes.RouteOf(input.To), to.Organization, to.Name, input.ServiceId, input.FollowUpOn ?? work.Today.AddDays(FollowUpDays), work.Today, work.Actor.PersonId);
        return id;
    }
}

/// <summary>Says whom a referral is to that was offered without a name.</summary>
public static class NameRecipient
{
    /// <summary>Names the recipient. Of <see cref="OfferReferral.Input"/> only who it is counts.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, OfferReferral.Input input, Work work, IDirectory directory, IServices services)
    {
        var found = await ReferralFile.Hold(work, id, version);
        if (!found.IsDone) return Outcome<ActView>.From(found);
        var (file, party) = (found.Value!, CaseParty.Of(work.Actor));
        var asked = input with { To = file.Row.Kind };
        if (OfferReferral.WhyNot(asked, work.Today).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var to = await OfferReferral.Whom(work, directory, services, asked, file.Case);
        if (!to.IsDone) return Outcome<ActView>.From(to);
        if (file.WhyNot(ReferralAct.Name, party, await file.Facts(work, directory, to.Value!)) is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        work.Write("update cases.referral set recipient_org = $2, recipient_name = $3, service_id = $4, version = version + 1 where id = $1", id, to.Value!.Organization, to.Value.Name, input.ServiceId);
        file.Note(work, "case.referral-named", party);
        return await work.Commit(new ActView(id, null, file.Case.State));
    }
}
