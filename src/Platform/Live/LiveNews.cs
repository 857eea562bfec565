using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace OpenIlm.Platform;

/// <summary>
/// Carries from node to node in whose rows something changed: one connection a node listens, and each node says after its commits whose rows they reached.
/// It says it after the commit and not inside it, because a notification inside a transaction makes all commits of the database wait for each other
/// (ADR 0019). What is lost on the way (a node dies between its commit and its word, the connection breaks) is found when each stream looks by itself.
/// </summary>
public sealed class LiveNews : BackgroundService
{
    private const string Channel = "openilm_live";
    // A notification carries at most 8,000 bytes; an id is 36 and a comma.
    private const int MostIds = 150;
    private static readonly TimeSpan gather = TimeSpan.FromMilliseconds(10);

    private readonly Database database;
    private readonly string self = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<Ear, byte>> ears = new();
    private readonly ConcurrentDictionary<Guid, int> streams = new();
    private readonly ConcurrentQueue<Guid> told = new();
    private readonly SemaphoreSlim somethingToTell = new(0, 1);

    /// <summary>Streams that one person may have open on one node: a tab that shares its stream with the others needs one.</summary>
    public const int MostStreams = 6;

    /// <summary>Hears of every commit of this node.</summary>
    public LiveNews(Database database)
    {
        this.database = database;
        database.Changed += Tell;
    }

    /// <summary>Whether this node hears the others right now.</summary>
    public bool IsListening { get; private set; }

    /// <summary>Takes a place for a stream of the person; null when there are too many.</summary>
    public IDisposable? Enter(Guid person)
    {
        if (streams.AddOrUpdate(person, 1, (_, n) => n + 1) <= MostStreams) return new Place(this, person);
        Leave(person);
        return null;
    }

    /// <summary>Listens to what changes in the rows of an organization.</summary>
    public Ear Listen(Guid organization)
    {
        var ear = new Ear(this, organization);
        ears.GetOrAdd(organization, _ => new()).TryAdd(ear, 0);
        return ear;
    }

    private void Tell(IReadOnlyCollection<Guid> organizations)
    {
        foreach (var organization in organizations)
        {
            Wake(organization);
            told.Enqueue(organization);
        }
        try { somethingToTell.Release(); }
        // It is released already: whoever tells takes all there is.
        catch (SemaphoreFullException) { }
    }

    private void Wake(Guid organization)
    {
        if (!ears.TryGetValue(organization, out var listening)) return;
        foreach (var (ear, _) in listening) ear.Hear();
    }

    private void WakeAll()
    {
        foreach (var organization in ears.Keys) Wake(organization);
    }

    private void Leave(Guid person) => streams.AddOrUpdate(person, 0, (_, n) => n - 1);

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(HearOthers(stoppingToken), TellOthers(stoppingToken));

    private async Task HearOthers(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                // A connection of its own: one of the pool would lose what it listens to. Kept alive, so that a line that died in silence is found.
                await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Addresses.Data) { Pooling = false, KeepAlive = 5, Timeout = 5, ApplicationName = "openilm-live" }.ConnectionString);
                await connection.OpenAsync(stopping);
                connection.Notification += (_, said) => Heard(said.Payload);
                await using (var listen = new NpgsqlCommand("listen " + Channel, connection)) await listen.ExecuteNonQueryAsync(stopping);
                IsListening = true;
                // What was said while nobody listened here is found by looking.
                WakeAll();
                while (true) await connection.WaitAsync(stopping);
            }
            catch (OperationCanceledException) { }
            // The database is away; the streams look by themselves until it is back.
            catch (Exception away) when (away is NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException) { }
            finally { IsListening = false; }
            try { await Task.Delay(TimeSpan.FromMilliseconds(500), stopping); }
            catch (OperationCanceledException) { }
        }
    }

    private void Heard(string payload)
    {
        var parts = payload.Split(':', 2);
        if (parts.Length != 2 || parts[0] == self) return;
        foreach (var word in parts[1].Split(','))
            if (Guid.TryParseExact(word, "D", out var organization)) Wake(organization);
    }

    private async Task TellOthers(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await somethingToTell.WaitAsync(stopping);
                await Task.Delay(gather, stopping);
                var organizations = new HashSet<Guid>();
                while (told.TryDequeue(out var organization)) organizations.Add(organization);
                foreach (var few in organizations.Chunk(MostIds))
                    try
                    {
                        await using var command = database.Data.CreateCommand("select pg_notify($1, $2)");
                        command.Parameters.Add(new NpgsqlParameter<string>("", Channel));
                        command.Parameters.Add(new NpgsqlParameter<string>("", self + ":" + string.Join(',', few)));
                        await command.ExecuteNonQueryAsync(stopping);
                    }
                    // The database is away: the others will look by themselves.
                    catch (NpgsqlException) { }
            }
        }
        catch (OperationCanceledException) { }
    }

    /// <summary>One stream's ear: it hears that something changed, never what.</summary>
    public sealed class Ear : IDisposable
    {
        private readonly LiveNews news;
        private readonly Guid organization;
        private readonly Channel<bool> heard = System.Threading.Channels.Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        internal Ear(LiveNews news, Guid organization) => (this.news, this.organization) = (news, organization);

        internal void Hear() => heard.Writer.TryWrite(true);

        /// <summary>Waits until something changed, at most so long; false when nothing was heard.</summary>
        public async Task<bool> Next(TimeSpan most, CancellationToken cancelled)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
            patience.CancelAfter(most);
            try
            {
                await heard.Reader.ReadAsync(patience.Token);
                return true;
            }
            catch (OperationCanceledException) when (!cancelled.IsCancellationRequested) { return false; }
        }

        /// <inheritdoc />
        public void Dispose()
        {
            if (news.ears.TryGetValue(organization, out var listening)) listening.TryRemove(this, out _);
        }
    }

    private sealed class Place(LiveNews news, Guid person) : IDisposable
    {
        public void Dispose() => news.Leave(person);
    }
}
