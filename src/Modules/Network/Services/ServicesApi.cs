using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The API of the service directory for whoever handles cases.</summary>
internal static class ServicesApi
{
    /// <summary>Maps it.</summary>
    public static void Map(SealedEndpoints api)
    {
        api.Get("/services", NetworkPermissions.ReadServices, async (string? country, string? kind, string? language, string? query, bool? reviewDue, int? limit, string? cursor, Work work, ServiceOptions options) =>
            Answers.Ok(await ListServices.Handle(new(country, kind, language, query, reviewDue ?? false), limit, cursor, work, options)));
        api.Get("/services/{id:guid}", NetworkPermissions.ReadServices, async (Guid id, Work work, ServiceOptions options) => Answers.Ok(await ReadService.Handle(id, work, options)));
        api.Post("/services", NetworkPermissions.KeepServices, async (AddService.Input input, Work work) => Answers.Created(await AddService.Handle(input, work)));
        api.Post("/services/{id:guid}", NetworkPermissions.KeepServices, async (Guid id, AddService.Input input, [FromHeader(Name = "If-Match")] string? version, Work work) =>
            Read(version, out var read) ? Answers.Ok(await ChangeService.Handle(id, read, input, work)) : Answers.From(Outcome.Stale));
        api.Post("/services/{id:guid}/reviews", NetworkPermissions.KeepServices, async (Guid id, ReviewService.Input input, [FromHeader(Name = "If-Match")] string? version, Work work) =>
            Read(version, out var read) ? Answers.Created(await ReviewService.Handle(id, read, input, work)) : Answers.From(Outcome.Stale));
        api.Post("/services/{id:guid}/status", NetworkPermissions.KeepServices, async (Guid id, SetServiceStatus.Input input, [FromHeader(Name = "If-Match")] string? version, Work work) =>
            Answers.From(Read(version, out var read) ? await SetServiceStatus.Handle(id, read, input, work) : Outcome.Stale));
        api.Post("/services/{id:guid}/address", NetworkPermissions.ReadSecretAddresses, async (Guid id, Work work) => Answers.Ok(await ReadSecretAddress.Handle(id, work)));
    }

    private static bool Read(string? header, out int? version)
    {
        version = int.TryParse(header?.Trim('"'), out var number) ? number : null;
        return header is null || version is not null;
    }
}
