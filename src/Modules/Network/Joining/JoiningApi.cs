using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The API of joining and of what buyers ask.</summary>
internal static class JoiningApi
{
    public static void Map(SealedEndpoints api)
    {
        api.Get("/joining", NetworkPermissions.JoinNetwork, async (Work work) => Answers.Ok(await ReadJoining.Handle(work.Actor.OrganizationId, work)));
        api.Post("/joining/acceptances", NetworkPermissions.JoinNetwork, async (AcceptTerms.Input input, Work work) => Answers.Created(await AcceptTerms.Handle(input, work)));
        api.Post("/joining/baseline", NetworkPermissions.JoinNetwork, async (TellBaseline.Input input, Work work) => Answers.From(await TellBaseline.Handle(input, work)));
        api.Post("/joining/focal-points", NetworkPermissions.JoinNetwork, async (KeepFocalPoint.Input input, Work work) => Answers.Created(await KeepFocalPoint.Add(work.Actor.OrganizationId, input, work)));
        api.Get("/joining/organizations", NetworkPermissions.SeeJoining, async (int? limit, string? cursor, Work work) => Answers.Ok(await ListJoining.Handle(limit, cursor, work)));
        api.Get("/joining/organizations/{id:guid}", NetworkPermissions.SeeJoining, async (Guid id, Work work) => Answers.Ok(await ReadJoining.Handle(id, work)));
        api.Post("/joining/consequences", NetworkPermissions.PublishConsequences, async (PublishConsequences.Input input, Work work) => Answers.Created(await PublishConsequences.Handle(input, work)));

        api.Get("/requirements", NetworkPermissions.ReadRequirements, async (Work work) => Results.Json(await ListRequirements.Handle(work), Json.Api));
        api.Post("/requirements", NetworkPermissions.TellRequirements, async (TellRequirement.Input input, Work work) => Answers.Created(await TellRequirement.Handle(input, work)));
        api.Post("/requirements/{id:guid}/end", NetworkPermissions.TellRequirements, async (Guid id, HttpRequest request, Work work) => Answers.From(await EndRequirement.Handle(id, Kept.Version(request), work)));
        api.Post("/requirements/{id:guid}/acknowledge", NetworkPermissions.AcknowledgeRequirements, async (Guid id, AcknowledgeRequirement.Input input, HttpRequest request, Work work) =>
            Answers.From(await AcknowledgeRequirement.Handle(id, Kept.Version(request), input, work)));
    }
}
