using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>
/// Whether a recruiter may recruit: where the country asks for a licence (code list <c>recruiter_licensing</c>, each row with its law and authority;
/// the network may decide otherwise for a country), one that is valid today. It is a warning, never a refusal: a recruiter without a licence that
/// is there all the same must be seen (MAP-4, MAP-5).
/// </summary>
public static class Licensing
{
    /// <summary>Kinds of organizations that recruit.</summary>
    public static readonly IReadOnlyList<string> Recruiters = ["RecruitmentAgency", "EmploymentAgency", "SubAgent"];

    /// <summary>A licence.</summary>
    public sealed record Licence(string? Country, DateOnly? IssuedOn, DateOnly? ExpiresOn);

    /// <summary>What is the matter.</summary>
    public enum Warning
    {
        /// <summary>Nothing.</summary>
        None,
        /// <summary>No licence is known.</summary>
        Missing,
        /// <summary>The last one has expired.</summary>
        Expired,
        /// <summary>The first one begins later.</summary>
        NotYet,
    }

    /// <summary>Countries of the list it ships with.</summary>
    public static readonly IReadOnlySet<string> Shipped = CodeLists.Of("recruiter_licensing").Select(c => c.Id).ToHashSet();

    /// <summary>What is the matter with the licence of an organization.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="recruits">Whether it recruits for somebody, whatever its kind.</param>
    /// <param name="needed">Whether its country asks recruiters for a licence.</param>
    /// <param name="country">Its country.</param>
    /// <param name="licences">The licences that are known.</param>
    /// <param name="today">The day.</param>
    public static Warning Of(string kind, bool recruits, bool needed, string? country, IReadOnlyList<Licence> licences, DateOnly today)
    {
        if (!needed || !(recruits || Recruiters.Contains(kind))) return Warning.None;
        var here = licences.Where(l => l.Country == country).ToList();
        if (here.Any(l => (l.IssuedOn ?? DateOnly.MinValue) <= today && (l.ExpiresOn ?? DateOnly.MaxValue) >= today)) return Warning.None;
        return here.Count == 0 ? Warning.Missing : here.Any(l => l.ExpiresOn < today) ? Warning.Expired : Warning.NotYet;
    }

    /// <summary>The countries that ask for a licence, as this network keeps them.</summary>
    public static async Task<IReadOnlySet<string>> Countries(Work work)
    {
        var countries = Shipped.ToHashSet();
        foreach (var choice in await work.All<Choice>("select country, required from network.licensing"))
            if (choice.Required) countries.Add(choice.Country); else countries.Remove(choice.Country);
        return countries;
    }

    /// <summary>What is the matter with each of these organizations; those without a warning are left out.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Warning>> Warnings(Work work, IReadOnlyCollection<Guid> organizations)
    {
        if (organizations.Count == 0) return new Dictionary<Guid, Warning>();
        var countries = await Countries(work);
        var rows = await work.All<Row>("""
            select o.id, o.kind, o.country, exists (select 1 from network.relation r where r.org_id = o.id and r.role = 'recruitsFor' and network.is_live(r.from_day, r.until_day, r.ended)) as recruits
              from access.organization o where o.id = any($1) and o.country = any($2)
            """, organizations.ToArray(), countries.ToArray());
        if (rows.Count == 0) return new Dictionary<Guid, Warning>();
        var licences = (await work.All<Held>("select subject_id, country, issued_on, expires_on from network.identifier where scheme = 'RecruiterLicence' and subject_id = any($1)", rows.Select(r => r.Id).ToArray())).ToLookup(l => l.SubjectId);
        return rows.Select(r => (r.Id, Warning: Of(r.Kind, r.Recruits, true, r.Country, [.. licences[r.Id].Select(l => new Licence(l.Country, l.IssuedOn, l.ExpiresOn))], work.Today)))
            .Where(w => w.Warning != Warning.None).ToDictionary(w => w.Id, w => w.Warning);
    }

    private sealed record Choice(string Country, bool Required);
    private sealed record Row(Guid Id, string Kind, string? Country, bool Recruits);
    private sealed record Held(Guid SubjectId, string? Country, DateOnly? IssuedOn, DateOnly? ExpiresOn);
}

/// <summary>Decides for this network whether recruiters of a country need a licence.</summary>
public static class KeepLicensing
{
    /// <summary>What is asked.</summary>
    public sealed record Input(string Country, bool Required);

    /// <summary>Keeps it.</summary>
    public static async Task<Outcome> Handle(Input input, Work work)
    {
        if (!AddOrganization.IsCountry(input.Country ?? "")) return Outcome.Refused(new BadInput("input.not-a-country", "country"));
        // One row a country in the whole network, in the rows of whoever decided first.
        var owner = await work.FirstOrNone<Guid>("select org_id from network.licensing where country = $1", input.Country);
        if (owner == Guid.Empty) work.Write("insert into network.licensing (org_id, country, required) values ($1, $2, $3)", work.Actor.OrganizationId, input.Country, input.Required);
        else await work.InRowsOf(owner, () => { work.Write("update network.licensing set required = $2 where country = $1", input.Country, input.Required); return Task.CompletedTask; });
        work.Audit("licensing.decided", "organization", work.Actor.OrganizationId, new { input.Country, input.Required });
        return await work.Commit();
    }
}
