using System.Net.Mail;

namespace OpenIlm.Platform;

/// <summary>The server that takes outgoing mail.</summary>
/// <param name="Host">Its name.</param>
/// <param name="From">Address that mail comes from.</param>
/// <param name="Port">Its port; 587 takes mail from programs that sign in.</param>
/// <param name="User">Name to sign in with; null: none is needed.</param>
/// <param name="Password">Its password.</param>
/// <param name="Encrypt">Whether the connection must be encrypted (STARTTLS); off only for a server on the same machine.</param>
public sealed record MailSettings(string Host, string From, int Port = 587, string? User = null, string? Password = null, bool Encrypt = true)
{
    /// <summary>Reads <c>OPENILM_MAIL_HOST</c>, <c>_FROM</c>, <c>_PORT</c>, <c>_USER</c>, <c>_PASSWORD</c> and <c>_PLAIN</c>; null when no host is named.</summary>
    /// <exception cref="InvalidOperationException">A host is named and something else of it is missing or cannot be.</exception>
    public static MailSettings? FromEnvironment()
    {
        static string? Read(string name) => Environment.GetEnvironmentVariable("OPENILM_MAIL_" + name) is { Length: > 0 } value ? value : null;
        if (Read("HOST") is not { } host) return null;
        if (Read("FROM") is not { } from || !MailAddress.TryCreate(from, out _)) throw new InvalidOperationException("OPENILM_MAIL_HOST is set, so OPENILM_MAIL_FROM must name the address that mail comes from.");
        var port = 587;
        if (Read("PORT") is { } given && !(int.TryParse(given, System.Globalization.CultureInfo.InvariantCulture, out port) && port is > 0 and < 65536)) throw new InvalidOperationException("OPENILM_MAIL_PORT must be a port.");
        if (Read("USER") is not null && Read("PASSWORD") is null) throw new InvalidOperationException("OPENILM_MAIL_USER is set, so OPENILM_MAIL_PASSWORD must be set too.");
        return new MailSettings(host, from, port, Read("USER"), Read("PASSWORD"), Read("PLAIN") != "true");
    }

    /// <summary>Says nothing of the password.</summary>
    public override string ToString() => $"mail by {Host}";
}
