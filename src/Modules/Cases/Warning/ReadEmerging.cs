using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Categories that emerge across the network, for its office: sums of frozen groups, rounded, that name no organization and no site. What is not frozen
/// is not there: no "few", no "pending".</summary>
public static class ReadEmerging
{
    /// <summary>Days of the newest quarter.</summary>
    public const int Quarter = 91;
    /// <summary>Quarters before it that it is compared with.</summary>
    public const int QuartersBefore = 4;
    /// <summary>A category emerges when its newest quarter is so many times the mean of those before.</summary>
    public const int Times = 2;

    /// <summary>What emerges.</summary>
    /// <param name="Categories">Categories with a frozen group in the last five quarters: those that emerge first, then the most reports.</param>
    /// <param name="RefreshedOn">The day the newest group froze; null while there is none.</param>
    public sealed record EmergingView(
        [property: Field(FieldClass.C0)] IReadOnlyList<CategoryView> Categories,
        [property: Field(FieldClass.C0)] DateOnly? RefreshedOn) : IView<SignedIn>;

    /// <summary>A category in rounded sums.</summary>
    /// <param name="Category">Category of the taxonomy.</param>
    /// <param name="Newest">Reports in groups that froze in the newest quarter.</param>
    /// <param name="Before">Those of the four quarters before, a quarter.</param>
    /// <param name="Emerges">Twice as many and more.</param>
    /// <param name="IsFirst">Its first groups ever: ten have come together, maybe over a long time, and there is nothing to compare with.</param>
    public sealed record CategoryView(
        [property: Field(FieldClass.C0)] string Category,
        [property: Field(FieldClass.C0)] int Newest,
        [property: Field(FieldClass.C0)] double Before,
        [property: Field(FieldClass.C0)] bool Emerges,
        [property: Field(FieldClass.C0)] bool IsFirst) : IView<SignedIn>;

    /// <summary>A frozen group as far as it is shown.</summary>
    public sealed record Group(string Category, int Shown, DateOnly ReleasedOn);

    /// <summary>Reads it.</summary>
    public static async Task<Outcome<EmergingView>> Handle(Work work)
    {
        var groups = await work.All<Group>("select category, shown, released_on from cases.stat_atom");
        return new EmergingView(Of(groups, work.Today), groups.Count == 0 ? null : groups.Max(g => g.ReleasedOn));
    }

    /// <summary>Compares. Nothing emerges while the network is younger than two quarters: there is nothing to compare with.</summary>
    public static IReadOnlyList<CategoryView> Of(IReadOnlyList<Group> groups, DateOnly today)
    {
        if (groups.Count == 0) return [];
        var (newest, oldest) = (today.AddDays(-Quarter), today.AddDays(-Quarter * (1 + QuartersBefore)));
        var known = Math.Min(QuartersBefore, (newest.DayNumber - groups.Min(g => g.ReleasedOn).DayNumber + Quarter - 1) / Quarter);
        return [.. groups.Where(g => g.ReleasedOn > oldest && g.ReleasedOn <= today).GroupBy(g => g.Category).Select(c =>
        {
            var now = c.Where(g => g.ReleasedOn > newest).Sum(g => g.Shown);
            var before = known <= 0 ? 0 : c.Where(g => g.ReleasedOn <= newest).Sum(g => g.Shown) / (double)known;
            return new CategoryView(c.Key, now, Math.Round(before, 1, MidpointRounding.AwayFromZero), before > 0 && now >= Times * before, now > 0 && !groups.Any(g => g.Category == c.Key && g.ReleasedOn <= newest));
        }).OrderByDescending(c => c.Emerges).ThenByDescending(c => c.Newest).ThenBy(c => c.Category, StringComparer.Ordinal)];
    }
}
