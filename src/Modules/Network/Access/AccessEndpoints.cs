using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using P = OpenIlm.Network.NetworkPermissions;

namespace OpenIlm.Network;

/// <summary>The API of people and access.</summary>
internal static class AccessEndpoints
{
    public static void Map(SealedEndpoints api)
    {
        api.Get("/people", P.InvitePeople, async (Guid? organizationId, Work work, AccessSettings settings) => Answers.Ok(await ListPeople.Handle(organizationId, work, settings.ReviewDays))).Produces<ListPeople.PeopleView>();
        api.Get("/people/{id:guid}", P.InvitePeople, async (Guid id, Guid? organizationId, Work work, ICaseHandover cases, AccessSettings settings) => Answers.Ok(await ReadPersonAccess.Handle(id, organizationId, work, cases, settings.ReviewDays))).Produces<ReadPersonAccess.PersonAccessView>();
        api.Post("/people/{id:guid}/grants", P.InvitePeople, async (Guid id, GrantRole.Input input, Work work, ICaseHandover cases) => Answers.Created(await GrantRole.Handle(id, input, work, cases))).Produces<CreatedView>(201);
        api.Post("/people/{id:guid}/end", P.InvitePeople, async (Guid id, EndAccess.Input? input, Work work, ICaseHandover cases, IDirectory directory) => Answers.Created(await EndAccess.Handle(id, work, cases, directory, input))).Produces<EndAccess.EndedView>(201);
        api.Post("/grants/{id:guid}/until", P.InvitePeople, async (Guid id, EndGrant.UntilInput input, HttpRequest http, Work work) => Answers.From(await EndGrant.ChangeUntil(id, Version(http), input, work))).Produces(204);
        api.Post("/grants/{id:guid}/end", P.InvitePeople, async (Guid id, EndGrant.Input? input, HttpRequest http, Work work) => Answers.From(await EndGrant.Handle(id, Version(http), input?.OrganizationId, work))).Produces(204);
        api.Post("/people/invitations", P.InvitePeople, async (InvitePerson.Input input, Work work, InvitationPost post) => Answers.Created(await InvitePerson.Handle(input, work, post))).Produces<InvitePerson.Invited>(201);
        api.Post("/people/invitations/{id:guid}/resend", P.InvitePeople, async (Guid id, ResendInvitation.Input? input, Work work, InvitationPost post) => Answers.Created(await ResendInvitation.Handle(id, input?.OrganizationId, work, post))).Produces<InvitePerson.Invited>(201);
        api.Post("/people/invitations/{id:guid}/revoke", P.InvitePeople, async (Guid id, ResendInvitation.Input? input, Work work) => Answers.From(await ResendInvitation.Revoke(id, input?.OrganizationId, work))).Produces(204);
        api.Own("POST", "/invitations/accept", async (JoinOrganization.Input input, Work work) => Answers.Created(await JoinOrganization.Handle(input, work))).Produces<CreatedView>(201);
        api.Get("/access-reviews", P.ReviewAccess, async (Guid? organizationId, Work work, ICaseHandover cases, AccessSettings settings) => Answers.Ok(await ReviewAccess.Read(organizationId, work, cases, settings.ReviewDays))).Produces<ReviewAccess.ReviewView>();
        api.Post("/access-reviews", P.InvitePeople, async (ReviewAccess.Input input, Work work) => Answers.From(await ReviewAccess.Decide(input, work))).Produces(204);
        api.Own("GET", "/workplaces", async (Work work) => Results.Json(await ChangeWorkplace.List(work), Json.Api)).Produces<IReadOnlyList<ChangeWorkplace.WorkplaceView>>();
        api.Own("POST", "/sessions/current/workplace", async (ChangeWorkplace.Input input, Work work) => Answers.From(await ChangeWorkplace.Handle(input, work))).Produces(204);
        api.Post("/sessions/current/view", P.ViewAs, async (ViewAs.Input input, Work work) => Answers.From(await ViewAs.Start(input, work))).Produces(204);
        api.Own("DELETE", "/sessions/current/view", async (Work work) => Answers.From(await ViewAs.End(work))).Produces(204).WithMetadata(new WhilePreviewingAttribute());
    }

    private static int? Version(HttpRequest request)
    {
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0 || header == "*") return null;
        return int.TryParse(header.Trim('"'), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : 0;
    }
}
