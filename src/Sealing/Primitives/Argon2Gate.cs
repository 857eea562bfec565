namespace OpenIlm.Sealing;

/// <summary>
/// Bounds how many Argon2id derivations run and wait at once: each holds 19 MiB and a core, and anyone may ask for one
/// without signing in. Beyond the queue the answer is null, which the edge turns into 503 with Retry-After.
/// </summary>
/// <param name="slots">How many run at the same time; at least 1.</param>
/// <param name="queue">How many more may wait; 0 or more.</param>
public sealed class Argon2Gate(int slots = 2, int queue = 40)
{
    readonly SemaphoreSlim _slots = new(slots, slots);
    int _inside;

    /// <summary>Waits for a slot and derives; null at once when the queue is full.</summary>
    /// <param name="secret">Receipt digits or password, as UTF-8; must stay unchanged until the task ends.</param>
    /// <param name="salt16">Exactly 16 bytes.</param>
    /// <param name="ct">Gives up waiting; a derivation that runs is finished.</param>
    /// <exception cref="OperationCanceledException">Given up while waiting.</exception>
    public async Task<byte[]?> TryDerive(ReadOnlyMemory<byte> secret, byte[] salt16, CancellationToken ct)
    {
        if (Interlocked.Increment(ref _inside) > slots + queue)
        {
            Interlocked.Decrement(ref _inside);
            return null;
        }
        try
        {
            await _slots.WaitAsync(ct).ConfigureAwait(false);
            try
            {
                // Its own thread: 20 ms of computing would starve the pool that answers everyone else.
                return await Task.Factory.StartNew(() => Argon2.Derive(secret.Span, salt16), CancellationToken.None,
                    TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).ConfigureAwait(false);
            }
            finally { _slots.Release(); }
        }
        finally { Interlocked.Decrement(ref _inside); }
    }
}
