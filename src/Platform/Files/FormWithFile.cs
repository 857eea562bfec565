using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using OpenIlm.Kernel;

namespace OpenIlm.Platform;

/// <summary>
/// A form of several parts, read as it comes in: its fields first, then one file, whose bytes are still on the wire when this is handed over. The
/// framework's own reader would lay the file on the disk in plaintext (security design, trap 3).
/// </summary>
/// <param name="Fields">The fields that stand before the file.</param>
/// <param name="File">The file; null when the form has none.</param>
public sealed record FormWithFile(IReadOnlyDictionary<string, string> Fields, IncomingFile? File)
{
    private const int MostFields = 20, MostFieldBytes = 128 * 1024;

    /// <summary>The field; null when it is absent or empty.</summary>
    public string? Text(string name) => Fields.TryGetValue(name, out var value) && value.Length > 0 ? value.Replace("\r\n", "\n", StringComparison.Ordinal) : null;

    /// <summary>Whether the request brings such a form.</summary>
    public static bool IsThere(HttpRequest request) => request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Reads the fields up to the file.</summary>
    public static async Task<Outcome<FormWithFile>> Read(HttpRequest request, CancellationToken cancelled)
    {
        if (!IsThere(request) || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 70 } boundary)
            return Outcome<FormWithFile>.Refused(FileRefusals.NotAForm());
        var reader = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 4096 };
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            var room = MostFieldBytes;
            while (await reader.ReadNextSectionAsync(cancelled) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var part) || HeaderUtilities.RemoveQuotes(part.Name).Value is not { Length: > 0 } name) return Outcome<FormWithFile>.Refused(FileRefusals.NotAForm());
                if (part.FileName.HasValue || part.FileNameStar.HasValue) return new FormWithFile(fields, new IncomingFile(section.Body, HeaderUtilities.RemoveQuotes(part.FileNameStar.HasValue ? part.FileNameStar : part.FileName).Value, section.ContentType));
                if (fields.Count == MostFields || await Field(section.Body, room, cancelled) is not { } value || !fields.TryAdd(name, value.Text)) return Outcome<FormWithFile>.Refused(FileRefusals.NotAForm());
                room -= value.Bytes;
            }
            return new FormWithFile(fields, null);
        }
        catch (InvalidDataException) { return Outcome<FormWithFile>.Refused(FileRefusals.NotAForm()); }
        catch (IOException cut) when (cut is not BadHttpRequestException) { return Outcome<FormWithFile>.Refused(FileRefusals.CutOff()); }
    }

    private static async Task<(string Text, int Bytes)?> Field(Stream body, int most, CancellationToken cancelled)
    {
        var bytes = new byte[most + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancelled);
        return length > most ? null : (Encoding.UTF8.GetString(bytes, 0, length), length);
    }

    /// <summary>Reads what is still to come and drops it: a browser that is answered while it sends shows a broken connection and not the answer.</summary>
    public static async Task Drain(HttpRequest request, CancellationToken cancelled)
    {
        var buffer = new byte[64 * 1024];
        try { while (await request.Body.ReadAsync(buffer, cancelled) > 0) { } }
        catch (IOException) { }
        catch (OperationCanceledException) { }
    }
}
