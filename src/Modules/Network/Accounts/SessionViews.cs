using OpenIlm.Kernel;
using OpenIlm.Kit;

namespace OpenIlm.Network;

/// <summary>A session that was opened.</summary>
public sealed record SessionView([property: Field(FieldClass.C1)] string Token, [property: Field(FieldClass.C1)] bool Locked, [property: Field(FieldClass.C1)] UserView User) : IView<SignedIn>;

/// <summary>The signed-in person.</summary>
public sealed record UserView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] string Name,
    [property: Field(FieldClass.C1)] Guid OrganizationId,
    [property: Field(FieldClass.C1)] string OrganizationName,
    [property: Field(FieldClass.C1)] bool Locked,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Roles,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Permissions) : IView<SignedIn>
{
    /// <summary>The actor as the API shows it.</summary>
    public static UserView Of(Actor actor) => new(actor.PersonId, actor.Name, actor.OrganizationId, actor.OrganizationName, actor.Locked, actor.Roles, [.. actor.Permissions.Order(StringComparer.Ordinal)]);
}

/// <summary>A row of a code list with its name in the asked language.</summary>
public sealed record CodeView(
    [property: Field(FieldClass.C0)] string Code,
    [property: Field(FieldClass.C0)] string Name,
    [property: Field(FieldClass.C0)] string Description,
    [property: Field(FieldClass.C0)] IReadOnlyDictionary<string, string> More) : IView<Public>
{
    /// <summary>The code; categories have translated names.</summary>
    public static CodeView Of(Kernel.Code code, string list, string language, ITexts texts) => new(code.Id,
        list == "labour_issues" && texts.Has(language, "category." + code.Id) ? texts[language, "category." + code.Id] : code.Name, code.Description, code.More);
}

/// <summary>Result of verifying the audit chains.</summary>
public sealed record AuditVerifyView([property: Field(FieldClass.C1)] long Entries, [property: Field(FieldClass.C1)] bool Intact, [property: Field(FieldClass.C1)] IReadOnlyList<AuditFaultView> Faults) : IView<Auditors>;

/// <summary>One fault of a chain.</summary>
public sealed record AuditFaultView([property: Field(FieldClass.C1)] Guid Organization, [property: Field(FieldClass.C1)] long Seq, [property: Field(FieldClass.C1)] string What) : IView<Auditors>;
