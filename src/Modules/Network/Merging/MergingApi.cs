using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The API of finding duplicates, merging and splitting.</summary>
internal static class MergingApi
{
    /// <summary>Maps it.</summary>
    public static void Map(SealedEndpoints api)
    {
        const string keep = NetworkPermissions.KeepDirectory;
        api.Get("/matches", keep, async (string? kind, int? limit, string? cursor, Work work) => Answers.Ok(await ListMatches.Handle(kind, limit, cursor, work))).Produces<Page<MatchView>>();
        api.Post("/matches/{id:guid}/apart", keep, async (Guid id, HttpRequest http, Work work) => Answers.From(await KeepApart.Handle(id, Version(http), work)));
        api.Get("/matches/look", keep, async (Work work) => await LookAgain.Newest(work) is { } look ? Results.Json(look, Json.Api) : Results.NoContent()).Produces<LookAgain.LookView>();
        api.Post("/matches/look", keep, async (Work work, LookThroughDirectory looking) => Answers.Created(await LookAgain.Handle(work, looking))).Produces<CreatedView>(201);
        api.Post("/sites/{id:guid}/merge", keep, async (Guid id, MergeRecords.Input input, HttpRequest http, Work work) => Answers.Created(await MergeRecords.Sites(id, Version(http), input, work))).Produces<CreatedView>(201);
        api.Post("/organizations/{id:guid}/merge", keep, async (Guid id, MergeRecords.Input input, HttpRequest http, Work work) => Answers.Created(await MergeRecords.Organizations(id, Version(http), input, work))).Produces<CreatedView>(201);
        api.Get("/merges", keep, async (Guid? subject, int? limit, Work work) => Answers.Ok(await ListMerges.Handle(subject, limit, work))).Produces<Page<MergeView>>();
        api.Post("/merges/{id:guid}/split", keep, async (Guid id, HttpRequest http, Work work) => Answers.Created(await SplitMerge.Handle(id, Version(http), work))).Produces<SplitMerge.SplitView>(201);
    }

    // The version in If-Match; null when none is asked for; 0, which no row has, when it cannot be read.
    private static int? Version(HttpRequest request)
    {
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0 || header == "*") return null;
        return int.TryParse(header.Trim('"'), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : 0;
    }
}
