namespace OpenIlm.Sealing;

/// <summary>
/// Argon2id for receipts and passwords: two passes over 19 MiB, one lane, 32 bytes out. This is the floor that OWASP's password
/// storage sheet names; a receipt has 10^16 values and a pepper beside it, so the floor is enough and keeps the intake quick.
/// </summary>
public static class Argon2
{
    /// <summary>Passes over the memory (t).</summary>
    public const int Passes = 2;

    /// <summary>Memory in bytes (m): 19 MiB.</summary>
    public const int MemoryBytes = 19 * 1024 * 1024;

    /// <summary>Derives 32 bytes. Takes about 20 ms and 19 MiB: requests go through <see cref="Argon2Gate"/>.</summary>
    /// <param name="secret">Receipt digits or password, as UTF-8.</param>
    /// <param name="salt16">Exactly 16 bytes.</param>
    /// <exception cref="ArgumentException">The salt is not 16 bytes.</exception>
    /// <exception cref="InsufficientMemoryException">The 19 MiB could not be had.</exception>
    public static unsafe byte[] Derive(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt16)
    {
        if (salt16.Length != Sodium.SaltBytes) throw new ArgumentException("The salt is 16 bytes.", nameof(salt16));
        var output = new byte[32];
        // A null pointer is what an empty span pins to; libsodium wants a valid one even for length 0.
        Span<byte> one = stackalloc byte[1];
        fixed (byte* o = output, p = secret.IsEmpty ? one : secret, s = salt16)
            if (Sodium.crypto_pwhash(o, 32, p, (ulong)secret.Length, s, Passes, MemoryBytes, Sodium.Argon2id13) != 0)
                throw new InsufficientMemoryException("Argon2id could not get its 19 MiB of memory.");
        return output;
    }
}
