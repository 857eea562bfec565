using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Cases and packets follow their site when two records of it are made one, and go back when they are split (ADR 0008). In every
/// organization's rows at once, so that none is left under an id that leads elsewhere; the person who merges learns nothing of them.</summary>
public sealed class FollowMergedSites : IHandle<SiteMerged>, IHandle<SiteSplit>
{
    /// <inheritdoc />
    public Task Handle(SiteMerged happened, Work work)
    {
        work.Write("select cases.follow_merge($1, $2, $3)", happened.Merge, happened.Old, happened.Survivor);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task Handle(SiteSplit happened, Work work)
    {
        work.Write("select cases.follow_split($1, $2, $3)", happened.Merge, happened.Old, happened.Survivor);
        return Task.CompletedTask;
    }
}
