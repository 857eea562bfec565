using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using OpenIlm.Kernel;

namespace OpenIlm.Platform;

/// <summary>What came in a form with a file, read part by part into memory: what is uploaded never touches the disk before it is sealed or stored.</summary>
/// <param name="Fields">The other fields by name.</param>
/// <param name="FileName">Name of the file; empty when there was none.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Length">How many of them count.</param>
public sealed record Upload(IReadOnlyDictionary<string, string> Fields, string FileName, byte[] Bytes, int Length)
{
    /// <summary>What may stand around the file in a form, in bytes.</summary>
    public const int AroundTheFile = 1 << 20;

    /// <summary>A field; empty when it did not come.</summary>
    public string this[string field] => Fields.GetValueOrDefault(field, "");

    /// <summary>Reads a multipart request part by part.</summary>
    /// <param name="request">The request.</param>
    /// <param name="largest">Largest file, in bytes.</param>
    /// <param name="cancelled">The request's cancellation.</param>
    public static async Task<Outcome<Upload>> Receive(HttpRequest request, int largest, CancellationToken cancelled)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary) return Outcome<Upload>.Refused(new BadInput("import.not-multipart", "file"));
        var (fields, name, bytes, length) = (new Dictionary<string, string>(StringComparer.Ordinal), "", Array.Empty<byte>(), 0);
        try
        {
            var reader = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 4096 };
            while (await reader.ReadNextSectionAsync(cancelled) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var part)) continue;
                if (part.IsFileDisposition())
                {
                    name = System.IO.Path.GetFileName((part.FileNameStar.HasValue ? part.FileNameStar : HeaderUtilities.RemoveQuotes(part.FileName)).Value ?? "");
                    using var kept = new MemoryStream();
                    var buffer = new byte[81920];
                    int read;
                    while ((read = await section.Body.ReadAsync(buffer, cancelled)) > 0)
                    {
                        if (kept.Length + read > largest) return Outcome<Upload>.Refused(TooLarge(largest));
                        kept.Write(buffer, 0, read);
                    }
                    (bytes, length) = (kept.GetBuffer(), (int)kept.Length);
                }
                else if (part.IsFormDisposition() && fields.Count < 20)
                {
                    var value = new char[1024];
                    using var text = new StreamReader(section.Body);
                    fields[HeaderUtilities.RemoveQuotes(part.Name).Value ?? ""] = new string(value, 0, await text.ReadBlockAsync(value, cancelled));
                }
            }
        }
        catch (BadHttpRequestException large) when (large.StatusCode == StatusCodes.Status413PayloadTooLarge) { return Outcome<Upload>.Refused(TooLarge(largest)); }
        catch (Exception torn) when (torn is InvalidDataException or IOException) { return Outcome<Upload>.Refused(new BadInput("import.not-multipart", "file")); }
        return new Upload(fields, name, bytes, length);
    }

    private static BadInput TooLarge(int largest) => new("import.too-large", "file", largest >> 20);
}
