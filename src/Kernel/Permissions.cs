using System.Reflection;

namespace OpenIlm.Kernel;

/// <summary>
/// Declares a permission on a <c>public const string</c> of a module's <c>…Permissions</c> class. The sentence is what an
/// administrator reads; the roles are who holds it. Found by reflection: nothing has to be registered.
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class PermissionAttribute(string sentence, params string[] roles) : Attribute
{
    /// <summary>What the holder may do, as a sentence.</summary>
    public string Sentence { get; } = sentence;
    /// <summary>Roles that hold it.</summary>
    public IReadOnlyList<string> Roles { get; } = roles;
}

/// <summary>One permission of the catalogue.</summary>
/// <param name="Code">Stable code, for example <c>cases.triage</c>.</param>
/// <param name="Sentence">What the holder may do.</param>
/// <param name="Roles">Roles that hold it.</param>
public sealed record Permission(string Code, string Sentence, IReadOnlyList<string> Roles);

/// <summary>All permissions of the program, discovered once.</summary>
public sealed class PermissionCatalogue
{
    private readonly Dictionary<string, Permission> byCode;
    private readonly Dictionary<string, IReadOnlySet<string>> byRole;

    /// <summary>Reads the permissions of the given assemblies.</summary>
    /// <exception cref="InvalidOperationException">Two permissions share a code, or one names an unknown role.</exception>
    public PermissionCatalogue(IEnumerable<Assembly> assemblies)
    {
        var all = assemblies.SelectMany(a => a.GetTypes())
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(f => (Field: f, Mark: f.GetCustomAttribute<PermissionAttribute>()))
            .Where(x => x.Mark is not null)
            .Select(x => new Permission((string)x.Field.GetRawConstantValue()!, x.Mark!.Sentence, x.Mark.Roles))
            .ToList();
        if (all.GroupBy(p => p.Code).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InvalidOperationException($"Permission {twice.Key} is declared twice.");
        if (all.SelectMany(p => p.Roles).Except(Roles.All).FirstOrDefault() is { } unknown)
            throw new InvalidOperationException($"Role {unknown} is not known.");
        byCode = all.ToDictionary(p => p.Code);
        byRole = Roles.All.ToDictionary(r => r, r => (IReadOnlySet<string>)all.Where(p => p.Roles.Contains(r)).Select(p => p.Code).ToHashSet());
    }

    /// <summary>Every permission, by code.</summary>
    public IReadOnlyCollection<Permission> All => byCode.Values;
    /// <summary>Whether the code is declared anywhere.</summary>
    public bool Knows(string code) => byCode.ContainsKey(code);
    /// <summary>The codes that a role holds.</summary>
    public IReadOnlySet<string> Of(string role) => byRole.TryGetValue(role, out var held) ? held : new HashSet<string>();
}
