using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenIlm.Bench;

/// <summary>
/// One kept-open connection that speaks just enough HTTP/1.1 to load a server on the same machine without using its cores for itself.
/// </summary>
public sealed class Wire(int port) : IDisposable
{
    private readonly byte[] buffer = new byte[1 << 20];
    private Socket? socket;

    /// <summary>The body of the last answer.</summary>
    public string Body => Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    private readonly MemoryStream body = new();

    /// <summary>Bytes of a request, made once and sent often.</summary>
    public static byte[] Request(string method, string path, string? token, string? json)
    {
        var content = json is null ? [] : Encoding.UTF8.GetBytes(json);
        var head = $"{method} /api/v1{path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{(token is null ? "" : $"Authorization: Bearer {token}\r\n")}{(json is null ? "" : "Content-Type: application/json\r\n")}Content-Length: {content.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. content];
    }

    /// <summary>Sends a request and reads the whole answer; returns its status.</summary>
    /// <exception cref="IOException">The server went away.</exception>
    public async Task<int> Send(byte[] request, CancellationToken cancelled = default)
    {
        try
        {
            if (socket is null)
            {
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancelled);
            }
            await socket.SendAsync(request, SocketFlags.None, cancelled);
            return await Answer(cancelled);
        }
        catch (SocketException away) { Dispose(); throw new IOException("The server went away.", away); }
        catch (IOException) { Dispose(); throw; }
    }

    private async Task<int> Answer(CancellationToken cancelled)
    {
        body.SetLength(0);
        var have = 0;
        int end;
        while ((end = buffer.AsSpan(0, have).IndexOf("\r\n\r\n"u8)) < 0) have += await Read(have, cancelled);
        var head = Encoding.ASCII.GetString(buffer, 0, end);
        var status = int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture);
        var at = end + 4;
        if (Header(head, "Content-Length: ") is { } length)
        {
            var size = int.Parse(length, CultureInfo.InvariantCulture);
            while (have - at < size) have += await Read(have, cancelled);
            body.Write(buffer, at, size);
        }
        else if (head.Contains("chunked", StringComparison.OrdinalIgnoreCase))
        {
            while (true)
            {
                int line;
                while ((line = buffer.AsSpan(at, have - at).IndexOf("\r\n"u8)) < 0) have += await Read(have, cancelled);
                var size = int.Parse(Encoding.ASCII.GetString(buffer, at, line), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                at += line + 2;
                while (have - at < size + 2) have += await Read(have, cancelled);
                body.Write(buffer, at, size);
                at += size + 2;
                if (size == 0) break;
            }
        }
        return status;
    }

    private async Task<int> Read(int at, CancellationToken cancelled)
    {
        var read = await socket!.ReceiveAsync(buffer.AsMemory(at), SocketFlags.None, cancelled);
        return read > 0 ? read : throw new IOException("The server closed the connection.");
    }

    private static string? Header(string head, string name) =>
        head.IndexOf(name, StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? head[(at + name.Length)..].Split('\r')[0] : null;

    /// <inheritdoc />
    public void Dispose()
    {
        socket?.Dispose();
        socket = null;
    }
}
