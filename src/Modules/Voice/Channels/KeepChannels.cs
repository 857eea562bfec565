using System.Text.RegularExpressions;
using Npgsql;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>
/// The channels of the caller's organization. A channel may be made before anybody could open what comes in; it takes nothing until
/// the vault has two members, and the page says so.
/// </summary>
public static partial class KeepChannels
{
    /// <summary>Another channel has this short name.</summary>
    public sealed record SlugTaken() : Refusal("channel.slug-taken")
    {
        /// <inheritdoc />
        public override string Field => "slug";
    }

    /// <summary>A channel as its organization keeps it.</summary>
    public sealed record Input
    {
        /// <summary>Short name for links: small letters, digits, dashes.</summary>
        public string? Slug { get; init; }
        /// <summary>Name.</summary>
        public string? Name { get; init; }
        /// <summary>Countries it serves, ISO 3166-1 alpha-2.</summary>
        public IReadOnlyList<string>? Countries { get; init; }
        /// <summary>Languages it is answered in, BCP 47.</summary>
        public IReadOnlyList<string>? Languages { get; init; }
        /// <summary>Countries whose reports come here when the worker chooses nothing.</summary>
        public IReadOnlyList<string>? DefaultFor { get; init; }
        /// <summary>When somebody answers, in words.</summary>
        public string? Hours { get; init; }
        /// <summary>Numbers to call.</summary>
        public IReadOnlyList<string>? Telephones { get; init; }
        /// <summary>Whether it takes contacts.</summary>
        public bool Open { get; init; } = true;
    }

    /// <summary>A channel for those who keep it.</summary>
    public sealed record OwnChannelView(
        [property: Field(FieldClass.C0)] Guid Id,
        [property: Field(FieldClass.C0)] string Slug,
        [property: Field(FieldClass.C0)] string Name,
        [property: Field(FieldClass.C0)] IReadOnlyList<string> Countries,
        [property: Field(FieldClass.C0)] IReadOnlyList<string> Languages,
        [property: Field(FieldClass.C0)] IReadOnlyList<string> DefaultFor,
        [property: Field(FieldClass.C0)] string Hours,
        [property: Field(FieldClass.C0)] IReadOnlyList<string> Telephones,
        [property: Field(FieldClass.C1)] bool Open,
        [property: Field(FieldClass.C1)] int Version) : IView<Handlers>;

    /// <summary>All channels of the organization, and how many people could open what comes in.</summary>
    public sealed record OwnChannelsView(
        [property: Field(FieldClass.C1)] IReadOnlyList<OwnChannelView> Items,
        [property: Field(FieldClass.C1)] int VaultHolders) : IView<Handlers>;

    /// <summary>The id of what was kept.</summary>
    public sealed record Kept([property: Field(FieldClass.C1)] Guid Id) : IView<Handlers>;

    /// <summary>Every reason against the input itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.Slug is null || !Slug().IsMatch(input.Slug)) yield return new BadInput("channel.slug-form", "slug");
        if (string.IsNullOrWhiteSpace(input.Name)) yield return new BadInput("input.required", "name");
        if (input.Countries is not { Count: > 0 }) yield return new BadInput("input.required", "countries");
        if (input.Languages is not { Count: > 0 }) yield return new BadInput("input.required", "languages");
        foreach (var reason in (IEnumerable<Refusal>)
                 [
                     .. TextRules.WhyNotShort(input.Name, "name", 100), .. TextRules.WhyNotShort(input.Hours, "hours"),
                     .. (input.Countries ?? []).SelectMany(c => Facts.WhyNotCountry(c, "countries")),
                     .. (input.Languages ?? []).SelectMany(l => Facts.WhyNotLanguage(l, "languages")),
                     .. (input.Telephones ?? []).SelectMany(t => TextRules.WhyNotShort(t, "telephones", 40)),
                 ]) yield return reason;
        // A default for a country that the channel does not serve would send reports to nobody.
        if ((input.DefaultFor ?? []).Except(input.Countries ?? []).Any()) yield return new BadInput("input.not-a-choice", "defaultFor");
        if (input.Telephones is { Count: > 10 }) yield return new BadInput("input.too-many", "telephones", 10);
    }

    /// <summary>Lists them.</summary>
    public static async Task<OwnChannelsView> List(Work work)
    {
        var vault = await VaultDoor.Of(work, work.Actor.OrganizationId);
        // Channels are public, so the row policy does not choose here.
        var items = await work.All<OwnChannelView>("""
            select id, slug, name, countries, languages, default_for, hours, telephones, open, version from voice.channel where org_id = $1 order by name, id
            """, work.Actor.OrganizationId);
        return new OwnChannelsView(items, vault?.Holders ?? 0);
    }

    /// <summary>Makes a channel.</summary>
    public static async Task<Outcome<Kept>> Create(Input input, Work work)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } reasons) return Outcome<Kept>.Refused(reasons);
        var id = Guid.NewGuid();
        work.Write("""
            insert into voice.channel (id, org_id, slug, name, countries, languages, default_for, hours, telephones, open)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, id, work.Actor.OrganizationId, input.Slug, input.Name, input.Countries!.ToArray(), input.Languages!.ToArray(), (input.DefaultFor ?? []).ToArray(),
            input.Hours ?? "", (input.Telephones ?? []).ToArray(), input.Open);
        work.Audit("channel.made", "channel", id, new { input.Open });
        return await Commit(work, id);
    }

    /// <summary>Changes a channel, opens or closes it.</summary>
    /// <param name="id">The channel.</param>
    /// <param name="version">The version the caller read; null takes any.</param>
    /// <param name="input">How it is to be.</param>
    /// <param name="work">The unit of work.</param>
    public static async Task<Outcome<Kept>> Change(Guid id, int? version, Input input, Work work)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } reasons) return Outcome<Kept>.Refused(reasons);
        var there = await work.FirstOrNone<int?>("select version from voice.channel where id = $1 and org_id = $2", id, work.Actor.OrganizationId);
        if (there is null) return Outcome<Kept>.Missing;
        try
        {
            var met = await work.Change("""
                update voice.channel set slug = $3, name = $4, countries = $5, languages = $6, default_for = $7, hours = $8, telephones = $9, open = $10, version = version + 1
                 where id = $1 and version = $2
                """, id, version ?? there, input.Slug, input.Name, input.Countries!.ToArray(), input.Languages!.ToArray(), (input.DefaultFor ?? []).ToArray(),
                input.Hours ?? "", (input.Telephones ?? []).ToArray(), input.Open);
            if (met == 0) return Outcome<Kept>.Stale;
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation) { return Outcome<Kept>.Refused(new SlugTaken()); }
        work.Audit("channel.changed", "channel", id, new { input.Open });
        return await Commit(work, id);
    }

    private static async Task<Outcome<Kept>> Commit(Work work, Guid id)
    {
        try { return await work.Commit(new Kept(id)); }
        catch (PostgresException taken) when (taken is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "channel_slug_key" }) { return Outcome<Kept>.Refused(new SlugTaken()); }
    }

    [GeneratedRegex("^[a-z0-9-]{2,40}$", RegexOptions.NonBacktracking)]
    private static partial Regex Slug();
}
