using System.Diagnostics;
using System.Globalization;

namespace OpenIlm.Platform;

/// <summary>How a tool in the sandbox ended.</summary>
public enum SandboxEnd
{
    /// <summary>It did what it should.</summary>
    Done,
    /// <summary>It refused the file, or wrote more than it may.</summary>
    Failed,
    /// <summary>It took too long and was ended.</summary>
    TooSlow,
    /// <summary>There is no sandbox on this machine.</summary>
    Missing,
}

/// <summary>
/// Runs a tool over a file that somebody sent, apart from everything: no network, no home, no other process, an empty root in which only programs and
/// fonts can be read, and memory for a disk. What goes in comes by a pipe and what comes out goes by one, so that nothing lies on a disk.
/// </summary>
/// <param name="memory">Address space of the tool, in bytes.</param>
/// <param name="time">How long it may run.</param>
public sealed class Sandbox(long memory, TimeSpan time)
{
    // Room for the file and what is made of it; it is memory too.
    private const long TmpBytes = 160L << 20;
    private const int CopyBytes = 64 * 1024;
    private static readonly string[] links = ["/lib", "/lib64", "/bin", "/sbin"];

    /// <summary>Runs a line of the shell.</summary>
    /// <param name="line">The line: one of the program's own, never made of anything that came in.</param>
    /// <param name="input">What stands on its standard input.</param>
    /// <param name="output">Where its standard output goes.</param>
    /// <param name="mostOutput">Bytes it may write.</param>
    /// <param name="cancelled">Ends it.</param>
    public async Task<SandboxEnd> Run(string line, Stream input, Stream output, long mostOutput, CancellationToken cancelled)
    {
        using var process = new Process { StartInfo = Start(line) };
        try { if (!process.Start()) return SandboxEnd.Missing; }
        catch (System.ComponentModel.Win32Exception) { return SandboxEnd.Missing; }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        limit.CancelAfter(time);
        try
        {
            var feeding = Feed(input, process.StandardInput.BaseStream, limit.Token);
            // What a tool complains of may quote the file: it is read so that the tool can go on, and kept nowhere.
            var complaints = process.StandardError.BaseStream.CopyToAsync(Stream.Null, limit.Token);
            var fits = await Take(process.StandardOutput.BaseStream, output, mostOutput, limit.Token);
            if (!fits) return SandboxEnd.Failed;
            await feeding;
            await complaints;
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? SandboxEnd.Done : SandboxEnd.Failed;
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested) { return SandboxEnd.TooSlow; }
        finally { End(process); }
    }

    private ProcessStartInfo Start(string line)
    {
        var start = new ProcessStartInfo("prlimit") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        List<string> words =
        [
            string.Create(CultureInfo.InvariantCulture, $"--as={memory}"), string.Create(CultureInfo.InvariantCulture, $"--cpu={(int)Math.Ceiling(time.TotalSeconds)}"), "--core=0", "--nofile=256",
            "bwrap", "--unshare-all", "--new-session", "--clearenv", "--setenv", "PATH", "/usr/bin", "--setenv", "HOME", "/tmp", "--setenv", "LANG", "C.UTF-8",
            // One thread, and no reader of formats that was never meant for what strangers send.
            "--setenv", "VIPS_CONCURRENCY", "1", "--setenv", "VIPS_BLOCK_UNTRUSTED", "1",
            "--ro-bind", "/usr", "/usr",
        ];
        foreach (var link in links)
            if (new DirectoryInfo(link) is { Exists: true } folder) words.AddRange(folder.LinkTarget is { } target ? ["--symlink", target, link] : ["--ro-bind", link, link]);
        foreach (var shared in new[] { "/etc/fonts", "/etc/mime.types", "/etc/alternatives", "/etc/ld.so.cache" }) words.AddRange(["--ro-bind-try", shared, shared]);
        words.AddRange(["--proc", "/proc", "--dev", "/dev", "--size", TmpBytes.ToString(CultureInfo.InvariantCulture), "--tmpfs", "/tmp", "--chdir", "/tmp", "sh", "-c", line]);
        foreach (var word in words) start.ArgumentList.Add(word);
        return start;
    }

    private static async Task Feed(Stream from, Stream to, CancellationToken cancelled)
    {
        try
        {
            await from.CopyToAsync(to, CopyBytes, cancelled);
            await to.FlushAsync(cancelled);
        }
        // The tool had seen enough, or is gone.
        catch (IOException) { }
        finally
        {
            try { await to.DisposeAsync(); }
            catch (IOException) { }
        }
    }

    private static async Task<bool> Take(Stream from, Stream to, long most, CancellationToken cancelled)
    {
        var buffer = new byte[CopyBytes];
        long taken = 0;
        int read;
        while ((read = await from.ReadAsync(buffer, cancelled)) > 0)
        {
            if ((taken += read) > most) return false;
            await to.WriteAsync(buffer.AsMemory(0, read), cancelled);
        }
        return true;
    }

    private static void End(Process process)
    {
        try { if (!process.HasExited) process.Kill(entireProcessTree: true); }
        catch (InvalidOperationException) { }
    }
}
