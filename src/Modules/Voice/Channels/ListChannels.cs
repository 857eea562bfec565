using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>The channels that take reports now: open, of an active organization whose vault at least two people can open.</summary>
public static class ListChannels
{
    /// <summary>A channel as anybody may know it.</summary>
    /// <param name="Id">Channel.</param>
    /// <param name="Slug">Its short name for links.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Organization">Who runs it and will read.</param>
    /// <param name="Languages">BCP 47 tags it is answered in.</param>
    /// <param name="Countries">ISO 3166-1 alpha-2.</param>
    /// <param name="Hours">When somebody answers, in words.</param>
    /// <param name="Telephones">Numbers to call.</param>
    /// <param name="Default">Whether a report from the country goes here when the worker chooses nothing.</param>
    public sealed record ChannelView(
        [property: Field(FieldClass.C0)] Guid Id,
        [property: Field(FieldClass.C0)] string Slug,
        [property: Field(FieldClass.C0)] string Name,
        [property: Field(FieldClass.C0)] string Organization,
        [property: Field(FieldClass.C0)] IReadOnlyList<string> Languages,
        [property: Field(FieldClass.C0)] IReadOnlyList<string> Countries,
        [property: Field(FieldClass.C0)] string Hours,
        [property: Field(FieldClass.C0)] IReadOnlyList<string> Telephones,
        [property: Field(FieldClass.C0)] bool Default) : IView<Public>;

    internal sealed record Row(Guid Id, Guid OrgId, string Slug, string Name, string Organization, IReadOnlyList<string> Languages, IReadOnlyList<string> Countries,
        string Hours, IReadOnlyList<string> Telephones, IReadOnlyList<string> DefaultFor);

    /// <summary>The channels of a country, best for the language first.</summary>
    public static async Task<IReadOnlyList<ChannelView>> Handle(string? country, string? language, Work work) => Order(await Rows(country, work), country, language);

    /// <summary>Most channels of others on the page of a report, which stays small however large the network is; the page of help has all.</summary>
    private const int MostOthers = 8;

    /// <summary>The channels of others, those of her country and language first, for a worker who wants to turn to another organization too.</summary>
    internal static async Task<IReadOnlyList<ChannelView>> Others(Guid organization, string? country, string language, Work work) =>
        [.. Order([.. (await Rows(country, work)).Where(r => r.OrgId != organization)], country, language).Take(MostOthers)];

    /// <summary>Every country that a channel serves.</summary>
    public static async Task<IReadOnlyList<string>> Countries(Work work) =>
        [.. (await Rows(null, work)).SelectMany(r => r.Countries).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Exactly one is the default: the one that says so for the country, else the first that speaks the language, else the first.</summary>
    internal static IReadOnlyList<ChannelView> Order(IReadOnlyList<Row> rows, string? country, string? language)
    {
        var order = rows
            .OrderByDescending(r => country is not null ? r.DefaultFor.Contains(country) : r.DefaultFor.Count > 0)
            .ThenByDescending(r => language is not null && r.Languages.Contains(language))
            .ThenBy(r => r.Name, StringComparer.Ordinal).ThenBy(r => r.Id);
        return [.. order.Select((r, i) => new ChannelView(r.Id, r.Slug, r.Name, r.Organization, r.Languages, r.Countries, r.Hours, r.Telephones, i == 0))];
    }

    private static Task<IReadOnlyList<Row>> Rows(string? country, Work work) => work.All<Row>("""
        select c.id, c.org_id, c.slug, c.name, o.name as organization, c.languages, c.countries, c.hours, c.telephones, c.default_for
          from voice.channel c
          join access.organization o on o.id = c.org_id and o.active
          cross join lateral access.vault_of(c.org_id) v
         where c.open and v.holders >= 2 and ($1::text is null or $1 = any (c.countries))
        """, country);
}
