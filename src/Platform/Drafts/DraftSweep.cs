using Microsoft.Extensions.Logging;

namespace OpenIlm.Platform;

/// <summary>Lets go of drafts nobody came back for, and of the erasure keys of all that are gone. Safe to repeat on every node.</summary>
public sealed class DraftSweep(WorkFactory works, Keystore keystore, TimeProvider time, ILogger<DraftSweep> log) : Sweep(TimeSpan.FromMinutes(20), time, log)
{
    private const int Batch = 500;

    /// <summary>Sweeps once; returns how many drafts were forgotten for good.</summary>
    public static async Task<int> Handle(WorkFactory works, Keystore keystore, CancellationToken cancelled)
    {
        for (var total = 0; ;)
        {
            // What is let go is committed before its key goes: a key without a draft is harmless, a draft without a key is lost.
            await using var work = works.Begin(cancelled);
            var gone = await work.All<Guid>("select * from platform.old_drafts($1, $2)", work.Now, Batch);
            await work.Commit();
            if (gone.Count == 0) return total;
            await keystore.Forget(gone, cancelled);
            await using var after = works.Begin(cancelled);
            await after.FirstOrNone<int>("select platform.forget_drafts($1)", gone.ToArray());
            await after.Commit();
            total += gone.Count;
            if (gone.Count < Batch) return total;
        }
    }

    /// <inheritdoc />
    protected override Task Round(CancellationToken cancelled) => Handle(works, keystore, cancelled);
}
