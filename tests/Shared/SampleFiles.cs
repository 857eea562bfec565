using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace OpenIlm.Tests;

/// <summary>Files as people send them, made here: small, whole, each with a word in it that tells of somebody.</summary>
public static class SampleFiles
{
    /// <summary>A picture of noise with a comment; readable by every viewer.</summary>
    public static byte[] Png(int width = 320, int height = 240, string comment = "", int seed = 7)
    {
        using var rows = new MemoryStream();
        using (var packed = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + 3 * width];
            var state = (uint)seed * 2654435761 + 1;
            for (var y = 0; y < height; y++)
            {
                for (var x = 1; x < row.Length; x++) { state = state * 1664525 + 1013904223; row[x] = (byte)(state >> 24); }
                packed.Write(row);
            }
        }
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(png, "IHDR", PngHead(width, height));
        if (comment.Length > 0) Chunk(png, "tEXt", [.. "Author\0"u8, .. Encoding.Latin1.GetBytes(comment)]);
        Chunk(png, "IDAT", rows.ToArray());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    /// <summary>The beginning of a picture that says how large it is, and nothing more.</summary>
    public static byte[] PngThatSays(int width, int height)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(png, "IHDR", PngHead(width, height));
        return png.ToArray();
    }

    /// <summary>A document of one page that names its author.</summary>
    public static byte[] Pdf(string author, string text = "Pay slip")
    {
        var content = $"BT /F1 24 Tf 72 700 Td ({text}) Tj ET";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {content.Length} >>\nstream\n{content}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", $"<< /Author ({author}) >>",
        ];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var at = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            at.Add(pdf.Length);
            pdf.Append(i + 1).Append(" 0 obj\n").Append(objects[i]).Append("\nendobj\n");
        }
        var table = pdf.Length;
        pdf.Append("xref\n0 ").Append(objects.Length + 1).Append("\n0000000000 65535 f \n");
        foreach (var offset in at) pdf.Append(offset.ToString("D10", System.Globalization.CultureInfo.InvariantCulture)).Append(" 00000 n \n");
        pdf.Append("trailer << /Size ").Append(objects.Length + 1).Append(" /Root 1 0 R /Info 6 0 R >>\nstartxref\n").Append(table).Append("\n%%EOF\n");
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }

    /// <summary>A second of silence with the name of who speaks.</summary>
    public static byte[] Mp3(string speaker, int frames = 40)
    {
        byte[] frame = [0xFF, 0xFB, 0x90, 0x00, .. new byte[413]];
        byte[] text = [3, .. Encoding.UTF8.GetBytes(speaker)];
        var tag = new byte[10 + text.Length];
        "TPE1"u8.CopyTo(tag);
        BinaryPrimitives.WriteInt32BigEndian(tag.AsSpan(4), text.Length);
        text.CopyTo(tag, 10);
        byte[] head = [.. "ID3"u8, 3, 0, 0, (byte)(tag.Length >> 21 & 127), (byte)(tag.Length >> 14 & 127), (byte)(tag.Length >> 7 & 127), (byte)(tag.Length & 127)];
        return [.. head, .. tag, .. Enumerable.Repeat(frame, frames).SelectMany(f => f)];
    }

    /// <summary>A recording of a telephone, with the place where it was made.</summary>
    public static byte[] M4a(string place, string handler = "soun", string brand = "M4A ")
    {
        byte[] Full(int version, byte[] rest) => [(byte)version, 0, 0, 0, .. rest];
        byte[] times = [0xE0, 1, 2, 3, 0xE0, 4, 5, 6];
        var track = Box("trak", Box("tkhd", Full(0, [.. times, .. new byte[72]])),
            Box("mdia", Box("mdhd", Full(0, [.. times, .. new byte[12]])), Box("hdlr", Full(0, [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(handler), .. new byte[12], .. Encoding.ASCII.GetBytes(place + " phone\0")])),
                Box("minf", Box("smhd", Full(0, new byte[4])), Box("stbl", Box("stsd", Full(0, new byte[4])), Box("stco", Full(0, new byte[4]))))));
        return [.. Box("ftyp", [.. Encoding.ASCII.GetBytes(brand), 0, 0, 0, 0, .. "isom"u8]), .. Box("moov", Box("mvhd", Full(0, [.. times, .. new byte[88]])), track, Box("udta", Box("loci", Encoding.ASCII.GetBytes(place)))),
            .. Box("uuid", Encoding.ASCII.GetBytes("a device of " + place)), .. Box("mdat", [.. Enumerable.Range(0, 4096).Select(i => (byte)(i * 7))])];
    }

    /// <summary>A box of MPEG-4.</summary>
    public static byte[] Box(string type, params byte[][] content)
    {
        var length = 8 + content.Sum(c => c.Length);
        var head = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(head, length);
        Encoding.ASCII.GetBytes(type).CopyTo(head, 4);
        return [.. head, .. content.SelectMany(c => c)];
    }

    /// <summary>A recording of a simple telephone: frames of 12.2 kbit/s.</summary>
    public static byte[] Amr(int frames = 50) => [.. "#!AMR\n"u8, .. Enumerable.Range(0, frames).SelectMany(_ => (byte[])[0x3C, .. new byte[31]])];

    /// <summary>Puts an EXIF segment with a place and an artist into a JPEG, as cameras do.</summary>
    public static byte[] WithExif(byte[] jpeg, string artist)
    {
        // TIFF, little-endian: IFD0 with Artist and a GPS IFD that holds the latitude reference and a latitude.
        var name = Encoding.ASCII.GetBytes(artist + "\0");
        using var tiff = new MemoryStream();
        void U16(int v) => tiff.Write([(byte)v, (byte)(v >> 8)]);
        void U32(int v) => tiff.Write([(byte)v, (byte)(v >> 8), (byte)(v >> 16), (byte)(v >> 24)]);
        void Entry(int tag, int type, int count, int value) { U16(tag); U16(type); U32(count); U32(value); }
        const int ifd0 = 8, gps = ifd0 + 2 + 2 * 12 + 4, data = gps + 2 + 2 * 12 + 4;
        tiff.Write("II*\0"u8); U32(ifd0);
        U16(2); Entry(0x013B, 2, name.Length, data); Entry(0x8825, 4, 1, gps); U32(0);
        U16(2); Entry(1, 2, 2, 'N'); Entry(2, 5, 3, data + name.Length + name.Length % 2); U32(0);
        tiff.Write(name);
        if (name.Length % 2 == 1) tiff.WriteByte(0);
        foreach (var (number, of) in new[] { (13, 1), (45, 1), (2268, 100) }) { U32(number); U32(of); }
        byte[] content = [.. "Exif\0\0"u8, .. tiff.ToArray()];
        byte[] segment = [0xFF, 0xE1, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];
        return [.. jpeg[..2], .. segment, .. jpeg[2..]];
    }

    private static byte[] PngHead(int width, int height)
    {
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        head[8] = 8;
        head[9] = 2;
        return head;
    }

    private static void Chunk(Stream png, string type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        png.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        png.Write(number);
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
