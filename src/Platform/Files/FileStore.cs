namespace OpenIlm.Platform;

/// <summary>Where sealed files lie. What is in them it cannot know. A body is written under a name drawn at random, is there whole or not at all, and
/// never changes.</summary>
public interface IFileStore
{
    /// <summary>Begins a body. What is not kept is gone.</summary>
    Task<FileDraft> Begin(CancellationToken cancelled);
    /// <summary>The body; null when there is none of this name.</summary>
    Task<Stream?> Open(string name, CancellationToken cancelled);
    /// <summary>Deletes the body; nothing happens when there is none.</summary>
    Task Delete(string name, CancellationToken cancelled);
    /// <summary>Every body, also those begun and never kept.</summary>
    IAsyncEnumerable<StoredBody> All(CancellationToken cancelled);
    /// <summary>Free share of the place, 0 to 1; 1 where there is no end to it.</summary>
    double FreeShare();
}

/// <summary>A body as the store knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">When it was last written.</param>
/// <param name="IsDraft">It was begun and not kept.</param>
public sealed record StoredBody(string Name, DateTimeOffset At, bool IsDraft);

/// <summary>A body that is being written.</summary>
public abstract class FileDraft(string name) : IAsyncDisposable
{
    /// <summary>The name under which it will be found.</summary>
    public string Name => name;
    /// <summary>Where it is written to.</summary>
    public abstract Stream Body { get; }
    /// <summary>Makes it last: when this returns, a power cut does not take it away.</summary>
    public abstract Task Keep(CancellationToken cancelled);
    /// <summary>Drops what was not kept.</summary>
    public abstract ValueTask DisposeAsync();
}
