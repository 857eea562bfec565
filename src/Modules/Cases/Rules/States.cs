namespace OpenIlm.Cases;

/// <summary>Where a labor issue stands (rules, section 3). Dated facts such as "contact lost" are kept beside it and change no state.</summary>
public enum IssueState
{
    /// <summary>Born at the triage of its case.</summary>
    Triaged,
    /// <summary>A safety review (Do No Harm) says that the matter may go forward.</summary>
    SafetyReviewed,
    /// <summary>A packet was released to a business.</summary>
    SharedWithBusiness,
    /// <summary>The business, or a handler on its behalf, answered.</summary>
    Responded,
    /// <summary>Actions with dates are agreed.</summary>
    ActionAgreed,
    /// <summary>They say it is done. Nobody but the worker can say that it is.</summary>
    ActionReported,
    /// <summary>The claim was put to the worker in her language.</summary>
    AwaitingValidation,
    /// <summary>The worker says it is not true. Passed through on the way back to action, within one act.</summary>
    NotConfirmed,
    /// <summary>The worker says it is true in part. Passed through on the way back to action, within one act.</summary>
    PartlyConfirmed,
    /// <summary>The worker confirms nature and quality of the remedy.</summary>
    Validated,
    /// <summary>Ended after a confirming validation. Terminal, but the worker or a handler may reopen it.</summary>
    Closed,
    /// <summary>The worker withdrew. Terminal; not a resolution.</summary>
    WithdrawnByWorker,
    /// <summary>A duplicate, or no labor issue, by two persons with a reason. Terminal.</summary>
    Dismissed,
}

/// <summary>Where a case, the container of issues, stands.</summary>
public enum CaseState
{
    /// <summary>Arrived; nobody has sorted it.</summary>
    Received,
    /// <summary>Sorted: site or employer, severity and labor issues are recorded.</summary>
    Triaged,
    /// <summary>Ended.</summary>
    Closed,
}

/// <summary>How bad a case is, as the handler judged it at triage.</summary>
public enum Severity
{
    /// <summary>Low.</summary>
    Low,
    /// <summary>Medium.</summary>
    Medium,
    /// <summary>High.</summary>
    High,
    /// <summary>Critical: the 24-hour clock and the critical path (rules, section 15).</summary>
    Critical,
}

/// <summary>What a safety review decides.</summary>
public enum SafetyDecision
{
    /// <summary>Go on, with the measures recorded.</summary>
    Proceed,
    /// <summary>Not now.</summary>
    Wait,
    /// <summary>Not with a business, ever.</summary>
    Never,
}

/// <summary>Where a packet for a business stands.</summary>
public enum ShareState
{
    /// <summary>Composed.</summary>
    Draft,
    /// <summary>A second person looked at it and agrees.</summary>
    Approved,
    /// <summary>The recipient can open it.</summary>
    Released,
    /// <summary>Taken back: 404 for the recipient at once.</summary>
    Revoked,
}

/// <summary>Where one agreed action stands.</summary>
public enum ActionState
{
    /// <summary>Promised, with a date.</summary>
    Agreed,
    /// <summary>They say it is done.</summary>
    Reported,
}
