using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>The hotline over HTTP.</summary>
internal static class HotlineApi
{
    /// <summary>Maps it.</summary>
    internal static void Map(SealedEndpoints api)
    {
        api.Get("/contacts", VoicePermissions.LogContacts, async (HttpContext http, Work work, ICaseGlance cases) =>
        {
            var (filter, wrong) = ListContacts.Read(name => http.Request.Query[name]);
            return wrong.Count > 0 ? Answers.From(Outcome.Refused(wrong)) : Answers.Ok<ListContacts.ContactsView>(await ListContacts.Handle(filter, work, cases));
        }).Produces<ListContacts.ContactsView>();
        // A POST, so that the number stands in no address and no log.
        api.PostSealed("/contacts/known", VoicePermissions.LogContacts, async (KnownCaller.Input input, Work work, ICaseGlance cases, Recognition recognition) => Answers.Ok(await KnownCaller.Handle(input, work, cases, recognition))).Produces<KnownCaller.KnownView>();
        api.Get("/contacts/sites", VoicePermissions.LogContacts, async (string? query, Work work, IDirectory directory, ICaseGlance cases) => Results.Json(await FindSite.Handle(query, work, directory, cases), Json.Api))
            .Produces<IReadOnlyList<FindSite.SiteView>>();
        api.Get("/callbacks", VoicePermissions.LogContacts, async (Work work, Dossiers dossiers, ICaseGlance cases) => Results.Json(await CallBacks.List(work, dossiers, cases), Json.Api))
            .Produces<IReadOnlyList<CallBacks.CallBackView>>();
        api.Post("/callbacks/{id:guid}/attempts", VoicePermissions.LogContacts, async (Guid id, [FromHeader(Name = "If-Match")] string? version, CallBacks.Attempt input, Work work) =>
        {
            int? read = null;
            if (version is not null)
            {
                if (!int.TryParse(version.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return Answers.From(Outcome.Stale);
                read = number;
            }
            return Answers.Created(await CallBacks.Try(id, read, input, work));
        }).Produces<CallBacks.TriedView>(201);
    }
}
