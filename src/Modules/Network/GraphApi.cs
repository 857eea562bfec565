using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The API of the directory in full and of the graph.</summary>
internal static class GraphApi
{
    public static void Map(SealedEndpoints api)
    {
        const string read = NetworkPermissions.ReadDirectory, keep = NetworkPermissions.KeepDirectory, chain = NetworkPermissions.ReadChain;
        api.Get("/organizations/{id:guid}", read, async (Guid id, Work work) => Answers.Ok(await ReadOrganization.Handle(id, work))).AddEndpointFilter(MovedIds.Filter("organization"));
        api.Post("/organizations/{id:guid}", keep, async (Guid id, EditOrganization.Input input, HttpRequest request, Work work) => Answers.From(await EditOrganization.Handle(id, Kept.Version(request), input, work)));
        api.Get("/sites/{id:guid}", read, async (Guid id, Work work) => Answers.Ok(await ReadSite.Handle(id, work))).AddEndpointFilter(MovedIds.Filter("site"));
        api.Post("/sites/{id:guid}", keep, async (Guid id, EditSite.Input input, HttpRequest request, Work work) => Answers.From(await EditSite.Handle(id, Kept.Version(request), input, work)));
        api.Post("/sites/{id:guid}/headcounts", keep, async (Guid id, RecordHeadcount.Input input, Work work) => Answers.Created(await RecordHeadcount.Handle(id, input, work)));
        foreach (var (path, kind) in new[] { ("organizations", "organization"), ("sites", "site") })
        {
            api.Post($"/{path}/{{id:guid}}/names", keep, async (Guid id, KeepNames.Input input, Work work) => Answers.Created(await KeepNames.Add(kind, id, input, work)));
            api.Post($"/{path}/{{id:guid}}/names/{{nameId:guid}}/remove", keep, async (Guid id, Guid nameId, Work work) => Answers.From(await KeepNames.Remove(kind, id, nameId, work)));
            api.Post($"/{path}/{{id:guid}}/identifiers", keep, async (Guid id, KeepIdentifiers.Input input, Work work) => Answers.Created(await KeepIdentifiers.Add(kind, id, input, work)));
            api.Post($"/{path}/{{id:guid}}/identifiers/{{identifierId:guid}}/remove", keep, async (Guid id, Guid identifierId, Work work) => Answers.From(await KeepIdentifiers.Remove(kind, id, identifierId, work)));
        }
        api.Post("/organizations/{id:guid}/focal-points", keep, async (Guid id, KeepFocalPoint.Input input, Work work) => Answers.Created(await KeepFocalPoint.Add(id, input, work)));
        api.Post("/organizations/{id:guid}/focal-points/{focalPointId:guid}/end", keep, async (Guid id, Guid focalPointId, Work work) => Answers.From(await KeepFocalPoint.End(id, focalPointId, work)));

        api.Get("/relations/{id:guid}", read, async (Guid id, Work work) => Answers.Ok(await ReadRelation.Handle(id, work)));
        api.Post("/relations/{id:guid}/end", keep, async (Guid id, EndRelation.Input input, HttpRequest request, Work work) => Answers.From(await EndRelation.Handle(id, Kept.Version(request), input, work)));
        api.Post("/relations/{id:guid}/disclosures", NetworkPermissions.DiscloseRecruiters, async (Guid id, DiscloseRecruiter.Input input, Work work) => Answers.Created(await DiscloseRecruiter.Handle(id, input, work)));
        api.Post("/disclosures/{id:guid}/end", NetworkPermissions.DiscloseRecruiters, async (Guid id, Work work) => Answers.From(await DiscloseRecruiter.End(id, work)));
        api.Post("/relations/{id:guid}/agreements", keep, async (Guid id, KeepAgreement.Input input, Work work) => Answers.Created(await KeepAgreement.Handle(id, null, null, input, work)));
        api.Post("/relations/{id:guid}/agreements/{agreementId:guid}", keep, async (Guid id, Guid agreementId, KeepAgreement.Input input, HttpRequest request, Work work) => Answers.Ok(await KeepAgreement.Handle(id, agreementId, Kept.Version(request), input, work)));
        api.Post("/agreements/{id:guid}/review", keep, async (Guid id, ReviewAgreement.Input input, HttpRequest request, Work work) => Answers.From(await ReviewAgreement.Handle(id, Kept.Version(request), input, work)));
        api.Get("/corridors", read, async (Work work) => Results.Json(await ListCorridors.Handle(work), Json.Api));
        api.Post("/corridors", keep, async (KeepCorridor.Input input, Work work) => Answers.Created(await KeepCorridor.Handle(null, null, input, work)));
        api.Post("/corridors/{id:guid}", keep, async (Guid id, KeepCorridor.Input input, HttpRequest request, Work work) => Answers.Ok(await KeepCorridor.Handle(id, Kept.Version(request), input, work)));
        api.Post("/licensing", keep, async (KeepLicensing.Input input, Work work) => Answers.From(await KeepLicensing.Handle(input, work)));
        api.Post("/gaps", keep, async (KeepGap.Input input, Work work) => Answers.Created(await KeepGap.Add(input, work)));
        api.Post("/gaps/{id:guid}/close", keep, async (Guid id, KeepGap.Closing input, HttpRequest request, Work work) => Answers.From(await KeepGap.Close(id, Kept.Version(request), input, work)));

        api.Get("/supply-chain", chain, async (Guid? organizationId, int? limit, string? cursor, Work work) => Answers.Ok(await ReadSupplyChain.Handle(organizationId, limit, cursor, work)));
        api.Get("/supply-chain/sites", chain, async (Guid? organizationId, string? country, int? limit, string? cursor, Work work) => Answers.Ok(await ReadSupplyChain.Sites(organizationId, country, limit, cursor, work)));
        api.Get("/supply-chain/branches", chain, async (Guid? of, Guid? corridorId, int? skip, Work work) => Answers.Ok(await ReadBranches.Handle(of, corridorId, skip, work)));
        api.Get("/supply-chain/places", chain, async (Guid? organizationId, double? cell, Work work) => Answers.Ok(await ReadPlaces.Handle(organizationId, cell, work)));

        foreach (var what in new[] { "organizations", "sites", "relations" })
            api.Get($"/{what}/export", read, async (string? format, Work work) =>
            {
                var outcome = await ExportDirectory.Handle(what, format, work);
                return outcome.IsDone ? TableWriter.Download(outcome.Value!, format ?? "csv", work.Today) : Answers.From(outcome);
            });
    }
}
