using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Changes over to another organization one works for. Nothing ends: the session goes on with the roles and the key that the person has there.</summary>
public static class ChangeWorkplace
{
    /// <summary>Where to.</summary>
    public sealed record Input(Guid OrganizationId);

    /// <summary>An organization that the person works for.</summary>
    public sealed record WorkplaceView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Kind,
        [property: Field(FieldClass.C1)] bool Home,
        [property: Field(FieldClass.C1)] bool Now) : IView<SignedIn>;

    private sealed record Row(Guid Id, string Name, string Kind, bool Home);

    /// <summary>Where the person works.</summary>
    public static async Task<IReadOnlyList<WorkplaceView>> List(Work work) =>
        [.. (await work.All<Row>("select id, name, kind, home from access.works_in($1)", work.Actor.PersonId)).Select(r => new WorkplaceView(r.Id, r.Name, r.Kind, r.Home, r.Id == work.Actor.SessionOrganizationId))];

    /// <summary>Changes over.</summary>
    public static async Task<Outcome> Handle(Input input, Work work)
    {
        if ((await List(work)).All(w => w.Id != input.OrganizationId)) return Outcome.Missing;
        work.Write("update access.session set org_id = $2, view_role = null, view_org = null, view_kind = null where id = $1", work.Actor.SessionId, input.OrganizationId);
        work.Audit("session.changed-over", "session", work.Actor.SessionId, new { to = input.OrganizationId });
        return await work.Commit();
    }
}
