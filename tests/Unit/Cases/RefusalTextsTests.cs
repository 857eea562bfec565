using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OpenIlm.Cases;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Unit.Cases;

/// <summary>Every refusal of the rules has one sentence, and every sentence names only facts that its refusal has.</summary>
public class RefusalTextsTests
{
    private static readonly Dictionary<string, string> texts =
        XDocument.Load(typeof(IssueFlow).Assembly.GetManifestResourceStream("texts/cases/Refusals.resx")!).Root!.Elements("data")
            .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    private static readonly Type[] catalogues = [typeof(IssueRefusals), typeof(CaseRefusals), typeof(ValidationRefusals), typeof(ConsentRefusals), typeof(ShareRefusals)];

    private static IEnumerable<Refusal> All()
    {
        foreach (var type in catalogues.SelectMany(t => t.GetNestedTypes()).Where(t => t.IsSubclassOf(typeof(Refusal))))
        {
            var constructor = type.GetConstructors().Single();
            yield return (Refusal)constructor.Invoke([.. constructor.GetParameters().Select(p => p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : "")]);
        }
        foreach (var field in catalogues.SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static)))
            if (field.GetValue(null) is Refusal refusal) yield return refusal;
        // The settings have more than one member for a code.
        foreach (var refusal in (CaseSettings.Default with { Version = 0, Author = "", EscalateDays = 1, DaysOff = Enum.GetValues<DayOfWeek>().ToHashSet(), ConfirmingShare = new(0, 1) }).WhyNot())
            yield return refusal;
    }

    [Fact]
    public void Every_refusal_has_its_sentence_and_the_sentence_its_facts()
    {
        var all = All().ToList();
        all.Count.ShouldBeGreaterThan(50);
        foreach (var refusal in all)
        {
            texts.ShouldContainKey($"refusal.{refusal.Code}");
            var named = Regex.Matches(texts[$"refusal.{refusal.Code}"], @"\{(\w+)\}").Select(m => m.Groups[1].Value);
            named.Except(refusal.Facts().Keys).ShouldBeEmpty(refusal.Code);
        }
    }

    [Fact]
    public void No_two_refusals_share_a_code() =>
        All().Where(r => !r.Code.StartsWith("settings.", StringComparison.Ordinal)).Select(r => r.Code).ShouldBeUnique();

    [Fact]
    public void Codes_are_thing_dot_reason_in_kebab_case() => All().ShouldAllBe(r => Regex.IsMatch(r.Code, "^(issue|case|validation|consent|share|settings)\\.[a-z]+(-[a-z]+)*$"));
}
