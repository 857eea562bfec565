using System.Diagnostics;
using System.Security.Cryptography;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Bench;

/// <summary>Sealing files of 25 MB onto the disk and opening them again: seconds, MB/s, and whether memory stays flat; then what cleaning one takes.</summary>
public static class FilesBench
{
    private const int Rounds = 120;

    /// <summary>Runs it.</summary>
    public static async Task<Report> Run(string[] args)
    {
        var folder = Path.Combine(Path.GetTempPath(), "oilm-bench-" + Guid.NewGuid().ToString("N")[..8]);
        try
        {
            var store = new DiskFileStore(folder);
            var settings = new FileSettings { LeastFree = 0, WithoutScanner = true };
            using var intake = new FileIntake(store, settings);
            var rows = new List<IReadOnlyDictionary<string, object>>();
            await Take(intake, store);
            var before = Memory();
            var (seal, most) = (new List<double>(), 0.0);
            var cpu = Cpu();
            for (var round = 0; round < Rounds; round++)
            {
                var clock = Stopwatch.StartNew();
                var upload = await Take(intake, store);
                seal.Add(clock.Elapsed.TotalSeconds);
                // The first files fill the pools of the runtime; from then on nothing may grow.
                if (round < Rounds / 4) before = Math.Max(before, Memory());
                most = Math.Max(most, Memory());
                await upload.Drop(store);
            }
            cpu = (Cpu() - cpu) / Rounds;
            var open = await Opening(intake, store);
            rows.Add(Row("seal, write, sync", seal));
            rows.Add(Row("open twice, as a download does", open));
            rows.AddRange(await Cleaning(settings));
            return new Report("files",
            [
                new Check("sealing 25 MB onto the disk", "(reference)", Median(seal), "s", true),
                new Check("sealing, on this machine as busy as it was", "(reference)", 25 / Median(seal), "MB/s", true),
                new Check("CPU to judge, seal and write 25 MB", "at most 0.25 s", cpu, "s", cpu <= 0.25),
                new Check($"memory gained from the {Rounds / 4}th to the {Rounds}th file of 25 MB", "under 10 MB", most - before, "MB", most - before < 10),
            ], rows);
        }
        finally { if (Directory.Exists(folder)) Directory.Delete(folder, true); }
    }

    private static async Task<SealedUpload> Take(FileIntake intake, DiskFileStore store)
    {
        var taken = await intake.Take(new IncomingFile(new Picture(FileSettings.MostBytes), null, null), new FileOwnerDoor(Guid.NewGuid(), Guid.NewGuid(), new byte[32]), default);
        return taken.Value ?? throw new InvalidOperationException(string.Join(", ", taken.Refusals.Select(r => r.Code)));
    }

    private static async Task<List<double>> Opening(FileIntake intake, DiskFileStore store)
    {
        var upload = await Take(intake, store);
        var file = upload.ToPrepare();
        var place = new Aad(SealedColumns.FileKeyI, file.Id, file.Dossier);
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            await using (var whole = new SealedFileReader((await store.Open(file.Original, default))!, file.OriginalKey, place)) await whole.Check(default);
            await using (var sent = new SealedFileReader((await store.Open(file.Original, default))!, file.OriginalKey, place)) await sent.CopyToAsync(Stream.Null);
            times.Add(clock.Elapsed.TotalSeconds);
        }
        return times;
    }

    // A photograph of twelve million points and a page, made here by the tools themselves.
    private static async Task<List<Dictionary<string, object>>> Cleaning(FileSettings settings)
    {
        var cleaner = new FileCleaner(settings);
        if (!(await cleaner.Find(default)).All) return [];
        var sandbox = new Sandbox(settings.CleaningMemory, settings.CleaningTime);
        using var photo = new MemoryStream();
        await sandbox.Run("vips gaussnoise p.jpg 4000 3000 --mean 128 --sigma 20 1>&2 && cat p.jpg", Stream.Null, photo, 64 << 20, default);
        var rows = new List<Dictionary<string, object>>();
        foreach (var (what, media, bytes) in new[] { ("clean a photograph of 12 million points", FileMedia.Jpeg, photo.ToArray()) })
        {
            var times = new List<double>();
            for (var round = 0; round < 5 && bytes.Length > 0; round++)
            {
                var clock = Stopwatch.StartNew();
                using var body = new MemoryStream();
                using var writer = new SealedFileWriter(body, RandomNumberGenerator.GetBytes(32), new Aad(SealedColumns.FileKeyN, Guid.NewGuid(), Guid.NewGuid()));
                var (end, _) = await cleaner.Clean(FileFormats.Of(media), new MemoryStream(bytes), writer, default);
                if (end is not CleaningEnd.Cleaned) throw new InvalidOperationException($"{what}: {end}");
                times.Add(clock.Elapsed.TotalSeconds);
            }
            if (times.Count > 0) rows.Add(new() { ["what"] = what, ["MB"] = bytes.Length / (double)(1 << 20), ["median s"] = Median(times), ["slowest s"] = times.Max() });
        }
        return rows;
    }

    private static Dictionary<string, object> Row(string what, List<double> times) => new() { ["what"] = what, ["median s"] = Median(times), ["slowest s"] = times.Max(), ["MB/s"] = 25 / Median(times) };

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static double Cpu()
    {
        using var own = Process.GetCurrentProcess();
        return own.TotalProcessorTime.TotalSeconds;
    }

    private static double Memory()
    {
        using var own = Process.GetCurrentProcess();
        return own.WorkingSet64 / (double)(1 << 20);
    }

    // Begins like a picture and goes on as noise, made as it is read: the source costs no memory either.
    private sealed class Picture(long length) : Stream
    {
        private static readonly byte[] head = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0];
        private static readonly byte[] noise = [.. RandomNumberGenerator.GetBytes(1 << 16).Select(b => b == '<' ? (byte)0 : b)];
        private long at;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var taken = (int)Math.Min(count, length - at);
            for (var i = 0; i < taken;)
            {
                var from = (int)((at + i) % noise.Length);
                var piece = Math.Min(taken - i, noise.Length - from);
                Buffer.BlockCopy(noise, from, buffer, offset + i, piece);
                i += piece;
            }
            for (var i = at; i < Math.Min(head.Length, at + taken); i++) buffer[offset + (int)(i - at)] = head[i];
            at += taken;
            return taken;
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get => at; set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
