using System.CommandLine;
using OpenIlm.Platform;

namespace OpenIlm.Web.Commands;

/// <summary><c>openilm migrate</c>: brings both databases to this version.</summary>
internal static class MigrateCommand
{
    public static Command Make()
    {
        var data = Shared.Data("network");
        var command = new Command("migrate", "Bring the databases to this version.") { data };
        command.SetAction((parsed, cancelled) => Shared.Run(async () =>
        {
            if (Shared.Server() is { } server)
            {
                if (server.DataOwner is null || server.KeystoreOwner is null) throw new InvalidOperationException("Set OPENILM_DATABASE_OWNER and OPENILM_KEYSTORE_OWNER: the role that serves does not own the tables.");
                foreach (var id in await Node.Migrate(server, cancelled)) Console.WriteLine(id);
                return 0;
            }
            var folder = parsed.GetValue(data)!;
            await using var node = await Node.Start(new NodeOptions(folder, Installation.KindOf(folder) ?? NetworkKind.Real), cancelled);
            Console.WriteLine("The databases are at this version.");
            return 0;
        }));
        return command;
    }
}
