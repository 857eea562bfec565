using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpenIlm.Sealing;

/// <summary>
/// The number a worker keeps to come back: 16 random digits and 2 check digits. It is the only key to the status and the
/// replies, nothing on the server holds it, and so nothing here prints it by accident.
/// </summary>
[DebuggerDisplay("receipt")]
public readonly struct Receipt : IEquatable<Receipt>
{
    /// <summary>Digits with the check digits.</summary>
    public const int Length = 18;

    // The check digits of number 0 are 98, so 0 is never a receipt and marks one that was not drawn or read.
    readonly ulong _value;

    Receipt(ulong value) => _value = value;

    /// <summary>A new one; 10^16 values, each as likely.</summary>
    public static Receipt Draw()
    {
        var number = ulong.Parse(RandomNumberGenerator.GetString("0123456789", Length - 2), CultureInfo.InvariantCulture);
        return new(Iso7064.Append(number));
    }

    /// <summary>Reads a receipt as typed, in the digits of any script.</summary>
    public static bool TryRead(string? typed, out Receipt receipt, out ReceiptFault fault)
    {
        receipt = default;
        Span<byte> digits = stackalloc byte[Length];
        fault = !TypedDigits.TryRead(typed, digits, out var count) ? ReceiptFault.NotDigits
            : count == 0 ? ReceiptFault.Empty
            : count != Length ? ReceiptFault.WrongLength
            : ReceiptFault.None;
        if (fault != ReceiptFault.None) return false;

        ulong value = 0;
        foreach (var digit in digits) value = value * 10 + digit;
        if (!Iso7064.IsValid(value))
        {
            fault = ReceiptFault.WrongCheckDigits;
            return false;
        }
        receipt = new(value);
        return true;
    }

    /// <summary>All 18 digits in ASCII.</summary>
    /// <exception cref="InvalidOperationException">The default value, which is no receipt.</exception>
    public string Digits => _value == 0
        ? throw new InvalidOperationException("This receipt was neither drawn nor read.")
        : _value.ToString("D18", CultureInfo.InvariantCulture);

    /// <summary>Six groups of three, to show, print and read aloud: <c>123 456 789 012 345 678</c>.</summary>
    /// <exception cref="InvalidOperationException">The default value, which is no receipt.</exception>
    public string Grouped => string.Join(' ', Digits.Chunk(3).Select(group => new string(group)));

    /// <summary>What goes into <see cref="Argon2Gate.TryDerive"/>: the 18 digits as ASCII bytes.</summary>
    /// <exception cref="InvalidOperationException">The default value, which is no receipt.</exception>
    public byte[] ToSecret() => Encoding.ASCII.GetBytes(Digits);

    /// <summary>The word <c>receipt</c>, never the digits.</summary>
    public override string ToString() => "receipt";

    /// <inheritdoc />
    public bool Equals(Receipt other) => _value == other._value;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Receipt other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _value.GetHashCode();

    /// <summary>Same digits.</summary>
    public static bool operator ==(Receipt left, Receipt right) => left.Equals(right);

    /// <summary>Other digits.</summary>
    public static bool operator !=(Receipt left, Receipt right) => !left.Equals(right);
}
