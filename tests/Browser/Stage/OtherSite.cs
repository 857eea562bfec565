using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenIlm.Tests.Browser;

/// <summary>Another site on this machine: where the quick exit leads, and where a page of a stranger could stand.</summary>
public sealed class OtherSite : IAsyncDisposable
{
    public const string Words = "The weather today";
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly Task serving;

    public OtherSite()
    {
        listener.Start();
        serving = Serve();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";

    private async Task Serve()
    {
        var page = Encoding.UTF8.GetBytes($"<!doctype html><title>{Words}</title><p>{Words}</p>");
        var head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {page.Length}\r\nConnection: close\r\n\r\n");
        try
        {
            while (true)
            {
                using var caller = await listener.AcceptTcpClientAsync(over.Token);
                var stream = caller.GetStream();
                // A browser also opens connections that it never uses.
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(over.Token);
                patience.CancelAfter(TimeSpan.FromSeconds(1));
                try
                {
                    if (await stream.ReadAsync(new byte[8192], patience.Token) == 0) continue;
                    await stream.WriteAsync(head, over.Token);
                    await stream.WriteAsync(page, over.Token);
                }
                catch (Exception gone) when (gone is IOException or OperationCanceledException && !over.IsCancellationRequested) { }
            }
        }
        catch (OperationCanceledException) { }
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await serving;
        listener.Stop();
        over.Dispose();
    }
}
