using Npgsql;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Changes what is known of an organization. The name it had stays with it as a former name.</summary>
public static class EditOrganization
{
    /// <summary>All of it as it shall be.</summary>
    /// <param name="Name">Name, at most 200 characters.</param>
    /// <param name="Kind">Kind (<c>organization_types.csv</c>, enum_name).</param>
    /// <param name="Country">ISO 3166-1 alpha-2; null when unknown.</param>
    /// <param name="Isic">Section of ISIC Rev. 4, A to U; null when unknown.</param>
    public sealed record Input(string Name, string Kind, string? Country = null, string? Isic = null);

    /// <summary>Every reason the input itself shows.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        foreach (var reason in AddOrganization.WhyNot(new AddOrganization.Input(input.Name, input.Kind, input.Country))) yield return reason;
        if (!string.IsNullOrEmpty(input.Isic) && !Isic.Sections.Contains(input.Isic)) yield return new BadInput("input.not-a-choice", "isic");
    }

    /// <summary>Changes it.</summary>
    /// <param name="id">Organization.</param>
    /// <param name="version">The version that was read; null to change whatever stands there.</param>
    /// <param name="input">As it shall be.</param>
    /// <param name="work">The unit of work.</param>
    public static async Task<Outcome> Handle(Guid id, int? version, Input input, Work work)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } reasons) return Outcome.Refused(reasons);
        var before = await work.FirstOrNone<Before>($"select name, version from access.organization where id = $1 and merged_into is null and {Kept.Seen("id")}", id);
        if (before is null) return Outcome.Missing;
        var name = input.Name.Trim();
        try
        {
            if (await work.Change("update access.organization set name = $3, kind = $4, country = $5, isic = $6, version = version + 1 where id = $1 and ($2::integer is null or version = $2)",
                id, version, name, input.Kind, Kept.Text(input.Country), Kept.Text(input.Isic)) == 0) return Outcome.Stale;
        }
        catch (PostgresException twice) when (twice.SqlState == PostgresErrorCodes.UniqueViolation) { return Outcome.Refused(new AddOrganization.NameTaken(name)); }
        await Former(work, "organization", id, id, before.Name, name);
        work.Audit("organization.changed", "organization", id, new { renamed = before.Name != name });
        return await work.Commit();
    }

    /// <summary>Keeps the name that something had before; a name it takes back is no other name any more.</summary>
    internal static Task Former(Work work, string kind, Guid id, Guid rows, string before, string now) => before == now ? Task.CompletedTask : work.InRowsOf(rows, () =>
    {
        work.Write("delete from network.name where subject_id = $1 and lower(name) in (lower($2), lower($3))", id, now, before);
        if (!string.Equals(before, now, StringComparison.OrdinalIgnoreCase))
            work.Write("insert into network.name (id, org_id, subject_kind, subject_id, name, kind, until_day) values ($1, $2, $3, $4, $5, 'Former', $6)", Guid.NewGuid(), rows, kind, id, before, work.Today);
        return Task.CompletedTask;
    });

    private sealed record Before(string Name, int Version);
}
