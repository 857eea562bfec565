using System.Security.Cryptography;
using System.Text;

namespace OpenIlm.Voice;

/// <summary>How each provider signs what it delivers. Comparisons take the same time whatever is wrong.</summary>
public static class Signatures
{
    /// <summary>Twilio: HMAC-SHA1 over the address and the sorted form, base64. Of a name that stands twice each value is taken once, in order.</summary>
    /// <param name="token">Auth token of the account.</param>
    /// <param name="url">Address as the provider calls it, with its query.</param>
    /// <param name="form">Fields of the body.</param>
    public static string Twilio(string token, string url, IEnumerable<KeyValuePair<string, string>> form)
    {
        var text = new StringBuilder(url);
        foreach (var field in form.GroupBy(f => f.Key, StringComparer.Ordinal).OrderBy(f => f.Key, StringComparer.Ordinal))
            foreach (var value in field.Select(f => f.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) text.Append(field.Key).Append(value);
        // The provider's choice: SHA-1 as a keyed hash is not broken.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>WhatsApp (<c>X-Hub-Signature-256</c>): HMAC-SHA256 over the body, hex after <c>sha256=</c>.</summary>
    public static string WhatsApp(string appSecret, ReadOnlySpan<byte> body) => "sha256=" + Hex(appSecret, body);

    /// <summary>LINE (<c>X-Line-Signature</c>): HMAC-SHA256 over the body, base64.</summary>
    public static string Line(string channelSecret, ReadOnlySpan<byte> body) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(channelSecret), body));

    /// <summary>Viber (<c>X-Viber-Content-Signature</c>): HMAC-SHA256 over the body, hex.</summary>
    public static string Viber(string authToken, ReadOnlySpan<byte> body) => Hex(authToken, body);

    /// <summary>E-mail, ours (<c>X-OpenILM-Signature</c>): HMAC-SHA256 over the instant, a point and the body, hex.</summary>
    /// <param name="secret">Shared with the mail server.</param>
    /// <param name="instant">Unix seconds, as in <c>X-OpenILM-Timestamp</c>.</param>
    /// <param name="body">The body.</param>
    public static string Email(string secret, string instant, ReadOnlySpan<byte> body) => Hex(secret, [.. Encoding.UTF8.GetBytes(instant + "."), .. body]);

    /// <summary>Whether what came is what is expected; false for nothing expected.</summary>
    public static bool Same(string? given, string expected) =>
        expected.Length > 0 && given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private static string Hex(string secret, ReadOnlySpan<byte> body) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
}
