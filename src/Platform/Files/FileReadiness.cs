namespace OpenIlm.Platform;

/// <summary>Says, for whoever runs the server, what becomes of files here: which tools clean them, and whether a scanner looks at them.</summary>
public sealed class FileReadiness(FileSettings settings, FileCleaner cleaner, MalwareScanner scanner, IFileStore store)
{
    /// <summary>A line for each thing.</summary>
    public async Task<IReadOnlyList<string>> Lines(CancellationToken cancelled)
    {
        var tools = await cleaner.Find(cancelled);
        var scans = scanner.IsAsked && await scanner.IsThere(cancelled);
        return
        [
            tools.All ? "files: cleaned when they come in"
                : $"files: cleaning is off for {(tools is { Pictures: false, Documents: false } ? "pictures, documents, MP3 and Ogg" : tools.Pictures ? "documents, MP3 and Ogg" : "pictures")}"
                    + " (needs libvips-tools, mat2, bubblewrap and leave to make user namespaces); what is not cleaned opens only as it came, with identity.read and a reason",
            !scanner.IsAsked ? "malware scanner: none, by decision (OPENILM_CLAMD=none)"
                : scans ? "malware scanner: there"
                : settings.Scanner is null ? "malware scanner: none; files are taken and do not open until one looks at them (OPENILM_CLAMD=socket, or OPENILM_CLAMD=none to go without)"
                : "malware scanner: does not answer; files are taken and wait for it",
            .. store.FreeShare() < settings.LeastFree ? (string[])["files: the disk is nearly full, none are taken"] : [],
        ];
    }
}
