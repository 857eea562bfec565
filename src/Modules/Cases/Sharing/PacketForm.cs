using OpenIlm.Kernel;
using OpenIlm.Kit;

namespace OpenIlm.Cases;

/// <summary>What of a packet is chosen and typed: the same for a new one and for one that is changed before it goes.</summary>
/// <param name="Said">What was sent.</param>
/// <param name="Reasons">Reasons against it.</param>
/// <param name="PurposeNow">The purpose that the form begins with.</param>
/// <param name="FieldsNow">The facts that it begins with.</param>
/// <param name="Now">The packet as it is; null for a new one.</param>
/// <param name="PersonIsCovered">A consent covers facts about the person.</param>
public sealed record PacketForm(Filled Said, IReadOnlyList<Refusal> Reasons, string? PurposeNow, IReadOnlyList<string> FieldsNow, SharedIssueView? Now, bool PersonIsCovered = true)
{
    /// <summary>The purpose.</summary>
    public string Purpose => Said.Text("purpose") ?? PurposeNow ?? "remedy";
    /// <summary>The facts that are ticked.</summary>
    public List<string> Fields => [.. Said.IsSent ? Said.All("fields") : FieldsNow];
    /// <summary>The words.</summary>
    public string? Summary => Said.IsSent ? Said.Text("summary") : Now?.Summary;
    /// <summary>Whether the words say who she is.</summary>
    public bool Identifies => Said.IsSent ? Said.Ticked("identifies") : Now?.Identifies ?? false;

    /// <summary>What a field says that the handler fills; null where it is not told.</summary>
    public string? Value(string field) => Said.IsSent ? Said.Text(field) : Now?.Facts.GetValueOrDefault(field);

    /// <summary>Where people come from: regions first, then countries by their name.</summary>
    public static IEnumerable<Choice> Nationalities(Words words) =>
        Regions.All.Select(r => new Choice(r, words["region." + r])).OrderBy(c => c.Label, StringComparer.CurrentCulture)
            .Concat(Regions.Countries.Select(c => new Choice(c, FactWords.Country(c, words))).OrderBy(c => c.Label, StringComparer.CurrentCulture));

    /// <summary>What the handler filled in is told; a field that stays empty is not.</summary>
    public static (IReadOnlyList<string> Fields, IReadOnlyDictionary<string, string> Values) Read(Filled said)
    {
        var values = PacketFields.Said.Where(f => said.Text(f) is not null).ToDictionary(f => f, f => said.Words(f).Trim());
        return ([.. said.All("fields"), .. values.Keys], values);
    }
}
