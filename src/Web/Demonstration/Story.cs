using OpenIlm.Kernel;

namespace OpenIlm.Web.Demonstration;

/// <summary>Where a story is meant to get to. Those that begin late in the season do not get there in time.</summary>
internal enum Fate
{
    Unread, Triaged, Waits, Never, NoConsent, Drafted, NeedsSecond, NoKey, Released, Responded, Agreed, PartReported, Reported,
    Awaiting, Partly, NotTrue, NotTrueThenClosed, Closed, RetaliationOpen, RetaliationEnded, Reopened, ContactLost, Withdrawn, Dismissed, DismissalAsked,
    Revoked, ConsentWithdrawn, WithoutBusiness, Answered, Assisted, RequestOpen, Many,
}

/// <summary>Who plays a part of a story.</summary>
internal enum Part
{
    /// <summary>The worker herself.</summary>
    Worker,
    /// <summary>The colleague who runs the case.</summary>
    Owner,
    /// <summary>A supervisor, as the second person.</summary>
    Second,
    /// <summary>A person of the business that was told.</summary>
    Business,
    /// <summary>The buyer who was told too.</summary>
    Buyer,
}

/// <summary>One act of a story.</summary>
/// <param name="By">Who plays it.</param>
/// <param name="Days">Days after the act before.</param>
/// <param name="Play">What is done.</param>
/// <param name="When">Whether it is played at all; null: always.</param>
/// <param name="Soon">It is not left until the next day at the desk where she is in danger.</param>
internal sealed record Beat(Part By, int Days, Func<Stage, Story, Task> Play, Func<Story, bool>? When = null, bool Soon = false);

/// <summary>One worker's matter from her first word on: what is invented beforehand, and what became of it so far.</summary>
internal sealed class Story
{
    public required int Number { get; init; }
    public required DateOnly Begins { get; init; }
    public required Fate Fate { get; init; }
    public required Theme? Theme { get; init; }
    public required string Ngo { get; init; }
    public required string Language { get; init; }
    public required ContactReason Reason { get; init; }
    /// <summary>Null: an employer outside the directory.</summary>
    public Stead? Site { get; init; }
    public required string Country { get; init; }
    public string? Employer { get; init; }
    public required string Channel { get; init; }
    public Danger Danger { get; init; }
    public int Affected { get; init; } = 1;
    public required string Code { get; init; }
    /// <summary>Shows the stage of the journey, which nobody has counted: a second person looks at it.</summary>
    public bool ShowsStage { get; init; }
    public ConsentLevel Consent { get; init; }
    /// <summary>The business that is told; null where none of the network is.</summary>
    public string? Recipient { get; init; }
    public bool TellsBuyer { get; init; }
    public string? WorkerName { get; init; }
    public string? WorkerPhone { get; init; }
    public bool HasPlan { get; init; }
    public required string Owner { get; init; }
    public required string Second { get; init; }
    public string? Business { get; init; }
    public Cases.Severity Severity { get; init; }
    /// <summary>Chance of this story alone.</summary>
    public required Draw Draw { get; init; }
    public List<Beat> Beats { get; } = [];
    /// <summary>Whether its receipt is printed.</summary>
    public bool IsTheOneToTry { get; init; }

    public bool IsWeb => Channel == "WEB";
    public string ThemeKey => Theme?.Key ?? (Reason == ContactReason.Information ? "information" : "assistance");

    // What became of it.
    public int At { get; set; }
    public DateOnly Due { get; set; }
    public string? FormState { get; set; }
    public string? Receipt { get; set; }
    public Guid Case { get; set; }
    public Guid Issue { get; set; }
    public Guid ConsentId { get; set; }
    public Guid Share { get; set; }
    public Guid BuyerShare { get; set; }
    public bool NeedsSecond { get; set; }
    public bool BuyerNeedsSecond { get; set; }
    public Guid Claim { get; set; }
    public Guid Retaliation { get; set; }
    public List<Guid> Actions { get; } = [];

    public string Who(Part part) => part switch { Part.Owner => Owner, Part.Second => Second, Part.Business => Business!, Part.Buyer => "buyer@brand.demo", _ => "" };
}
