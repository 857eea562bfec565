using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;

namespace OpenIlm.Platform;

/// <summary>The own drafts over HTTP. They are part of the own account: no role is needed to keep what one types.</summary>
public static class DraftsApi
{
    /// <summary>Maps it.</summary>
    public static void Map(SealedEndpoints api)
    {
        api.Own("GET", "/drafts", async (string? kind, Guid? subject, Work work, IEnumerable<DraftKind> kinds) => Results.Json(await ReadDraft.List(work, kinds, kind, subject), Json.Api)).Produces<IReadOnlyList<ReadDraft.DraftItemView>>();
        api.Own("GET", "/drafts/keys", (Work work) => Answers.Ok(LocalKeys.Handle(work))).Produces<LocalKeys.KeysView>();
        api.Own("GET", "/drafts/{kind}/{subject:guid}", async (string kind, Guid subject, HttpContext http, Work work, Keystore keystore) =>
        {
            var outcome = await ReadDraft.Handle(kind, subject, work, keystore);
            if (outcome.IsDone) http.Response.Headers.ETag = Tag(outcome.Value!.Version);
            return Answers.Ok(outcome);
        }).Produces<ReadDraft.DraftView>();
        api.Own("PUT", "/drafts/{kind}/{subject:guid}", async (string kind, Guid subject, [FromHeader(Name = "If-Match")] string? version, KeepDraft.Input input, HttpContext http, Work work, Keystore keystore, IEnumerable<DraftKind> kinds) =>
        {
            int? known = null;
            if (version is not null)
            {
                if (!int.TryParse(version.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return Answers.From(Outcome.Stale);
                known = number;
            }
            var outcome = await KeepDraft.Handle(kind, subject, known, input, work, keystore, kinds);
            if (outcome.IsDone) http.Response.Headers.ETag = Tag(outcome.Value!.Version);
            return Answers.Ok(outcome);
        }).WithMetadata(new RequestSizeLimitAttribute(4 * KeepDraft.MostBytes)).Produces<KeepDraft.KeptView>();
        api.Own("DELETE", "/drafts/{kind}/{subject:guid}", async (string kind, Guid subject, Work work) => Answers.From(await DropDraft.Handle(kind, subject, work)));
    }

    private static string Tag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}
