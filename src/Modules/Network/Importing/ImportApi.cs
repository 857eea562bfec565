using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using P = OpenIlm.Network.NetworkPermissions;

namespace OpenIlm.Network;

/// <summary>The API of facility lists, and the job that works on them.</summary>
internal static class ImportApi
{
    internal static IServiceCollection AddImporting(this IServiceCollection services) =>
        services.AddSingleton<ImportJob>().AddHostedService(s => s.GetRequiredService<ImportJob>());

    internal static void MapImports(SealedEndpoints api)
    {
        api.Post("/imports", P.ImportLists, async (HttpRequest request, Work work) =>
        {
            var upload = await Upload.Receive(request, TableFile.LargestFile, work.Cancelled);
            return upload.IsDone ? Answers.Created(await StartImport.Handle(upload.Value!, work)) : Answers.From(upload);
        }).WithMetadata(new RequestSizeLimitAttribute(StartImport.LargestRequest));
        api.Get("/imports", P.ImportLists, async (Work work) => Results.Json(new Page<ImportItemView>(await ReadImport.List(work), null), Json.Api)).Produces<Page<ImportItemView>>();
        api.Get("/imports/{id:guid}", P.ImportLists, async (Guid id, Work work) => Answers.Ok(await ReadImport.Handle(id, work)));
        api.Get("/imports/{id:guid}/rows", P.ImportLists, async (Guid id, string? filter, int? limit, string? cursor, Work work, ITexts texts) =>
            cursor is not null && !int.TryParse(cursor, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _)
                ? Answers.From(Outcome.Refused(new BadInput("input.invalid", "cursor")))
                : Answers.Ok(await ReadImport.Rows(id, filter, cursor is null ? null : int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture), limit, work, texts)));
        api.Get("/imports/{id:guid}/problems", P.ImportLists, async (Guid id, Work work, ITexts texts) =>
            await ReadImport.Report(id, work, texts) is { IsDone: true } report ? Results.Text(report.Value!, "text/csv; charset=utf-8") : Answers.From(Outcome.Missing));
        api.Post("/imports/{id:guid}/mapping", P.ImportLists, async (Guid id, MapImport.Input input, HttpRequest request, Work work) => Answers.From(await MapImport.Handle(id, Version(request), input, work)));
        api.Post("/imports/{id:guid}/decisions", P.ImportLists, async (Guid id, DecideDuplicate.Input input, Work work) => Answers.From(await DecideDuplicate.Handle(id, input, work)));
        api.Post("/imports/{id:guid}/apply", P.ImportLists, async (Guid id, HttpRequest request, Work work) => Answers.From(await ApplyImport.Handle(id, Version(request), work)));
        api.Post("/imports/{id:guid}/undo", P.ImportLists, async (Guid id, HttpRequest request, Work work) => Answers.From(await UndoImport.Handle(id, Version(request), work)));
    }

    // No row has version 0: what cannot be read is stale.
    private static int? Version(HttpRequest request)
    {
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0 || header == "*") return null;
        return int.TryParse(header.Trim('"'), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : 0;
    }
}
