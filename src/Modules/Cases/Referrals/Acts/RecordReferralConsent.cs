using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Records whether she agrees that this recipient is told, and what. A no ends the referral and nothing else.</summary>
public static class RecordReferralConsent
{
    /// <summary>What she said.</summary>
    /// <param name="Level">How much; none is a no.</param>
    /// <param name="Fields">What may be told (<see cref="LetterFields.All"/>).</param>
    /// <param name="How">written, verbal or web.</param>
    /// <param name="Language">In which language she was asked.</param>
    /// <param name="ExpiresOn">Last day; null without end.</param>
    public sealed record Input(ConsentLevel? Level, IReadOnlyList<string>? Fields, string How, string Language, DateOnly? ExpiresOn = null);

    /// <summary>Records it.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, IDirectory directory)
    {
        var found = await ReferralFile.Hold(work, id, version);
        if (!found.IsDone) return Outcome<ActView>.From(found);
        var (file, party) = (found.Value!, CaseParty.Of(work.Actor));
        if (!file.To.IsNamed) return Outcome<ActView>.Refused(new ReferralRefusals.NobodyNamed());
        var consent = new RecordConsent.Input(input.Level, ReferralCodes.Purpose, input.Level is ConsentLevel.None ? [] : input.Fields, input.How, input.Language, file.To.Organization,
            file.To.Organization is null ? RecipientKind.Outside : RecipientKind.Organization, file.To.Name, null, input.ExpiresOn);
        if (RecordConsent.WhyNot(consent, work.Today).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        if (input.Level is ConsentLevel.None)
        {
            if (file.WhyNot(ReferralAct.Revoke, party, new()) is { Count: > 0 } over) return Outcome<ActView>.Refused(over);
            RecordConsent.Queue(work, file.Case, consent);
            await RevokeReferral.Queue(work, file, "notWanted");
            return await work.Commit(new ActView(id, null, file.Case.State));
        }
        // This is the consent that is asked for: it covers itself, and everything else is asked all the same.
        var facts = await file.Facts(work, directory) with { AgainstConsent = [] };
        if (file.WhyNot(ReferralAct.Consent, party, facts) is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        var given = RecordConsent.Queue(work, file.Case, consent);
        work.Write("update cases.referral set state = 'Consented', consent_id = $2, consented_on = $3, version = version + 1 where id = $1", id, given, work.Today);
        file.Note(work, "case.referral-consented", party);
        return await work.Commit(new ActView(id, null, file.Case.State));
    }
}
