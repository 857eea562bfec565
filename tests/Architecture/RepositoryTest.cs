using System.Text.RegularExpressions;

namespace OpenIlm.Tests.Architecture;

public sealed partial class RepositoryTest
{
    private static IEnumerable<string> Sources() => Directory.GetFiles(House.Root, "*", SearchOption.AllDirectories)
        .Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/node_modules/", StringComparison.Ordinal)
            && !f.Contains("/.git", StringComparison.Ordinal) && !f.Contains("/.data/", StringComparison.Ordinal) && !f.Contains("/wwwroot/lib/", StringComparison.Ordinal));

    [Fact]
    public void The_lock_file_carries_no_address() => File.ReadAllText(Path.Combine(House.Root, "package-lock.json")).ShouldNotContain("\"resolved\"");

    [Fact]
    public void Nothing_of_one_machine_and_nothing_unfinished_stands_in_the_code()
    {
        var faults = Sources().Where(f => Path.GetExtension(f) is ".cs" or ".cshtml" or ".sql" or ".js" or ".css" && !f.EndsWith("RepositoryTest.cs", StringComparison.Ordinal))
            .SelectMany(f => File.ReadLines(f).Select((line, i) => (f, i, line))).Where(l => Unwanted().IsMatch(l.line)).Select(l => $"{Path.GetRelativePath(House.Root, l.f)}:{l.i + 1}: {l.line.Trim()}");
        faults.ShouldBeEmpty();
    }

    [Fact]
    public void Page_scripts_and_styles_stand_in_files_not_in_pages()
    {
        var faults = Sources().Where(f => f.EndsWith(".cshtml", StringComparison.Ordinal)).SelectMany(f => File.ReadLines(f).Where(l => Inline().IsMatch(l)).Select(l => $"{Path.GetFileName(f)}: {l.Trim()}"));
        faults.ShouldBeEmpty();
    }

    [GeneratedRegex(@"NotImplementedException|\bTODO\b|\bFIXME\b|\bHACK\b|Skip\s*=\s*""|/(home|root|Users)/\w")]
    private static partial Regex Unwanted();

    [GeneratedRegex(@"<style|\sstyle=""|<script(?![^>]*\ssrc=)|\son[a-z]+=""|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}
