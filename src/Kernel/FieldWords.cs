namespace OpenIlm.Kernel;

/// <summary>Why a worker made contact. Only issues are labor issues (rule C7).</summary>
public enum ContactReason
{
    /// <summary>Reports a problem.</summary>
    Issue,
    /// <summary>Asks for information.</summary>
    Information,
    /// <summary>Asks for assistance or protection.</summary>
    Assistance,
}

/// <summary>What the worker tapped: sorts the inbox and starts the 24-hour clock while unread.</summary>
public enum Danger
{
    /// <summary>Nothing tapped.</summary>
    None,
    /// <summary>They are punishing me.</summary>
    Punished,
    /// <summary>I am in danger.</summary>
    InDanger,
}

/// <summary>How much the worker lets a business know.</summary>
public enum ConsentLevel
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Coded facts only.</summary>
    CodedFacts,
    /// <summary>Coded facts with a summary written for the business.</summary>
    Summary,
    /// <summary>Identified, for a named purpose (to be paid, the employer must know whom).</summary>
    Identified,
}

/// <summary>The worker's answer to "They say they did this. Is it true?" (rule C3).</summary>
public enum ValidationOutcome
{
    /// <summary>It is true.</summary>
    Confirmed,
    /// <summary>Partly.</summary>
    PartlyConfirmed,
    /// <summary>It is not true.</summary>
    NotConfirmed,
    /// <summary>She could not be reached: an outcome of its own, never a confirmation.</summary>
    Unreachable,
}

/// <summary>How good the remedy is (<c>resolution_quality.csv</c>).</summary>
public enum ResolutionQuality
{
    /// <summary>Poor.</summary>
    Poor,
    /// <summary>Fair.</summary>
    Fair,
    /// <summary>Good.</summary>
    Good,
    /// <summary>Excellent.</summary>
    Excellent,
}

/// <summary>Whether she was punished for speaking.</summary>
public enum RetaliationAnswer
{
    /// <summary>Not known.</summary>
    Unknown,
    /// <summary>No.</summary>
    No,
    /// <summary>Yes: opens a retaliation report, which blocks closing (rule C5).</summary>
    Yes,
}
