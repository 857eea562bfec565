using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>A referral as an act finds it, with its letter: one round trip.</summary>
internal sealed record ReferralRow(Guid Id, Guid OrgId, Guid CaseId, Guid? IssueId, string Kind, Guid? RecipientOrg, string? RecipientName, Guid? ServiceId, ReferralState State, Guid? ConsentId, int Version,
    DateOnly? FollowUpOn, LetterState? Letter, string[]? Fields, bool HasWords, bool Identifies, string? Checks, bool AsksWaiver, Guid? Author, Guid? ApprovedBy, DateOnly? OpenedOn, string? Consents, string? PoliceEndangers, string? Suspects);

/// <summary>Where the letter of a referral stands.</summary>
public enum LetterState
{
    /// <summary>Written.</summary>
    Draft,
    /// <summary>A second person agrees.</summary>
    Approved,
    /// <summary>It went out.</summary>
    Sent,
    /// <summary>It was taken back.</summary>
    Revoked,
}

/// <summary>Whom a referral is to.</summary>
/// <param name="Organization">An organization of the network; null outside it.</param>
/// <param name="Name">Somebody outside the network, by name; null inside it.</param>
internal sealed record Recipient(Guid? Organization, string? Name)
{
    public bool IsNamed => Organization is not null || Name is not null;
}

/// <summary>A referral in the hand of an act: the case is held first, as in every act, so that two cannot wait for each other.</summary>
internal sealed record ReferralFile(CaseRow Case, ReferralRow Row)
{
    private const string query = """
        select r.id, r.org_id, r.case_id, r.issue_id, r.kind, r.recipient_org, r.recipient_name, r.service_id, r.state, r.consent_id, r.version, r.follow_up_on,
               l.state as letter, l.fields, coalesce(l.has_words, false) as has_words, coalesce(l.identifies, false) as identifies, l.checks, coalesce(l.asks_waiver, false) as asks_waiver, l.author, l.approved_by, l.opened_on,
               (select json_agg(x) from cases.consent x where x.case_id = r.case_id and x.purpose = 'referral')::text as consents,
               (select p.police_endangers from cases.path_step p where p.case_id = r.case_id and p.police_endangers is not null order by p.seq desc limit 1) as police_endangers,
               (select json_agg(x) from (select p.suspects, p.suspect_outside from cases.path_step p where p.case_id = r.case_id and p.step = 'SuspectUndisturbed' order by p.seq desc limit 1) x)::text as suspects
          from cases.referral r left join cases.referral_letter l on l.referral_id = r.id where r.id = $1 for update of r
        """;

    /// <summary>Whom it is to.</summary>
    public Recipient To => new(Row.RecipientOrg, Row.RecipientName);

    /// <summary>The referral and its case, held; hidden and absent are one, a stale version is told.</summary>
    public static async Task<Outcome<ReferralFile>> Hold(Work work, Guid id, int? version)
    {
        if (await work.FirstOrNone<Guid?>("select case_id from cases.referral where id = $1", id) is not { } of) return Outcome<ReferralFile>.Missing;
        var held = await CaseFile.Hold(work, of, null);
        if (!held.IsDone) return Outcome<ReferralFile>.From(held);
        var row = (await work.FirstOrNone<ReferralRow>(query, id))!;
        return version is { } asked && asked != row.Version ? Outcome<ReferralFile>.Stale : new ReferralFile(held.Value!, row);
    }

    /// <summary>What would be told: the letter as it is, or nothing yet but that she is referred.</summary>
    public Disclosure Wanted(Recipient to) => new(to.Organization, to.Name, false, ReferralCodes.Purpose, (Row.Fields ?? []).ToHashSet(), Row.HasWords, Row.Identifies);

    /// <summary>The consents of hers that are about referrals.</summary>
    public IReadOnlyList<ConsentRow> Consents => Nested.Read<ConsentRow>(Row.Consents);

    /// <summary>What the guards look at, as it is today.</summary>
    public async Task<ReferralFacts> Facts(Work work, IDirectory directory, Recipient? to = null, Disclosure? wanted = null)
    {
        to ??= To;
        wanted ??= Wanted(to);
        return new ReferralFacts
        {
            IsNamed = to.IsNamed, RecipientIsOtherSide = await IsOtherSide(work, directory, Case, to, Nested.Read<SuspectFact>(Row.Suspects)), IsPolice = Row.Kind == "police", PoliceEndangers = Row.PoliceEndangers == nameof(Known.Yes),
            AgainstConsent = ConsentCover.WhyNot(Consents.Select(c => c.Given()), wanted, work.Today), Checks = Row.Checks is null ? null : JsonSerializer.Deserialize<List<PacketCheck>>(Row.Checks, Json.Compact),
            AsksWaiver = Row.AsksWaiver, Author = Row.Author ?? Guid.Empty, ApprovedBy = Row.ApprovedBy, Identifies = Row.Identifies, Actor = work.Actor.PersonId,
        };
    }

    /// <summary>Whether the recipient is one of those whom the case is about: told by a packet, with its review, or not at all (C8).</summary>
    public static async Task<bool> IsOtherSide(Work work, IDirectory directory, CaseRow row, Recipient to, IReadOnlyList<SuspectFact>? suspects = null)
    {
        if (!to.IsNamed) return false;
        var site = row.SiteId is { } at ? await directory.Site(work, at) : null;
        IReadOnlyList<OrganizationFacts> others = site is null ? [] : await directory.RecipientsFor(work, site.Id);
        if (to.Organization is { } organization)
            return organization == row.OrgId || organization == site?.OrganizationId || others.Any(o => o.Id == organization) || (suspects ?? []).Any(s => s.Suspects.Contains(organization))
                || await directory.Organization(work, organization) is not { } facts || !ReferralCodes.Helpers.Contains(facts.Kind);
        var name = Plain(to.Name!);
        return new[] { row.Employer, site?.Name, site?.OrganizationName }.Concat(others.Select(o => o.Name)).Any(n => n is not null && Plain(n) == name);
    }

    /// <summary>Every reason against a move; none when it may be made.</summary>
    public IReadOnlyList<Refusal> WhyNot(ReferralAct act, IssueParty party, ReferralFacts facts) => ReferralFlow.Table.Decide(Row.State, act, party, facts).Refusals;

    /// <summary>Notes what happened. The timeline carries kind and state, never whom: a name of a shelter says where she is.</summary>
    public void Note(Work work, string verb, IssueParty party, object? detail = null)
    {
        CaseFile.Touch(work, Row.CaseId);
        CaseLog.Note(work, Row.OrgId, Row.CaseId, Row.IssueId, verb, party, detail ?? new { referral = Row.Id, to = Row.Kind });
    }

    private static string Plain(string name) => string.Concat(name.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant();
}

/// <summary>Who is suspected, as the critical path last said it.</summary>
internal sealed record SuspectFact(Guid[] Suspects, bool SuspectOutside);
