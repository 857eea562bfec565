using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Keeps a packet for a buyer ready: it goes out by itself on the day on which the buyers are told, and not before. Whoever does it says of a whole packet that it may
/// go; everything is asked again when it does.</summary>
public static class KeepReady
{
    /// <summary>Ready, or not any more.</summary>
    public sealed record Input(bool Ready = true);

    /// <summary>Only a buyer of the site is told by an escalation.</summary>
    public sealed record NotABuyer() : Refusal("share.not-a-buyer");
    /// <summary>It waits for the weekly batch already.</summary>
    public sealed record WaitsForBatch(DateOnly On) : Refusal("share.waits-for-batch");

    /// <summary>Every reason against keeping it ready.</summary>
    public static IEnumerable<Refusal> WhyNot(ShareFacts facts, DateOnly? releaseOn)
    {
        if (!facts.Wanted.RecipientBuysFromSite) yield return new NotABuyer();
        if (releaseOn is { } on) yield return new WaitsForBatch(on);
        foreach (var reason in SharePolicy.WhyNotRelease(facts)) yield return reason;
    }

    /// <summary>Keeps it ready, or takes that back.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid share, int? version, Input input, Work work, IDirectory directory, Keystore keystore)
    {
        var found = await ShareFile.Hold(work, share, version, directory);
        if (!found.IsDone) return Outcome<ActView>.From(found);
        var (held, row) = (found.Value!, found.Value!.Row);
        if (input.Ready)
        {
            if (WhyNot(held.Facts, row.ReleaseOn).ToList() is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
            if (held is { IsWrapped: false, Recipient: { } door })
            {
                if (!(await Packets.Open(work, keystore, [share])).TryGetValue(share, out var key) || await keystore.Find(row.DossierId, work.Cancelled) is not { } erasure)
                    return Outcome<ActView>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
                Packets.Keep(work, share, row.OrgId, row.RecipientOrg!.Value, row.DossierId, erasure, door.Id, door.Version, door.Pub, key, "held");
            }
        }
        work.Write("update cases.share set ready_on = $2, ready_by = $3, version = version + 1 where id = $1", share, input.Ready ? work.Today : null, input.Ready ? work.Actor.PersonId : null);
        CaseFile.Touch(work, row.CaseId);
        CaseLog.Note(work, row.OrgId, row.CaseId, row.IssueId, input.Ready ? "share.kept-ready" : "share.not-ready", CaseParty.Of(work.Actor), new { share });
        return await work.Commit(held.Issue.Stand(share));
    }
}
