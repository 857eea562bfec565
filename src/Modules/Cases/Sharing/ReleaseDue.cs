using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Releases the packets that wait for today's batch, in shuffled order: nobody can tell from the order which report came first.</summary>
public static class ReleaseDue
{
    /// <summary>Releases what is due in every organization; returns how many packets went out. Safe to repeat.</summary>
    public static async Task<int> Handle(WorkFactory works, IDirectory directory, CancellationToken cancelled)
    {
        var released = 0;
        foreach (var organization in await works.ActiveOrganizations(cancelled))
        {
            Guid[] due;
            await using (var looking = works.Begin(cancelled))
            {
                await looking.ActAsSystem(organization);
                due = [.. await looking.All<Guid>("select id from cases.share where org_id = $1 and state in ('Draft', 'Approved') and release_on <= $2", organization, looking.Today)];
            }
            RandomNumberGenerator.Shuffle(due.AsSpan());
            foreach (var share in due)
            {
                await using var work = works.Begin(cancelled);
                await work.ActAsSystem(organization);
                if (await Release(work, share, directory)) released++;
            }
        }
        return released;
    }

    private static async Task<bool> Release(Work work, Guid share, IDirectory directory)
    {
        var found = await ShareFile.Hold(work, share, null, directory);
        if (!found.IsDone || found.Value!.Row.ReleaseOn is not { } on || on > work.Today) return false;
        var held = found.Value!;
        var reasons = SharePolicy.WhyNotRelease(held.Facts).ToList();
        if (held.Row.RecipientOrg is not null && !held.IsWrapped) reasons.Add(new ShareRefusals.RecipientHasNoKey());
        if (reasons.Count == 0) reasons.AddRange(await ReleaseShare.Queue(work, held, IssueParty.System));
        if (reasons.Count > 0)
        {
            // It stays where it is, its author is told why it did not go, and it waits for a person.
            work.Forget();
            work.Write("update cases.share set release_on = null, version = version + 1 where id = $1", share);
            CaseLog.Note(work, held.Row.OrgId, held.Row.CaseId, held.Row.IssueId, "share.release-refused", IssueParty.System, new { share, reasons = reasons.Select(r => r.Code) });
            work.Notify("share.release-refused", "share", share, held.Row.Author);
        }
        await work.Commit();
        return reasons.Count == 0;
    }
}

/// <summary>Runs <see cref="ReleaseDue"/> while the node lives.</summary>
public sealed class WeeklyRelease(WorkFactory works, IDirectory directory, TimeProvider time, ILogger<WeeklyRelease> log) : Sweep(TimeSpan.FromMinutes(15), time, log)
{
    /// <inheritdoc />
    protected override Task Round(CancellationToken cancelled) => ReleaseDue.Handle(works, directory, cancelled);
}
