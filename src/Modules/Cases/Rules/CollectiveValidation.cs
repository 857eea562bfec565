using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>The share of those asked who must confirm a collective remedy. Kept as a fraction: two thirds has no exact decimal.</summary>
/// <param name="Numerator">At least 1.</param>
/// <param name="Denominator">At least the numerator.</param>
public sealed record ConfirmingShare(int Numerator, int Denominator)
{
    /// <summary>Two thirds (C4).</summary>
    public static readonly ConfirmingShare Default = new(2, 3);

    /// <summary>Whether <paramref name="part"/> of <paramref name="whole"/> reaches the share, in exact integers.</summary>
    public bool IsReachedBy(int part, int whole) => whole > 0 && (long)part * Denominator >= (long)Numerator * whole;

    /// <summary>The smallest number out of <paramref name="whole"/> that reaches the share.</summary>
    public int NeededOf(int whole) => (int)(((long)Numerator * whole + Denominator - 1) / Denominator);
}

/// <summary>What the reporter and a sample of affected workers answered about the current revision of a remedy.</summary>
/// <param name="ReporterReachable">A reporter who cannot be reached is not counted; one who can be is counted among those asked.</param>
/// <param name="ReporterConfirmed">Null while she has not answered.</param>
/// <param name="SampleAsked">Affected workers other than the reporter who were asked. One whom nobody reached stays counted (C6).</param>
/// <param name="SampleConfirmed">How many of them confirm.</param>
/// <param name="SampleWaiting">How many of them may still answer.</param>
/// <param name="Share">The share of the configuration that the case is judged by.</param>
/// <param name="SampleUnreached">How many of them nobody reached and no reserve took the place of.</param>
public sealed record CollectiveAnswers(
    bool ReporterReachable, bool? ReporterConfirmed, int SampleAsked, int SampleConfirmed, int SampleWaiting = 0, ConfirmingShare? Share = null, int SampleUnreached = 0)
{
    /// <summary>All who were asked.</summary>
    public int Asked => SampleAsked + (ReporterReachable ? 1 : 0);
    /// <summary>All who confirm.</summary>
    public int Confirmed => SampleConfirmed + (ReporterReachable && ReporterConfirmed is true ? 1 : 0);
    /// <summary>All who may still answer.</summary>
    public int Waiting => SampleWaiting + (ReporterReachable && ReporterConfirmed is null ? 1 : 0);
    /// <summary>All who gave an answer, whichever.</summary>
    public int Answered => SampleAsked - SampleWaiting - SampleUnreached + (ReporterReachable && ReporterConfirmed is not null ? 1 : 0);
    /// <summary>How many must confirm.</summary>
    public int Needed => (Share ?? ConfirmingShare.Default).NeededOf(Asked);
}

/// <summary>What the answers amount to.</summary>
public enum CollectiveVerdict
{
    /// <summary>Too early: nobody of the sample was asked, the reporter has not answered, or the share can still be reached.</summary>
    Waiting,
    /// <summary>The share confirms.</summary>
    Confirmed,
    /// <summary>The share cannot be reached any more: back to action.</summary>
    NotConfirmed,
}

/// <summary>
/// C4: a collective issue is validated by the reporter (if reachable) plus a sample of affected workers, and closes when at
/// least the configured share of them, two thirds by default, confirm and no retaliation report is open. The reporter
/// counts as one of those asked; while she is reachable nothing is decided before she has answered [ours].
/// </summary>
public static class CollectiveValidation
{
    /// <summary>What the answers amount to, retaliation aside.</summary>
    public static CollectiveVerdict Judge(CollectiveAnswers answers)
    {
        if (answers.SampleAsked < 1 || answers is { ReporterReachable: true, ReporterConfirmed: null }) return CollectiveVerdict.Waiting;
        if (answers.Confirmed >= answers.Needed) return CollectiveVerdict.Confirmed;
        return answers.Confirmed + answers.Waiting >= answers.Needed ? CollectiveVerdict.Waiting : CollectiveVerdict.NotConfirmed;
    }

    /// <summary>Every reason why the answers do not close the issue; none when they do.</summary>
    /// <param name="reporterReachable">Whether the reporter can be asked.</param>
    /// <param name="reporterConfirmed">Her answer; null while she has not given one. Ignored when she is not reachable.</param>
    /// <param name="sampleAsked">Affected workers other than her who were asked.</param>
    /// <param name="sampleConfirmed">How many of them confirm.</param>
    /// <param name="openRetaliation">Retaliation reports not resolved (C5).</param>
    /// <param name="share">The confirming share; two thirds when null.</param>
    public static IReadOnlyList<Refusal> Decide(
        bool reporterReachable, bool? reporterConfirmed, int sampleAsked, int sampleConfirmed, int openRetaliation, ConfirmingShare? share = null)
    {
        var reasons = WhyNotConfirmed(new(reporterReachable, reporterConfirmed, sampleAsked, sampleConfirmed, 0, share)).ToList();
        if (openRetaliation > 0) reasons.Add(new IssueRefusals.RetaliationOpen(openRetaliation));
        return reasons;
    }

    /// <summary>Every reason why the answers do not amount to a confirmation.</summary>
    public static IEnumerable<Refusal> WhyNotConfirmed(CollectiveAnswers answers)
    {
        if (answers.SampleAsked < 1) yield return new ValidationRefusals.SampleMissing();
        if (answers is { ReporterReachable: true, ReporterConfirmed: null }) yield return new ValidationRefusals.ReporterNotAsked();
        if (answers.Confirmed < answers.Needed) yield return new ValidationRefusals.TooFewConfirmed(answers.Confirmed, answers.Asked, answers.Needed);
    }
}
