namespace OpenIlm.Cases;

/// <summary>What can be done with an issue.</summary>
public enum IssueAction
{
    /// <summary>Move on after a safety review of the case that says Proceed.</summary>
    ReviewSafety,
    /// <summary>Draft a packet for a business. Changes no state.</summary>
    ComposePacket,
    /// <summary>Release a packet. The first one moves the issue; later ones, for example to a buyer, change no state.</summary>
    Share,
    /// <summary>The business answers.</summary>
    RecordResponse,
    /// <summary>Agree actions with dates, or change the plan.</summary>
    AgreeActions,
    /// <summary>Report one action done while others remain. Changes no state.</summary>
    ReportOneAction,
    /// <summary>The last agreed action is reported done.</summary>
    ReportActions,
    /// <summary>The handler records a remedy that needed no business, or one that a business outside the network gave.</summary>
    RecordRemedyWithoutBusiness,
    /// <summary>Put the claim to the worker in her language; again: put it in better words.</summary>
    RequestValidation,
    /// <summary>Record an answer that decides nothing yet: not reached, or one of the sample of a collective issue.</summary>
    RecordAnswer,
    /// <summary>The worker says: true in part.</summary>
    ConfirmPartly,
    /// <summary>The worker says: not true.</summary>
    DenyRemedy,
    /// <summary>The worker confirms the remedy as it stands today.</summary>
    Confirm,
    /// <summary>Close.</summary>
    Close,
    /// <summary>Open again, with a reason.</summary>
    Reopen,
    /// <summary>Back to action. By itself after an answer that does not confirm; by a handler, with a reason, when the report does not hold.
    /// Actions reported so far stand as Agreed again.</summary>
    ReturnToAction,
    /// <summary>The worker withdraws.</summary>
    Withdraw,
    /// <summary>A duplicate or no labor issue.</summary>
    Dismiss,
}
