using System.Reflection;
using System.Text;
using Mono.Cecil;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Architecture;

/// <summary>Security tests 57 and, in part, 55: what an audience may be given is written down and reviewed.</summary>
public sealed class ViewsTest
{
    private static IEnumerable<(Type View, Type Audience)> Views =>
        House.All.SelectMany(a => a.GetTypes()).SelectMany(t => t.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IView<>)).Select(i => (t, i.GetGenericArguments()[0])));

    [Fact]
    public void There_are_views_to_guard() => Views.Count().ShouldBeGreaterThan(5);

    [Fact]
    public void No_field_is_above_what_its_audience_may_ever_have()
    {
        var faults = new List<string>();
        foreach (var (view, audience) in Views)
        {
            var highest = (FieldClass)audience.GetProperty("Highest", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
            foreach (var property in view.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.Name != "EqualityContract"))
            {
                var mark = property.GetCustomAttribute<FieldAttribute>();
                if (mark is null) faults.Add($"{view.Name}.{property.Name} says no class");
                else if (mark.Class > highest) faults.Add($"{view.Name}.{property.Name} is {mark.Class}, {audience.Name} may have {highest}");
                else if (mark.Class > FieldClass.C1 && mark.Policy.Length == 0) faults.Add($"{view.Name}.{property.Name} is {mark.Class} and names no policy");
            }
        }
        faults.ShouldBeEmpty();
    }

    [Fact]
    public void What_each_audience_gets_is_as_reviewed()
    {
        foreach (var audience in Views.GroupBy(v => v.Audience))
        {
            var now = new StringBuilder();
            foreach (var (view, _) in audience.OrderBy(v => v.View.FullName, StringComparer.Ordinal))
            {
                now.Append(view.FullName).Append('\n');
                foreach (var property in view.GetProperties().Where(p => p.Name != "EqualityContract").OrderBy(p => p.Name, StringComparer.Ordinal))
                    now.Append("  ").Append(property.Name).Append(' ').Append(property.GetCustomAttribute<FieldAttribute>()?.Class).Append(' ').Append(Short(property.PropertyType)).Append('\n');
            }
            var file = Path.Combine(House.Root, "tests", "Architecture", "Audiences", audience.Key.Name + ".txt");
            if (Environment.GetEnvironmentVariable("OPENILM_REVIEWED") == "1") { Directory.CreateDirectory(Path.GetDirectoryName(file)!); File.WriteAllText(file, now.ToString()); }
            File.Exists(file).ShouldBeTrue($"{file} is missing: review what {audience.Key.Name} get and write it with OPENILM_REVIEWED=1");
            now.ToString().ShouldBe(File.ReadAllText(file), $"What {audience.Key.Name} get has changed: review it, then write it with OPENILM_REVIEWED=1");
        }
    }

    [Fact]
    public void Endpoints_answer_with_views_only()
    {
        var faults = new List<string>();
        var seen = 0;
        foreach (var module in House.Modules)
        {
            var calls = House.Code(module).Where(c => c.Instruction.Operand is GenericInstanceMethod).Select(c => (c.Method, Call: (GenericInstanceMethod)c.Instruction.Operand)).ToList();
            // A module may wrap the two in a method of its own: then its callers are looked at.
            var wrappers = calls.Where(c => IsAnswer(c.Call) && c.Call.GenericArguments[0] is GenericParameter).Select(c => c.Method.Name).ToHashSet();
            foreach (var (method, call) in calls.Where(c => (IsAnswer(c.Call) || (wrappers.Contains(c.Call.Name) && c.Call.DeclaringType.FullName.StartsWith("OpenIlm.", StringComparison.Ordinal))) && c.Call.GenericArguments[0] is not GenericParameter))
            {
                seen++;
                if (!IsView(call.GenericArguments[0], module)) faults.Add($"{method.DeclaringType.Name}: {call.Name}<{call.GenericArguments[0].FullName}>");
            }
        }
        seen.ShouldBeGreaterThan(10);
        faults.Distinct().ShouldBeEmpty();
    }

    private static bool IsAnswer(GenericInstanceMethod call) => call is { DeclaringType.Name: nameof(Answers), Name: "Ok" or "Created" };

    private static bool IsView(TypeReference type, Assembly module)
    {
        if (type.FullName == "System.Guid") return true;
        if (type is GenericInstanceType generic) return generic.GenericArguments.All(a => IsView(a, module));
        var found = module.GetType(type.FullName.Replace('/', '+')) ?? House.All.Select(a => a.GetType(type.FullName.Replace('/', '+'))).FirstOrDefault(t => t is not null);
        return found?.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IView<>)) ?? false;
    }

    private static string Short(Type type) => Nullable.GetUnderlyingType(type) is { } inner ? Short(inner) + "?"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(",", type.GetGenericArguments().Select(Short))}>" : type.Name;
}
