using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Records how many people worked at a site on a day: in all, and by nationality, gender and contract (MAP-6). The newest count is the
/// site's own figure, by which cases are checked for what would identify a worker.</summary>
public static class RecordHeadcount
{
    /// <summary>The value of a part whose kind nobody knows.</summary>
    public const string Unknown = "unknown";
    /// <summary>What a contract can be.</summary>
    public static readonly IReadOnlyList<string> Contracts = ["permanent", "fixedTerm", "agency", "daily", "pieceRate", "apprentice", Unknown];
    /// <summary>How the workforce is counted by gender (<c>gender_options.csv</c>).</summary>
    public static IReadOnlyList<string> Genders => [.. CodeLists.Of("gender_options").Select(c => c.Id), Unknown];

    /// <summary>A part of the total.</summary>
    /// <param name="Value">A country (ISO 3166-1 alpha-2), a gender or a contract of the lists; <see cref="Unknown"/>.</param>
    /// <param name="Workers">How many, 1 or more.</param>
    public sealed record Part(string Value, int Workers);

    /// <summary>A count.</summary>
    /// <param name="CountedOn">The day it holds for; not in the future.</param>
    /// <param name="Total">People, 0 to 2,000,000.</param>
    /// <param name="Source">Where it is known from, in words.</param>
    /// <param name="Nationality">Parts by nationality; none when nobody counted.</param>
    /// <param name="Gender">Parts by gender.</param>
    /// <param name="Contract">Parts by contract.</param>
    /// <param name="FillUnknown">Whether what is missing from a dimension is to stand as unknown.</param>
    public sealed record Input(DateOnly CountedOn, int Total, string? Source = null, IReadOnlyList<Part>? Nationality = null, IReadOnlyList<Part>? Gender = null,
        IReadOnlyList<Part>? Contract = null, bool FillUnknown = false);

    /// <summary>The parts are more than the whole.</summary>
    public sealed record TooMany(string Dimension, int Sum, int Total, int By) : Refusal("headcount.too-many")
    {
        /// <inheritdoc />
        public override string Field => Dimension;
    }

    /// <summary>The parts are fewer than the whole; the rest may stand as unknown.</summary>
    public sealed record TooFew(string Dimension, int Sum, int Total, int By) : Refusal("headcount.too-few")
    {
        /// <inheritdoc />
        public override string Field => Dimension;
    }

    /// <summary>Every reason the input itself shows.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, DateOnly today)
    {
        if (input.Total is < 0 or > 2_000_000) { yield return new BadInput("input.out-of-range", "total", "0 to 2,000,000"); yield break; }
        if (input.CountedOn > today) yield return new BadInput("input.in-the-future", "countedOn");
        else if (input.CountedOn.Year < 1900) yield return new BadInput("input.not-a-date", "countedOn");
        if (input.Source?.Length > 200) yield return new BadInput("input.too-long", "source", 200);
        foreach (var (dimension, parts) in Dimensions(input))
        {
            for (var i = 0; i < parts.Count; i++)
            {
                if (!IsOf(dimension, parts[i].Value)) yield return new BadInput(dimension == "nationality" ? "input.not-a-country" : "input.not-a-choice", $"{dimension}[{i}].value");
                if (parts[i].Workers is < 1 or > 2_000_000) yield return new BadInput("input.out-of-range", $"{dimension}[{i}].workers", "1 to 2,000,000");
                if (parts.Take(i).Any(p => p.Value == parts[i].Value)) yield return new BadInput("headcount.twice", $"{dimension}[{i}].value");
            }
            if (parts.Count == 0) continue;
            var sum = parts.Sum(p => (long)p.Workers);
            if (sum > input.Total) yield return new TooMany(dimension, (int)Math.Min(sum, int.MaxValue), input.Total, (int)Math.Min(sum - input.Total, int.MaxValue));
            else if (sum < input.Total && !input.FillUnknown) yield return new TooFew(dimension, (int)sum, input.Total, input.Total - (int)sum);
        }
    }

    /// <summary>The parts as they are stored: what is missing stands as unknown where that was asked.</summary>
    public static IEnumerable<(string Dimension, Part Part)> Stored(Input input)
    {
        foreach (var (dimension, parts) in Dimensions(input).Where(d => d.Parts.Count > 0))
        {
            var rest = input.Total - parts.Sum(p => p.Workers);
            foreach (var part in parts)
                yield return (dimension, part.Value == Unknown ? part with { Workers = part.Workers + rest } : part);
            if (rest > 0 && parts.All(p => p.Value != Unknown)) yield return (dimension, new Part(Unknown, rest));
        }
    }

    /// <summary>Records it. A second count of the same day takes the place of the first.</summary>
    public static async Task<Outcome<CreatedView>> Handle(Guid id, Input input, Work work)
    {
        if (WhyNot(input, work.Today).ToList() is { Count: > 0 } reasons) return Outcome<CreatedView>.Refused(reasons);
        if (await Kept.Subject(work, "site", id) is not { } site) return Outcome<CreatedView>.Missing;
        var count = Guid.Empty;
        await work.InRowsOf(site.OrgId, async () =>
        {
            count = await work.FirstOrNone<Guid>("select id from network.headcount where site_id = $1 and counted_on = $2", id, input.CountedOn);
            if (count == Guid.Empty)
            {
                count = Guid.NewGuid();
                work.Write("insert into network.headcount (id, org_id, site_id, counted_on, total, source, recorded_on) values ($1, $2, $3, $4, $5, $6, $7)",
                    count, site.OrgId, id, input.CountedOn, input.Total, input.Source?.Trim() ?? "", work.Today);
            }
            else
            {
                work.Write("delete from network.headcount_part where headcount_id = $1", count);
                work.Write("update network.headcount set total = $2, source = $3, recorded_on = $4 where id = $1", count, input.Total, input.Source?.Trim() ?? "", work.Today);
            }
            foreach (var (dimension, part) in Stored(input))
                work.Write("insert into network.headcount_part (headcount_id, org_id, dimension, value, workers) values ($1, $2, $3, $4, $5)", count, site.OrgId, dimension, part.Value, part.Workers);
        });
        work.Audit("site.headcount-recorded", "site", id, new { count });
        return await work.Commit(new CreatedView(count));
    }

    private static IEnumerable<(string Dimension, IReadOnlyList<Part> Parts)> Dimensions(Input input) =>
        [("nationality", input.Nationality ?? []), ("gender", input.Gender ?? []), ("contract", input.Contract ?? [])];

    private static bool IsOf(string dimension, string? value) => value == Unknown || dimension switch
    {
        "nationality" => AddOrganization.IsCountry(value ?? ""),
        "gender" => Genders.Contains(value ?? ""),
        _ => Contracts.Contains(value ?? ""),
    };
}
