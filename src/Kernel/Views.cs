namespace OpenIlm.Kernel;

/// <summary>Sensitivity of a field (security design, section 2.1). Order matters: each audience has a highest class.</summary>
public enum FieldClass
{
    /// <summary>Public: code lists, names of channels, the network's own texts.</summary>
    C0 = 0,
    /// <summary>Coded fact.</summary>
    C1 = 1,
    /// <summary>Narrative: free text, messages.</summary>
    C2 = 2,
    /// <summary>Identity: name, phone, contact safety.</summary>
    C3 = 3,
}

/// <summary>Declares the class of a view's field, and the rule that lets this audience have it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class FieldAttribute(FieldClass @class, string policy = "") : Attribute
{
    /// <summary>Sensitivity.</summary>
    public FieldClass Class { get; } = @class;
    /// <summary>Why this audience may read it; required above C1.</summary>
    public string Policy { get; } = policy;
}

/// <summary>Who reads a view.</summary>
public interface IAudience
{
    /// <summary>Highest class of field this audience may ever be given.</summary>
    static abstract FieldClass Highest { get; }
}

/// <summary>A record made for one audience. Endpoints answer with views only.</summary>
public interface IView<TAudience> where TAudience : IAudience;

/// <summary>Anyone.</summary>
public sealed class Public : IAudience
{
    /// <inheritdoc />
    public static FieldClass Highest => FieldClass.C0;
}

/// <summary>The worker who holds the receipt: status, replies and claims, never her own text.</summary>
public sealed class ReceiptHolder : IAudience
{
    /// <inheritdoc />
    public static FieldClass Highest => FieldClass.C2;
}

/// <summary>Case handlers and supervisors of the organization that runs the case.</summary>
public sealed class Handlers : IAudience
{
    /// <inheritdoc />
    public static FieldClass Highest => FieldClass.C3;
}

/// <summary>A business that was given a packet: never a case id, a date before the release, a channel or a person.</summary>
public sealed class Businesses : IAudience
{
    /// <inheritdoc />
    public static FieldClass Highest => FieldClass.C2;
}

/// <summary>Any signed-in person: directory and own account.</summary>
public sealed class SignedIn : IAudience
{
    /// <inheritdoc />
    public static FieldClass Highest => FieldClass.C1;
}

/// <summary>One person, about what that person typed.</summary>
public sealed class Oneself : IAudience
{
    /// <inheritdoc />
    public static FieldClass Highest => FieldClass.C3;
}

/// <summary>Auditors: who did what to which thing when; no content.</summary>
public sealed class Auditors : IAudience
{
    /// <inheritdoc />
    public static FieldClass Highest => FieldClass.C1;
}

/// <summary>Whoever runs the installation.</summary>
public sealed class Operators : IAudience
{
    /// <inheritdoc />
    public static FieldClass Highest => FieldClass.C1;
}
