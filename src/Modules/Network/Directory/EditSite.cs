using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Changes what is known of a site. How many people work there is counted by day, elsewhere (<see cref="RecordHeadcount"/>).</summary>
public static class EditSite
{
    /// <summary>All of it as it shall be.</summary>
    /// <param name="Name">Name, at most 200 characters.</param>
    /// <param name="Country">ISO 3166-1 alpha-2.</param>
    /// <param name="TimeZone">IANA zone; deadlines are days there.</param>
    /// <param name="Place">Town or province.</param>
    /// <param name="Address">Street address, at most 500 characters.</param>
    /// <param name="Sector">Sector in words.</param>
    /// <param name="Isic">Section of ISIC Rev. 4.</param>
    /// <param name="Latitude">Degrees north, -90 to 90; with the longitude or not at all.</param>
    /// <param name="Longitude">Degrees east, -180 to 180.</param>
    /// <param name="Active">Whether people work there.</param>
    public sealed record Input(string Name, string Country, string TimeZone, string? Place = null, string? Address = null, string? Sector = null, string? Isic = null,
        double? Latitude = null, double? Longitude = null, bool Active = true);

    /// <summary>Every reason the input itself shows.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        foreach (var reason in AddSite.WhyNot(new AddSite.Input(Guid.Empty, input.Name, input.Country, input.Place, input.TimeZone, input.Sector, null))) yield return reason;
        if (input.Address?.Length > 500) yield return new BadInput("input.too-long", "address", 500);
        if (!string.IsNullOrEmpty(input.Isic) && !Isic.Sections.Contains(input.Isic)) yield return new BadInput("input.not-a-choice", "isic");
        if (input.Latitude is null != input.Longitude is null) yield return new BadInput("site.half-a-position", input.Latitude is null ? "latitude" : "longitude");
        if (input.Latitude is < -90 or > 90 or double.NaN) yield return new BadInput("input.out-of-range", "latitude", "-90 to 90");
        if (input.Longitude is < -180 or > 180 or double.NaN) yield return new BadInput("input.out-of-range", "longitude", "-180 to 180");
    }

    /// <summary>Changes it.</summary>
    public static async Task<Outcome> Handle(Guid id, int? version, Input input, Work work)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } reasons) return Outcome.Refused(reasons);
        if (await Kept.Subject(work, "site", id) is not { } site) return Outcome.Missing;
        var changed = 0;
        await work.InRowsOf(site.OrgId, async () => changed = await work.Change("""
            update network.site set name = $3, country = $4, time_zone = $5, place = $6, address = $7, sector = $8, isic = $9, latitude = $10, longitude = $11, active = $12, version = version + 1
             where id = $1 and ($2::integer is null or version = $2)
            """, id, version, input.Name.Trim(), input.Country, input.TimeZone, input.Place?.Trim() ?? "", input.Address?.Trim() ?? "", input.Sector?.Trim() ?? "", Kept.Text(input.Isic), input.Latitude, input.Longitude, input.Active));
        if (changed == 0) return Outcome.Stale;
        await EditOrganization.Former(work, "site", id, site.OrgId, site.Name, input.Name.Trim());
        work.Audit("site.changed", "site", id);
        return await work.Commit();
    }
}
