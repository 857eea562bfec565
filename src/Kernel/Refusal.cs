using System.Reflection;

namespace OpenIlm.Kernel;

/// <summary>
/// One reason against an act. Returned, never thrown. <see cref="Code"/> is stable: clients and texts are keyed by it.
/// The properties of the derived record are the facts that its sentence names; the sentence itself lives in the texts
/// (<c>refusal.CODE</c>), once for each language.
/// </summary>
/// <param name="Code">Stable code, <c>thing.reason</c> in kebab case, for example <c>issue.not-confirmed-by-worker</c>.</param>
public abstract record Refusal(string Code)
{
    /// <summary>The input member this reason is about, camel case as in the API; empty when it is about no single member.</summary>
    public virtual string Field => "";

    /// <summary>The values the sentence names, by property name.</summary>
    public IReadOnlyDictionary<string, object?> Facts() =>
        GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.Name is not (nameof(Code) or nameof(Field) or "EqualityContract"))
            .ToDictionary(p => p.Name, p => p.GetValue(this));
}

/// <summary>An input member that cannot be taken as it is. The code says why; the sentence says the mend.</summary>
/// <param name="Code">Stable code, for example <c>text.empty</c>.</param>
/// <param name="Member">Input member, camel case, a path such as <c>issues[0].code</c> where it is nested.</param>
/// <param name="Limit">The bound that was missed, where there is one.</param>
public sealed record BadInput(string Code, string Member, object? Limit = null) : Refusal(Code)
{
    /// <inheritdoc />
    public override string Field => Member;
}
