using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpenIlm.Kernel;
using static OpenIlm.Network.HsdsViews;

namespace OpenIlm.Network;

/// <summary>From a published service to the records of HSDS 3.0. Pure.</summary>
public static class HsdsRecords
{
    private static readonly (string Key, string Name, string Description, string LinkType, IReadOnlyList<Code> Terms)[] lists =
    [
        ("help", "Kinds of help for workers", "Types of assistance to victims of trafficking and exploited migrants, and the places beside them that workers turn to.", "service_type", ServiceKinds.All),
        ("for-whom", "For whom a service is made", "Demographic factors that a service is made for. They are never recorded about a person.", "eligibility", CodeLists.Of("demographic_factors")),
        ("side", "Side of the journey", "Where on a migration corridor the service stands.", "journey_side",
            [.. ServiceKinds.Sides.Select(s => new Code(s, char.ToUpperInvariant(s[0]) + s[1..], $"The service is in the country of {s}.", new Dictionary<string, string>()))]),
    ];

    /// <summary>The taxonomies.</summary>
    public static IReadOnlyList<TaxonomyView> Taxonomies { get; } = [.. lists.Select(l => new TaxonomyView(IdOf("taxonomy", l.Key), l.Name, l.Description, "1"))];

    /// <summary>Every term of them.</summary>
    public static IReadOnlyList<TermView> Terms { get; } =
    [
        .. lists.SelectMany(l => l.Terms.Select(t => new TermView(IdOf("term", l.Key, t.Id), t.Id, t.Name, t.Description.Length > 0 ? t.Description : t.Name, l.Name, "en", IdOf("taxonomy", l.Key)))),
    ];

    /// <summary>The id of a term.</summary>
    public static Guid TermId(string list, string code) => IdOf("term", list, code);

    /// <summary>The ids of the terms that apply to a service.</summary>
    public static IEnumerable<(string List, string Code, string LinkType)> TermsOf(PublishedService s) =>
        s.Kinds.Select(k => ("help", k, "service_type")).Concat(s.ForWhom.Select(f => ("for-whom", f, "eligibility"))).Concat(s.Sides.Select(x => ("side", x, "journey_side")));

    /// <summary>The organization that provides a service: its own id where it stands in the directory, else one made of its name.</summary>
    public static Guid OrganizationId(PublishedService s) => s.ProviderId ?? IdOf("organization", s.Provider.Trim().ToLowerInvariant());

    /// <summary>The organization, without its services.</summary>
    /// <param name="services">Its published services.</param>
    public static OrganizationView Organization(IReadOnlyList<PublishedService> services)
    {
        var kinds = ServiceKinds.All.Where(k => services.Any(s => s.Kinds.Contains(k.Id))).Select(k => k.Name);
        return new OrganizationView(OrganizationId(services[0]), services[0].Provider, "Provides: " + string.Join(", ", kinds) + ".");
    }

    /// <summary>A service with what belongs to it one to one.</summary>
    public static ServiceView Simple(PublishedService s, bool organization = true) => new(
        s.Id, s.Name, s.Description, Or(s.Url), Or(s.Email), s.Status, Or(s.Interpretation), Or(s.Application), Fees(s), Or(s.Eligibility), s.MinimumAge, s.MaximumAge, s.ReviewedOn,
        s.Status == "temporarily closed" ? "Closed for a time." : null, s.ModifiedAt, organization ? Organization([s]) : null);

    /// <summary>A service with everything.</summary>
    /// <param name="s">Service.</param>
    /// <param name="today">Day that the time zone's offset is told of.</param>
    /// <param name="organization">Whether the organization stands in it.</param>
    /// <param name="location">Whether its location stands in it.</param>
    public static ServiceView Full(PublishedService s, DateOnly today, bool organization = true, bool location = true) => Simple(s, organization) with
    {
        Phones = [.. s.Phones.Select(p => new PhoneView(IdOf("phone", s.Id, p), p, "voice"))],
        Schedules = Schedules(s, today),
        ServiceAreas = [.. s.Countries.Select(c => new ServiceAreaView(IdOf("area", s.Id, c), Country(c), Or(s.Places)))],
        ServiceAtLocations = location ? [.. At(s) is { } at ? new[] { at } : []] : null,
        Languages = [.. s.Languages.Select(l => new LanguageView(IdOf("language", s.Id, l), CultureInfo.GetCultureInfo(l).EnglishName, l))],
        Attributes = [.. TermsOf(s).Select(t => new AttributeView(IdOf("attribute", s.Id, t.List, t.Code), s.Id, TermId(t.List, t.Code), t.LinkType, "service", Terms.First(v => v.Id == TermId(t.List, t.Code))))],
    };

    /// <summary>Where the service is; null where it has neither an address that may be known nor a page.</summary>
    public static ServiceAtLocationView? At(PublishedService s)
    {
        if (s.Address.Length == 0 && s.Url.Length == 0) return null;
        var physical = s.Address.Length > 0;
        var address = new AddressView(IdOf("address", s.Id), s.Address, s.City, s.Province, s.PostalCode, s.AddressCountry ?? s.Countries[0], "physical");
        return new ServiceAtLocationView(IdOf("at", s.Id), Or(s.HoursNote),
            new LocationView(IdOf("location", s.Id), physical ? "physical" : "virtual", physical ? s.Name : null, physical ? null : s.Url, physical ? [address] : null));
    }

    private static IReadOnlyList<ScheduleView> Schedules(PublishedService s, DateOnly today)
    {
        var offset = TimeZoneInfo.TryFindSystemTimeZoneById(s.TimeZone, out var zone) ? zone.GetUtcOffset(today.ToDateTime(new TimeOnly(12, 0))) : (TimeSpan?)null;
        var suffix = offset is { } o ? string.Create(CultureInfo.InvariantCulture, $"{(o < TimeSpan.Zero ? '-' : '+')}{o:hh\\:mm}") : "";
        var hours = offset is { } h ? (decimal?)h.TotalHours : null;
        var rows = s.Hours.Select(OpeningHours.Read).OfType<OpeningHours>().Select((r, i) => new ScheduleView(IdOf("schedule", s.Id, i.ToString(CultureInfo.InvariantCulture)), hours, "WEEKLY", 1, r.ByDay,
            Or(s.HoursNote), r.OpensAt + suffix, (r.Closes == TimeOnly.MinValue ? "23:59" : r.ClosesAt) + suffix)).ToList();
        if (rows.Count == 0 && s.HoursNote.Length > 0) rows.Add(new ScheduleView(IdOf("schedule", s.Id, "words"), hours, null, null, null, s.HoursNote, null, null));
        return rows;
    }

    private static string Fees(PublishedService s) => s.Free ? s.Cost.Length > 0 ? "Free. " + s.Cost : "Free." : s.Cost;

    private static string Country(string code)
    {
        try { return new RegionInfo(code).EnglishName; }
        catch (ArgumentException) { return code; }
    }

    private static string? Or(string text) => text.Length == 0 ? null : text;

    private static Guid IdOf(string kind, Guid service, params string[] parts) => IdOf([kind, service.ToString(), .. parts]);

    // The parts of a service have no rows of their own; HSDS wants an id for each. Made of what they are, so that they stay the same
    // from one answer to the next, in the form of a random one.
    private static Guid IdOf(params string[] parts)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("openilm hsds\n" + string.Join('\n', parts))).AsSpan(0, 16);
        hash[6] = (byte)(hash[6] & 0x0f | 0x40);
        hash[8] = (byte)(hash[8] & 0x3f | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
