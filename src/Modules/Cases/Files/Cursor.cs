using System.Text;
using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>Opaque cursors over the keys of a list's order, and the bounds of a page.</summary>
internal static class Cursor
{
    /// <summary>A cursor after the row with these keys.</summary>
    public static string Of(params string[] keys) => Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Join('|', keys)));

    /// <summary>The keys; null when no cursor was given; false when it is not one of ours.</summary>
    public static bool TryRead(string? cursor, int parts, out string[]? keys)
    {
        keys = null;
        if (string.IsNullOrEmpty(cursor)) return true;
        if (cursor.Length > 200) return false;
        var bytes = new byte[cursor.Length];
        if (!Convert.TryFromBase64String(cursor, bytes, out var length)) return false;
        keys = Encoding.UTF8.GetString(bytes, 0, length).Split('|');
        return keys.Length == parts;
    }

    /// <summary>Rows of the page, or what is wrong with the number.</summary>
    public static (int Limit, Refusal? Wrong) Limit(int? limit) => limit switch
    {
        null => (Paging.Default, null),
        < 1 => (0, new BadInput("input.too-small", "limit", 1)),
        > Paging.Most => (0, new BadInput("input.too-large", "limit", Paging.Most)),
        { } given => (given, null),
    };
}
