using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>
/// Lets a packet go out: at once for a critical issue or where the reviewer recorded that the timing identifies nobody, else with the weekly
/// batch. Everything is asked again, since a consent may have ended and a review may have turned meanwhile.
/// </summary>
public static class ReleaseShare
{
    /// <summary>When.</summary>
    /// <param name="Now">At once.</param>
    /// <param name="Reason">Why the timing identifies nobody; sealed into the file. Needed for "now" where neither the issue nor the review says so.</param>
    public sealed record Input(bool Now = false, string? Reason = null);

    /// <summary>When it goes out.</summary>
    /// <param name="Id">The packet.</param>
    /// <param name="State">Where it stands.</param>
    /// <param name="On">The day it went out or will.</param>
    /// <param name="DueOn">The day by which the business answers; null until it went out.</param>
    /// <param name="IssueState">Where the issue stands.</param>
    public sealed record ReleaseView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] ShareState State,
        [property: Field(FieldClass.C1)] DateOnly On,
        [property: Field(FieldClass.C1)] DateOnly? DueOn,
        [property: Field(FieldClass.C1)] IssueState IssueState) : IView<Handlers>;

    /// <summary>Releases the packet, or lets it wait for the batch.</summary>
    public static async Task<Outcome<ReleaseView>> Handle(Guid id, int? version, Input input, Work work, IDirectory directory, Dossiers dossiers, Keystore keystore)
    {
        if (Given.OptionalText(input.Reason, "reason", 8192).ToList() is { Count: > 0 } wrong) return Outcome<ReleaseView>.Refused(wrong);
        var found = await ShareFile.Hold(work, id, version, directory);
        if (!found.IsDone) return Outcome<ReleaseView>.From(found);
        var (held, row) = (found.Value!, found.Value!.Row);
        var (critical, safeTiming) = (held.Issue.IsCritical, held.Issue.TimingIdentifiesNobody);
        var reasons = SharePolicy.WhyNotRelease(held.Facts).ToList();
        if (input.Now) reasons.AddRange([.. ReleaseTiming.WhyNotNow(critical, safeTiming, input.Reason), .. ReleaseTiming.WhyNotOn(row.NotBefore, work.Today)]);
        if (reasons.Count > 0) return Outcome<ReleaseView>.Refused(reasons);

        if (!string.IsNullOrWhiteSpace(input.Reason))
        {
            var dossier = await dossiers.Open(work, row.DossierId);
            if (!dossier.IsDone) return Outcome<ReleaseView>.From(dossier);
            dossier.Value!.AddNarrative(work, "release-reason", held.Issue.Row.Language, input.Reason);
        }
        // The recipient may have made its vault, or changed its key, after the packet was composed: whoever releases wraps for it now.
        if (held is { IsWrapped: false, Recipient: { } door })
        {
            if (!(await Packets.Open(work, keystore, [id])).TryGetValue(id, out var key) || await keystore.Find(row.DossierId, work.Cancelled) is not { } erasure)
                return Outcome<ReleaseView>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
            Packets.Keep(work, id, row.OrgId, row.RecipientOrg!.Value, row.DossierId, erasure, door.Id, door.Version, door.Pub, key, "held");
        }
        var moment = ReleaseTiming.Decide(critical, input.Now || safeTiming, work.Today, held.Issue.Calendar.Settings.ReleaseDay, row.NotBefore);
        if (moment.Now) return await Queue(work, held, CaseParty.Of(work.Actor)) is { Count: > 0 } against
            ? Outcome<ReleaseView>.Refused(against)
            : await work.Commit(new ReleaseView(id, ShareState.Released, moment.On, held.DueOn, held.Issue.State));

        work.Write("update cases.share set release_on = $2, version = version + 1 where id = $1", id, moment.On);
        CaseFile.Touch(work, row.CaseId);
        CaseLog.Note(work, row.OrgId, row.CaseId, row.IssueId, "share.release-planned", CaseParty.Of(work.Actor), new { share = id, on = moment.On });
        return await work.Commit(new ReleaseView(id, row.State, moment.On, null, held.Issue.State));
    }

    /// <summary>Queues the release: the packet, its keys, the issue's move, and the word to the recipient.</summary>
    internal static async Task<IReadOnlyList<Refusal>> Queue(Work work, ShareFile.Held held, IssueParty party)
    {
        var row = held.Row;
        // Every way out comes through here: the button, the batch, the escalation to a buyer.
        if (ReleaseTiming.WhyNotOn(row.NotBefore, work.Today).ToList() is { Count: > 0 } early) return early;
        var facts = held.Issue.Facts with { Consent = held.Facts.Wanted.LevelNeeded, HasReleasablePacket = true };
        var reasons = held.Issue.Move(work, IssueAction.Share, party, facts, new { share = row.Id, recipient = row.RecipientOrg, fields = row.Fields, purpose = row.Purpose });
        if (reasons.Count > 0) return reasons;
        work.Write("""
            update cases.share set state = 'Released', released_on = $2, released_week = $3, due_on = null, release_on = null, ready_on = null, version = version + 1 where id = $1
            """, row.Id, work.Today, ReleaseTiming.WeekOf(work.Today));
        // The clocks of the business run from the release, never from the report (C11); the last day stands on the packet as the clock says it.
        var suppressed = await work.FirstOrNone<bool>("select exists (select 1 from cases.voice_suppression where case_id = $1)", row.CaseId);
        held.DueOn = IssueClocks.Released(work, held.Issue, row.Id, row.RecipientOrg, held.Facts.Wanted.RecipientBuysFromSite, suppressed);
        work.Write("update cases.packet_key set state = 'released' where share_id = $1 and state = 'held'", row.Id);
        CaseLog.Note(work, row.OrgId, row.CaseId, row.IssueId, "share.released", party, new { share = row.Id, recipient = row.RecipientOrg });
        await Watch.Plan(work, row);
        if (row.RecipientOrg is { } recipient)
            await work.InRowsOf(recipient, () =>
            {
                work.Audit("shared-issue.received", "share", row.Id);
                work.Notify("shared-issue.received", "share", row.Id);
                return Task.CompletedTask;
            });
        return [];
    }
}
