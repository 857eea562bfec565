using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Puts a packet off to a later day, with the reason: where few could be meant, time lets more of them become possible. It goes out with the first
/// batch from that day on, and by no other way before.</summary>
public static class DelayShare
{
    /// <summary>The farthest day, counted from today: what waits longer is composed anew.</summary>
    public const int MostDays = 366;

    /// <summary>Until when.</summary>
    /// <param name="NotBefore">The first day on which it may go out; null takes the delay back.</param>
    /// <param name="Reason">Why; sealed into the file.</param>
    public sealed record Input(DateOnly? NotBefore, string? Reason = null);

    /// <summary>Until when it waits.</summary>
    /// <param name="Id">The packet.</param>
    /// <param name="NotBefore">The first day; null for none.</param>
    /// <param name="ReleaseOn">The day of its batch, where somebody asked for its release already.</param>
    public sealed record DelayedView(
        [property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] DateOnly? NotBefore, [property: Field(FieldClass.C1)] DateOnly? ReleaseOn) : IView<Handlers>;

    /// <summary>Every reason against it.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, ShareState state, DateOnly today)
    {
        if (state is not (ShareState.Draft or ShareState.Approved)) yield return new ShareRefusals.WrongState(state);
        foreach (var reason in Given.OptionalText(input.Reason, "reason", 8192)) yield return reason;
        if (input.NotBefore is not { } day) yield break;
        if (day <= today) yield return new BadInput("input.in-the-past", "notBefore");
        else if (day > today.AddDays(MostDays)) yield return new BadInput("input.too-far", "notBefore", today.AddDays(MostDays).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        if (string.IsNullOrWhiteSpace(input.Reason)) yield return new BadInput("input.required", "reason");
    }

    /// <summary>Puts it off.</summary>
    public static async Task<Outcome<DelayedView>> Handle(Guid id, int? version, Input input, Work work, IDirectory directory, Dossiers dossiers)
    {
        var found = await ShareFile.Hold(work, id, version, directory);
        if (!found.IsDone) return Outcome<DelayedView>.From(found);
        var (held, row) = (found.Value!, found.Value!.Row);
        if (WhyNot(input, row.State, work.Today).ToList() is { Count: > 0 } reasons) return Outcome<DelayedView>.Refused(reasons);
        if (!string.IsNullOrWhiteSpace(input.Reason))
        {
            var dossier = await dossiers.Open(work, row.DossierId);
            if (!dossier.IsDone) return Outcome<DelayedView>.From(dossier);
            dossier.Value!.AddNarrative(work, "delay-reason", held.Issue.Row.Language, input.Reason);
        }
        // A release that was asked for moves with it; taking the delay back does not let it go earlier than its batch.
        var batchDay = held.Issue.Calendar.Settings.ReleaseDay;
        var release = row.ReleaseOn is { } planned && input.NotBefore is { } later && later > planned ? ReleaseTiming.BatchFrom(later, batchDay) : row.ReleaseOn;
        work.Write("update cases.share set not_before = $2, release_on = $3, version = version + 1 where id = $1", id, input.NotBefore, release);
        CaseFile.Touch(work, row.CaseId);
        CaseLog.Note(work, row.OrgId, row.CaseId, row.IssueId, input.NotBefore is null ? "share.not-put-off" : "share.put-off", CaseParty.Of(work.Actor), new { share = id, notBefore = input.NotBefore });
        return await work.Commit(new DelayedView(id, input.NotBefore, release));
    }
}
