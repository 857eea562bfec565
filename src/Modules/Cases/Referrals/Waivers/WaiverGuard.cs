using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>Everything that can stand against a text that asks her to give up rights. Sentences: <c>Texts/Referrals.resx</c>.</summary>
public static class WaiverRefusals
{
    /// <summary>Whoever wrote it says so: nothing that asks her to give up a claim goes on (MSI-40, Q16).</summary>
    public sealed record Asked() : Refusal("waiver.asked")
    {
        /// <inheritdoc />
        public override string Field => "asksWaiver";
    }
    /// <summary>The words look like it: say whether they ask her to.</summary>
    public sealed record AnswerNeeded(IReadOnlyList<WaiverKind> Kinds) : Refusal("waiver.answer-needed")
    {
        /// <inheritdoc />
        public override string Field => "asksWaiver";
    }
    /// <summary>The words look like it, and they would go to her: a supervisor puts them, or they are changed.</summary>
    public sealed record SupervisorPuts(IReadOnlyList<WaiverKind> Kinds) : Refusal("waiver.supervisor-puts")
    {
        /// <inheritdoc />
        public override string Field => "text";
    }
    /// <summary>A text about this remedy may ask her to give up a claim, and no second person has looked yet, or one found that it does.</summary>
    public sealed record FlagOpen(int Texts) : Refusal("waiver.flag-open");
    /// <summary>Nobody judges an own text.</summary>
    public sealed record OwnText() : Refusal("waiver.own-text");
}

/// <summary>
/// Using this mechanism never costs a worker another one (ILM-7, MSI-40, Q16, N8). Whoever writes a text about a remedy is asked whether anything in it asks her to
/// give up a claim: yes stops it. Where the words look like it, the question must be answered, and a second person looks at a "no".
/// </summary>
public static class WaiverGuard
{
    /// <summary>Every reason against the texts.</summary>
    /// <param name="asks">What the writer says: something asks her to give up a claim; null when the writer did not say.</param>
    /// <param name="texts">The texts.</param>
    public static IEnumerable<Refusal> WhyNot(bool? asks, params IEnumerable<string?> texts)
    {
        if (asks is true) yield return new WaiverRefusals.Asked();
        else if (asks is null && WaiverPhrases.Find(texts) is { Count: > 0 } kinds) yield return new WaiverRefusals.AnswerNeeded(kinds);
    }

    /// <summary>Every reason against a claim that goes to the worker herself: words that look like it are put by a supervisor, who is the second person.</summary>
    public static IEnumerable<Refusal> WhyNotPut(bool? asks, string text, IssueParty party)
    {
        foreach (var reason in WhyNot(asks, text)) yield return reason;
        if (asks is false && party is not IssueParty.Supervisor && WaiverPhrases.Find(text) is { Count: > 0 } kinds) yield return new WaiverRefusals.SupervisorPuts(kinds);
    }
}
