using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using OpenIlm.Web;

namespace OpenIlm.Tests.Architecture;

/// <summary>The house as its assemblies show it: everything here is discovered, nothing is listed.</summary>
internal static class House
{
    public static readonly IReadOnlyList<Assembly> Modules = [.. OpenIlmHost.Modules.Select(m => m.GetType().Assembly)];
    public static readonly IReadOnlyList<Assembly> All =
        [typeof(Kernel.Actor).Assembly, typeof(Sealing.Blob).Assembly, typeof(Platform.Work).Assembly, typeof(Kit.Frame).Assembly, .. Modules, typeof(OpenIlmHost).Assembly];

    public static string NameOf(Assembly module) => module.GetName().Name!["OpenIlm.".Length..];

    public static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "OpenIlm.slnx"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Not inside the checkout.");
            return folder;
        }
    }

    public static IEnumerable<(MethodDefinition Method, Instruction Instruction)> Code(Assembly assembly)
    {
        var module = ModuleDefinition.ReadModule(assembly.Location);
        foreach (var type in module.GetTypes())
        foreach (var method in type.Methods.Where(m => m.HasBody))
        foreach (var instruction in method.Body.Instructions)
            yield return (method, instruction);
    }

    public static IEnumerable<string> Strings(Assembly assembly) =>
        Code(assembly).Where(c => c.Instruction.OpCode == OpCodes.Ldstr).Select(c => (string)c.Instruction.Operand);
}
