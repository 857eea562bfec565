using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace OpenIlm.Platform;

/// <summary>The programs of PostgreSQL: where they lie and which version they are.</summary>
/// <param name="Folder">Holds <c>postgres</c> and <c>initdb</c>.</param>
/// <param name="Version">As they say it themselves, for example <c>18.4</c>.</param>
public sealed record PostgresBinaries(string Folder, string Version)
{
    /// <summary>The oldest major version that this program knows how to use.</summary>
    public const int Oldest = 15;

    private const string SystemFolder = "/usr/lib/postgresql";

    /// <summary>The major version: only the same one can open a cluster again.</summary>
    public int Major => int.Parse(Version.AsSpan(0, Version.IndexOfAny(['.', 'r', 'b', 'd']) is > 0 and var end ? end : Version.Length), CultureInfo.InvariantCulture);

    /// <summary>Takes the configured folder where one is given, else the npm package (sought from the program's folder and
    /// from the current one upwards), else the newest of the system's.</summary>
    /// <param name="configured">Folder with <c>postgres</c> and <c>initdb</c>, or one that has them in <c>bin</c>.</param>
    /// <param name="major">Version that an existing cluster needs; null takes any from <see cref="Oldest"/> on.</param>
    /// <exception cref="EmbeddedPostgresException">None was found; names the places.</exception>
    public static PostgresBinaries Find(string? configured, int? major = null)
    {
        var places = configured is not null
            ? [configured, Path.Combine(configured, "bin")]
            : FromNpm().Concat(OfTheSystem());
        var found = new List<PostgresBinaries>();
        foreach (var place in places.Where(Complete))
        {
            MakeLinks(place);
            var binaries = new PostgresBinaries(Path.GetFullPath(place), Ask(place));
            if (major is null ? binaries.Major >= Oldest : binaries.Major == major) return binaries;
            found.Add(binaries);
        }
        var wanted = major is null ? $"PostgreSQL {Oldest} or newer" : $"PostgreSQL {major}, with which the data folder was made,";
        var seen = found.Count == 0 ? "" : $" Found only: {string.Join(", ", found.Select(one => $"{one.Version} in {one.Folder}"))}.";
        throw new EmbeddedPostgresException(configured is not null
            ? $"{wanted} was not found in the configured folder {configured}.{seen}"
            : $"""
               {wanted} was not found in any of the three places:
                 1. the configured folder (none is configured);
                 2. node_modules/{Package}, upwards from {AppContext.BaseDirectory} and from {Environment.CurrentDirectory} ("npm ci" installs it);
                 3. {SystemFolder}/VERSION/bin (on Debian and Ubuntu "apt-get install postgresql" installs it).{seen}
               """);
    }

    /// <summary>These binaries, or, where the account cannot enter their folder, a copy that it can reach.</summary>
    internal PostgresBinaries ReachableBy(PostgresUser user, Action<string>? say)
    {
        if (user.CanReach(Folder)) return this;
        var root = Path.GetDirectoryName(Folder)!;
        using var program = File.OpenRead(Path.Combine(Folder, "postgres"));
        var copy = Path.Combine(PublicFolder.Make(), $"postgresql-{Version}-{Convert.ToHexStringLower(SHA256.HashData(program))[..12]}");
        if (!Directory.Exists(copy))
        {
            say?.Invoke($"PostgreSQL runs as {user.Name}, who cannot enter {Folder}: copying it to {copy}.");
            var unfinished = copy + ".new";
            Run("rm", "-rf", unfinished);
            Run("cp", "-R", "--preserve=mode,links", root, unfinished);
            Run("chmod", "-R", "u+rwX,go+rX,go-w", unfinished);
            Directory.Move(unfinished, copy);
        }
        return this with { Folder = Path.Combine(copy, Path.GetFileName(Folder)) };
    }

    private static string Package =>
        "@embedded-postgres/linux-" + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64");

    private static IEnumerable<string> FromNpm() =>
        new[] { AppContext.BaseDirectory, Environment.CurrentDirectory }
            .SelectMany(Upwards)
            .Select(folder => Path.Combine(folder, "node_modules", Package, "native", "bin"));

    private static IEnumerable<string> Upwards(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent) yield return folder.FullName;
    }

    private static IEnumerable<string> OfTheSystem() =>
        !Directory.Exists(SystemFolder) ? [] :
        from folder in Directory.EnumerateDirectories(SystemFolder)
        let major = int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var number) ? number : 0
        orderby major descending
        select Path.Combine(folder, "bin");

    private static bool Complete(string folder) =>
        File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb"));

    private sealed record Link(string source, string target);

    // npm packages cannot hold links, so a script of the package makes them; npm may have been told to run no scripts.
    private static void MakeLinks(string binFolder)
    {
        var list = Path.GetFullPath(Path.Combine(binFolder, "..", "pg-symlinks.json"));
        if (!File.Exists(list)) return;
        var package = Path.GetDirectoryName(Path.GetDirectoryName(list))!;
        foreach (var link in JsonSerializer.Deserialize<Link[]>(File.ReadAllText(list)) ?? [])
        {
            var target = Path.Combine(package, link.target);
            if (File.Exists(target)) continue;
            try { File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, Path.Combine(package, link.source))); }
            catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
            {
                throw new EmbeddedPostgresException($"The npm package of PostgreSQL lacks links between its libraries, and they cannot be made in {package}. Run \"npm ci\" with its scripts allowed.", refused);
            }
        }
    }

    private static string Ask(string folder)
    {
        using var program = Process.Start(new ProcessStartInfo(Path.Combine(folder, "postgres"), "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = program.StandardOutput.ReadToEnd();
        var complaint = program.StandardError.ReadToEnd();
        program.WaitForExit();
        // "postgres (PostgreSQL) 18.4", "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        return program.ExitCode == 0 && said.Split(' ', StringSplitOptions.TrimEntries) is [_, _, var version, ..]
            ? version : throw new EmbeddedPostgresException($"{folder}/postgres does not run: {complaint.Trim()}");
    }

    private static void Run(string command, params string[] words)
    {
        using var process = Process.Start(command, words);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new EmbeddedPostgresException($"{command} {string.Join(' ', words)} failed; see above.");
    }
}
