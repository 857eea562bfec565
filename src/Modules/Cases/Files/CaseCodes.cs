using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>Codes that the case files use and no list of the field holds. Ours; stable.</summary>
public static class CaseCodes
{
    /// <summary>How high a safety review judges the risk to the worker.</summary>
    public static readonly IReadOnlyList<string> Risks = ["low", "medium", "high", "immediate"];

    /// <summary>Measures that protect a worker.</summary>
    public static readonly IReadOnlyList<string> Measures =
        ["quietContact", "codeWord", "contactThroughThirdPerson", "leavePlan", "shelter", "medicalHelp", "legalHelp", "otherAuthority", "delayedSharing", "coarserFacts", "followUpCall", "groupReport"];

    /// <summary>For what a worker lets a business know.</summary>
    public static readonly IReadOnlyList<string> Purposes = ["remedy", "payment", "investigation", "information"];

    /// <summary>How a consent was given.</summary>
    public static readonly IReadOnlyList<string> ConsentWays = ["written", "verbal", "web"];

    /// <summary>Why somebody looked at who a worker is.</summary>
    public static readonly IReadOnlyList<string> IdentityReasons = ["contactWorker", "safety", "referral", "payment", "correction", "legalDuty"];

    /// <summary>Who asked the worker. An employer or recruiter never does.</summary>
    public static readonly IReadOnlyList<string> Askers = ["handler", "colleague", "interpreter", "union", "partner", "convenor"];

    /// <summary>Why a case without labor issues ended.</summary>
    public static readonly IReadOnlyList<string> CloseReasons = ["answered", "assisted", "referred", "allIssuesEnded"];

    /// <summary>Why an issue was dismissed.</summary>
    public static readonly IReadOnlyList<string> DismissReasons = ["duplicate", "notLaborIssue"];

    /// <summary>Where somebody was referred to.</summary>
    public static readonly IReadOnlyList<string> ReferralKinds = ["stateAuthority", "police", "laborInspection", "union", "medical", "shelter", "legalAid", "embassy", "unBody", "other"];

    /// <summary>Why a case is escalated.</summary>
    public static readonly IReadOnlyList<string> EscalationReasons = ["noResponse", "notRemedied", "serious", "retaliation"];

    /// <summary>How a report of retaliation ended.</summary>
    public static readonly IReadOnlyList<string> RetaliationEnds = ["stopped", "remedied", "workerMovedOn", "notRetaliation"];

    /// <summary>Codes of the field's contact channels.</summary>
    public static readonly IReadOnlyList<string> Channels = [.. CodeLists.Of("contact_channels").Select(c => c.Id)];

    /// <summary>Channels through which a worker's answer cannot come: the employer would be in between.</summary>
    public static readonly IReadOnlySet<string> EmployersChannels = new HashSet<string> { "COMPANY", "MEDIA" };

    /// <summary>Codes of the stages of the journey.</summary>
    public static readonly IReadOnlyList<string> JourneyStages = [.. CodeLists.Of("journey_stages").Select(c => c.Id)];
}
