namespace OpenIlm.Cases;

/// <summary>Rows of a list of cases as a page draws them.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Today">Today, for the clocks.</param>
/// <param name="IsInbox">With the clocks of what is unread.</param>
/// <param name="LoadsHeadlines">The first words of each report load after the list.</param>
/// <param name="Headlines">They are here already.</param>
/// <param name="Columns">The columns after the case itself; the usual ones where nobody chose. The inbox has its own.</param>
/// <param name="Selects">Rows can be selected: the table stands in a form that does something with many.</param>
public sealed record CaseTable(IReadOnlyList<CaseItemView> Items, DateOnly Today, bool IsInbox = false, bool LoadsHeadlines = false, IReadOnlyList<ReadHeadlines.HeadlineView>? Headlines = null,
    IReadOnlyList<string>? Columns = null, bool Selects = false);
