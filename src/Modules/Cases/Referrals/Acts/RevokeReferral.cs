using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Takes a referral back, at any time: the letter's key for the recipient is destroyed, and the recipient finds nothing there any more.</summary>
public static class RevokeReferral
{
    /// <summary>Why; one of <see cref="ReferralCodes.RevokeReasons"/>.</summary>
    public sealed record Input(string Reason);

    /// <summary>A referral that was taken back.</summary>
    /// <param name="Id">The referral.</param>
    /// <param name="WasSent">Whether the letter had gone out.</param>
    /// <param name="OpenedOn">The day the recipient first opened it here; null when it had not, or it went out on paper. What was read cannot be unread.</param>
    public sealed record RevokedView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] bool WasSent,
        [property: Field(FieldClass.C1)] DateOnly? OpenedOn) : IView<Handlers>;

    /// <summary>Takes it back.</summary>
    public static async Task<Outcome<RevokedView>> Handle(Guid id, int? version, Input input, Work work)
    {
        if (Given.Choice(input.Reason, ReferralCodes.RevokeReasons, "reason").ToList() is { Count: > 0 } wrong) return Outcome<RevokedView>.Refused(wrong);
        var found = await ReferralFile.Hold(work, id, version);
        if (!found.IsDone) return Outcome<RevokedView>.From(found);
        if (found.Value!.WhyNot(ReferralAct.Revoke, CaseParty.Of(work.Actor), new()) is { Count: > 0 } reasons) return Outcome<RevokedView>.Refused(reasons);
        return await work.Commit(await Queue(work, found.Value, input.Reason));
    }

    /// <summary>Takes back whatever was built on a consent that she withdrew.</summary>
    internal static async Task OfConsent(Work work, CaseRow row, Guid consent)
    {
        foreach (var id in await work.All<Guid>("select id from cases.referral where consent_id = $1 and state <> 'Revoked' order by id", consent))
            if ((await ReferralFile.Hold(work, id, null)).Value is { } file && file.Row.CaseId == row.Id) await Queue(work, file, "consentWithdrawn");
    }

    /// <summary>Queues it.</summary>
    internal static async Task<RevokedView> Queue(Work work, ReferralFile file, string reason)
    {
        var row = file.Row;
        work.Write("update cases.referral set state = 'Revoked', revoked_on = $2, revoke_reason = $3, follow_up_on = null, version = version + 1 where id = $1", row.Id, work.Today, reason);
        work.Write("update cases.referral_letter set state = 'Revoked' where referral_id = $1", row.Id);
        // The author keeps its own key, to be able to say what had been told.
        work.Write("update cases.referral_key set wrap = '' where referral_id = $1 and holder_org <> org_id", row.Id);
        var sent = row.Letter is LetterState.Sent;
        file.Note(work, "case.referral-revoked", CaseParty.Of(work.Actor), new { referral = row.Id, to = row.Kind, reason, from = row.State, opened = row.OpenedOn });
        if (sent && row.RecipientOrg is { } recipient)
            await work.InRowsOf(recipient, () =>
            {
                work.Audit("received-referral.revoked", "referral", row.Id);
                return Task.CompletedTask;
            });
        return new RevokedView(row.Id, sent, row.OpenedOn);
    }
}
