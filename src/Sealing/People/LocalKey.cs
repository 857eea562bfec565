using System.Globalization;

namespace OpenIlm.Sealing;

/// <summary>The key under which a person's browser seals text that it could not send yet. It comes from the person's private half, so it exists only while
/// that person is unlocked, and every browser of hers is given the same.</summary>
public static class LocalKey
{
    /// <summary>32 bytes for AES-256-GCM in the browser.</summary>
    /// <param name="personPrivate">The person's private half.</param>
    /// <param name="week">Number of the week: a key that leaked opens one week.</param>
    public static byte[] Of(byte[] personPrivate, int week) => Derivation.Key(personPrivate, "draft/local/v1/" + week.ToString(CultureInfo.InvariantCulture));
}
