namespace OpenIlm.Kernel;

/// <summary>A way to reach a worker.</summary>
public enum ContactWay
{
    /// <summary>Behind her receipt, on the worker's pages: she comes herself, and nothing reaches her phone.</summary>
    Receipt,
    /// <summary>A call to her phone.</summary>
    Call,
    /// <summary>A text message.</summary>
    Sms,
    /// <summary>WhatsApp.</summary>
    WhatsApp,
    /// <summary>LINE.</summary>
    Line,
    /// <summary>Telegram.</summary>
    Telegram,
    /// <summary>Viber.</summary>
    Viber,
    /// <summary>E-mail.</summary>
    Email,
    /// <summary>A meeting, at a place that she chooses.</summary>
    Meeting,
}

/// <summary>What somebody else may hear who answers instead of her.</summary>
public enum MayHear
{
    /// <summary>Nothing: hang up, or say that it is a wrong number.</summary>
    Nothing,
    /// <summary>That somebody will call again, with the code word and no name.</summary>
    CallAgain,
    /// <summary>Everything: she trusts this person.</summary>
    Everything,
}

/// <summary>Somebody who may answer instead of her.</summary>
/// <param name="Name">The name, or how she calls the person.</param>
/// <param name="MayHear">What the person may hear.</param>
public sealed record OtherPerson(string Name, MayHear MayHear);

/// <summary>
/// How a worker can be reached without harm. Sealed with who she is: to a stranger it says when she is alone. Opened only by an unlocked person, never by a job.
/// </summary>
public sealed record SafeContactPlan
{
    /// <summary>Hours at which it is safe, on the clock where she is; empty for any hour.</summary>
    public IReadOnlyList<OpeningHours> Hours { get; init; } = [];
    /// <summary>IANA time zone of that clock. Needed with <see cref="Hours"/>.</summary>
    public string? TimeZone { get; init; }
    /// <summary>The ways that are safe; empty for any way.</summary>
    public IReadOnlyList<ContactWay> Ways { get; init; } = [];
    /// <summary>What is said first, so that she knows who it is.</summary>
    public string? CodeWord { get; init; }
    /// <summary>Whom to say one is when somebody else answers.</summary>
    public string? SayInstead { get; init; }
    /// <summary>Others use this phone: nothing with content goes to it.</summary>
    public bool SharedPhone { get; init; }
    /// <summary>She is never called. Other ways stay.</summary>
    public bool NeverCall { get; init; }
    /// <summary>She is never contacted. She comes herself, by her receipt or by calling.</summary>
    public bool Never { get; init; }
    /// <summary>Who may answer instead, and what they may hear.</summary>
    public IReadOnlyList<OtherPerson> Others { get; init; } = [];
    /// <summary>The day on which somebody asked her and wrote it down.</summary>
    public DateOnly? AskedOn { get; init; }

    /// <summary>The safe hours as she said them herself, which no program can read; null once they are kept as hours.</summary>
    public string? HoursInWords { get; init; }
    /// <summary>The safe way as she said it herself; null once it is kept as ways.</summary>
    public string? WayInWords { get; init; }
    /// <summary>She wrote STOP. Known from her messages and joined to the plan when it is asked; not kept in it.</summary>
    public bool Stopped { get; init; }

    /// <summary>Says nothing of it: a plan must not end up in a log.</summary>
    public override string ToString() => "safe-contact plan";
}
