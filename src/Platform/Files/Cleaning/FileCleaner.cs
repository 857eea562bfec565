using OpenIlm.Sealing;

namespace OpenIlm.Platform;

/// <summary>What cleaning a file came to.</summary>
public enum CleaningEnd
{
    /// <summary>There is a copy without anything that tells of people.</summary>
    Cleaned,
    /// <summary>This file cannot be cleaned: it is broken, too large for the tools, or of a make they do not know.</summary>
    Failed,
    /// <summary>The tools are not on this machine: another time, another machine.</summary>
    NotHere,
}

/// <summary>
/// Makes a copy of a file in which nothing is left of who made it, where and with what. Pictures and pages are drawn anew by libvips and mat2, in the
/// sandbox. Of sound and film, mat2 takes the tags out of MP3 and Ogg; MPEG-4 and AMR are read here, by code that cannot be made to write where it
/// should not: no tool of the distributions takes them.
/// </summary>
public sealed class FileCleaner
{
    // 3,200 points show every line of a pay slip and are more than any screen of a handler has.
    private const string Redraw = "vips thumbnail in.{0} out.{1} 3200 --height 3200 --size down 1>&2 && cat out.{2}";
    private const string Strip = "mat2 --inplace --no-sandbox in.{0} 1>&2 && cat in.{0}";
    private const long MostOutput = 64L << 20;
    private readonly Sandbox sandbox;
    private Task<Tools>? tools;

    /// <summary>Looks for nothing yet.</summary>
    public FileCleaner(FileSettings settings)
    {
        sandbox = new Sandbox(settings.CleaningMemory, settings.CleaningTime);
    }

    /// <summary>Which tools run in the sandbox of this machine.</summary>
    /// <param name="Pictures">libvips.</param>
    /// <param name="Documents">mat2.</param>
    public sealed record Tools(bool Pictures, bool Documents)
    {
        /// <summary>Nothing is missing.</summary>
        public bool All => Pictures && Documents;
    }

    /// <summary>The tools, asked once.</summary>
    public Task<Tools> Find(CancellationToken cancelled) => tools ??= Probe(cancelled);

    private async Task<Tools> Probe(CancellationToken cancelled) => new(await Answers("vips --version", cancelled), await Answers("mat2 --version", cancelled));

    private async Task<bool> Answers(string line, CancellationToken cancelled) =>
        await sandbox.Run(line, Stream.Null, Stream.Null, 1 << 16, cancelled) == SandboxEnd.Done;

    /// <summary>Cleans a file.</summary>
    /// <param name="format">What it is.</param>
    /// <param name="original">Its bytes, opened.</param>
    /// <param name="into">Takes the bytes of the copy; what it was given is worth nothing unless the end is <see cref="CleaningEnd.Cleaned"/>.</param>
    /// <param name="cancelled">Ends it.</param>
    /// <returns>How it ended, and what the copy is.</returns>
    public async Task<(CleaningEnd End, FileMedia Media)> Clean(FileFormat format, Stream original, SealedFileWriter into, CancellationToken cancelled)
    {
        var copy = format.Media is FileMedia.Webp or FileMedia.Heic ? FileMedia.Jpeg : format.Media;
        if (format.Media is FileMedia.M4a or FileMedia.Mp4 or FileMedia.Amr) return (await Scrub(format.Media, original, into, cancelled) ? CleaningEnd.Cleaned : CleaningEnd.Failed, copy);
        var found = await Find(cancelled);
        var picture = format.Kind is FileKind.Image;
        if (picture ? !found.Pictures : !found.Documents) return (CleaningEnd.NotHere, copy);
        var checking = new Checked(into, copy);
        // The name inside the sandbox is the format's own ending, never the sender's.
        var ending = FileFormats.Of(copy).Ending;
        var line = $"cat >in.{format.Ending} && " + string.Format(System.Globalization.CultureInfo.InvariantCulture, picture ? Redraw : Strip, format.Ending, ending + (copy is FileMedia.Png ? "[strip]" : "[strip,Q=85]"), ending);
        var end = await sandbox.Run(line, original, checking, MostOutput, cancelled);
        return (end is SandboxEnd.Done && checking.IsWhatItShouldBe ? CleaningEnd.Cleaned : end is SandboxEnd.Missing ? CleaningEnd.NotHere : CleaningEnd.Failed, copy);
    }

    private static async Task<bool> Scrub(FileMedia media, Stream original, SealedFileWriter into, CancellationToken cancelled)
    {
        // Boxes refer to each other from end to end: the whole file is needed, at most 25 MB of it, wiped afterwards.
        var bytes = new byte[FileSettings.MostBytes];
        try
        {
            var length = await original.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancelled);
            var kept = media is FileMedia.Amr ? AmrScrub.Clean(bytes.AsSpan(0, length)) : Mp4Scrub.Clean(bytes.AsSpan(0, length)) ? length : 0;
            if (kept == 0) return false;
            await into.Write(bytes.AsMemory(0, kept), cancelled);
            return true;
        }
        finally { System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes); }
    }

    // Whatever a tool writes is looked at like what a stranger sends.
    private sealed class Checked(SealedFileWriter into, FileMedia expected) : Stream
    {
        private readonly byte[] head = new byte[64];
        private int seen;

        public bool IsWhatItShouldBe => seen > 0 && FileSniffer.Of(head.AsSpan(0, seen)) == expected;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var taken = Math.Min(head.Length - seen, buffer.Length);
            buffer.Span[..taken].CopyTo(head.AsSpan(seen));
            seen += taken;
            await into.Write(buffer, cancellationToken);
        }

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
