using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OpenIlm.Tests.Service;

/// <summary>A clean vulnerability report proves nothing where the source carries no advisories (security design, trap 6): what we build on is pinned.</summary>
public sealed partial class PackageVersionsTest
{
    [Fact]
    public void Every_package_has_one_exact_version_in_one_place()
    {
        var central = XDocument.Load(Path.Combine(Root, "Directory.Packages.props"));
        var versions = central.Descendants().Where(e => e.Name.LocalName is "PackageVersion" or "GlobalPackageReference").ToList();
        versions.Count.ShouldBeGreaterThan(10);
        versions.Select(v => $"{(string?)v.Attribute("Include")} {(string?)v.Attribute("Version")}").Where(v => !Exact().IsMatch(v.Split(' ')[1])).ShouldBeEmpty();
        versions.GroupBy(v => (string?)v.Attribute("Include"), StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).ShouldBeEmpty();
        central.Descendants("ManagePackageVersionsCentrally").Single().Value.ShouldBe("true");
    }

    [Fact]
    public void No_project_names_a_version_of_its_own()
    {
        var faults = Files("*.csproj").Concat(Files("*.props")).Concat(Files("*.targets")).Where(f => Path.GetFileName(f) != "Directory.Packages.props")
            .SelectMany(f => XDocument.Load(f).Descendants().Where(e => e.Name.LocalName == "PackageReference" && (e.Attribute("Version") ?? e.Attribute("VersionOverride")) is not null).Select(e => $"{f}: {e}"));
        faults.ShouldBeEmpty();
    }

    [Fact]
    public void The_programs_of_node_are_locked_to_exact_versions_with_their_hashes()
    {
        var wanted = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(Root, "package.json")))!;
        var locked = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(Root, "package-lock.json")))!["packages"]!.AsObject();
        var packages = new[] { "dependencies", "devDependencies", "optionalDependencies" }.SelectMany(k => wanted[k]?.AsObject().AsEnumerable() ?? []).ToList();
        packages.ShouldNotBeEmpty();
        packages.Where(p => !Exact().IsMatch(p.Value!.GetValue<string>())).ShouldBeEmpty();
        locked.Where(p => p.Key.Length > 0 && p.Value!["integrity"] is null).Select(p => p.Key).ShouldBeEmpty();
    }

    [Fact]
    public void The_compiler_is_of_one_feature_band() =>
        System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(Root, "global.json")))!["sdk"]!["version"]!.GetValue<string>().ShouldMatch(@"^10\.0\.\d+$");

    [Theory, InlineData("1.2.*"), InlineData("[1.0,2.0)"), InlineData("^1.2.3"), InlineData("latest"), InlineData("1.2.3-*"), InlineData("*")]
    public void A_floating_version_is_not_exact(string version) => Exact().IsMatch(version).ShouldBeFalse();

    private static IEnumerable<string> Files(string pattern) => new[] { "src", "tests", "bench" }.Select(f => Path.Combine(Root, f)).Where(Directory.Exists)
        .SelectMany(f => Directory.GetFiles(f, pattern, SearchOption.AllDirectories)).Concat(Directory.GetFiles(Root, pattern))
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));

    private static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "OpenIlm.slnx"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Not inside the checkout.");
            return folder;
        }
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+(\.\d+)?(-[0-9A-Za-z.]+)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Exact();
}
