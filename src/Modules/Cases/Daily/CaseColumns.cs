namespace OpenIlm.Cases;

/// <summary>The columns that the list of cases can have. The case itself always stands first.</summary>
public static class CaseColumns
{
    /// <summary>Every column, in the order in which they stand.</summary>
    public static readonly IReadOnlyList<string> All =
        ["about", "where", "country", "state", "severity", "danger", "reason", "channel", "language", "affected", "assigned", "promised", "received"];

    /// <summary>Those that stand there as long as nobody chose.</summary>
    public static readonly IReadOnlyList<string> Usual = ["about", "where", "state", "severity", "assigned", "received"];

    /// <summary>The chosen ones in their order; the usual ones where nothing of the choice is a column.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyCollection<string>? chosen) =>
        chosen is null ? Usual : All.Where(chosen.Contains).ToList() is { Count: > 0 } known ? known : Usual;
}
