using OpenIlm.Kernel;
using OpenIlm.Network;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Web.Demonstration;

/// <summary>
/// A host of its own on a moved clock that never listens. People act on it through the same use cases as by request: signed in with
/// their passphrase, asked for the one permission, in a unit of work of their session. Nothing is written beside them.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly WebApplication host;
    private readonly IServiceScope scope;
    private readonly WorkFactory factory;
    private readonly Argon2Gate gate;
    private readonly Dictionary<string, Session> sessions = [];
    private readonly CancellationToken cancelled;

    public Stage(Node node, DemoClock clock, ProviderSimulator providers, CancellationToken cancelled)
    {
        Clock = clock;
        this.cancelled = cancelled;
        host = node.Host("http://127.0.0.1:0", clock, services => services.AddSingleton(providers.Options));
        scope = host.Services.CreateScope();
        factory = Get<WorkFactory>();
        gate = Get<Argon2Gate>();
    }

    public DemoClock Clock { get; }
    public WebApplication Host => host;
    /// <summary>Organizations by their key in <see cref="Cast"/>.</summary>
    public Dictionary<string, Guid> Troupes { get; } = [];
    /// <summary>Sites by their key.</summary>
    public Dictionary<string, Guid> Steads { get; } = [];
    /// <summary>Relations by what they say.</summary>
    public Dictionary<Bond, Guid> Bonds { get; } = [];
    /// <summary>The first channel of an organization.</summary>
    public Dictionary<string, Guid> Channels { get; } = [];
    /// <summary>Accounts by address.</summary>
    public Dictionary<string, Guid> Players { get; } = [];

    public T Get<T>() where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    /// <summary>A signed-in person does something that answers with a value.</summary>
    public async Task<T> Act<T>(string email, string permission, Func<Work, Task<Outcome<T>>> act) => Value(await Try(email, permission, act), permission, email);

    /// <summary>A signed-in person does something.</summary>
    public async Task Act(string email, string permission, Func<Work, Task<Outcome>> act) => Done(await Try(email, permission, act), permission, email);

    /// <summary>A signed-in person tries something that may be refused.</summary>
    public async Task<TOutcome> Try<TOutcome>(string email, string permission, Func<Work, Task<TOutcome>> act)
    {
        await using var work = await Begin(email);
        if (!work.Actor.May(permission)) throw Broken(permission, email, ["not permitted"]);
        return await act(work);
    }

    /// <summary>Somebody who is not known does something.</summary>
    public async Task<T> Unknown<T>(string what, Func<Work, Task<Outcome<T>>> act)
    {
        await using var work = factory.Begin(cancelled);
        return Value(await act(work), what, "nobody known");
    }

    /// <summary>Opens sessions beforehand, so that their key derivations run side by side.</summary>
    public Task SignIn(IEnumerable<string> emails) => Task.WhenAll(emails.Distinct().Where(e => !IsOpen(e)).Select(Open));

    /// <summary>Ends every session that could still be used.</summary>
    public async Task SignOut()
    {
        foreach (var email in sessions.Keys.ToList().Where(IsOpen))
        {
            await using var work = await Begin(email);
            Done(await EndSession.Handle(work), "ending the session", email);
            sessions.Remove(email);
        }
    }

    private async Task<Work> Begin(string email)
    {
        if (!IsOpen(email)) await Open(email);
        Session session;
        lock (sessions) session = sessions[email];
        session.LastSeen = Clock.GetUtcNow();
        return await factory.Begin(session.Token, cancelled) ?? throw Broken("the session", email, ["ended"]);
    }

    // Shorter than what the server allows (30 minutes idle, 10 hours in all), so that a session never ends under an act.
    private bool IsOpen(string email)
    {
        lock (sessions)
            return sessions.TryGetValue(email, out var s) && Clock.GetUtcNow() - s.LastSeen < TimeSpan.FromMinutes(25) && Clock.GetUtcNow() - s.OpenedAt < TimeSpan.FromHours(9);
    }

    private async Task Open(string email)
    {
        await using var work = factory.Begin(cancelled);
        var opened = Value(await Network.SignIn.Handle(new SignIn.Input(email, DemoNetwork.Passphrase), work, gate, Get<InstallationSecrets>(), factory), "signing in", email);
        lock (sessions) sessions[email] = new Session(opened.Token, Clock.GetUtcNow());
    }

    private static T Value<T>(Outcome<T> outcome, string what, string who)
    {
        Done(outcome, what, who);
        return outcome.Value!;
    }

    private static void Done(Outcome outcome, string what, string who)
    {
        if (!outcome.IsDone) throw Broken(what, who, outcome.Refusals.Select(r => r.Code).DefaultIfEmpty(outcome.Kind.ToString()));
    }

    private static InvalidOperationException Broken(string what, string who, IEnumerable<string> reasons) =>
        new($"The demonstration could not be made: {what} by {who} ended with {string.Join(", ", reasons)}.");

    public async ValueTask DisposeAsync()
    {
        scope.Dispose();
        await host.DisposeAsync();
    }

    private sealed record Session(string Token, DateTimeOffset OpenedAt)
    {
        public DateTimeOffset LastSeen { get; set; } = OpenedAt;
    }
}
