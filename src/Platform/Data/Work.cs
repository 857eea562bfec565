using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using OpenIlm.Kernel;

namespace OpenIlm.Platform;

/// <summary>
/// The unit of work: one transaction a request. Reads run at once; writes are queued and travel with the audit entries, the outbox
/// and the commit in one round trip, so they are committed together or not at all. What is not committed is rolled back.
/// Row-level security knows the actor from the first statement on.
/// </summary>
public sealed class Work : IAsyncDisposable
{
    private readonly Database database;
    private readonly IEventHandlers handlers;
    private readonly List<(string Sql, object?[] Values)> queue = [];
    private readonly List<AuditEntry> entries = [];
    private NpgsqlConnection? connection;
    private readonly HashSet<Guid> reached = [];
    private bool begun, ended, wrote;
    private Guid seenAs;

    internal Work(Database database, TimeProvider time, IEventHandlers handlers, CancellationToken cancelled)
    {
        this.database = database;
        this.handlers = handlers;
        Now = time.GetUtcNow();
        Cancelled = cancelled;
    }

    /// <summary>Who acts.</summary>
    public Actor Actor { get; private set; } = Actor.Anonymous;
    /// <summary>The keys that the actor's session opens; locked for everyone else.</summary>
    public Keyring Keys { get; private set; } = Keyring.Closed;
    /// <summary>Public half of the actor's own pair, also while the session is locked: whoever types can seal to herself. Null without a session.</summary>
    public byte[]? PersonKey { get; private set; }
    /// <summary>The session's form token, for pages.</summary>
    public string FormToken { get; private set; } = "";
    /// <summary>The instant of the act, UTC, the same for all it writes.</summary>
    public DateTimeOffset Now { get; }
    /// <summary>The day of the act, UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);
    /// <summary>The request's cancellation.</summary>
    public CancellationToken Cancelled { get; }
    /// <summary>How long one statement may take; longer than usual for a job that nobody waits for.</summary>
    public TimeSpan? Patience { get; set; }
    /// <summary>The caller's idempotency key and the hash of what was asked under it.</summary>
    public (string Key, byte[] RequestHash)? Once { get; set; }

    /// <summary>Opens the transaction for a session in one round trip; false when the session is unknown, idle too long or over.</summary>
    /// <param name="token">The session.</param>
    /// <param name="permissions">What its roles may do.</param>
    /// <param name="isUse">Whether the person herself asks. What a page asks by itself does not keep a session alive.</param>
    internal async Task<bool> Begin(Sealing.SessionToken token, PermissionCatalogue permissions, bool isUse = true)
    {
        await Open();
        var row = await FirstOrNone<SessionRow>("select * from access.begin($1, $2)", token.RefHash, Now);
        if (row is { Seen: true } && isUse)
        {
            // That the session was used is kept whatever becomes of the request: reading rolls back, and whoever only reads is not idle.
            queue.Add(("commit", []));
            await Flush();
            begun = false;
            row = await FirstOrNone<SessionRow>("select * from access.begin($1, $2)", token.RefHash, Now);
        }
        if (row is null) return false;
        var held = row.Roles.SelectMany(permissions.Of).ToHashSet();
        Actor = new Actor
        {
            Kind = ActorKind.Person, PersonId = row.PersonId, OrganizationId = row.OrgId, SessionId = row.SessionId, Name = row.Name,
            OrganizationName = row.OrgName, OrganizationKind = row.OrgKind, Language = row.Language, Roles = row.Roles, Permissions = held,
            Locked = row.Locked, Confined = row.Confined, SessionOrganizationId = row.SessionOrg, ViewingAs = row.Viewing, WorksElsewhere = row.Elsewhere,
        };
        seenAs = row.OrgId;
        PersonKey = row.Pub;
        reached.Add(row.OrgId);
        // Travels with the first question: whether she keeps out of anything. Where it were missing, each question would look it up.
        queue.Add(("select access.note_recusals()", []));
        FormToken = Convert.ToHexStringLower(token.FormKey);
        Keys = Keyring.Of(row, token);
        return true;
    }

    /// <summary>Acts as the program itself in an organization's rows: scheduled work, and what one organization's act changes in another's.</summary>
    public Task ActAsSystem(Guid organization)
    {
        Actor = Actor.System with { OrganizationId = organization };
        return See(organization);
    }

    /// <summary>Acts as a person whose secret was just proved, before there is a session: sign-in and account set-up only.</summary>
    public Task ActAsProvenPerson(Guid person, Guid organization)
    {
        Actor = new Actor { Kind = ActorKind.Person, PersonId = person, OrganizationId = organization };
        queue.Add(("select set_config('app.person', $1, true)", [person.ToString()]));
        return See(organization);
    }

    /// <summary>Anonymous work inside the organization that runs the channel: nothing is known about the person.</summary>
    public Task ActAnonymously(Guid organization)
    {
        Actor = Actor.Anonymous with { OrganizationId = organization };
        return See(organization);
    }

    /// <summary>Runs an effect in another organization's rows, inside this transaction, then comes back. For domain-event handlers.</summary>
    public async Task InRowsOf(Guid organization, Func<Task> effect)
    {
        var before = seenAs;
        if (organization == before) { await effect(); return; }
        await Flush();
        await Look(organization);
        await effect();
        await Flush();
        await Look(before);
    }

    /// <summary>Runs reads with the eyes of a person of the organization the program itself acts in: what is counted for her is what her lists show.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="reads">Questions only; what is written here would be hers.</param>
    /// <returns>The roles that the person holds today.</returns>
    public async Task<IReadOnlyList<string>> SeenBy(Guid person, Func<Task> reads)
    {
        if (Actor.Kind != ActorKind.System) throw new InvalidOperationException("Nobody looks with the eyes of another.");
        await Flush();
        var held = await FirstOrNone<string>("select access.look_as($1, $2)", person, Today) ?? "";
        await reads();
        queue.Add(("select set_config('app.person', '', true), set_config('app.roles', '', true), set_config('app.sites', '*', true), set_config('app.cases', '', true), set_config('app.recused', '', true)", []));
        return held.Split(',', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>
    /// From here on the questions of this transaction are planned once a connection (and again when the statistics change), for whatever value.
    /// For a use case that looks everything up by key: with row security in each table such a question takes longer to plan than to answer.
    /// </summary>
    public void PlanOnce() => queue.Add(("select set_config('plan_cache_mode', 'force_generic_plan', true)", []));

    /// <summary>The first row as a record, or the default when there is none.</summary>
    public async Task<T?> FirstOrNone<T>(string sql, params object?[] values)
    {
        await using var batch = await Ahead();
        await using var reader = await Read(batch, sql, values);
        return await reader.ReadAsync(Cancelled) ? Rows<T>.Read(reader, sql) : default;
    }

    /// <summary>All rows as records.</summary>
    public async Task<IReadOnlyList<T>> All<T>(string sql, params object?[] values)
    {
        await using var batch = await Ahead();
        await using var reader = await Read(batch, sql, values);
        var rows = new List<T>();
        while (await reader.ReadAsync(Cancelled)) rows.Add(Rows<T>.Read(reader, sql));
        return rows;
    }

    /// <summary>Puts several questions in one round trip.</summary>
    public async Task Ask(params Question[] questions)
    {
        await using var batch = await Ahead();
        var answered = Answering(batch);
        foreach (var question in questions) Add(batch, question.Sql, question.Values);
        await using var reader = await batch.ExecuteReaderAsync(Cancelled);
        for (; answered > 0; answered--) await reader.NextResultAsync(Cancelled);
        foreach (var question in questions)
        {
            while (await reader.ReadAsync(Cancelled)) question.Take(reader);
            await reader.NextResultAsync(Cancelled);
        }
    }

    /// <summary>Queues a write. It runs before the next read, or with the commit.</summary>
    /// <remarks>An insert, update or delete without <c>returning</c>, or a call <c>select f(…)</c>: what else answers with rows is asked with a read.</remarks>
    public void Write(string sql, params object?[] values)
    {
        queue.Add((sql, values));
        wrote = true;
    }

    /// <summary>Runs a write at once and says how many rows it met: for updates guarded by a version or a state.</summary>
    public async Task<int> Change(string sql, params object?[] values)
    {
        wrote = true;
        await using var batch = await Ahead();
        Add(batch, sql, values);
        await batch.ExecuteNonQueryAsync(Cancelled);
        return (int)batch.BatchCommands[^1].RecordsAffected;
    }

    /// <summary>The audit entry of this act: who (the actor), did what, to which thing. Never content.</summary>
    /// <param name="action">Verb of the catalogue, for example <c>issue.closed</c>.</param>
    /// <param name="kind">Kind of the thing, for example <c>issue</c>.</param>
    /// <param name="thing">Its id.</param>
    /// <param name="detail">Coded facts only.</param>
    public void Audit(string action, string kind, Guid thing, object? detail = null) =>
        entries.Add(new AuditEntry(seenAs, action, kind, thing, detail is null ? "{}" : JsonSerializer.Serialize(detail, Json.Compact)));

    /// <summary>Tells colleagues in the workspace, after the commit: a person, everyone with a role, or the whole organization. Carries no content.</summary>
    public void Notify(string kind, string subjectKind, Guid subject, Guid? person = null, string? role = null) =>
        Write("insert into platform.outbox (org_id, kind, subject_kind, subject, person_id, role, day) values ($1, $2, $3, $4, $5, $6, $7)",
            seenAs, kind, subjectKind, subject, person, role, Today);

    /// <summary>Drops what was queued and not yet sent, so that a page can be shown again after a refusal.</summary>
    public void Forget()
    {
        queue.Clear();
        entries.Clear();
    }

    /// <summary>Tells other modules. Their effects are part of this transaction.</summary>
    public Task Tell(IDomainEvent happened) => handlers.Handle(happened, this);

    /// <summary>The stored answer of an earlier request with the same idempotency key; null when there is none.</summary>
    /// <exception cref="OnceMisusedException">The key was used for another request.</exception>
    public async Task<string?> AnsweredBefore()
    {
        if (Once is not var (key, hash)) return null;
        var row = await FirstOrNone<OnceRow>("select request_hash, answer from platform.once where person_id = $1 and key = $2", Actor.PersonId, key);
        if (row is null) return null;
        return CryptographicOperations.FixedTimeEquals(row.RequestHash, hash) ? row.Answer : throw new OnceMisusedException();
    }

    /// <summary>Commits everything: writes, audit entries, outbox.</summary>
    public async Task<Outcome> Commit()
    {
        await Save("null");
        return Outcome.Done;
    }

    /// <summary>Commits everything and answers with a value; the answer is kept under the caller's idempotency key.</summary>
    public async Task<Outcome<T>> Commit<T>(T value)
    {
        await Save(Once is null ? "" : JsonSerializer.Serialize(value, Json.Api));
        return value;
    }

    private async Task Save(string answer)
    {
        if (wrote && entries.Count == 0) throw new InvalidOperationException("A write without an audit entry.");
        if (Once is var (key, hash))
            queue.Add(("insert into platform.once (org_id, person_id, key, request_hash, answer, at) values ($1, $2, $3, $4, $5, $6)",
                [Actor.OrganizationId, Actor.PersonId, key, hash, answer, Now]));
        // Heads are locked in id order, so that two transactions that touch the same two chains cannot wait for each other.
        foreach (var entry in entries.OrderBy(e => e.Organization))
            queue.Add(("select audit.append($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                [entry.Organization, Today, Actor.Kind == ActorKind.Anonymous ? null : (DateTimeOffset?)Now, Actor.Kind.ToString(),
                 Actor.PersonId == Guid.Empty ? null : (Guid?)Actor.PersonId, entry.Action, entry.Kind, entry.Thing, entry.Detail]));
        entries.Clear();
        queue.Add(("commit", []));
        await Flush();
        ended = true;
        if (wrote) database.Tell(reached);
    }

    private async Task See(Guid organization)
    {
        await Look(organization);
        queue.Add(("select set_config('app.sites', '*', true)", []));
    }

    // The sites a person is granted stay hers, in whosever rows the act reaches.
    private async Task Look(Guid organization)
    {
        seenAs = organization;
        reached.Add(organization);
        await Open();
        queue.Add(("select set_config('app.org', $1, true)", [organization.ToString()]));
    }

    private async Task Open()
    {
        if (ended) throw new InvalidOperationException("This work has ended.");
        // It broke in an earlier statement of this unit, whose caller went on to show a page: the database is away for the rest of it too.
        if (connection is { State: not System.Data.ConnectionState.Open }) throw new NpgsqlException("The connection broke during this unit of work.");
        if (connection is not null) return;
        connection = await database.Data.OpenConnectionAsync(Cancelled);
    }

    private async Task Flush()
    {
        if (begun && queue.Count == 0) { await Open(); return; }
        await using var batch = await Ahead();
        await batch.ExecuteNonQueryAsync(Cancelled);
    }

    // What was queued, ahead of what comes now: both travel in one round trip.
    private async Task<NpgsqlBatch> Ahead()
    {
        await Open();
        var batch = new NpgsqlBatch(connection);
        if (Patience is { } longer) batch.Timeout = (int)longer.TotalSeconds;
        if (!begun) Add(batch, "begin", []);
        begun = true;
        foreach (var (sql, values) in queue) Add(batch, sql, values);
        queue.Clear();
        return batch;
    }

    private async Task<NpgsqlDataReader> Read(NpgsqlBatch batch, string sql, object?[] values)
    {
        var answered = Answering(batch);
        Add(batch, sql, values);
        var reader = await batch.ExecuteReaderAsync(Cancelled);
        for (; answered > 0; answered--) await reader.NextResultAsync(Cancelled);
        return reader;
    }

    // How many of the statements answer with rows of their own: functions that are called for their effect.
    private static int Answering(NpgsqlBatch batch) => Enumerable.Count((IEnumerable<NpgsqlBatchCommand>)batch.BatchCommands, c => c.CommandText.AsSpan().TrimStart().StartsWith("select", StringComparison.OrdinalIgnoreCase));

    private static void Add(NpgsqlBatch batch, string sql, object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        Bind(command.Parameters, values);
        batch.BatchCommands.Add(command);
    }

    private static void Bind(NpgsqlParameterCollection parameters, object?[] values)
    {
        foreach (var value in values)
            parameters.Add(value switch
            {
                null => new NpgsqlParameter { Value = DBNull.Value },
                Enum e => new NpgsqlParameter<string>("", e.ToString()),
                Guid g => new NpgsqlParameter<Guid>("", g),
                DateTimeOffset t => new NpgsqlParameter<DateTimeOffset>("", t.ToUniversalTime()),
                string s => new NpgsqlParameter<string>("", s),
                _ => new NpgsqlParameter { Value = value },
            });
    }

    /// <summary>Rolls back what was not committed and gives the connection back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (connection is null) return;
        if (begun && !ended && connection.FullState == System.Data.ConnectionState.Open)
        {
            try
            {
                await using var rollback = new NpgsqlCommand("rollback", connection);
                await rollback.ExecuteNonQueryAsync(CancellationToken.None);
            }
            catch (NpgsqlException) { NpgsqlConnection.ClearPool(connection); }
        }
        await connection.DisposeAsync();
        connection = null;
    }

    private sealed record AuditEntry(Guid Organization, string Action, string Kind, Guid Thing, string Detail);
    private sealed record OnceRow(byte[] RequestHash, string Answer);
}

/// <summary>The row that <c>access.begin</c> gives.</summary>
internal sealed record SessionRow(Guid SessionId, Guid PersonId, Guid OrgId, string OrgName, string OrgKind, string Name, string Language,
    IReadOnlyList<string> Roles, byte[] Pub, byte[]? SkWrapped, bool Locked, bool Confined, bool Seen, Guid[] Vaults, int[] Versions, byte[][] Keys, byte[][] Pubs,
    Guid[] VaultOrgs, int[] Holders, int[] Currents, Guid SessionOrg, string? Viewing, bool Elsewhere);

/// <summary>An idempotency key came back with another request: the caller must draw a new one.</summary>
public sealed class OnceMisusedException() : Exception("The idempotency key was used for another request.");
