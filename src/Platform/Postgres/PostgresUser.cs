using System.Diagnostics;
using System.Globalization;

namespace OpenIlm.Platform;

/// <summary>The account PostgreSQL runs as: the program's own, or, because PostgreSQL refuses to run as root, an
/// unprivileged one. It must exist in the account list, or PostgreSQL does not start.</summary>
internal sealed record PostgresUser(string Name, uint Id, uint Group)
{
    // The first that exists. An operator who wants the server apart from others makes a user "openilm".
    private static readonly string[] Preferred = ["openilm", "postgres", "nobody"];

    /// <summary>Chooses the account. A cluster stays with the account that made it.</summary>
    internal static PostgresUser Choose(string clusterFolder)
    {
        var accounts = Accounts();
        var self = FileOwner.EffectiveUser();
        var owner = FileOwner.Of(clusterFolder)?.Owner;
        if (self != 0)
        {
            if (owner is not null && owner != self)
                throw new EmbeddedPostgresException(
                    $"{clusterFolder} belongs to {Called(accounts, owner.Value)}. Start OpenILM as the user that made the folder (root, where it was made by root), or use another folder (--data).");
            return accounts.FirstOrDefault(account => account.Id == self)
                ?? throw new EmbeddedPostgresException($"The user number {self} has no entry in /etc/passwd; PostgreSQL needs one.");
        }
        return accounts.FirstOrDefault(account => account.Id == owner && account.Id != 0)
            ?? Preferred.Select(name => accounts.FirstOrDefault(account => account.Name == name)).FirstOrDefault(found => found is not null)
            ?? throw new EmbeddedPostgresException("PostgreSQL does not run as root and there is no user openilm, postgres or nobody to run it as.");
    }

    /// <summary>Whether this account can enter the folder, along the whole path to it. Asked by trying: modes, groups
    /// and access lists all count.</summary>
    internal bool CanReach(string folder)
    {
        if (!FileOwner.IsRoot) return true;
        using var trial = Process.Start(new ProcessStartInfo("setpriv", [.. Drop, "test", "-x", folder]) { RedirectStandardError = true })!;
        trial.WaitForExit();
        return trial.ExitCode == 0;
    }

    /// <summary>Words before a command that make it run as this account; none where it is the program's own.</summary>
    internal string[] Before => FileOwner.IsRoot ? ["setpriv", .. Drop] : [];

    private string[] Drop =>
        [$"--reuid={Id}", $"--regid={Group}", "--clear-groups", "--no-new-privs", "--inh-caps=-all"];

    private static string Called(List<PostgresUser> accounts, uint id) =>
        accounts.FirstOrDefault(account => account.Id == id)?.Name ?? string.Create(CultureInfo.InvariantCulture, $"user number {id}");

    private static List<PostgresUser> Accounts() =>
        [.. File.ReadLines("/etc/passwd")
            .Select(line => line.Split(':'))
            .Where(fields => fields.Length >= 7)
            .Select(fields => new PostgresUser(
                fields[0], uint.Parse(fields[2], CultureInfo.InvariantCulture), uint.Parse(fields[3], CultureInfo.InvariantCulture)))];
}
