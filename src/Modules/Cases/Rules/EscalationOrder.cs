namespace OpenIlm.Cases;

/// <summary>Whom a business-side matter is taken to.</summary>
public enum EscalationLevel
{
    /// <summary>The business's primary focal point.</summary>
    PrimaryFocalPoint,
    /// <summary>The business's escalation focal point.</summary>
    EscalationFocalPoint,
    /// <summary>The buyer.</summary>
    Buyer,
}

/// <summary>C10: primary focal point, escalation focal point, buyer. Serious issues go straight to the escalation focal point (ILM-24).</summary>
public static class EscalationOrder
{
    /// <summary>The next level; null when the buyer is told already.</summary>
    /// <param name="current">The level reached; null when nobody was told.</param>
    /// <param name="serious">Severity high or critical, or a critical issue type.</param>
    public static EscalationLevel? Next(EscalationLevel? current, bool serious) => current switch
    {
        null => serious ? EscalationLevel.EscalationFocalPoint : EscalationLevel.PrimaryFocalPoint,
        EscalationLevel.PrimaryFocalPoint => EscalationLevel.EscalationFocalPoint,
        EscalationLevel.EscalationFocalPoint => EscalationLevel.Buyer,
        _ => null,
    };

    /// <summary>Whether the severity, the taxonomy or a business that keeps workers from speaking (ILM-21) make it serious.</summary>
    public static bool IsSerious(Severity severity, bool isCritical, bool voiceSuppressed = false) => isCritical || voiceSuppressed || severity is Severity.High or Severity.Critical;
}
