using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>Sites by a few letters, each with the cases that the own organization has open there.</summary>
public static class FindSite
{
    private const int Most = 12;

    /// <summary>A site.</summary>
    public sealed record SiteView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Employer,
        [property: Field(FieldClass.C1)] string Country,
        [property: Field(FieldClass.C1)] int OpenCases) : IView<Handlers>;

    /// <summary>The sites whose name, employer or place holds the letters; none for fewer than two letters.</summary>
    public static async Task<IReadOnlyList<SiteView>> Handle(string? letters, Work work, IDirectory directory, ICaseGlance cases)
    {
        if (letters?.Trim() is not { Length: >= 2 and <= 100 } typed) return [];
        var sites = await directory.FindSites(work, typed, null, null, Most);
        var open = await cases.OpenAt(work, [.. sites.Select(s => s.Id)]);
        return [.. sites.Select(s => new SiteView(s.Id, s.Name, s.OrganizationName, s.Country, open.GetValueOrDefault(s.Id)))];
    }
}
