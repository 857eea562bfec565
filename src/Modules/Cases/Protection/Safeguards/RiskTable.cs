namespace OpenIlm.Cases;

/// <summary>How likely it is that it happens.</summary>
public enum Likelihood
{
    /// <summary>Hardly.</summary>
    Unlikely,
    /// <summary>It may.</summary>
    Possible,
    /// <summary>Rather yes than no.</summary>
    Likely,
    /// <summary>It happens now, or nearly certainly will.</summary>
    AlmostCertain,
}

/// <summary>How bad it would be.</summary>
public enum Harm
{
    /// <summary>Unpleasant, soon over.</summary>
    Minor,
    /// <summary>Loss of pay or of better work.</summary>
    Moderate,
    /// <summary>Loss of the job, the home, the papers.</summary>
    Serious,
    /// <summary>Violence, detention, deportation: body and freedom.</summary>
    Severe,
}

/// <summary>What the two come to.</summary>
public enum RiskLevel
{
    /// <summary>Low.</summary>
    Low,
    /// <summary>Medium.</summary>
    Medium,
    /// <summary>High.</summary>
    High,
    /// <summary>Critical.</summary>
    Critical,
}

/// <summary>Likelihood by harm, as one small table [ours]. It only ever rises with either; harm to body and freedom is never below high.</summary>
public static class RiskTable
{
    private static readonly RiskLevel[,] levels =
    {
        //                  Minor             Moderate          Serious             Severe
        /* Unlikely */      { RiskLevel.Low,    RiskLevel.Low,    RiskLevel.Medium,   RiskLevel.High },
        /* Possible */      { RiskLevel.Low,    RiskLevel.Medium, RiskLevel.High,     RiskLevel.High },
        /* Likely */        { RiskLevel.Medium, RiskLevel.Medium, RiskLevel.High,     RiskLevel.Critical },
        /* AlmostCertain */ { RiskLevel.Medium, RiskLevel.High,   RiskLevel.Critical, RiskLevel.Critical },
    };

    /// <summary>The level.</summary>
    public static RiskLevel LevelOf(Likelihood likelihood, Harm harm) => levels[(int)likelihood, (int)harm];

    /// <summary>Days until a measure against a risk of this level is looked at again, where nobody says otherwise [ours].</summary>
    public static int ReviewDays(RiskLevel? level) => level switch { RiskLevel.Critical => 1, RiskLevel.High => 3, RiskLevel.Low => 30, _ => 14 };
}
