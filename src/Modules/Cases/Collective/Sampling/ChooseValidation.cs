using System.Globalization;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The handler chooses who decides whether a remedy is true: one worker, or the reporter and a sample of all who are affected, and which share of
/// them must confirm (C4). Once the sample is drawn the choice stands until there is another remedy.</summary>
public static class ChooseValidation
{
    /// <summary>The choice.</summary>
    /// <param name="Collective">A sample decides; else one worker's word.</param>
    /// <param name="Share">The share that must confirm, as <c>2/3</c>; null for that of the settings. Never less than that.</param>
    public sealed record Input(bool? Collective, string? Share = null);

    /// <summary>The shares that the page offers: that of the settings, and every one of these that is not less.</summary>
    public static IReadOnlyList<string> SharesFrom(ConfirmingShare least) =>
        [.. new[] { $"{least.Numerator}/{least.Denominator}" }.Concat(shares.Where(s => ShareOf(s) is { } share && (long)share.Numerator * least.Denominator > (long)least.Numerator * share.Denominator))];

    private static readonly string[] shares = ["2/3", "3/4", "4/5", "1/1"];
    private static readonly CaseSettings Lenient = CaseSettings.Default with { ConfirmingShare = new(1, 1000) };

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, CaseSettings settings)
    {
        if (input.Collective is null) yield return new BadInput("input.required", "collective");
        if (input.Share is null) yield break;
        if (ShareOf(input.Share) is not { } share) yield return new BadInput("collective.share-unreadable", "share");
        else if ((long)share.Numerator * settings.ConfirmingShare.Denominator < (long)settings.ConfirmingShare.Numerator * share.Denominator)
            yield return new BadInput("collective.share-too-small", "share", $"{settings.ConfirmingShare.Numerator}/{settings.ConfirmingShare.Denominator}");
    }

    /// <summary>Every reason against choosing now.</summary>
    public static IEnumerable<Refusal> WhyNotNow(IssueState state, int affected, bool drawn, bool collective)
    {
        if (IssueFlow.IsTerminal(state) || state is IssueState.Validated) yield return new CollectiveRefusals.TooLate(state);
        if (collective && affected < 2) yield return new CollectiveRefusals.OneWorkerOnly();
        if (drawn) yield return new CollectiveRefusals.AlreadyDrawn();
    }

    /// <summary>Chooses.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid issue, int? version, Input input, Work work)
    {
        // The input by itself first, so that a wrong one is told before anything is looked for; then by the numbers that the case is judged by.
        if (WhyNot(input, Lenient).ToList() is { Count: > 0 } unreadable) return Outcome<ActView>.Refused(unreadable);
        var held = await IssueFile.Hold(work, issue, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var (file, settings) = (held.Value!, held.Value!.Calendar.Settings);
        if (WhyNot(input, settings).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var drawn = await work.FirstOrNone<Guid?>("select id from cases.sample where issue_id = $1 and revision = $2", issue, file.Revision) is not null;
        if (WhyNotNow(file.State, file.Row.Affected, drawn, input.Collective!.Value).ToList() is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        var share = input.Share is null ? settings.ConfirmingShare : ShareOf(input.Share)!;
        if (input.Collective.Value)
            work.Write("""
                insert into cases.collective (issue_id, org_id, case_id, share_num, share_den, chosen_on, chosen_by) values ($1, $2, $3, $4, $5, $6, $7)
                on conflict (issue_id) do update set share_num = excluded.share_num, share_den = excluded.share_den, chosen_on = excluded.chosen_on, chosen_by = excluded.chosen_by
                """, issue, file.Row.OrgId, file.Row.CaseId, share.Numerator, share.Denominator, work.Today, work.Actor.PersonId);
        else work.Write("delete from cases.collective where issue_id = $1", issue);
        work.Write("update cases.labor_issue set version = version + 1 where id = $1", issue);
        CaseFile.Touch(work, file.Row.CaseId);
        CaseLog.Note(work, file.Row.OrgId, file.Row.CaseId, issue, input.Collective.Value ? "issue.collective-chosen" : "issue.collective-ended", CaseParty.Of(work.Actor),
            new { share = $"{share.Numerator}/{share.Denominator}" });
        return await work.Commit(file.Stand());
    }

    /// <summary>A share as it is written; null when it is none.</summary>
    public static ConfirmingShare? ShareOf(string text) =>
        text.Split('/') is [var part, var whole] && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var numerator)
        && int.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var denominator) && numerator is >= 1 and <= 1000 && denominator >= numerator && denominator <= 1000
            ? new ConfirmingShare(numerator, denominator) : null;
}
