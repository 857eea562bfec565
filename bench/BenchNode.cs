using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenIlm.Kernel;
using OpenIlm.Network;
using OpenIlm.Platform;
using OpenIlm.Sealing;
using OpenIlm.Voice;
using OpenIlm.Web;
using OpenIlm.Web.Commands;

namespace OpenIlm.Bench;

/// <summary>What the load needs to know of a bench network.</summary>
public sealed record BenchNetwork(int Port, int PostgresId, IReadOnlyList<BenchOrganization> Organizations);

/// <summary>An organization of the bench network: one handler, one channel, one site; the people of the site's employer and of a buyer.</summary>
public sealed record BenchOrganization(Guid Id, string Token, Guid Channel, Guid Site, BenchBusiness Supplier, BenchBusiness Buyer);

/// <summary>A business of the bench network and the session of somebody there.</summary>
public sealed record BenchBusiness(Guid Id, string Token);

/// <summary>
/// The server under load, in a process of its own so that its CPU and memory are its own: <c>node --data D --port P --organizations N [--set name=value]</c>.
/// <c>--join</c>: another node on the database that a first one runs in the same folder. <c>--busy</c>: does what is due without waiting for its hour. Its network is made through the same use cases as any other; the only thing it may do that others may not is run without durability.
/// </summary>
internal static class BenchNode
{
    private const string passphrase = "bench-only-passphrase";

    public static async Task<int> Run(string[] args)
    {
        string Value(string name, string otherwise) => Array.IndexOf(args, name) is >= 0 and var at ? args[at + 1] : otherwise;
        var settings = args.Select((a, i) => (a, i)).Where(x => x.a == "--set").Select(x => args[x.i + 1].Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        var port = int.Parse(Value("--port", "0"), System.Globalization.CultureInfo.InvariantCulture);
        using var stop = new CancellationTokenSource();
        var folder = Value("--data", "");
        await using var node = await Node.Start(new NodeOptions(folder, NetworkKind.Bench, args.Contains("--join") ? Running(folder) : null, Settings: settings), stop.Token);
        await using var app = node.Host($"http://127.0.0.1:{port}", configure: services => services
            .AddSingleton(new VoiceOptions { MinimumFormAge = TimeSpan.Zero, FormLife = TimeSpan.FromDays(1) }));
        var file = Path.Combine(node.Installation.Folder, "bench.json");
        if (!File.Exists(file))
        {
            var organizations = await Make(app, int.Parse(Value("--organizations", "1"), System.Globalization.CultureInfo.InvariantCulture));
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(organizations));
        }
        await app.StartAsync();
        Console.WriteLine(JsonSerializer.Serialize(new BenchNetwork(port, node.Postgres?.ProcessId ?? 0, JsonSerializer.Deserialize<List<BenchOrganization>>(await File.ReadAllTextAsync(file))!)));
        if (args.Contains("--busy")) _ = Busy(app);
        await app.WaitForShutdownAsync();
        return 0;
    }

    // The addresses that the first node made for itself: its secrets lie in the same folder.
    private static DatabaseAddresses Running(string folder)
    {
        var installation = new Installation(folder, NetworkKind.Bench);
        string As(string database, string role, string word) => new Npgsql.NpgsqlConnectionStringBuilder(EmbeddedPostgres.RunningSuperConnectionString(installation.DatabaseFolder, database)
            ?? throw new InvalidOperationException("No node runs the database of this folder.")) { Username = role, Password = installation.Word(word) }.ConnectionString;
        return new DatabaseAddresses(As("openilm", "openilm_app", "db_app"), As("openilm_keystore", "openilm_keystore", "db_keystore"), null, null);
    }

    // What the node does by itself every few minutes, again and again: releases, handovers, mail, the outbox.
    private static async Task Busy(WebApplication app)
    {
        var s = app.Services;
        var works = s.GetRequiredService<WorkFactory>();
        var tools = new MailDue.Tools(s.GetRequiredService<OutgoingMail>(), s.GetRequiredService<AccessSettings>(), s.GetRequiredService<OpenIlm.Kit.ITexts>(), s.GetServices<OpenIlm.Platform.Contracts.ITaskCount>());
        var stopping = s.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        while (!stopping.IsCancellationRequested)
        {
            await OpenIlm.Cases.ReleaseDue.Handle(works, s.GetRequiredService<OpenIlm.Platform.Contracts.IDirectory>(), stopping);
            await OpenIlm.Cases.HandoverDue.Handle(works, stopping);
            await MailDue.Handle(works, tools, stopping);
            await s.GetRequiredService<Delivery>().DeliverAll(stopping);
            await Task.Delay(20, stopping);
        }
    }

    private static async Task<List<BenchOrganization>> Make(WebApplication app, int count)
    {
        var services = app.Services;
        var factory = services.GetRequiredService<WorkFactory>();
        var secrets = services.GetRequiredService<InstallationSecrets>();
        async Task<string> Join(string code, string email)
        {
            await using (var work = factory.Begin(default)) Done(await AcceptInvitation.Handle(new AcceptInvitation.Input(code, passphrase), work, secrets, secondFactor: false));
            await using var signIn = factory.Begin(default);
            return Done(await SignIn.Handle(new SignIn.Input(email, passphrase), signIn, services.GetRequiredService<Argon2Gate>(), secrets, factory)).Token;
        }
        async Task<T> As<T>(string token, Func<Work, Task<Outcome<T>>> act)
        {
            await using var work = (await factory.Begin(token, default))!;
            return Done(await act(work));
        }
        async Task<string> Person(string administrator, Guid organization, string role, string email)
        {
            var invited = await As(administrator, work => InvitePerson.Handle(new InvitePerson.Input(organization, email, email, role), work));
            return await Join(invited.Code!, email);
        }

        var first = await FirstPerson.Invite(app, "admin@bench.test", "Bench", "Bench office", default);
        var administrator = await Join(Done(first).Code!, "admin@bench.test");
        var made = new List<BenchOrganization>();
        var supplier = await As(administrator, work => AddOrganization.Handle(new AddOrganization.Input("Bench supplier", "Supplier", "TH"), work));
        var site = await As(administrator, work => AddSite.Handle(new AddSite.Input(supplier, "Bench site", "TH", "", "Asia/Bangkok", "", 900), work));
        async Task<BenchBusiness> Business(Guid id, string role, string email)
        {
            var token = await Person(administrator, id, role, email);
            await As(token, MakeVault.Handle);
            return new BenchBusiness(id, token);
        }
        var hr = await Business(supplier, Roles.SupplierUser, "hr@bench.test");
        var buyer = await Business(await As(administrator, work => AddOrganization.Handle(new AddOrganization.Input("Bench buyer", "Buyer", "GB"), work)), Roles.BuyerUser, "buyer@bench.test");
        for (var i = 0; i < count; i++)
        {
            var organization = await As(administrator, work => AddOrganization.Handle(new AddOrganization.Input($"Bench hotline {i}", "CivilSociety", "TH"), work));
            var supervisor = await Person(administrator, organization, Roles.Supervisor, $"supervisor{i}@bench.test");
            var handler = await Person(administrator, organization, Roles.CaseHandler, $"handler{i}@bench.test");
            await As(supervisor, MakeVault.Handle);
            await using (var admit = (await factory.Begin(supervisor, default))!)
            {
                var me = await admit.FirstOrNone<Guid>("select id from access.person where email = $1", $"handler{i}@bench.test");
                if (!(await AdmitToVault.Handle(me, admit)).IsDone) throw new InvalidOperationException("Not admitted.");
            }
            var channel = await As(supervisor, work => KeepChannels.Create(new KeepChannels.Input
            {
                Slug = $"bench-{i}", Name = $"Bench {i}", Countries = ["TH"], Languages = ["en", "my", "km", "th", "ne"], DefaultFor = [], Hours = "always", Telephones = [], Open = true,
            }, work));
            made.Add(new BenchOrganization(organization, handler, channel.Id, site, hr, buyer));
        }
        return made;
    }

    private static T Done<T>(Outcome<T> outcome) => outcome.IsDone ? outcome.Value! : throw new InvalidOperationException(string.Join(", ", outcome.Refusals.Select(r => r.Code)));
}
