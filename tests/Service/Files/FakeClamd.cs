using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace OpenIlm.Tests.Service;

/// <summary>Speaks INSTREAM like clamd and finds the test file that every scanner finds.</summary>
public sealed class FakeClamd : IAsyncDisposable
{
    /// <summary>The file of the European Institute for Computer Antivirus Research, in two halves so that no scanner finds it in this source.</summary>
    public static readonly string Eicar = @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource stop = new();
    private int scans;

    public FakeClamd(string path)
    {
        Path = path;
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        _ = Serve();
    }

    public string Path { get; }
    public int Scans => scans;

    private async Task Serve()
    {
        try { while (true) _ = Answer(await listener.AcceptAsync(stop.Token)); }
        catch (OperationCanceledException) { }
        catch (SocketException) { }
    }

    private async Task Answer(Socket socket)
    {
        await using var wire = new NetworkStream(socket, ownsSocket: true);
        var command = new byte[10];
        await wire.ReadExactlyAsync(command);
        if (Encoding.ASCII.GetString(command) != "zINSTREAM\0") { await wire.WriteAsync("UNKNOWN COMMAND\0"u8.ToArray()); return; }
        using var file = new MemoryStream();
        var number = new byte[4];
        while (true)
        {
            await wire.ReadExactlyAsync(number);
            var length = BinaryPrimitives.ReadInt32BigEndian(number);
            if (length == 0) break;
            var piece = new byte[length];
            await wire.ReadExactlyAsync(piece);
            file.Write(piece);
        }
        Interlocked.Increment(ref scans);
        await wire.WriteAsync(Encoding.ASCII.GetBytes(Encoding.Latin1.GetString(file.ToArray()).Contains(Eicar, StringComparison.Ordinal) ? "stream: Eicar-Test-Signature FOUND\0" : "stream: OK\0"));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        File.Delete(Path);
        stop.Dispose();
    }
}
