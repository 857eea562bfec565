namespace OpenIlm.Cases;

/// <summary>Rows of a list of cases as a page draws them.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Today">Today, for the clocks.</param>
/// <param name="IsInbox">With the clocks of what is unread.</param>
/// <param name="LoadsHeadlines">The first words of each report load after the list.</param>
/// <param name="Headlines">They are here already.</param>
public sealed record CaseTable(IReadOnlyList<CaseItemView> Items, DateOnly Today, bool IsInbox = false, bool LoadsHeadlines = false, IReadOnlyList<ReadHeadlines.HeadlineView>? Headlines = null);
