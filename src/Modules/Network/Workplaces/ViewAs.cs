using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>
/// Previews what a role sees. The own session is put into a mode in which nothing can be changed and no key is held. A supervisor sees the own organization
/// as the role does; an operator, who may see no fact of a case of anybody, sees every page of the role in an organization that nobody is in.
/// </summary>
public static class ViewAs
{
    /// <summary>The role.</summary>
    public sealed record Input(string Role);

    /// <summary>Roles that an actor may preview.</summary>
    public static IReadOnlyList<string> Choices(Actor actor) =>
        actor.Roles.Contains(Roles.Operator) ? [.. Roles.All.Where(r => r != Roles.Operator)]
        : InvitePerson.RolesByKind.TryGetValue(actor.OrganizationKind, out var roles) ? [.. roles.Where(r => r != Roles.Supervisor)] : [];

    /// <summary>Starts the preview.</summary>
    public static async Task<Outcome> Start(Input input, Work work)
    {
        if (!Choices(work.Actor).Contains(input.Role)) return Outcome.Refused(new BadInput("input.not-a-choice", "role"));
        var nowhere = work.Actor.Roles.Contains(Roles.Operator);
        work.Write("update access.session set view_role = $2, view_org = $3, view_kind = $4 where id = $1", work.Actor.SessionId, input.Role,
            nowhere ? Guid.NewGuid() : (Guid?)null, nowhere ? InvitePerson.RolesByKind.First(k => k.Value.Contains(input.Role)).Key : null);
        work.Audit("view.started", "session", work.Actor.SessionId, new { input.Role });
        return await work.Commit();
    }

    /// <summary>Ends the preview; nothing to end is done too.</summary>
    public static async Task<Outcome> End(Work work)
    {
        if (work.Actor.ViewingAs is not { } role) return Outcome.Done;
        await work.InRowsOf(work.Actor.SessionOrganizationId, () =>
        {
            work.Write("update access.session set view_role = null, view_org = null, view_kind = null where id = $1", work.Actor.SessionId);
            work.Audit("view.ended", "session", work.Actor.SessionId, new { Role = role });
            return Task.CompletedTask;
        });
        return await work.Commit();
    }
}
