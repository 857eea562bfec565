using System.Buffers.Binary;
using System.Text;

namespace OpenIlm.Sealing;

/// <summary>
/// The place a sealed thing belongs to. It is authenticated with the ciphertext, so a row, column, dossier or tier that is
/// swapped by somebody with the database open no longer opens.
/// </summary>
/// <param name="Column">From <see cref="SealedColumns"/>.</param>
/// <param name="Row">Id of the row.</param>
/// <param name="Dossier">Id of the dossier; where a row belongs to none, the row's own id again.</param>
public readonly record struct Aad(SealedColumn Column, Guid Row, Guid Dossier)
{
    /// <summary>No canonical form is longer, in bytes.</summary>
    internal const int MaxBytes = 256;

    /// <summary><c>table|column|row_id|dossier_id|tier|v1</c>, each field after its length as two bytes big-endian; ids in RFC 9562 order.</summary>
    public byte[] ToBytes()
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        return bytes[..Write(bytes)].ToArray();
    }

    internal int Write(Span<byte> into)
    {
        var at = 0;
        Put(Column.Table, into, ref at);
        Put(Column.Column, into, ref at);
        Put(Row, into, ref at);
        Put(Dossier, into, ref at);
        Put(Column.Tier, into, ref at);
        Put("v1", into, ref at);
        return at;
    }

    static void Put(string text, Span<byte> into, ref int at)
    {
        var length = Encoding.UTF8.GetBytes(text, into[(at + 2)..]);
        BinaryPrimitives.WriteUInt16BigEndian(into[at..], (ushort)length);
        at += 2 + length;
    }

    static void Put(Guid id, Span<byte> into, ref int at)
    {
        BinaryPrimitives.WriteUInt16BigEndian(into[at..], 16);
        id.TryWriteBytes(into[(at + 2)..], bigEndian: true, out _);
        at += 18;
    }
}
