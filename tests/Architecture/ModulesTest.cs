using System.Text.RegularExpressions;

namespace OpenIlm.Tests.Architecture;

public sealed partial class ModulesTest
{
    [Fact]
    public void There_are_modules_to_guard() => House.Modules.Count.ShouldBeGreaterThanOrEqualTo(3);

    [Fact]
    public void No_module_sees_into_another()
    {
        foreach (var module in House.Modules)
            module.GetReferencedAssemblies().Select(r => r.Name).Intersect(House.Modules.Select(m => m.GetName().Name)).ShouldBeEmpty(module.GetName().Name);
    }

    [Fact]
    public void Sealing_knows_neither_database_nor_web() =>
        typeof(Sealing.Blob).Assembly.GetReferencedAssemblies().Select(r => r.Name!).ShouldAllBe(n => !n.Contains("Npgsql") && !n.Contains("AspNetCore") && n != "OpenIlm.Platform");

    [Fact]
    public void No_module_names_the_tables_of_another()
    {
        var faults = new List<string>();
        foreach (var module in House.Modules)
        {
            var others = House.Modules.Where(m => m != module).Select(m => House.NameOf(m).ToLowerInvariant()).ToList();
            foreach (var text in House.Strings(module).Where(t => Sql().IsMatch(t)))
                faults.AddRange(others.Where(o => Regex.IsMatch(text, $@"\b(from|join|into|update)\s+{o}\.", RegexOptions.IgnoreCase)).Select(o => $"{House.NameOf(module)} names {o}: {text[..Math.Min(120, text.Length)]}"));
        }
        faults.ShouldBeEmpty();
    }

    [Fact]
    public void Entities_and_use_cases_of_the_rules_know_no_database()
    {
        var rules = Directory.GetFiles(Path.Combine(House.Root, "src", "Modules"), "*.cs", SearchOption.AllDirectories).Where(f => f.Contains($"{Path.DirectorySeparatorChar}Rules{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).ToList();
        rules.ShouldNotBeEmpty();
        rules.Where(f => File.ReadAllText(f) is var text && (text.Contains("Npgsql", StringComparison.Ordinal) || text.Contains("AspNetCore", StringComparison.Ordinal) || text.Contains("OpenIlm.Platform;", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [GeneratedRegex(@"\b(select|insert|update|delete)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Sql();
}
