using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using OpenIlm.Kernel;
using OpenIlm.Kit;

namespace OpenIlm.Tests.Architecture;

public sealed class TextsTest(TestNetwork network)
{
    private ITexts Texts => network.Services.GetRequiredService<ITexts>();

    /// <summary>Codes of every refusal record: read from the record itself, made without running its constructor's caller.</summary>
    private static IEnumerable<string> Codes()
    {
        foreach (var type in House.All.SelectMany(a => a.GetTypes()).Where(t => t.IsSubclassOf(typeof(Refusal)) && t != typeof(BadInput) && !t.IsAbstract && t is { IsNestedPrivate: false }))
        {
            var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
            var arguments = constructor.GetParameters().Select(p => p.ParameterType == typeof(string) ? "x" : p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : null).ToArray();
            yield return ((Refusal)constructor.Invoke(arguments)).Code;
        }
        foreach (var assembly in House.All)
        foreach (var (_, instruction) in House.Code(assembly))
            if (instruction.OpCode == OpCodes.Newobj && instruction.Operand is MethodReference { DeclaringType.Name: nameof(BadInput) } && FirstString(instruction) is { } code)
                yield return code;
    }

    private static string? FirstString(Instruction newobj)
    {
        // new BadInput(code, member, limit): the code is the earliest string pushed for this very call.
        string? found = null;
        for (var at = newobj.Previous; at is not null; at = at.Previous)
        {
            if (at.OpCode == OpCodes.Ldstr) found = (string)at.Operand;
            else if (at.OpCode.FlowControl is not FlowControl.Next and not FlowControl.Meta || at.OpCode.StackBehaviourPush == StackBehaviour.Push0) break;
        }
        return found;
    }

    [Fact]
    public void Every_refusal_has_its_sentence() =>
        Codes().Distinct().Where(c => c.Contains('.', StringComparison.Ordinal) && !Texts.Has("en", "refusal." + c)).Order().ShouldBeEmpty();

    [Fact]
    public void Every_language_of_the_worker_has_every_text_of_her_pages()
    {
        var english = WorkerKeys("en").ToList();
        english.Count.ShouldBeGreaterThan(100);
        foreach (var language in Languages.All.Where(l => l.Code != "en"))
            english.Except(WorkerKeys(language.Code)).ShouldBeEmpty(language.EnglishName);
    }

    private static IEnumerable<string> WorkerKeys(string language)
    {
        var suffix = language == "en" ? "*Worker.resx" : $"*Worker.{language}.resx";
        foreach (var file in Directory.GetFiles(Path.Combine(House.Root, "src"), suffix, SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal)))
        foreach (var data in System.Xml.Linq.XDocument.Load(file).Root!.Elements("data"))
            yield return data.Attribute("name")!.Value;
    }
}
