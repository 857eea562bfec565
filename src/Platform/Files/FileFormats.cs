namespace OpenIlm.Platform;

/// <summary>What a file is to whoever looks at it.</summary>
public enum FileKind
{
    /// <summary>A picture.</summary>
    Image,
    /// <summary>A document of pages.</summary>
    Document,
    /// <summary>Something to listen to.</summary>
    Audio,
    /// <summary>A film.</summary>
    Video,
}

/// <summary>The formats that are taken; every other is refused (security design, section 6).</summary>
public enum FileMedia
{
    /// <summary>JPEG.</summary>
    Jpeg,
    /// <summary>PNG.</summary>
    Png,
    /// <summary>WebP.</summary>
    Webp,
    /// <summary>HEIC, as many phones photograph.</summary>
    Heic,
    /// <summary>PDF.</summary>
    Pdf,
    /// <summary>MPEG-4 with sound alone.</summary>
    M4a,
    /// <summary>MPEG audio layer 3.</summary>
    Mp3,
    /// <summary>Ogg with Opus, Vorbis or Speex.</summary>
    Ogg,
    /// <summary>AMR, as simple phones record.</summary>
    Amr,
    /// <summary>MPEG-4 or 3GPP with pictures.</summary>
    Mp4,
}

/// <summary>A format that is taken.</summary>
/// <param name="Media">Which.</param>
/// <param name="Kind">What it is to whoever looks at it.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Endings">Endings of names that belong to it, the usual one first.</param>
public sealed record FileFormat(FileMedia Media, FileKind Kind, string ContentType, IReadOnlyList<string> Endings)
{
    /// <summary>Its usual ending.</summary>
    public string Ending => Endings[0];
    /// <summary>Whether cleaning draws it anew, so that nothing of the bytes that came in is left; else what tells of people is taken out of it.</summary>
    public bool IsRedrawn => Kind is FileKind.Image or FileKind.Document;
}

/// <summary>The list.</summary>
public static class FileFormats
{
    private static readonly Dictionary<FileMedia, FileFormat> all = new FileFormat[]
    {
        new(FileMedia.Jpeg, FileKind.Image, "image/jpeg", ["jpg", "jpeg", "jpe", "jfif"]),
        new(FileMedia.Png, FileKind.Image, "image/png", ["png"]),
        new(FileMedia.Webp, FileKind.Image, "image/webp", ["webp"]),
        new(FileMedia.Heic, FileKind.Image, "image/heic", ["heic", "heif"]),
        new(FileMedia.Pdf, FileKind.Document, "application/pdf", ["pdf"]),
        new(FileMedia.M4a, FileKind.Audio, "audio/mp4", ["m4a", "m4b", "aac", "mp4", "3gp", "3gpp", "3ga"]),
        new(FileMedia.Mp3, FileKind.Audio, "audio/mpeg", ["mp3", "mpga"]),
        new(FileMedia.Ogg, FileKind.Audio, "audio/ogg", ["ogg", "oga", "opus", "spx"]),
        new(FileMedia.Amr, FileKind.Audio, "audio/amr", ["amr"]),
        new(FileMedia.Mp4, FileKind.Video, "video/mp4", ["mp4", "m4v", "3gp", "3gpp"]),
    }.ToDictionary(f => f.Media);

    /// <summary>Every format.</summary>
    public static IReadOnlyCollection<FileFormat> All => all.Values;
    /// <summary>The format.</summary>
    public static FileFormat Of(FileMedia media) => all[media];
}
