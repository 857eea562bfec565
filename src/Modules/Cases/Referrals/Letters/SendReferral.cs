using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>
/// Sends a referral: her consent, the checks and the second person are all asked again. To an organization of the network the letter goes sealed; to everybody else on
/// paper, by telephone, or with her.
/// </summary>
public static class SendReferral
{
    /// <summary>How, and the last question.</summary>
    /// <param name="How">One of <see cref="ReferralCodes.Ways"/>; network seals it to the recipient.</param>
    /// <param name="AsksWaiver">Whether anything in it asks her to give up a claim: it must be answered, and yes stops it.</param>
    /// <param name="FollowUpOn">The day on which somebody looks whether an answer came; a week from now when not given.</param>
    public sealed record Input(string How, bool? AsksWaiver, DateOnly? FollowUpOn = null);

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, DateOnly today)
    {
        foreach (var reason in Given.Choice(input.How, ReferralCodes.Ways, "how")) yield return reason;
        if (input.AsksWaiver is null) yield return new BadInput("input.required", "asksWaiver");
        if (input.AsksWaiver is true) yield return new WaiverRefusals.Asked();
        if (input.FollowUpOn < today) yield return new BadInput("input.in-the-past", "followUpOn");
    }

    /// <summary>Sends it.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, IDirectory directory, Keystore keystore)
    {
        if (WhyNot(input, work.Today).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var found = await ReferralFile.Hold(work, id, version);
        if (!found.IsDone) return Outcome<ActView>.From(found);
        var (file, party, sealed_) = (found.Value!, CaseParty.Of(work.Actor), input.How == "network");
        var reasons = file.WhyNot(ReferralAct.Send, party, await file.Facts(work, directory)).ToList();
        VaultDoor? door = null;
        if (sealed_)
        {
            if (file.Row.RecipientOrg is not { } to) reasons.Add(new ReferralRefusals.NotInNetwork());
            else if ((door = await VaultDoor.Of(work, to)) is not { Holders: > 0 }) reasons.Add(new ReferralRefusals.RecipientHasNoKey());
        }
        if (reasons.Count > 0) return Outcome<ActView>.Refused(reasons);
        if (door is not null)
        {
            if (await Letters.KeyOf(work, keystore, id) is not { } key || await keystore.Find(file.Case.DossierId, work.Cancelled) is not { } erasure)
                return Outcome<ActView>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
            Letters.Keep(work, file, file.Row.RecipientOrg!.Value, erasure, door.Id, door.Version, door.Pub, key);
        }
        // On paper the recipient finds nothing here: only a sealed letter names it as its reader.
        work.Write("update cases.referral_letter set state = 'Sent', sent_on = $2, asks_waiver = false, recipient_org = $3 where referral_id = $1", id, work.Today, sealed_ ? file.Row.RecipientOrg : null);
        work.Write("update cases.referral set state = 'Sent', sent_on = $2, sent_how = $3, follow_up_on = $4, version = version + 1 where id = $1", id, work.Today, input.How, input.FollowUpOn ?? work.Today.AddDays(OfferReferral.FollowUpDays));
        file.Note(work, "case.referral-sent", party, new { referral = id, to = file.Row.Kind, how = input.How, fields = file.Row.Fields, identifies = file.Row.Identifies });
        if (door is not null)
            await work.InRowsOf(file.Row.RecipientOrg!.Value, () =>
            {
                work.Audit("received-referral.received", "referral", id);
                work.Notify("referral.received", "referral", id);
                return Task.CompletedTask;
            });
        return await work.Commit(new ActView(id, null, file.Case.State));
    }
}
