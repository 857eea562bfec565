using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace OpenIlm.Voice;

/// <summary>
/// Draws the receipt as a PNG: six groups of three in seven-segment digits, black on white, nothing else, so that the picture says
/// neither what the number is for nor where it came from. PNG, because a phone's gallery shows it without a network.
/// </summary>
internal static class ReceiptPicture
{
    private const int Columns = 3, Digit = 64, Height = 112, Stroke = 12, Gap = 20, GroupGap = 56, RowGap = 56, Margin = 56;
    private const int GroupWidth = 3 * Digit + 2 * Gap;

    // Segments: top, upper left, upper right, middle, lower left, lower right, bottom.
    private static readonly byte[] segments = [0b1110111, 0b0010010, 0b1011101, 0b1011011, 0b0111010, 0b1101011, 0b1101111, 0b1010010, 0b1111111, 0b1111011];

    /// <summary>The picture of 18 digits.</summary>
    public static byte[] Draw(string digits)
    {
        const int width = 2 * Margin + Columns * GroupWidth + (Columns - 1) * GroupGap, height = 2 * Margin + 2 * Height + RowGap;
        var page = new byte[height, width];
        for (var i = 0; i < digits.Length; i++)
        {
            var (group, place) = (i / 3, i % 3);
            var left = Margin + group % Columns * (GroupWidth + GroupGap) + place * (Digit + Gap);
            Put(page, left, Margin + group / Columns * (Height + RowGap), segments[digits[i] - '0']);
        }
        return Encode(page, width, height);
    }

    private static void Put(byte[,] page, int x, int y, int lit)
    {
        const int half = (Height + Stroke) / 2;
        if ((lit & 64) != 0) Fill(page, x, y, Digit, Stroke);
        if ((lit & 32) != 0) Fill(page, x, y, Stroke, half);
        if ((lit & 16) != 0) Fill(page, x + Digit - Stroke, y, Stroke, half);
        if ((lit & 8) != 0) Fill(page, x, y + half - Stroke, Digit, Stroke);
        if ((lit & 4) != 0) Fill(page, x, y + half - Stroke, Stroke, half);
        if ((lit & 2) != 0) Fill(page, x + Digit - Stroke, y + half - Stroke, Stroke, half);
        if ((lit & 1) != 0) Fill(page, x, y + Height - Stroke, Digit, Stroke);
    }

    private static void Fill(byte[,] page, int x, int y, int width, int height)
    {
        for (var row = y; row < y + height; row++)
            for (var column = x; column < x + width; column++) page[row, column] = 1;
    }

    // PNG (ISO/IEC 15948): signature, header, one grey bit a pixel in a zlib stream, end.
    private static byte[] Encode(byte[,] page, int width, int height)
    {
        using var rows = new MemoryStream();
        using (var packed = new ZLibStream(rows, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var row = new byte[1 + (width + 7) / 8];
            for (var y = 0; y < height; y++)
            {
                Array.Fill(row, (byte)0xFF, 1, row.Length - 1);
                for (var x = 0; x < width; x++)
                    if (page[y, x] != 0) row[1 + x / 8] &= (byte)~(0x80 >> (x % 8));
                packed.Write(row);
            }
        }
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 1;
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", rows.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string kind, byte[] content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(kind), .. content];
        var length = new byte[4];
        var check = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(check, Crc(body));
        return [.. length, .. body, .. check];
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
        }
        return ~crc;
    }
}
