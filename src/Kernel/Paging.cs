namespace OpenIlm.Kernel;

/// <summary>One page of a list.</summary>
/// <param name="Items">The rows, in the list's order.</param>
/// <param name="NextCursor">Opaque; null at the end.</param>
/// <param name="Total">How many rows the filter matches, where that is cheap to know.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor, int? Total = null);

/// <summary>Bounds of a page.</summary>
public static class Paging
{
    /// <summary>Rows when the caller names no limit.</summary>
    public const int Default = 50;
    /// <summary>Most rows in one page.</summary>
    public const int Most = 200;
}
