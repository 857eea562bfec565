using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace OpenIlm.Sealing;

/// <summary>A printed code of 160 bits that opens a person's private key when the password is lost.</summary>
[DebuggerDisplay("recovery code")]
public sealed class RecoveryCode
{
    const int Bytes = 20;
    readonly byte[] _bits;

    RecoveryCode(byte[] bits) => _bits = bits;

    /// <summary>A new one.</summary>
    public static RecoveryCode Draw() => new(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Reads it as typed: any case, with or without dashes and spaces, O for 0, I and L for 1.</summary>
    public static bool TryRead(string? typed, [NotNullWhen(true)] out RecoveryCode? code)
    {
        var bits = new byte[Bytes];
        code = Base32.TryReadTyped(typed, bits) ? new(bits) : null;
        return code is not null;
    }

    /// <summary>To print: eight groups of four of Crockford's base 32.</summary>
    public string Text => Base32.Group(Base32.Encode(_bits, Base32.Crockford));

    /// <summary>The 32-byte key that wraps the private key. 160 random bits need no Argon2.</summary>
    public byte[] Kek => Derivation.Key(_bits, "recovery/kek/v1");

    /// <summary>Never the code.</summary>
    public override string ToString() => "recovery code";
}
