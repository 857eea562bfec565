using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>What the rooms of the directory share: whom a thing belongs to, which version was read, who is seen.</summary>
internal static class Kept
{
    /// <summary>The condition under which an organization is seen, for <c>access.organization</c>, which every room reads and no policy guards:
    /// the same that stands in the policies of every table beside it.</summary>
    public static string Seen(string id) => $"({id} = access.org() or (select network.sees_all()) or {id} in (select network.seen()))";

    /// <summary>The version in <c>If-Match</c>; null when none is asked for; 0, which no row has, when it cannot be read.</summary>
    public static int? Version(HttpRequest request)
    {
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0 || header == "*") return null;
        return int.TryParse(header.Trim('"'), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : 0;
    }

    /// <summary>A trimmed text, null where nothing was typed.</summary>
    public static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    /// <summary>Whose rows a subject stands in, and its country; null when hidden or absent.</summary>
    public static Task<Subject?> Subject(Work work, string kind, Guid id) => kind == "site"
        ? work.FirstOrNone<Subject>("select id, org_id, country, name from network.site where id = $1 and merged_into is null", id)
        : work.FirstOrNone<Subject>($"select id, id as org_id, country, name from access.organization where id = $1 and merged_into is null and {Seen("id")}", id);
}

/// <summary>An organization or a site that something is kept of.</summary>
internal sealed record Subject(Guid Id, Guid OrgId, string? Country, string Name);
