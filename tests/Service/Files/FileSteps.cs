using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Service;

/// <summary>What the tests of files share.</summary>
public static class FileSteps
{
    /// <summary>The files of a case for somebody.</summary>
    public static async Task<IReadOnlyList<JsonNode>> Files(this Person who, Guid @case) => [.. (await who.Get($"/cases/{@case}/files")).Ok().AsArray().Select(f => f!)];

    /// <summary>Waits until every file of the case has been through scanner and tools, which nobody else waits for.</summary>
    public static async Task<IReadOnlyList<JsonNode>> PreparedFiles(this Person who, Guid @case)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(40); await Task.Delay(50))
            if (await who.Files(@case) is var files && files.All(f => f["state"]!.GetValue<string>() is not "waiting")) return files;
        throw new TimeoutException("A file was never prepared.");
    }

    public static Guid IdOf(this JsonNode file) => file["id"]!.GetValue<Guid>();
    public static string StateOf(this JsonNode file) => file["state"]!.GetValue<string>();

    public static Task<(HttpStatusCode Status, byte[] Bytes, HttpResponseMessage Response)> Copy(this Person who, Guid @case, Guid file) => Calls.Fetch(who.Http, HttpMethod.Get, $"/api/v1/cases/{@case}/files/{file}");
    public static Task<(HttpStatusCode Status, byte[] Bytes, HttpResponseMessage Response)> Original(this Person who, Guid @case, Guid file, string? reason = "safety") => Calls.Fetch(who.Http, HttpMethod.Post, $"/api/v1/cases/{@case}/files/{file}/original", new { reason = reason ?? "" });

    /// <summary>The tools that clean, which are not on every machine. Told aloud where they are missing.</summary>
    public static async Task NeedsTheTools(this TestNetwork network)
    {
        if (!(await network.Services.GetRequiredService<FileCleaner>().Find(default)).All) Assert.Skip("libvips-tools, mat2 or bubblewrap is missing: nothing is cleaned on this machine.");
    }

    /// <summary>Bytes that begin like a picture and are as long as asked.</summary>
    public static byte[] Large(long bytes)
    {
        var file = new byte[bytes];
        SampleFiles.PngThatSays(100, 100).CopyTo(file, 0);
        return file;
    }
}
