using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>The identification check of a packet, field by field, as whoever decides on it reads it: exact numbers, opened with the packet's own key and never kept.</summary>
public static class ReadIdentification
{
    /// <summary>The check.</summary>
    /// <param name="Total">Workers of the site; null when nobody counted them.</param>
    /// <param name="CountedOn">The day of the count.</param>
    /// <param name="Least">How many must match at least.</param>
    /// <param name="AtLeast">Surely so many match everything together.</param>
    /// <param name="AtMost">Surely no more; null when not known.</param>
    /// <param name="Fields">Field by field.</param>
    /// <param name="Details">What was found in the summary that may be unique.</param>
    public sealed record IdentificationView(
        [property: Field(FieldClass.C1)] int? Total, [property: Field(FieldClass.C1)] DateOnly? CountedOn, [property: Field(FieldClass.C1)] int Least,
        [property: Field(FieldClass.C1)] int AtLeast, [property: Field(FieldClass.C1)] int? AtMost,
        [property: Field(FieldClass.C2, "member of the vault of the case")] IReadOnlyList<FieldView> Fields,
        [property: Field(FieldClass.C2, "member of the vault of the case")] IReadOnlyList<DetailView> Details) : IView<Handlers>;

    /// <summary>One fact.</summary>
    /// <param name="Field">The field.</param>
    /// <param name="Value">What the packet says.</param>
    /// <param name="OfPerson">It leaves out some of the workers of the site.</param>
    /// <param name="AtLeast">Surely so many match it alone.</param>
    /// <param name="AtMost">Surely no more; null when not known.</param>
    /// <param name="Coarser">What one step makes of it; null when it would be left out.</param>
    public sealed record FieldView(
        [property: Field(FieldClass.C2, "member of the vault of the case")] string Field, [property: Field(FieldClass.C2, "member of the vault of the case")] string Value,
        [property: Field(FieldClass.C1)] bool OfPerson, [property: Field(FieldClass.C1)] int AtLeast, [property: Field(FieldClass.C1)] int? AtMost,
        [property: Field(FieldClass.C2, "member of the vault of the case")] string? Coarser) : IView<Handlers>;

    /// <summary>Words of the summary that may be unique.</summary>
    /// <param name="Check">The check that they belong to.</param>
    /// <param name="Words">The words, at most <see cref="UniqueDetails.MostNamed"/>.</param>
    public sealed record DetailView([property: Field(FieldClass.C1)] string Check, [property: Field(FieldClass.C2, "member of the vault of the case")] IReadOnlyList<string> Words) : IView<Handlers>;

    /// <summary>Makes the check for a packet that is open; the caller's transaction names the reading.</summary>
    internal static async Task<IdentificationView> Of(Work work, IDirectory directory, Guid @case, Guid? site, SharedIssueView packet)
    {
        var (workforce, known) = await PacketLook.Crowd(work, directory, @case, site);
        var settings = (await CaseCalendar.Of(work, @case)).Settings;
        var together = Crowd.Of(packet.Facts, workforce, known);
        var found = UniqueDetails.In(new PlainText(packet.Summary ?? "").Text, settings.LeastMatchingWorkers);
        return new(workforce?.Total, workforce?.CountedOn, settings.LeastMatchingWorkers, together.AtLeast, together.AtMost,
        [
            .. PacketFields.All.Where(packet.Facts.ContainsKey).Select(field =>
            {
                var alone = PacketFields.IsOfPerson(field) ? Crowd.Of(field, packet.Facts[field], workforce) : workforce is null ? MatchRange.Unknown : workforce.Total;
                return new FieldView(field, packet.Facts[field], PacketFields.IsOfPerson(field), alone.AtLeast, alone.AtMost, Ladder.Coarser(field, packet.Facts[field]));
            }),
        ],
        [
            .. new[] { (PacketChecks.JobTitle, found.Jobs), (PacketChecks.Place, found.Places), (PacketChecks.Quantity, found.Quantities) }
                .Where(d => d.Item2.Count > 0).Select(d => new DetailView(d.Item1, [.. d.Item2.Take(UniqueDetails.MostNamed).Select(w => w.ToLowerInvariant())])),
        ]);
    }
}
