using System.Buffers.Binary;
using System.Text;
using OpenIlm.Kernel;

namespace OpenIlm.Platform;

/// <summary>Tells from the first bytes what a file is. What the sender says of it is believed only where nothing depends on it.</summary>
public static class FileSniffer
{
    /// <summary>Bytes from the beginning that are looked at: a photograph may carry much before it says its size.</summary>
    public const int HeadBytes = 256 * 1024;
    /// <summary>Most points of a picture, in millions.</summary>
    public const int MostMegapixels = 50;

    /// <summary>The format, or why it is not taken.</summary>
    /// <param name="head">The first bytes of the file, <see cref="HeadBytes"/> where it has as many.</param>
    /// <param name="name">The name it came with.</param>
    /// <param name="claimed">The media type it came with: only tells sound from film, where both come in one container.</param>
    public static Outcome<FileFormat> Judge(ReadOnlySpan<byte> head, string? name, string? claimed)
    {
        if (head.IsEmpty) return Outcome<FileFormat>.Refused(FileRefusals.Empty());
        if (Of(head, claimed) is not { } media) return Outcome<FileFormat>.Refused(FileRefusals.NotTaken());
        var format = FileFormats.Of(media);
        if (!NameFits(format, name)) return Outcome<FileFormat>.Refused(FileRefusals.OtherThanItsName());
        if (Size(media, head) is { } size && size.Width * (long)size.Height > MostMegapixels * 1_000_000L) return Outcome<FileFormat>.Refused(FileRefusals.TooManyPixels(MostMegapixels));
        return format;
    }

    /// <summary>What the bytes are; null for everything that is not taken.</summary>
    public static FileMedia? Of(ReadOnlySpan<byte> head, string? claimed = null)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return FileMedia.Jpeg;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])) return FileMedia.Png;
        if (head.StartsWith("RIFF"u8)) return head.Length >= 16 && head[8..].StartsWith("WEBPVP8"u8) ? FileMedia.Webp : null;
        if (head.StartsWith("%PDF-"u8)) return FileMedia.Pdf;
        if (head.StartsWith("#!AMR\n"u8) || head.StartsWith("#!AMR-WB\n"u8)) return FileMedia.Amr;
        if (head.StartsWith("OggS"u8)) return IsSound(head) ? FileMedia.Ogg : null;
        if (head.StartsWith("ID3"u8)) return FileMedia.Mp3;
        if (head.Length >= 16 && head[4..].StartsWith("ftyp"u8)) return OfBrand(head, claimed);
        // A frame of MPEG audio, layer 3, with a bit rate and a sample rate that exist.
        return head.Length >= 4 && head[0] == 0xFF && (head[1] & 0xE6) == 0xE2 && (head[2] & 0xF0) is not (0xF0 or 0) && (head[2] & 0x0C) != 0x0C ? FileMedia.Mp3 : null;
    }

    // ISO/IEC 14496-12: the box "ftyp" names the brand first.
    private static FileMedia? OfBrand(ReadOnlySpan<byte> head, string? claimed)
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(head);
        if (length is < 16 or > 4096) return null;
        var brand = Encoding.Latin1.GetString(head.Slice(8, 4));
        return brand switch
        {
            "heic" or "heix" or "heim" or "heis" or "mif1" or "msf1" => FileMedia.Heic,
            "M4A " or "M4B " => FileMedia.M4a,
            "isom" or "iso2" or "iso4" or "iso5" or "iso6" or "mp41" or "mp42" or "avc1" or "M4V " or "MSNV" or "dash"
                or "3gp4" or "3gp5" or "3gp6" or "3gp7" or "3gr6" or "3gs6" or "3g2a" or "mmp4" => claimed?.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) == true ? FileMedia.M4a : FileMedia.Mp4,
            _ => null,
        };
    }

    // The first packet of an Ogg stream says which codec follows.
    private static bool IsSound(ReadOnlySpan<byte> head)
    {
        if (head.Length < 28) return false;
        var packet = 27 + head[26];
        return head.Length > packet && head[packet..] is var first && (first.StartsWith("OpusHead"u8) || first.StartsWith("\x01vorbis"u8) || first.StartsWith("Speex   "u8));
    }

    // Phones and messengers name a JPEG .png or .heic: pictures may bear each other's endings. A name that promises something that is no picture
    // at all, a page or a program, is not a mistake of a phone.
    private static bool NameFits(FileFormat format, string? name)
    {
        var at = name?.LastIndexOf('.') ?? -1;
        if (at < 0) return true;
        var ending = name![(at + 1)..].Trim().ToLowerInvariant();
        return ending.Length == 0 || FileFormats.All.Any(f => Family(f.Kind) == Family(format.Kind) && f.Endings.Contains(ending));
    }

    private static int Family(FileKind kind) => kind is FileKind.Audio or FileKind.Video ? 2 : (int)kind;

    /// <summary>Width and height in points as the file says them; null where it says them later than in its head, or is no picture.</summary>
    public static (int Width, int Height)? Size(FileMedia media, ReadOnlySpan<byte> head)
    {
        var size = media switch
        {
            FileMedia.Png => head.Length >= 24 ? ((long, long)?)(BinaryPrimitives.ReadUInt32BigEndian(head[16..]), BinaryPrimitives.ReadUInt32BigEndian(head[20..])) : null,
            FileMedia.Jpeg => OfJpeg(head),
            FileMedia.Webp => OfWebp(head),
            FileMedia.Heic => OfHeic(head),
            _ => null,
        };
        return size is var (width, height) ? ((int)Math.Min(width, int.MaxValue), (int)Math.Min(height, int.MaxValue)) : null;
    }

    // Segments from marker to marker, until the frame header (SOF0 to SOF15 without DHT, JPG, DAC).
    private static (long, long)? OfJpeg(ReadOnlySpan<byte> head)
    {
        var at = 2;
        while (at + 9 < head.Length)
        {
            if (head[at] != 0xFF) return null;
            var marker = head[at + 1];
            if (marker is 0xFF or 0x01 or (>= 0xD0 and <= 0xD8)) { at += marker == 0xFF ? 1 : 2; continue; }
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return (BinaryPrimitives.ReadUInt16BigEndian(head[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(head[(at + 5)..]));
            var length = BinaryPrimitives.ReadUInt16BigEndian(head[(at + 2)..]);
            if (length < 2) return null;
            at += 2 + length;
        }
        return null;
    }

    private static (long, long)? OfWebp(ReadOnlySpan<byte> head)
    {
        if (head.Length < 30) return null;
        return head[15] switch
        {
            (byte)' ' => (BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(head[28..]) & 0x3FFF),
            (byte)'L' => ((BinaryPrimitives.ReadUInt32LittleEndian(head[21..]) & 0x3FFF) + 1, (BinaryPrimitives.ReadUInt32LittleEndian(head[21..]) >> 14 & 0x3FFF) + 1),
            (byte)'X' => (1 + (head[24] | head[25] << 8 | head[26] << 16), 1 + (head[27] | head[28] << 8 | head[29] << 16)),
            _ => null,
        };
    }

    // A HEIC is made of tiles; the largest of the sizes that it names is that of the whole.
    private static (long, long)? OfHeic(ReadOnlySpan<byte> head)
    {
        (long Width, long Height)? largest = null;
        for (var rest = head; rest.IndexOf("ispe"u8) is >= 0 and var found; rest = rest[(found + 4)..])
        {
            if (rest.Length < found + 16) break;
            var size = (Width: (long)BinaryPrimitives.ReadUInt32BigEndian(rest[(found + 8)..]), Height: (long)BinaryPrimitives.ReadUInt32BigEndian(rest[(found + 12)..]));
            if (largest is not { } l || size.Width * size.Height > l.Width * l.Height) largest = size;
        }
        return largest;
    }
}
