using System.Buffers.Binary;

namespace OpenIlm.Platform;

/// <summary>
/// Takes out of an MPEG-4 file (ISO/IEC 14496-12) what tells of people: user data, metadata and unknown boxes become empty space of the same length,
/// so that nothing else moves; times of making become zero; names of devices in handlers are blanked. A file with a track that is neither sound nor
/// pictures is not cleaned: phones write where they are into such tracks, sample by sample.
/// </summary>
public static class Mp4Scrub
{
    private const int Deepest = 8;

    // Boxes that are needed to play; inside containers the same question is asked again.
    private static readonly HashSet<uint> containers = Codes("moov", "trak", "mdia", "minf", "stbl", "edts", "dinf", "mvex", "moof", "traf");
    private static readonly HashSet<uint> kept = Codes("ftyp", "styp", "mdat", "free", "skip", "wide", "mvhd", "tkhd", "mdhd", "hdlr", "vmhd", "smhd", "nmhd", "dref", "elst", "stsd", "stts", "ctts", "cslg", "stsc", "stsz", "stz2",
        "stco", "co64", "stss", "sgpd", "sbgp", "mehd", "trex", "mfhd", "tfhd", "tfdt", "trun", "sidx", "pasp", "colr");
    private static readonly uint free = Code("free");

    /// <summary>Cleans the file where it is; false when it is not one that can be cleaned, and then nothing of it is to be used.</summary>
    public static bool Clean(Span<byte> file)
    {
        var seen = new Seen();
        return Walk(file, 0, ref seen) && seen is { Tracks: > 0, Media: true, Foreign: false };
    }

    private struct Seen
    {
        public int Tracks;
        public bool Media, Foreign;
    }

    private static bool Walk(Span<byte> boxes, int depth, ref Seen seen)
    {
        if (depth > Deepest) return false;
        var at = 0;
        while (at < boxes.Length)
        {
            if (!Read(boxes[at..], depth, out var head, out var length, out var type)) return false;
            var content = boxes.Slice(at + head, length - head);
            if (containers.Contains(type))
            {
                if (type == Code("trak")) seen.Tracks++;
                if (!Walk(content, depth + 1, ref seen)) return false;
            }
            else if (!kept.Contains(type))
            {
                BinaryPrimitives.WriteUInt32BigEndian(boxes[(at + 4)..], free);
                content.Clear();
            }
            else if (!Scrub(type, content, ref seen)) return false;
            at += length;
        }
        return true;
    }

    private static bool Read(ReadOnlySpan<byte> box, int depth, out int head, out int length, out uint type)
    {
        (head, length, type) = (8, 0, 0);
        if (box.Length < 8) return false;
        ulong said = BinaryPrimitives.ReadUInt32BigEndian(box);
        type = BinaryPrimitives.ReadUInt32BigEndian(box[4..]);
        if (said == 1)
        {
            if (box.Length < 16) return false;
            said = BinaryPrimitives.ReadUInt64BigEndian(box[8..]);
            head = 16;
        }
        // Nought: to the end of the file, on the outside only.
        else if (said == 0 && depth == 0) said = (ulong)box.Length;
        if (said < (ulong)head || said > (ulong)box.Length) return false;
        length = (int)said;
        return true;
    }

    private static bool Scrub(uint type, Span<byte> content, ref Seen seen)
    {
        if (type == free || type == Code("skip") || type == Code("wide")) content.Clear();
        else if (type == Code("mdat")) seen.Media = true;
        else if (type == Code("mvhd") || type == Code("tkhd") || type == Code("mdhd"))
        {
            // Version and flags, then made and changed: 4 bytes each, 8 in version 1.
            if (content.Length < 4) return false;
            var times = content[0] == 1 ? 16 : 8;
            if (content.Length < 4 + times) return false;
            content.Slice(4, times).Clear();
        }
        else if (type == Code("hdlr"))
        {
            if (content.Length < 24) return false;
            var handler = BinaryPrimitives.ReadUInt32BigEndian(content[8..]);
            // Inside metadata there are handlers of other kinds, but metadata is gone before it is walked into.
            if (handler != Code("soun") && handler != Code("vide")) seen.Foreign = true;
            content[24..].Clear();
        }
        return true;
    }

    private static HashSet<uint> Codes(params string[] names) => [.. names.Select(Code)];

    private static uint Code(string name) => (uint)(name[0] << 24 | name[1] << 16 | name[2] << 8 | name[3]);
}
