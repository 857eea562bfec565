using System.Net;
using System.Net.Sockets;
using Npgsql;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Browser;

/// <summary>The line between a node and its database, which a test may cut and mend.</summary>
public sealed class Cable : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly string socket;
    private readonly Task serving;
    private CancellationTokenSource whole = new();
    private volatile bool cut;

    /// <summary>Lays it to the embedded server of the addresses.</summary>
    public Cable(DatabaseAddresses addresses)
    {
        var server = new NpgsqlConnectionStringBuilder(addresses.Data);
        socket = Path.Combine(server.Host!, ".s.PGSQL." + server.Port);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        string Through(string address) => new NpgsqlConnectionStringBuilder(address) { Host = "127.0.0.1", Port = port, SslMode = SslMode.Disable }.ConnectionString;
        Addresses = addresses with { Data = Through(addresses.Data), Keystore = Through(addresses.Keystore), DataOwner = null, KeystoreOwner = null };
        serving = Serve();
    }

    /// <summary>The same databases at the other end of the line.</summary>
    public DatabaseAddresses Addresses { get; }

    /// <summary>Nothing goes through any more, and what was open breaks.</summary>
    public void Cut()
    {
        cut = true;
        whole.Cancel();
    }

    /// <summary>New connections go through again.</summary>
    public void Mend()
    {
        whole = new CancellationTokenSource();
        cut = false;
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                var node = await listener.AcceptTcpClientAsync(over.Token);
                if (cut) { node.Dispose(); continue; }
                _ = Join(node, whole.Token);
            }
        }
        catch (OperationCanceledException) { }
    }

    private async Task Join(TcpClient node, CancellationToken broken)
    {
        using var ends = node;
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await server.ConnectAsync(new UnixDomainSocketEndPoint(socket), broken);
            await using var behind = new NetworkStream(server);
            var front = node.GetStream();
            await await Task.WhenAny(front.CopyToAsync(behind, broken), behind.CopyToAsync(front, broken));
        }
        catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException) { }
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await over.CancelAsync();
        await serving;
        listener.Stop();
        over.Dispose();
        whole.Dispose();
    }
}
