using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace OpenIlm.Platform;

/// <summary>The files of one private PostgreSQL: where they lie, how they are made, and the password of its superuser.</summary>
/// <param name="Folder">The cluster, without links on its path.</param>
/// <param name="User">The account that owns it and runs the server.</param>
internal sealed record Cluster(string Folder, PostgresUser User)
{
    internal const string SuperUser = "openilm_super";

    /// <summary>The version that made it; null while it is not made.</summary>
    internal int? Major => MajorOf(Folder);

    /// <summary>Where the cluster of a data folder is or will be.</summary>
    internal static Cluster Locate(string dataFolder, Action<string>? say)
    {
        var usual = Path.Combine(dataFolder, "postgres");
        var existing = FileOwner.RealPath(usual);
        var user = PostgresUser.Choose(existing);
        if (FileOwner.IsRoot && FileOwner.Of(dataFolder) is { Owner: 0 })
            PrivateFiles.OpenPassage(dataFolder);
        if (MajorOf(existing) is not null)
        {
            return user.CanReach(Path.GetDirectoryName(existing)!) ? new(existing, user)
                : throw new EmbeddedPostgresException($"PostgreSQL runs as {user.Name}, who cannot enter {Path.GetDirectoryName(existing)}. Move the data folder to a place that {user.Name} can enter, or start OpenILM as the folder's owner.");
        }
        if (user.CanReach(dataFolder)) return new(usual, user);

        // A new number each time: after the data folder was removed, its secrets are gone and the old cluster is no use.
        var elsewhere = Path.Combine(PublicFolder.Make("clusters"), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        say?.Invoke($"PostgreSQL runs as {user.Name}, who cannot enter {dataFolder}: its files go to {elsewhere}, to which {usual} links. To remove the data, remove both.");
        return new(elsewhere, user);
    }

    /// <summary>Makes the cluster where there is none. Either it is there whole afterwards, or not at all.</summary>
    internal async Task Make(PostgresBinaries binaries, string dataFolder, Action<string>? say, CancellationToken ct)
    {
        if (Major is not null) return;
        say?.Invoke($"Making a private PostgreSQL {binaries.Version} in {Folder}.");
        var unfinished = Folder + ".new";
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        PrivateFiles.MakeFolder(unfinished);
        FileOwner.Give(unfinished, User);

        var password = Folder + ".password";
        PrivateFiles.WriteSecret(password, SuperPassword(dataFolder, mayMake: true));
        FileOwner.Give(password, User);
        try
        {
            string[] locale = binaries.Major >= 17
                ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
                : ["--locale-provider=libc", "--locale=C.UTF-8"];
            string[] words =
            [
                .. User.Before, Path.Combine(binaries.Folder, "initdb"), "-D", unfinished, "-U", SuperUser, $"--pwfile={password}",
                "--auth-local=scram-sha-256", "--auth-host=reject", "-E", "UTF8", .. locale, "--data-checksums", "--no-instructions",
            ];
            var start = new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = "/", RedirectStandardOutput = true, RedirectStandardError = true };
            OnlyNeededEnvironment(start);
            using var initdb = Process.Start(start)!;
            var said = initdb.StandardOutput.ReadToEndAsync(ct);
            var complaint = await initdb.StandardError.ReadToEndAsync(ct);
            await said;
            await initdb.WaitForExitAsync(ct);
            if (initdb.ExitCode != 0) throw new EmbeddedPostgresException($"initdb could not make {Folder}: {complaint.Trim()}");
        }
        finally { File.Delete(password); }

        var usual = Path.Combine(dataFolder, "postgres");
        if (Directory.Exists(Folder)) Directory.Delete(Folder);   // an empty one; anything in it stays and is complained of
        Directory.Move(unfinished, Folder);
        if (usual == Folder) return;
        File.Delete(usual);   // a link that leads nowhere
        File.CreateSymbolicLink(usual, Folder);
    }

    /// <summary>The superuser's password, kept for the owner of the data folder alone.</summary>
    internal static string SuperPassword(string dataFolder, bool mayMake = false)
    {
        var secrets = Path.Combine(dataFolder, "secrets");
        var file = Path.Combine(secrets, "postgres-super");
        if (File.Exists(file)) return File.ReadAllText(file);
        if (!mayMake)
            throw new EmbeddedPostgresException($"{file} is missing: without the password in it, the database of {dataFolder} cannot be opened. Put it back from a backup.");
        PrivateFiles.MakeFolder(secrets);
        PrivateFiles.WriteSecret(file + ".new", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        File.Move(file + ".new", file);
        return File.ReadAllText(file);
    }

    /// <summary>The server gets nothing of the program's environment: it may hold secrets, or settings of another server.</summary>
    internal static void OnlyNeededEnvironment(ProcessStartInfo start)
    {
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["LC_ALL"] = "C";
        // A backend frees its memory after each statement; handing it back to the system and asking for it again was a tenth of its time.
        start.Environment["MALLOC_TOP_PAD_"] = "2097152";
        start.Environment["MALLOC_TRIM_THRESHOLD_"] = "67108864";
    }

    private static int? MajorOf(string folder)
    {
        var file = Path.Combine(folder, "PG_VERSION");
        return File.Exists(file) ? int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture) : null;
    }
}
