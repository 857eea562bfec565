using System.CommandLine;
using OpenIlm.Platform;

namespace OpenIlm.Web.Commands;

/// <summary><c>openilm demo</c>: a living network of invented people, on loopback only.</summary>
internal static class DemoCommand
{
    public static Command Make()
    {
        var port = Shared.Port();
        var data = Shared.Data("demo");
        var command = new Command("demo", "Run a demonstration network.") { port, data };
        command.SetAction((parsed, cancelled) => Shared.Run(async () =>
        {
            await using var node = await Node.Start(new NodeOptions(parsed.GetValue(data)!, NetworkKind.Demonstration, Say: Console.WriteLine), cancelled);
            await Demonstration.DemoNetwork.Ensure(node, Console.WriteLine, cancelled);
            var hotline = new Uri($"http://localhost:{parsed.GetValue(port)}");
            await using var telephone = await Demonstration.DemoNetwork.Telephone(node.Installation, hotline, parsed.GetValue(port) + 1);
            await using var app = node.Host(hotline.GetLeftPart(UriPartial.Authority), configure: services => { if (telephone is not null) services.AddSingleton(telephone.Options); });
            await app.StartAsync(cancelled);
            Console.WriteLine($"OpenILM is ready on http://localhost:{parsed.GetValue(port)}");
            Console.WriteLine(Demonstration.DemoNetwork.Accounts);
            if (Demonstration.DemoNetwork.ReceiptToTry(node.Installation) is { } receipt) Console.WriteLine($"  A worker's receipt to try at /w: {receipt}");
            if (telephone is not null) Console.WriteLine($"  A worker's telephone to try: {telephone.Address}");
            await app.WaitForShutdownAsync(cancelled);
            return 0;
        }));
        return command;
    }
}
