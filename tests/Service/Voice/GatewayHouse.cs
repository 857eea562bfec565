using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Platform;
using OpenIlm.Voice;
using OpenIlm.Web.Demonstration;

namespace OpenIlm.Tests.Service;

/// <summary>A network of its own: its providers have moods and its clock moves. Tests in it run one after the other.</summary>
public sealed class GatewayHouse : IAsyncLifetime
{
    public TestNetwork Network { get; } = new();
    public ProviderSimulator Providers => Network.Providers;

    public ValueTask InitializeAsync() => Network.InitializeAsync();
    public ValueTask DisposeAsync() => Network.DisposeAsync();

    /// <summary>A number that nobody else of these tests has.</summary>
    public static string APhone() => "+66805" + RandomNumberGenerator.GetString("0123456789", 6);

    /// <summary>Sends what is due on this node, once.</summary>
    public Task Send() => Network.Services.GetRequiredService<GatewaySender>().Send(CancellationToken.None);

    /// <summary>Sends until nothing of the organization is on its way any more.</summary>
    public async Task Sent(Ngo ngo)
    {
        for (var waited = 0; waited < 200; waited++)
        {
            await Send();
            if ((long)(await Network.Ask("select count(*) from voice.outbound where org_id = $1 and state in ('Queued', 'Sending')", ngo.Organization))! == 0) return;
            await Task.Delay(25);
        }
        throw new TimeoutException("Something still waits.");
    }

    /// <summary>Texts that reached a phone.</summary>
    public IReadOnlyList<OnPhone> On(string phone) => [.. Providers.Phones.Where(m => m.To.TrimStart('+') == phone.TrimStart('+'))];

    /// <summary>What the organization's people were told, by kind.</summary>
    public async Task<IReadOnlyList<string>> Told(Ngo ngo)
    {
        for (var waited = 0; waited < 100 && (long)(await Network.Ask("select count(*) from platform.outbox where org_id = $1", ngo.Organization))! > 0; waited++)
        {
            await Network.Services.GetRequiredService<Delivery>().DeliverAll(CancellationToken.None);
            await Task.Delay(20);
        }
        return ((string?)await Network.Ask("select string_agg(kind, ' ' order by id) from platform.notification where org_id = $1 and kind like 'case.%'", ngo.Organization) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>How many files of a folder hold the words.</summary>
    public static IReadOnlyList<string> Holding(string folder, params string[] words)
    {
        var wanted = words.Select(Encoding.UTF8.GetBytes).ToList();
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            byte[] content;
            try { content = File.ReadAllBytes(file); } catch (IOException) { continue; } catch (UnauthorizedAccessException) { continue; }
            foreach (var (word, bytes) in words.Zip(wanted)) if (content.AsSpan().IndexOf(bytes) >= 0) found.Add($"{word} in {Path.GetRelativePath(folder, file)}");
        }
        return found;
    }
}

[CollectionDefinition(nameof(GatewayHouse))]
public sealed class GatewayTests : ICollectionFixture<GatewayHouse>;
