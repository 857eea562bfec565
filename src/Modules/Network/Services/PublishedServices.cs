using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Network;

/// <summary>A service as the public door gives it: looked into, not gone, and with no secret in it (<c>network.published_services</c>).</summary>
/// <param name="Provider">Who provides it.</param>
/// <param name="ProviderKind">Its kind (<c>organization_types.csv</c>) where it stands in the directory; else empty.</param>
public sealed record PublishedService(Guid Id, Guid? ProviderId, string Provider, string ProviderKind, string Name, string Description, IReadOnlyList<string> Kinds, string Status,
    IReadOnlyList<string> Countries, string Places, IReadOnlyList<string> Sides, IReadOnlyList<string> Languages, string Eligibility, int? MinimumAge, int? MaximumAge,
    IReadOnlyList<string> ForWhom, bool Free, string Cost, IReadOnlyList<string> Hours, string HoursNote, string TimeZone, IReadOnlyList<string> Phones, string Email, string Url,
    string Address, string City, string Province, string PostalCode, string? AddressCountry, string Interpretation, string Application, DateOnly ReviewedOn, DateTimeOffset ModifiedAt);

/// <summary>The published services, for the worker's pages and the public API. Whoever asks: the same rows.</summary>
public sealed class PublishedServices(ServiceOptions options) : IServices
{
    /// <summary>All of them, or those of a country, by name.</summary>
    public Task<IReadOnlyList<PublishedService>> All(Work work, string? country = null) =>
        work.All<PublishedService>("select * from network.published_services($1, $2)", options.Since(work.Today), country);

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> Countries(Work work) => [.. (await All(work)).SelectMany(s => s.Countries).Distinct().Order(StringComparer.Ordinal)];

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> Needs(Work work, string country)
    {
        var there = (await All(work, country)).SelectMany(s => s.Kinds).ToHashSet();
        return [.. ServiceKinds.All.Select(k => k.Id).Where(there.Contains)];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<HelpService>> In(Work work, string country, string? need, string language) => Order(await All(work, country), need, language);

    /// <inheritdoc />
    public async Task<HelpService?> Find(Work work, Guid service) => Order((await All(work)).Where(s => s.Id == service), null, "en").FirstOrDefault();

    /// <summary>What fits the need: open before closed for a time, in her language first, then free, then by name.</summary>
    public static IReadOnlyList<HelpService> Order(IEnumerable<PublishedService> services, string? need, string language) =>
    [
        .. services.Where(s => need is null || s.Kinds.Contains(need))
            .OrderBy(s => s.Status == "active" ? 0 : 1)
            .ThenByDescending(s => s.Languages.Any(l => l == language || l.StartsWith(language + "-", StringComparison.Ordinal)))
            .ThenByDescending(s => s.Free).ThenBy(s => s.Name, StringComparer.Ordinal).ThenBy(s => s.Id)
            .Select(s => new HelpService(s.Id, s.Name, s.Provider, s.Description, s.Kinds, s.Status == "active", s.Places, s.Languages, s.Eligibility, s.MinimumAge, s.MaximumAge, s.Free, s.Cost,
                [.. s.Hours.Select(OpeningHours.Read).OfType<OpeningHours>()], s.HoursNote, s.Phones, s.Email, s.Url,
                string.Join(", ", new[] { s.Address, s.City, s.Province, s.PostalCode }.Where(a => a.Length > 0)), s.Interpretation, s.Application, s.ProviderId)),
    ];
}
