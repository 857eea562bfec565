using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Kernel;
using OpenIlm.Network;
using OpenIlm.Platform;
using OpenIlm.Sealing;
using OpenIlm.Web;
using OpenIlm.Web.Commands;

namespace OpenIlm.Bench;

/// <summary>Facility lists: every file of a folder, each twice; then one of 200,000 rows, twice, and taken back.</summary>
internal static class ImportBench
{
    private const string passphrase = "bench-only-passphrase";
    private static readonly string[] kinds = [".csv", ".xls", ".xlsx"];

    private sealed record Counts(long Rows, long New, long Changed, long Same, long Duplicates, long Repeats, long Warnings, long Errors, bool ChangesNothing);

    /// <summary>Runs it: <c>bench import FOLDER</c>; without a folder the large list alone.</summary>
    public static async Task<Report> Run(string[] args)
    {
        var rows = args.Skip(1).Select(a => int.Parse(a, CultureInfo.InvariantCulture)).FirstOrDefault(200_000);
        var folder = Path.Combine(Path.GetTempPath(), "oilm-bench-" + Guid.NewGuid().ToString("N")[..8]);
        try
        {
            await using var node = await Node.Start(new NodeOptions(folder, NetworkKind.Bench), default);
            await using var app = node.Host("http://127.0.0.1:0");
            await app.StartAsync();
            var desk = await Desk.Open(app);
            var (checks, table) = (new List<Check>(), new List<IReadOnlyDictionary<string, object>>());
            var (again, unsaid) = (0L, 0L);
            if (args.Length > 0 && Directory.Exists(args[0]))
                foreach (var file in Directory.GetFiles(args[0], "*", SearchOption.AllDirectories).Where(f => kinds.Contains(Path.GetExtension(f))).Order(StringComparer.Ordinal))
                {
                    var bytes = await File.ReadAllBytesAsync(file);
                    var clock = Stopwatch.StartNew();
                    var id = await desk.Check(bytes, Path.GetFileName(file));
                    var first = await desk.Counts(id);
                    if (!first.ChangesNothing) await desk.Act(id, w => ApplyImport.Handle(id, null, w), "Applied");
                    var seconds = clock.Elapsed.TotalSeconds;
                    var second = await desk.Counts(await desk.Check(bytes, Path.GetFileName(file)));
                    again += second.New + second.Changed;
                    unsaid += first.Rows - first.New - first.Changed - first.Same - first.Repeats - first.Errors;
                    table.Add(new Dictionary<string, object> { ["list"] = Path.GetRelativePath(args[0], file), ["rows"] = first.Rows, ["new"] = first.New, ["changed"] = first.Changed, ["same"] = first.Same, ["likely duplicates"] = first.Duplicates,
                        ["twice in file"] = first.Repeats, ["notes"] = first.Warnings, ["errors"] = first.Errors, ["s"] = seconds, ["second time"] = second.New + second.Changed });
                }
            if (table.Count > 0)
            {
                checks.Add(new Check("second import of the same list changes", "0", again, "rows", again == 0));
                checks.Add(new Check("rows without a word what became of them", "0", unsaid, "rows", unsaid == 0));
            }
            if (rows > 0) await Large(desk, rows, checks, table);
            await app.StopAsync();
            return new Report("import", checks, table);
        }
        finally { try { Directory.Delete(folder, true); } catch (IOException) { } }
    }

    private static async Task Large(Desk desk, int rows, List<Check> checks, List<IReadOnlyDictionary<string, object>> table)
    {
        var list = Encoding.UTF8.GetBytes(Synthetic(rows));
        async Task<double> Timed(string what, Func<Task> act)
        {
            var clock = Stopwatch.StartNew();
            await act();
            using var self = Process.GetCurrentProcess();
            table.Add(new Dictionary<string, object> { ["step"] = what, ["rows"] = rows, ["seconds"] = clock.Elapsed.TotalSeconds, ["memory MB"] = self.WorkingSet64 / 1048576.0, ["peak MB"] = self.PeakWorkingSet64 / 1048576.0 });
            return clock.Elapsed.TotalSeconds;
        }
        Guid id = default, second = default;
        var preview = await Timed("upload and preview", async () => id = await desk.Check(list, "large.csv"));
        var first = await desk.Counts(id);
        var apply = await Timed("apply", () => desk.Act(id, w => ApplyImport.Handle(id, null, w), "Applied"));
        await Timed("second preview", async () => second = await desk.Check(list, "large.csv"));
        var again = await desk.Counts(second);
        var undo = await Timed("undo", () => desk.Act(id, w => UndoImport.Handle(id, null, w), "Undone"));
        checks.Add(new Check($"{rows:N0} rows come in", rows.ToString("N0", CultureInfo.InvariantCulture), first.New, "rows", first.New == rows));
        checks.Add(new Check("the second time they change", "0", again.New + again.Changed, "rows", again.New + again.Changed == 0));
        checks.Add(new Check("upload and preview", "under 120", preview, "s", preview < 120));
        checks.Add(new Check("apply", "under 120", apply, "s", apply < 120));
        checks.Add(new Check("undo", "under 120", undo, "s", undo < 120));
    }

    private static string Synthetic(int rows)
    {
        string[] countries = ["China", "Bangladesh", "Viet Nam", "India", "Cambodia", "Thailand", "Myanmar", "Malaysia"];
        string[] words = ["Golden", "Lotus", "River", "Eastern", "Union", "Crystal", "Dragon", "Summit", "Harbor", "Orchid", "Phoenix", "Delta"];
        var text = new StringBuilder("name,country,address,city,sector,lat,lng,number of workers\n", rows * 120);
        for (var i = 0; i < rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"{words[i % 12]} {words[i / 12 % 12]} Garment {i} Co. Ltd.,{countries[i % 8]},\"No. {i % 999} Road {i / 7 % 500}, Zone {i % 31}\",City {i % 400},Apparel,{10 + i % 2000 / 100.0},{90 + i % 3000 / 100.0},{50 + i % 4000}\n");
        return text.ToString();
    }

    private sealed class Desk(WorkFactory factory, string token)
    {
        public static async Task<Desk> Open(WebApplication app)
        {
            var factory = app.Services.GetRequiredService<WorkFactory>();
            var secrets = app.Services.GetRequiredService<InstallationSecrets>();
            var invited = await FirstPerson.Invite(app, "admin@bench.test", "Bench", "Bench office", default);
            await using (var work = factory.Begin(default)) Done(await AcceptInvitation.Handle(new AcceptInvitation.Input(Done(invited).Code!, passphrase), work, secrets, secondFactor: false));
            await using var signIn = factory.Begin(default);
            return new Desk(factory, Done(await SignIn.Handle(new SignIn.Input("admin@bench.test", passphrase), signIn, app.Services.GetRequiredService<Argon2Gate>(), secrets, factory)).Token);
        }

        public async Task<Guid> Check(byte[] file, string name)
        {
            Guid id;
            await using (var work = await Begin()) id = Done(await StartImport.Handle(new Upload(new Dictionary<string, string> { ["source"] = "bench" }, name, file, file.Length), work)).Id;
            await Act(id, w => MapImport.Handle(id, null, new MapImport.Input(), w), "Ready");
            return id;
        }

        public async Task Act(Guid id, Func<Work, Task<Outcome>> act, string state)
        {
            await using (var work = await Begin())
                if (await act(work) is { IsDone: false } refused) throw new InvalidOperationException(string.Join(", ", refused.Refusals.Select(r => r.Code)));
            while (true)
            {
                await using var work = await Begin();
                var now = await work.FirstOrNone<string>("select state from network.import where id = $1", id);
                if (now == state) return;
                if (now == "Failed") throw new InvalidOperationException("The import failed.");
                await Task.Delay(50);
            }
        }

        public async Task<Counts> Counts(Guid id)
        {
            await using var work = await Begin();
            var c = Done(await ReadImport.Handle(id, work)).Counts;
            return new Counts(c.Rows, c.New, c.Changed, c.Same, c.Duplicates, c.Repeats, c.Warnings, c.Errors, c.ChangesNothing);
        }

        private async Task<Work> Begin() => await factory.Begin(token, default) ?? throw new InvalidOperationException("The session is over.");
    }

    private static T Done<T>(Outcome<T> outcome) => outcome.IsDone ? outcome.Value! : throw new InvalidOperationException(string.Join(", ", outcome.Refusals.Select(r => r.Code)));
}
