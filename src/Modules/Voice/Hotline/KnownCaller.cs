using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>
/// Whether a telephone number has called this organization before. The blind index is made from the vault's private half, so only an unlocked member can ask, one
/// number at a time, and never across organizations (security design, 2.5). The number comes in a body and is kept nowhere, not even as the hash of the request.
/// </summary>
public static class KnownCaller
{
    /// <summary>Most cases named.</summary>
    private const int Most = 20;

    /// <summary>What is asked.</summary>
    /// <param name="Phone">The number with its country.</param>
    public sealed record Input(string? Phone);

    /// <summary>A case of the earlier contacts.</summary>
    public sealed record KnownCaseView(
        [property: Field(FieldClass.C1)] Guid CaseId,
        [property: Field(FieldClass.C1)] string Reference,
        [property: Field(FieldClass.C1)] bool Open,
        [property: Field(FieldClass.C1)] ContactReason Reason,
        [property: Field(FieldClass.C1)] string Language,
        [property: Field(FieldClass.C1)] DateOnly LastOn,
        [property: Field(FieldClass.C1)] int Contacts) : IView<Handlers>;

    /// <summary>What is known.</summary>
    public sealed record KnownView([property: Field(FieldClass.C1)] IReadOnlyList<KnownCaseView> Cases) : IView<Handlers>;

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (string.IsNullOrWhiteSpace(input.Phone)) yield return new BadInput("input.required", "phone");
        else if (PhoneNumbers.ToE164(input.Phone) is null) yield return new BadInput("phone.needs-country", "phone");
    }

    /// <summary>Looks it up.</summary>
    public static async Task<Outcome<KnownView>> Handle(Input input, Work work, ICaseGlance cases, Recognition recognition)
    {
        work.Once = null;
        if (WhyNot(input).ToList() is { Count: > 0 } reasons) return Outcome<KnownView>.Refused(reasons);
        if (work.Keys.IsLocked) return Outcome<KnownView>.Refused(new SessionLocked());
        if (await VaultDoor.Of(work, work.Actor.OrganizationId) is not { } vault || !work.Keys.Holds(vault.Id, vault.Version)) return Outcome<KnownView>.Refused(new NotAdmittedToVault());
        var number = PhoneNumbers.ToE164(input.Phone)!;
        if (work.Keys.Vault(vault.Id, vault.Version) is { } current) await recognition.IndexNew(work, current.Private);
        // While the vault's key changes, older files still carry the index of the key before.
        var indexes = work.Keys.VersionsOf(vault.Id).Select(version => PhoneIndex.Of(work.Keys.Vault(vault.Id, version)!.Private, number)).ToArray();
        var rows = await work.All<Row>("""
            select c.case_id, (array_agg(c.language order by c.seq desc))[1] as language, max(c.received_on) as last_on, count(*)::integer as contacts
              from identity.known($1) k join voice.contact c on c.dossier_id = k.dossier_id
             group by c.case_id order by max(c.seq) desc limit $2
            """, indexes, Most);
        var glances = await cases.Of(work, [.. rows.Select(r => r.CaseId)]);
        var known = rows.Where(r => glances.ContainsKey(r.CaseId)).Select(r => (r, Case: glances[r.CaseId]))
            .Select(x => new KnownCaseView(x.r.CaseId, x.Case.Reference, x.Case.Open, x.Case.Reason, x.r.Language, x.r.LastOn, x.r.Contacts)).ToList();
        work.Audit("contact.looked-up", "organization", work.Actor.OrganizationId, new { cases = known.Count });
        return await work.Commit(new KnownView(known));
    }

    private sealed record Row(Guid CaseId, string Language, DateOnly LastOn, int Contacts);
}
