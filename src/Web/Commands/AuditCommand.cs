using System.CommandLine;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Web.Commands;

/// <summary><c>openilm audit verify</c>: recomputes every chain and says what does not fit.</summary>
internal static class AuditCommand
{
    public static Command Make()
    {
        var data = Shared.Data("network");
        var verify = new Command("verify", "Recompute the audit chains and name every edited, removed or reordered entry.") { data };
        verify.SetAction((parsed, cancelled) => Shared.Run(async () =>
        {
            var folder = parsed.GetValue(data)!;
            await using var node = await Node.Start(new NodeOptions(folder, Installation.KindOf(folder) ?? NetworkKind.Real, Shared.Server()), cancelled);
            await using var database = new Database(node.Databases);
            var secrets = InstallationSecrets.LoadOrCreate(node.Installation.SecretsFolder);
            var (entries, faults) = await AuditLog.VerifyAll(database.Data, (bytes, signature) => secrets.Verify(bytes, signature), cancelled);
            foreach (var fault in faults) Console.WriteLine($"{fault.What}: organization {fault.Organization}, entry {fault.Seq}");
            Console.WriteLine(faults.Count == 0 ? $"{entries} entries, every chain is whole." : $"{entries} entries, {faults.Count} faults.");
            return faults.Count == 0 ? 0 : 2;
        }));
        return new Command("audit", "The audit log.") { verify };
    }
}
