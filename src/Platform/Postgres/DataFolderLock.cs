using System.Globalization;

namespace OpenIlm.Platform;

/// <summary>One program for each data folder. The system lets go of the lock when the program ends, however it ends.</summary>
public sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _held;

    private DataFolderLock(FileStream held) => _held = held;

    /// <summary>Takes the folder, made when it is absent, or says who has it.</summary>
    /// <exception cref="EmbeddedPostgresException">Another program has it, or the folder cannot be written to.</exception>
    public static DataFolderLock Take(string dataFolder)
    {
        var holder = Path.Combine(dataFolder, "openilm.pid");
        try
        {
            if (!Directory.Exists(dataFolder)) PrivateFiles.MakeFolder(dataFolder);
            var held = new FileStream(Path.Combine(dataFolder, "openilm.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(holder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new(held);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new EmbeddedPostgresException($"The data folder {dataFolder} cannot be written to by this user. Use another one (--data) or start OpenILM as its owner.", refused);
        }
        catch (IOException inUse)
        {
            var who = File.Exists(holder) ? $" (process {File.ReadAllText(holder)})" : "";
            throw new EmbeddedPostgresException($"The data folder {dataFolder} is in use by another OpenILM{who}. Stop it first, or use another folder (--data).", inUse);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _held.Dispose();
}
