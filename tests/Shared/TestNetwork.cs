using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenIlm.Kernel;
using OpenIlm.Network;
using OpenIlm.Platform;
using OpenIlm.Sealing;
using OpenIlm.Web;

namespace OpenIlm.Tests;

/// <summary>The real host on a real PostgreSQL in a folder of its own, thrown away afterwards. Shared by the tests of an assembly: each test
/// makes its own organizations, so they do not meet.</summary>
public sealed class TestNetwork : IAsyncLifetime
{
    public const string Passphrase = "correct-horse-battery-staple";
    private static int counter;
    private Node? node;
    private WebApplication? app;
    private Guid office;

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "oilm-" + Guid.NewGuid().ToString("N")[..8]);
    public Node Node => node!;
    public IServiceProvider Services => app!.Services;
    public Uri Address { get; private set; } = null!;
    public MovableClock Clock { get; } = new();
    /// <summary>The messaging providers that this network speaks with.</summary>
    public Web.Demonstration.ProviderSimulator Providers { get; private set; } = null!;
    public HttpClient Anonymous { get; private set; } = null!;
    /// <summary>The administrator of the network.</summary>
    public Person Administrator { get; private set; } = null!;

    public ValueTask InitializeAsync() => Start(NetworkKind.Real);

    public async ValueTask Start(NetworkKind kind, IReadOnlyDictionary<string, string>? settings = null)
    {
        Providers = await Web.Demonstration.ProviderSimulator.Start();
        Providers.Time = Clock.GetUtcNow;
        node = await Node.Start(new NodeOptions(Folder, kind, Settings: settings), CancellationToken.None);
        app = Host(Clock, null);
        await app.StartAsync();
        Address = AddressOf(app);
        Anonymous = NewClient();
        var invited = await Web.Commands.FirstPerson.Invite(app, "office@network.test", "Office", "Network office", CancellationToken.None);
        var accepted = await Accept(invited.Value!.Code!, "office@network.test");
        Administrator = Lasting(accepted);
        office = Administrator.OrganizationId;
    }

    public HttpClient NewClient() => NewClient(Address);

    /// <summary>The same person, signed in again by itself when pages under test have used up her sessions: for whom all tests share.</summary>
    public Person Lasting(Person person) => person with { Http = new HttpClient(new Lasting(this, person)) { BaseAddress = Address } };

    /// <summary>A second program on the same database, with a clock and services of its own: what one of them does, the other knows.</summary>
    public async Task<TestNode> AnotherNode(TimeProvider? clock = null, Action<IServiceCollection>? configure = null)
    {
        var other = Host(clock ?? Clock, configure);
        await other.StartAsync();
        return new TestNode(other, AddressOf(other));
    }

    /// <summary>A connection of the superuser of the server, for what only somebody with the server in her hands can do.</summary>
    public async Task<NpgsqlConnection> Super(string database = "openilm")
    {
        var connection = new NpgsqlConnection(Node.Postgres!.SuperConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Runs a statement as superuser and gives the first cell.</summary>
    public async Task<object?> Ask(string sql, params object[] values)
    {
        await using var connection = await Super();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync();
    }

    internal static HttpClient NewClient(Uri address) => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };

    private WebApplication Host(TimeProvider clock, Action<IServiceCollection>? configure) => Node.Host("http://127.0.0.1:0", clock, services =>
    {
        services.AddSingleton(new Argon2Gate(2, 400)).AddSingleton(new OpenIlm.Voice.VoiceOptions { MinimumFormAge = TimeSpan.Zero }).AddSingleton(Providers.Options).AddSingleton(new FileSettings { WithoutScanner = true });
        configure?.Invoke(services);
    });

    private static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>An organization of a kind, added by the administrator.</summary>
    public async Task<Guid> Organization(string kind, string? name = null)
    {
        await using var work = await Begin(Administrator);
        var outcome = await AddOrganization.Handle(new AddOrganization.Input(name ?? $"{kind} {Interlocked.Increment(ref counter)} {Guid.NewGuid().ToString("N")[..6]}", kind, "TH"), work);
        return outcome.Value;
    }

    public async Task<Guid> Site(Guid employer, int? headcount = 800, string country = "TH")
    {
        await using var work = await Begin(Administrator);
        return (await AddSite.Handle(new AddSite.Input(employer, $"Site {Interlocked.Increment(ref counter)}", country, "Samut Sakhon", "Asia/Bangkok", "Seafood", headcount), work)).Value;
    }

    public async Task Relation(Guid from, Guid to, string role, DateOnly? until = null)
    {
        await using var work = await Begin(Administrator);
        (await AddRelation.Handle(new AddRelation.Input(from, to, role, work.Today.AddYears(-1), until), work)).IsDone.ShouldBeTrue();
    }

    /// <summary>A person with a role, signed in; not yet in any vault.</summary>
    public async Task<Person> Person(Guid organization, string role, Guid? site = null)
    {
        var email = $"p{Interlocked.Increment(ref counter)}-{Guid.NewGuid().ToString("N")[..6]}@test.example";
        string code;
        await using (var work = await Begin(Administrator))
        {
            var outcome = await InvitePerson.Handle(new InvitePerson.Input(organization, email, $"Person {counter}", role, site), work);
            outcome.IsDone.ShouldBeTrue(string.Join(", ", outcome.Refusals.Select(r => r.Code)));
            code = outcome.Value!.Code!;
        }
        return await Accept(code, email);
    }

    /// <summary>Signs a person in again; returns a fresh session.</summary>
    public async Task<Person> SignInAgain(Person person) => await SignedIn(person.Email);

    /// <summary>Makes the vault with the first and admits the others.</summary>
    public async Task Vault(Person first, params Person[] others)
    {
        await using (var work = await Begin(first)) (await MakeVault.Handle(work)).IsDone.ShouldBeTrue();
        foreach (var other in others)
        {
            await using var work = await Begin(first);
            (await AdmitToVault.Handle(other.Id, work)).IsDone.ShouldBeTrue();
        }
    }

    /// <summary>A unit of work of the person. Two sessions are the most a person has, so one that a page took the place of is opened anew.</summary>
    public async Task<Work> Begin(Person person)
    {
        var factory = Services.GetRequiredService<WorkFactory>();
        return await factory.Begin(person.Token, CancellationToken.None) ?? await factory.Begin((await SignedIn(person.Email)).Token, CancellationToken.None)
            ?? throw new InvalidOperationException("The session is over.");
    }

    private async Task<Person> Accept(string code, string email)
    {
        await using (var work = Services.GetRequiredService<WorkFactory>().Begin(CancellationToken.None))
            (await AcceptInvitation.Handle(new AcceptInvitation.Input(code, Passphrase), work, Services.GetRequiredService<InstallationSecrets>(), secondFactor: false)).IsDone.ShouldBeTrue();
        return await SignedIn(email);
    }

    private async Task<Person> SignedIn(string email)
    {
        var session = (await Calls.Post(Anonymous, "/sessions", new { email, password = Passphrase })).Created();
        return OpenIlm.Tests.Person.Of(email, session, Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) { await app.StopAsync(); await app.DisposeAsync(); }
        if (node is not null) await node.DisposeAsync();
        if (Providers is not null) await Providers.DisposeAsync();
        if (OperatingSystem.IsLinux()) EmbeddedPostgres.Discard(Path.Combine(Folder, "postgres"));
        try { Directory.Delete(Folder, true); } catch (IOException) { }
    }
}

/// <summary>The administrator of a fixture is always signed in: two sessions are the most a person has, and pages under test use them up.</summary>
internal sealed class Lasting(TestNetwork network, Person person) : DelegatingHandler(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
{
    private string token = person.Token;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content) await content.LoadIntoBufferAsync(cancellationToken);
        for (var again = false; ; again = true)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var response = await base.SendAsync(request, cancellationToken);
            if (again || response.StatusCode != HttpStatusCode.Unauthorized) return response;
            response.Dispose();
            token = (await network.SignInAgain(person)).Token;
        }
    }
}

/// <summary>Another program on the database of a <see cref="TestNetwork"/>.</summary>
public sealed class TestNode(WebApplication app, Uri address) : IAsyncDisposable
{
    public IServiceProvider Services => app.Services;
    public Uri Address => address;
    public HttpClient Anonymous { get; } = TestNetwork.NewClient(address);

    /// <summary>The person with the same session, on this node.</summary>
    public Person As(Person person) => person with { Http = Tests.Person.Client(person.Token, address) };

    /// <summary>The unit of work of a session, on this node and its clock.</summary>
    public async Task<Work> Begin(Person person) =>
        await Services.GetRequiredService<WorkFactory>().Begin(person.Token, CancellationToken.None) ?? throw new InvalidOperationException("The session is over.");

    public async ValueTask DisposeAsync()
    {
        Anonymous.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

/// <summary>A signed-in person of a test.</summary>
public sealed record Person(string Email, string Token, Guid Id, Guid OrganizationId, HttpClient Http)
{
    /// <summary>The person that a session which was just opened is for.</summary>
    public static Person Of(string email, JsonNode session, Uri address) => new(email, session["token"]!.GetValue<string>(),
        session["user"]!["id"]!.GetValue<Guid>(), session["user"]!["organizationId"]!.GetValue<Guid>(), Client(session["token"]!.GetValue<string>(), address));

    internal static HttpClient Client(string token, Uri address)
    {
        var client = TestNetwork.NewClient(address);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>GETs an API path.</summary>
    public Task<Answer> Get(string path) => Calls.Get(Http, path);
    /// <summary>POSTs a file to an API path.</summary>
    public Task<Answer> Send(string path, byte[] file, string name, string? once = null) => Calls.Send(Http, path, new Dictionary<string, string>(), file, name, once);
    /// <summary>POSTs to an API path.</summary>
    public Task<Answer> Post(string path, object? body = null, string? ifMatch = null, string? once = null) => Calls.Post(Http, path, body, ifMatch, once);
}

/// <summary>An answer of the API.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers)
{
    /// <summary>The body as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Text)!;
    /// <summary>The refusal codes.</summary>
    public IReadOnlyList<string> Codes => [.. Json["errors"]!.AsArray().Select(e => e!["code"]!.GetValue<string>())];
    /// <summary>The body, when the status is as expected.</summary>
    public JsonNode Expect(HttpStatusCode status)
    {
        Status.ShouldBe(status, Text);
        return Text.Length == 0 ? new JsonObject() : Json;
    }
    public JsonNode Ok() => Expect(HttpStatusCode.OK);
    public JsonNode Created() => Expect(HttpStatusCode.Created);
    public void NoContent() => Expect(HttpStatusCode.NoContent);
    public Guid Id => Json["id"]!.GetValue<Guid>();
}

/// <summary>Plain calls of the API.</summary>
public static class Calls
{
    public static async Task<Answer> Get(HttpClient http, string path, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1" + path);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await http.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }

    /// <summary>A form with fields and then one file.</summary>
    public static async Task<Answer> Send(HttpClient http, string path, IReadOnlyDictionary<string, string> fields, byte[] file, string name, string? once = null, string? type = null)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (field, value) in fields) form.Add(new StringContent(value), field);
        using var content = new ByteArrayContent(file);
        if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
        form.Add(content, "file", name);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1" + path) { Content = form };
        if (once is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", once);
        using var response = await http.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }

    /// <summary>GETs a path and gives what came as bytes, with all its headers.</summary>
    public static async Task<(HttpStatusCode Status, byte[] Bytes, HttpResponseMessage Response)> Fetch(HttpClient http, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body, options: new JsonSerializerOptions(JsonSerializerDefaults.Web));
        var response = await http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response);
    }

    public static async Task<Answer> Post(HttpClient http, string path, object? body = null, string? ifMatch = null, string? once = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1" + path);
        request.Content = body is string raw ? new StringContent(raw, Encoding.UTF8, "application/json") : JsonContent.Create(body ?? new { }, options: new JsonSerializerOptions(JsonSerializerDefaults.Web));
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (once is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", once);
        using var response = await http.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }
}

/// <summary>A clock that stands where a test puts it.</summary>
public sealed class StandingClock(DateTimeOffset at) : TimeProvider
{
    private long ticks = at.UtcTicks;
    public void Move(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);
}

/// <summary>The system's clock with an offset that a test may move.</summary>
public sealed class MovableClock : TimeProvider
{
    private long offset;
    public void Move(TimeSpan by) => Interlocked.Add(ref offset, by.Ticks);
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref offset));
}
