using System.Text;
using System.Text.RegularExpressions;
using OpenIlm.Cases;

namespace OpenIlm.Tests.Architecture;

/// <summary>Docs are kept true: what is generated equals the code, and every link leads somewhere.</summary>
public sealed partial class DocsTest
{
    [Fact]
    public void The_life_of_an_issue_is_drawn_from_the_table_that_decides_it()
    {
        var text = new StringBuilder("""
            # The life of a labor issue

            Drawn from the table in `src/Modules/Cases/Rules/IssueFlow.cs`, which decides every move. `OPENILM_REVIEWED=1 ./openilm test` draws it anew.

            ```mermaid

            """).Append(IssueFlow.Mermaid().TrimEnd()).Append("\n```\n\n| from | act | to | by |\n|---|---|---|---|\n");
        foreach (var move in IssueFlow.Moves)
            text.Append("| ").Append(move.From).Append(" | ").Append(move.Action).Append(" | ").Append(move.To).Append(" | ").Append(string.Join(", ", move.By.Order())).Append(" |\n");
        var file = Path.Combine(House.Root, "docs", "issue-flow.md");
        if (Environment.GetEnvironmentVariable("OPENILM_REVIEWED") == "1") File.WriteAllText(file, text.ToString());
        File.ReadAllText(file).ShouldBe(text.ToString());
    }

    [Fact]
    public void Every_link_of_the_docs_leads_somewhere()
    {
        var faults = new List<string>();
        var pages = Directory.GetFiles(Path.Combine(House.Root, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(House.Root, "README.md"))
            .Concat(Directory.GetFiles(Path.Combine(House.Root, "src"), "README.md", SearchOption.AllDirectories)).ToList();
        foreach (var page in pages)
        foreach (Match link in Link().Matches(File.ReadAllText(page)))
        {
            var target = link.Groups[1].Value.Split('#')[0];
            if (target.Length == 0 || target.Contains("://", StringComparison.Ordinal)) continue;
            var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, target));
            if (!File.Exists(path) && !Directory.Exists(path)) faults.Add($"{Path.GetRelativePath(House.Root, page)}: {target}");
        }
        faults.ShouldBeEmpty();
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
