namespace OpenIlm.Cases;

/// <summary>As whom somebody acts on an issue. Follows from the session's role and organization, never from the input.</summary>
public enum IssueParty
{
    /// <summary>The worker, by her receipt.</summary>
    Worker,
    /// <summary>A case handler of the organization that runs the case.</summary>
    Handler,
    /// <summary>A handler who also approves packets and admits people to the vault.</summary>
    Supervisor,
    /// <summary>A supplier, employer or recruitment agency that was given a packet.</summary>
    Business,
    /// <summary>The network convenor, in a vault that it is a member of.</summary>
    Convenor,
    /// <summary>A buyer.</summary>
    Buyer,
    /// <summary>An auditor: reads the log, moves nothing.</summary>
    Auditor,
    /// <summary>Whoever runs the installation: moves nothing.</summary>
    Operator,
    /// <summary>The program: follow-on moves and scheduled releases.</summary>
    System,
}

/// <summary>Groups of parties that the rules name together.</summary>
public static class IssueParties
{
    /// <summary>Case handlers and their supervisors.</summary>
    public static readonly IReadOnlySet<IssueParty> Handlers = new HashSet<IssueParty> { IssueParty.Handler, IssueParty.Supervisor };

    /// <summary>The business itself, or a handler on its behalf (ILM-34).</summary>
    public static readonly IReadOnlySet<IssueParty> BusinessOrHandlers = new HashSet<IssueParty> { IssueParty.Business, IssueParty.Handler, IssueParty.Supervisor };

    /// <summary>C2: the worker herself, or who records her answer: a handler, or the convenor. Never a business, never a buyer.</summary>
    public static readonly IReadOnlySet<IssueParty> WorkerOrRecorders = new HashSet<IssueParty> { IssueParty.Worker, IssueParty.Handler, IssueParty.Supervisor, IssueParty.Convenor };

    /// <summary>The worker, or a handler.</summary>
    public static readonly IReadOnlySet<IssueParty> WorkerOrHandlers = new HashSet<IssueParty> { IssueParty.Worker, IssueParty.Handler, IssueParty.Supervisor };

    /// <summary>A handler, or the program.</summary>
    public static readonly IReadOnlySet<IssueParty> HandlersOrSystem = new HashSet<IssueParty> { IssueParty.Handler, IssueParty.Supervisor, IssueParty.System };

    /// <summary>The worker alone.</summary>
    public static readonly IReadOnlySet<IssueParty> WorkerAlone = new HashSet<IssueParty> { IssueParty.Worker };
}
