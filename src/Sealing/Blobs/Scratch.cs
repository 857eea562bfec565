using System.Buffers;
using System.Security.Cryptography;

namespace OpenIlm.Sealing;

/// <summary>Room for plaintext that is wiped when it is given back. Use: <c>using var room = new Scratch(stackalloc byte[...], length)</c>.</summary>
internal readonly ref struct Scratch
{
    /// <summary>As much as is worth having on the stack.</summary>
    public const int OnStack = 1024;

    readonly byte[]? _rented;

    /// <summary>Exactly the length that was asked for; not cleared beforehand.</summary>
    public Span<byte> Bytes { get; }

    public Scratch(Span<byte> stack, int length)
    {
        _rented = length <= stack.Length ? null : ArrayPool<byte>.Shared.Rent(length);
        Bytes = (_rented ?? stack)[..length];
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(Bytes);
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
    }
}
