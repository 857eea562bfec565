using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The worker takes a consent back. Every packet and every referral built on it is taken back in the same act: 404 for its recipient at once.</summary>
public static class WithdrawConsent
{
    /// <summary>What was taken back with it.</summary>
    /// <param name="Id">The consent.</param>
    /// <param name="Revoked">The packets. What was read cannot be unread: each says whether and when it was opened.</param>
    public sealed record WithdrawnView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] IReadOnlyList<RevokeShare.RevokedView> Revoked) : IView<Handlers>;

    /// <summary>Withdraws the consent.</summary>
    public static async Task<Outcome<WithdrawnView>> Handle(Guid consent, Work work)
    {
        var found = await work.FirstOrNone<ConsentOf>("select case_id, withdrawn_on from cases.consent where id = $1 for update", consent);
        if (found is null) return Outcome<WithdrawnView>.Missing;
        if (found.WithdrawnOn is { } already) return Outcome<WithdrawnView>.Refused(new ConsentRefusals.Withdrawn(already));
        var id = found.CaseId;
        var held = await CaseFile.Hold(work, id, null);
        if (!held.IsDone) return Outcome<WithdrawnView>.From(held);
        work.Write("update cases.consent set withdrawn_on = $2 where id = $1", consent, work.Today);
        CaseFile.Touch(work, id);
        CaseLog.Note(work, held.Value!.OrgId, id, null, "case.consent-withdrawn", CaseParty.Of(work.Actor), new { consent });
        var revoked = new List<RevokeShare.RevokedView>();
        foreach (var share in await work.All<RevokeShare.Row>(RevokeShare.Query + " where (s.consent_id = $1 or s.id = (select k.share_id from cases.consent k where k.id = $1)) and s.state <> 'Revoked' order by s.id for update", consent))
            revoked.Add(await RevokeShare.Queue(work, share, "consentWithdrawn"));
        await RevokeReferral.OfConsent(work, held.Value!, consent);
        return await work.Commit(new WithdrawnView(consent, revoked));
    }

    private sealed record ConsentOf(Guid CaseId, DateOnly? WithdrawnOn);
}
