using OpenIlm.Platform;

namespace OpenIlm.Web.Demonstration;

/// <summary>What a data folder says about the demonstration in it: nothing, begun or made.</summary>
/// <param name="installation">The folder.</param>
internal sealed class DemoMark(Installation installation)
{
    // A later program that makes another demonstration counts this up and leaves the old one as it is.
    private const string Made = "made 1", Begun = "begun";
    private readonly string file = Path.Combine(installation.Folder, "demonstration");
    private readonly string phone = Path.Combine(installation.Folder, "demonstration-phone");
    private readonly string receipt = Path.Combine(installation.Folder, "demonstration-receipt");

    /// <summary>It is there and complete.</summary>
    public bool IsMade => Read() == Made;
    /// <summary>An earlier run began and did not end.</summary>
    public bool IsBegun => Read() == Begun;
    /// <summary>A worker's receipt to try; null where there is none.</summary>
    public string? Receipt => File.Exists(receipt) ? File.ReadAllText(receipt).Trim() : null;

    /// <summary>The messaging account that the telephone of the demonstration writes to; null where there is none.</summary>
    public Guid? Phone => File.Exists(phone) && Guid.TryParse(File.ReadAllText(phone).Trim(), out var account) ? account : null;

    /// <summary>Keeps the messaging account for later starts.</summary>
    public void KeepPhone(Guid account) => Write(phone, account.ToString());

    /// <summary>From here to <see cref="End"/> the folder is half made.</summary>
    public void Begin() => Write(file, Begun);

    /// <summary>It is complete.</summary>
    public void End() => Write(file, Made);

    /// <summary>Keeps the receipt for later starts, readable to whoever runs the program alone.</summary>
    public void Keep(string digits) => Write(receipt, digits);

    private string Read() => File.Exists(file) ? File.ReadAllText(file).Trim() : "";

    // Written beside and moved: a run that ends in between leaves the old word or the new one.
    private static void Write(string file, string word)
    {
        var beside = file + ".new";
        File.Delete(beside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(beside, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(word + "\n"));
            stream.Flush(flushToDisk: true);
        }
        File.Move(beside, file, overwrite: true);
    }
}
