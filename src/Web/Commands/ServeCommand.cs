using System.CommandLine;
using OpenIlm.Platform;

namespace OpenIlm.Web.Commands;

/// <summary><c>openilm serve</c>: a real network, empty until somebody adds to it.</summary>
internal static class ServeCommand
{
    public static Command Make()
    {
        var port = Shared.Port();
        var data = Shared.Data("network");
        var listen = new Option<string>("--listen") { Description = "Address to listen on. Put a TLS proxy before anything but loopback.", DefaultValueFactory = _ => "localhost" };
        var command = new Command("serve", "Run a network.") { port, data, listen };
        command.SetAction((parsed, cancelled) => Shared.Run(async () =>
        {
            var folder = parsed.GetValue(data)!;
            await using var node = await Node.Start(new NodeOptions(folder, NetworkKind.Real, Shared.Server(), Say: Console.WriteLine), cancelled);
            await using var app = node.Host($"http://{parsed.GetValue(listen)}:{parsed.GetValue(port)}");
            foreach (var fault in node.DurabilityFaults) await Console.Error.WriteLineAsync($"Intake is closed: the database would not keep what it acknowledges ({fault}).");
            await app.StartAsync(cancelled);
            foreach (var line in await app.Services.GetRequiredService<FileReadiness>().Lines(cancelled)) Console.WriteLine(char.ToUpperInvariant(line[0]) + line[1..] + ".");
            Console.WriteLine($"OpenILM is ready on http://{parsed.GetValue(listen)}:{parsed.GetValue(port)}");
            if (!await FirstPerson.Exists(app)) Console.WriteLine("Nobody can sign in yet. Stop, run `openilm user add --email … --name …`, and start again.");
            await app.WaitForShutdownAsync(cancelled);
            return 0;
        }));
        return command;
    }
}
