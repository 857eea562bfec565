using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenIlm.Tests.Service;

/// <summary>A mail server that takes everything.</summary>
public sealed class PostOffice : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    public List<string> Mails { get; } = [];
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public PostOffice()
    {
        listener.Start();
        _ = Serve();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
                await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\r\n" };
                await writer.WriteLineAsync("220 here");
                while (await reader.ReadLineAsync() is { } line)
                {
                    if (line == "DATA")
                    {
                        await writer.WriteLineAsync("354 go on");
                        var mail = new StringBuilder();
                        while (await reader.ReadLineAsync() is { } text && text != ".") mail.Append(text).Append("\r\n");
                        lock (Mails) Mails.Add(mail.ToString());
                    }
                    await writer.WriteLineAsync(line == "QUIT" ? "221 bye" : "250 ok");
                    if (line == "QUIT") break;
                }
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException or IOException) { }
    }

    public void Dispose() => listener.Dispose();
}
