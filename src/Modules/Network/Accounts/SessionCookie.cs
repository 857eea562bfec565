using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The one cookie of the workspace: the session's token, for this host, over TLS or loopback only, never to a script or another site.</summary>
internal static class SessionCookie
{
    public static void Set(HttpResponse response, string token) => response.Cookies.Append(Pipeline.CookieName, token, Options());

    public static void Clear(HttpResponse response) => response.Cookies.Delete(Pipeline.CookieName, Options());

    private static CookieOptions Options() => new() { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true };
}

/// <summary>Where a person goes after signing in.</summary>
public static class Onward
{
    /// <summary>Whether the path is one of the workspace on this host; anything else could lead a person away after she typed her passphrase.</summary>
    public static bool IsOurs(string? next) =>
        next is not null && (next == "/app" || next.StartsWith("/app/", StringComparison.Ordinal) || next.StartsWith("/app?", StringComparison.Ordinal))
        && !next.Contains("//", StringComparison.Ordinal) && !next.Contains('\\', StringComparison.Ordinal) && !next.Any(char.IsControl)
        && !next.StartsWith("/app/sign-", StringComparison.Ordinal);

    /// <summary>First what has to be set up, then what was asked for, then the place where the day begins.</summary>
    internal static async Task<string> From(Work work, string? next, bool confined)
    {
        if (confined) return "/app/account";
        if (work.Actor.Roles.Count == 0) return next is not null && next.StartsWith("/app/join/", StringComparison.Ordinal) && IsOurs(next) ? next : "/app/no-access";
        if (work.Actor.Permissions.Contains(NetworkPermissions.KeepVault) && await VaultDoor.Of(work, work.Actor.OrganizationId) is null) return "/app/vault";
        return IsOurs(next) ? next! : Home(work.Actor);
    }

    private static string Home(Actor actor) =>
        actor.Roles.Any(r => r is not (Roles.Operator or Roles.Auditor)) ? "/app"
        : actor.Roles.Contains(Roles.Operator) ? "/app/directory" : "/app/audit";
}
