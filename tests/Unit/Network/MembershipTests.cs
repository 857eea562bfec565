using System.Security.Cryptography;
using System.Text;
using OpenIlm.Kernel;
using OpenIlm.Network;

namespace OpenIlm.Tests.Unit.Network;

/// <summary>What joining takes (seed 001: principles, oversight; seed 004: policies and procedures).</summary>
public class MembershipTests
{
    private static readonly JoiningFacts joined = new()
    {
        PrinciplesAccepted = Membership.PrinciplesVersion, ConsequencesInForce = 3, ConsequencesAcknowledged = 3, Primary = "Daw Khin", Escalation = "U Aung",
        Baseline = Membership.BaselineParts.Select(p => p.Id).ToHashSet(),
    };

    public static TheoryData<string, Func<JoiningFacts, JoiningFacts>> Lacking => new()
    {
        { "joining.principles-not-accepted", f => f with { PrinciplesAccepted = null } },
        { "joining.principles-changed", f => f with { PrinciplesAccepted = Membership.PrinciplesVersion - 1 } },
        { "joining.consequences-not-published", f => f with { ConsequencesInForce = null, ConsequencesAcknowledged = null } },
        { "joining.consequences-not-acknowledged", f => f with { ConsequencesAcknowledged = null } },
        { "joining.consequences-changed", f => f with { ConsequencesAcknowledged = 2 } },
        { "joining.primary-missing", f => f with { Primary = null } },
        { "joining.escalation-missing", f => f with { Escalation = null } },
        { "joining.same-person-twice", f => f with { Escalation = " daw khin " } },
        { "joining.baseline-incomplete", f => f with { Baseline = f.Baseline.Skip(1).ToHashSet() } },
    };

    [Fact]
    public void An_organization_with_all_four_steps_has_joined() => Membership.WhyNot(joined).ShouldBeEmpty();

    [Theory, MemberData(nameof(Lacking))]
    public void Whatever_is_lacking_is_named_by_itself(string code, Func<JoiningFacts, JoiningFacts> without) =>
        Membership.WhyNot(without(joined)).Select(m => m.Code).ShouldBe([code]);

    [Theory, MemberData(nameof(Lacking))]
    public void Whatever_is_lacking_has_its_sentence(string code, Func<JoiningFacts, JoiningFacts> without)
    {
        without.ShouldNotBeNull();
        System.Xml.Linq.XDocument.Load(typeof(Membership).Assembly.GetManifestResourceStream("texts/network/JoiningRefusals.resx")!).Root!.Elements("data")
            .Select(d => d.Attribute("name")!.Value).ShouldContain("refusal." + code);
    }

    [Fact]
    public void Whoever_has_done_nothing_is_told_everything_at_once() =>
        Membership.WhyNot(new JoiningFacts { ConsequencesInForce = 1 }).Select(m => m.Step).Distinct().ShouldBe(Enum.GetValues<JoiningStep>());

    [Fact]
    public void The_five_principles_and_thirteen_standards_stand_in_the_list()
    {
        var list = CodeLists.Of("ilm_principles_and_standards");
        list.Count(c => c.More["group"] == "Principle").ShouldBe(5);
        list.Count.ShouldBe(18);
    }

    /// <summary>Whoever changes a word of what partners accept must raise the version, so that they are asked anew.</summary>
    [Fact]
    public void The_version_goes_with_the_words()
    {
        var words = string.Join('\n', CodeLists.Of("ilm_principles_and_standards").Select(c => $"{c.Id}|{c.Name}|{c.Description}"));
        (Membership.PrinciplesVersion, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)))[..16]).ShouldBe((1, "39bb9746a9b17b1e"));
    }

    [Theory]
    [InlineData("Principles", 1, 1, null, new string[0])]
    [InlineData("Principles", 0, 1, null, new[] { "joining.another-version" })]
    [InlineData("Principles", 1, 1, 1, new[] { "joining.already-accepted" })]
    [InlineData("Consequences", 1, null, null, new[] { "joining.consequences-not-published" })]
    [InlineData("Consequences", 4, 4, 3, new string[0])]
    [InlineData("Anything", 1, 1, null, new[] { "input.not-a-choice" })]
    public void Only_the_version_in_force_is_accepted_and_only_once(string what, int version, int? inForce, int? accepted, string[] codes) =>
        AcceptTerms.WhyNot(new AcceptTerms.Input(what, version, "Somchai", "Director"), inForce, accepted).Select(r => r.Code).ShouldBe(codes);

    [Fact]
    public void Who_accepts_and_in_which_office_is_asked() =>
        AcceptTerms.WhyNot(new AcceptTerms.Input("Principles", 1, " ", ""), 1, null).Select(r => r.Field).ShouldBe(["name", "title"]);
}
