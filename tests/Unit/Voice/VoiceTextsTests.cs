using System.Reflection;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Voice;

namespace OpenIlm.Tests.Unit.Voice;

public sealed class VoiceTextsTests
{
    private static readonly EmbeddedTexts texts = new([typeof(KitServices).Assembly, typeof(VoiceModule).Assembly]);

    [Fact]
    public void Every_text_of_the_workers_pages_is_there_in_every_language()
    {
        using var english = typeof(VoiceModule).Assembly.GetManifestResourceStream("texts/voice/Worker.resx")!;
        var keys = System.Xml.Linq.XDocument.Load(english).Root!.Elements("data").Select(d => d.Attribute("name")!.Value).ToList();
        keys.Count.ShouldBeGreaterThan(15);
        (from language in Languages.All from key in keys where !texts.Has(language.Code, key) select $"{language.Code} {key}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("receipt.empty"), InlineData("receipt.wrong-length"), InlineData("receipt.wrong-check-digits"), InlineData("receipt.not-digits"), InlineData("receipt.unknown")]
    [InlineData("text.empty"), InlineData("text.too-long"), InlineData("text.invalid"), InlineData("form.expired"), InlineData("form.invalid"), InlineData("form.too-young"), InlineData("form.honeypot")]
    [InlineData("intake.busy"), InlineData("intake.not-durable"), InlineData("intake.vault-needs-two-members"), InlineData("intake.channel-closed"), InlineData("channel.unknown")]
    [InlineData("input.not-a-choice"), InlineData("input.required"), InlineData("input.too-long")]
    public void What_a_worker_can_be_refused_for_is_said_in_her_language(string code) =>
        Languages.All.Where(l => !texts.Has(l.Code, "refusal." + code)).ShouldBeEmpty();

    [Fact]
    public void Every_refusal_of_this_module_has_its_sentence()
    {
        var codes = typeof(VoiceModule).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Refusal)) && t.GetConstructors().Any(c => c.GetParameters().Length == 0))
            .Select(t => ((Refusal)Activator.CreateInstance(t, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, [], null)!).Code).ToList();
        codes.Count.ShouldBeGreaterThan(5);
        codes.Where(c => !texts.Has("en", "refusal." + c)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_age_band_has_its_words() => Facts.AgeBands.Where(b => !texts.Has("my", "age." + b)).ShouldBeEmpty();
}
