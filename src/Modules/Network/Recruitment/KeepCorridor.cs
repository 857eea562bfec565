using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>A corridor as the caller sees it: recruiters it may not see are not named.</summary>
public sealed record CorridorView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] string Name,
    [property: Field(FieldClass.C1)] string Origin,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Transit,
    [property: Field(FieldClass.C1)] string Destination,
    [property: Field(FieldClass.C1)] string? Isic,
    [property: Field(FieldClass.C1)] bool Active,
    [property: Field(FieldClass.C1)] IReadOnlyList<CorridorRecruiter> Recruiters,
    [property: Field(FieldClass.C1)] int Version) : IView<SignedIn>;

/// <summary>Who recruits on a corridor.</summary>
public sealed record CorridorRecruiter([property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] string Name) : IView<SignedIn>;

/// <summary>Keeps the corridors of the network: origin, transit, destination, sector and the recruiters on them (MAP-13).</summary>
public static class KeepCorridor
{
    /// <summary>A corridor.</summary>
    /// <param name="Name">Name.</param>
    /// <param name="Origin">ISO 3166-1 alpha-2.</param>
    /// <param name="Destination">ISO 3166-1 alpha-2; may be the origin, where workers move within a country.</param>
    /// <param name="Transit">Countries on the way, in order; at most ten.</param>
    /// <param name="Isic">Section of ISIC Rev. 4; null for work of every kind.</param>
    /// <param name="Recruiters">Organizations that recruit on it.</param>
    /// <param name="Active">Whether workers take it today.</param>
    public sealed record Input(string Name, string Origin, string Destination, IReadOnlyList<string>? Transit = null, string? Isic = null, IReadOnlyList<Guid>? Recruiters = null, bool Active = true);

    /// <summary>Every reason the input itself shows.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (string.IsNullOrWhiteSpace(input.Name)) yield return new BadInput("input.required", "name");
        else if (input.Name.Length > 200) yield return new BadInput("input.too-long", "name", 200);
        if (!AddOrganization.IsCountry(input.Origin ?? "")) yield return new BadInput("input.not-a-country", "origin");
        if (!AddOrganization.IsCountry(input.Destination ?? "")) yield return new BadInput("input.not-a-country", "destination");
        if (!string.IsNullOrEmpty(input.Isic) && !Isic.Sections.Contains(input.Isic)) yield return new BadInput("input.not-a-choice", "isic");
        if (input.Transit?.Count > 10) yield return new BadInput("input.too-many", "transit", 10);
        for (var i = 0; i < (input.Transit?.Count ?? 0); i++)
        {
            if (!AddOrganization.IsCountry(input.Transit![i] ?? "")) yield return new BadInput("input.not-a-country", $"transit[{i}]");
            else if (input.Transit[i] == input.Origin || input.Transit[i] == input.Destination) yield return new BadInput("corridor.transit-is-an-end", $"transit[{i}]");
        }
        if (input.Recruiters?.Count > 500) yield return new BadInput("input.too-many", "recruiters", 500);
    }

    /// <summary>Adds one, or changes one.</summary>
    public static async Task<Outcome<CreatedView>> Handle(Guid? id, int? version, Input input, Work work)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } reasons) return Outcome<CreatedView>.Refused(reasons);
        var recruiters = (input.Recruiters ?? []).Distinct().ToArray();
        if (await work.FirstOrNone<long>($"select count(*) from access.organization where id = any($1) and {Kept.Seen("id")}", recruiters) < recruiters.Length) return Outcome<CreatedView>.Refused(new BadInput("input.not-a-choice", "recruiters"));
        var rows = id is { } asked ? await work.FirstOrNone<Guid>("select org_id from network.corridor where id = $1", asked) : work.Actor.OrganizationId;
        if (rows == Guid.Empty) return Outcome<CreatedView>.Missing;
        var (made, stale) = (id ?? Guid.NewGuid(), false);
        await work.InRowsOf(rows, async () =>
        {
            if (id is null)
                work.Write("insert into network.corridor (id, org_id, name, origin, transit, destination, isic, active) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                    made, rows, input.Name.Trim(), input.Origin, (input.Transit ?? []).ToArray(), input.Destination, Kept.Text(input.Isic), input.Active);
            else
            {
                stale = await work.Change("update network.corridor set name = $3, origin = $4, transit = $5, destination = $6, isic = $7, active = $8, version = version + 1 where id = $1 and ($2::integer is null or version = $2)",
                    made, version, input.Name.Trim(), input.Origin, (input.Transit ?? []).ToArray(), input.Destination, Kept.Text(input.Isic), input.Active) == 0;
                if (stale) return;
                work.Write("delete from network.corridor_recruiter where corridor_id = $1", made);
            }
            foreach (var recruiter in recruiters)
                work.Write("insert into network.corridor_recruiter (corridor_id, org_id, recruiter_id) values ($1, $2, $3)", made, rows, recruiter);
        });
        if (stale) return Outcome<CreatedView>.Stale;
        work.Audit(id is null ? "corridor.added" : "corridor.changed", "corridor", made);
        return await work.Commit(new CreatedView(made));
    }
}

/// <summary>The corridors.</summary>
public static class ListCorridors
{
    /// <summary>All of them by name.</summary>
    public static async Task<IReadOnlyList<CorridorView>> Handle(Work work)
    {
        var rows = await work.All<Row>("select id, name, origin, transit, destination, isic, active, version from network.corridor order by not active, name, id");
        var recruiters = (await work.All<On>("select c.corridor_id, o.id, o.name from network.corridor_recruiter c join access.organization o on o.id = c.recruiter_id order by o.name")).ToLookup(r => r.CorridorId);
        return [.. rows.Select(c => new CorridorView(c.Id, c.Name, c.Origin, c.Transit, c.Destination, c.Isic, c.Active, [.. recruiters[c.Id].Select(r => new CorridorRecruiter(r.Id, r.Name))], c.Version))];
    }

    private sealed record Row(Guid Id, string Name, string Origin, IReadOnlyList<string> Transit, string Destination, string? Isic, bool Active, int Version);
    private sealed record On(Guid CorridorId, Guid Id, string Name);
}
