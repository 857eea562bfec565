using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace OpenIlm.Web.Demonstration;

/// <summary>Draws what invented workers photograph: a pay slip with lines that nobody can read and one deduction that stands out.</summary>
internal static class Pictures
{
    private const int Width = 480, Height = 640, Margin = 48;

    /// <summary>A pay slip, as PNG.</summary>
    public static byte[] PaySlip(Draw draw)
    {
        var page = new byte[Height, Width];
        for (var y = 0; y < Height; y++) for (var x = 0; x < Width; x++) page[y, x] = (byte)(236 + (x * 7 + y * 13) % 9);
        Fill(page, Margin, Margin, 200, 22, 60);
        Fill(page, Margin, Margin + 36, 120, 10, 150);
        for (var line = 0; line < 11; line++)
        {
            var (y, marked) = (Margin + 90 + line * 40, line == 7);
            Fill(page, Margin, y, draw.Between(110, 210), 12, marked ? (byte)30 : (byte)130);
            var amount = draw.Between(40, 90);
            Fill(page, Width - Margin - amount, y, amount, 12, marked ? (byte)30 : (byte)130);
            Fill(page, Margin, y + 26, Width - 2 * Margin, 1, 200);
            if (!marked) continue;
            foreach (var (top, height) in new[] { (y - 10, 3), (y + 20, 3) }) Fill(page, Margin - 12, top, Width - 2 * Margin + 24, height, 20);
        }
        return Encode(page);
    }

    private static void Fill(byte[,] page, int left, int top, int width, int height, byte tone)
    {
        for (var y = top; y < Math.Min(top + height, Height); y++)
            for (var x = left; x < Math.Min(left + width, Width); x++) page[y, x] = tone;
    }

    // PNG (ISO/IEC 15948): signature, header, one grey byte a point in a zlib stream, end.
    private static byte[] Encode(byte[,] page)
    {
        using var rows = new MemoryStream();
        using (var packed = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + Width];
            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < Width; x++) row[1 + x] = page[y, x];
                packed.Write(row);
            }
        }
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, Width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), Height);
        head[8] = 8;
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        foreach (var (type, data) in new[] { ("IHDR", head), ("IDAT", rows.ToArray()), ("IEND", Array.Empty<byte>()) })
        {
            byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
            var number = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
            png.Write(number);
            png.Write(body);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
            png.Write(number);
        }
        return png.ToArray();
    }

    private static uint Crc(byte[] data)
    {
        var crc = 0xFFFFFFFF;
        foreach (var b in data)
        {
            crc ^= b;
            for (var k = 0; k < 8; k++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
