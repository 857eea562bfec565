using Npgsql;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The id of what was made.</summary>
public sealed record CreatedView([property: Field(FieldClass.C1)] Guid Id) : IView<SignedIn>;

/// <summary>Adds an organization to the network.</summary>
public static class AddOrganization
{
    /// <summary>What is asked.</summary>
    public sealed record Input(string Name, string Kind, string? Country = null);

    /// <summary>The name is taken.</summary>
    public sealed record NameTaken(string Name) : Refusal("organization.name-taken")
    {
        /// <inheritdoc />
        public override string Field => "name";
    }

    /// <summary>Every reason the input itself shows.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (string.IsNullOrWhiteSpace(input.Name)) yield return new BadInput("input.required", "name");
        else if (input.Name.Length > 200) yield return new BadInput("input.too-long", "name", 200);
        if (CodeLists.Of("organization_types").All(c => c.More["enum_name"] != input.Kind)) yield return new BadInput("input.not-a-choice", "kind");
        if (input.Country is { Length: > 0 } && !IsCountry(input.Country)) yield return new BadInput("input.not-a-country", "country");
    }

    /// <summary>Adds it.</summary>
    public static async Task<Outcome<Guid>> Handle(Input input, Work work)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } reasons) return Outcome<Guid>.Refused(reasons);
        if (await work.FirstOrNone<bool>("select exists (select 1 from access.organization where lower(name) = lower($1) and coalesce(country, '') = coalesce($2, '') and merged_into is null)", input.Name.Trim(), string.IsNullOrEmpty(input.Country) ? null : input.Country)) return Outcome<Guid>.Refused(new NameTaken(input.Name.Trim()));
        var id = Guid.NewGuid();
        work.Write("insert into access.organization (id, kind, name, country) values ($1, $2, $3, $4)", id, input.Kind, input.Name.Trim(), string.IsNullOrEmpty(input.Country) ? null : input.Country);
        work.Audit("organization.added", "organization", id, new { input.Kind });
        try { await FindMatches.Of(work, "organization", [id]); await work.Commit(new CreatedView(id)); }
        catch (PostgresException twice) when (twice is { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "organization" }) { return Outcome<Guid>.Refused(new NameTaken(input.Name.Trim())); }
        return id;
    }

    internal static bool IsCountry(string code) => code.Length == 2 && code.All(char.IsAsciiLetterUpper);
}

/// <summary>Switches an organization on or off: off ends every session and refuses every sign-in of its people on the next request.</summary>
public static class SwitchOrganization
{
    /// <summary>The installation's own organization stays on.</summary>
    public sealed record NotYourOwn() : Refusal("organization.not-your-own");

    /// <summary>What is asked by the API.</summary>
    public sealed record Input(bool Active);

    /// <summary>Switches.</summary>
    public static async Task<Outcome> Handle(Guid organization, bool active, Work work)
    {
        if (organization == work.Actor.OrganizationId) return Outcome.Refused(new NotYourOwn());
        if (await work.Change("update access.organization set active = $2, version = version + 1 where id = $1", organization, active) == 0) return Outcome.Missing;
        work.Audit(active ? "organization.switched-on" : "organization.switched-off", "organization", organization);
        return await work.Commit();
    }
}

/// <summary>Adds a site of an employer.</summary>
public static class AddSite
{
    /// <summary>What is asked.</summary>
    /// <param name="OrganizationId">Employer.</param>
    /// <param name="Name">Name.</param>
    /// <param name="Country">ISO 3166-1 alpha-2.</param>
    /// <param name="Place">Town or province.</param>
    /// <param name="TimeZone">IANA zone.</param>
    /// <param name="Sector">Sector in words.</param>
    /// <param name="Headcount">Workers; null when unknown.</param>
    public sealed record Input(Guid OrganizationId, string Name, string Country, string? Place, string TimeZone, string? Sector, int? Headcount);

    /// <summary>Every reason the input itself shows.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (string.IsNullOrWhiteSpace(input.Name)) yield return new BadInput("input.required", "name");
        else if (input.Name.Length > 200) yield return new BadInput("input.too-long", "name", 200);
        if (!AddOrganization.IsCountry(input.Country ?? "")) yield return new BadInput("input.not-a-country", "country");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(input.TimeZone ?? "", out _)) yield return new BadInput("input.not-a-time-zone", "timeZone");
        if (input.Place?.Length > 200) yield return new BadInput("input.too-long", "place", 200);
        if (input.Sector?.Length > 200) yield return new BadInput("input.too-long", "sector", 200);
        if (input.Headcount is < 0 or > 2_000_000) yield return new BadInput("input.out-of-range", "headcount", "0 to 2,000,000");
    }

    /// <summary>Adds it in the rows of its employer.</summary>
    public static async Task<Outcome<Guid>> Handle(Input input, Work work)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } reasons) return Outcome<Guid>.Refused(reasons);
        if (await work.FirstOrNone<int>("select 1 from access.organization where id = $1", input.OrganizationId) == 0) return Outcome<Guid>.Missing;
        var id = Guid.NewGuid();
        await work.InRowsOf(input.OrganizationId, () =>
        {
            work.Write("insert into network.site (id, org_id, name, country, place, time_zone, sector, headcount, counted_on) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                id, input.OrganizationId, input.Name.Trim(), input.Country, input.Place ?? "", input.TimeZone, input.Sector ?? "", input.Headcount, input.Headcount is null ? null : work.Today);
            if (input.Headcount is { } total) work.Write("insert into network.headcount (id, org_id, site_id, counted_on, total, recorded_on) values ($1, $2, $3, $4, $5, $4)", Guid.NewGuid(), input.OrganizationId, id, work.Today, total);
            return Task.CompletedTask;
        });
        await FindMatches.Of(work, "site", [id]);
        work.Audit("site.added", "site", id);
        await work.Commit(new CreatedView(id));
        return id;
    }
}
