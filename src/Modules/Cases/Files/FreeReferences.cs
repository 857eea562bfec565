using System.Collections.Concurrent;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>
/// References that no case of an organization bears, found a batch at a time: opening a case asks the database nothing. A reference that is
/// handed out and then not used is lost, which costs nothing.
/// </summary>
public sealed class FreeReferences
{
    private const int Batch = 128;
    private readonly ConcurrentDictionary<Guid, Shelf> shelves = new();

    /// <summary>A reference that is free in the organization whose rows the work sees.</summary>
    public async Task<string> Take(Work work, Guid organization)
    {
        var shelf = shelves.GetOrAdd(organization, static _ => new Shelf());
        while (true)
        {
            if (shelf.Free.TryDequeue(out var free)) return free;
            var drawn = Enumerable.Range(0, Batch).Select(_ => SpeakableReference.Draw()).Distinct().ToArray();
            var taken = (await work.All<string>("select reference from cases.\"case\" where org_id = $1 and reference = any($2)", organization, drawn)).ToHashSet();
            // Drawn by this node before and perhaps not committed yet: another request must not get it too.
            foreach (var reference in drawn.Where(r => !taken.Contains(r) && shelf.Drawn.TryAdd(r, 0))) shelf.Free.Enqueue(reference);
            if (shelf.Drawn.Count > Shelf.Remembers) shelf.Drawn.Clear();
        }
    }

    private sealed class Shelf
    {
        public const int Remembers = 100_000;
        public readonly ConcurrentQueue<string> Free = new();
        public readonly ConcurrentDictionary<string, byte> Drawn = new(StringComparer.Ordinal);
    }
}
