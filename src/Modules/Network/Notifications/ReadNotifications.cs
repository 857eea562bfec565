using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>What colleagues and the program told this person: to her, to her roles, or to the whole organization. Newest first; no content.</summary>
public static class ReadNotifications
{
    /// <summary>A notification.</summary>
    public sealed record NotificationView(
        [property: Field(FieldClass.C1)] long Id,
        [property: Field(FieldClass.C1)] string Kind,
        [property: Field(FieldClass.C1)] string SubjectKind,
        [property: Field(FieldClass.C1)] Guid Subject,
        [property: Field(FieldClass.C1)] DateOnly Day,
        [property: Field(FieldClass.C1)] bool Read) : IView<SignedIn>;

    /// <summary>Reads them.</summary>
    public static Task<IReadOnlyList<NotificationView>> Handle(Work work, int limit) => work.All<NotificationView>("""
        select id, kind, subject_kind, subject, day, read_on is not null as read from platform.notification
         where (person_id is null or person_id = $1) and (role is null or role = any($2))
         order by id desc limit $3
        """, work.Actor.PersonId, work.Actor.Roles.ToArray(), Math.Clamp(limit, 1, Paging.Most));

    /// <summary>Marks everything up to a notification as seen.</summary>
    public static async Task<Outcome> MarkRead(long upTo, Work work)
    {
        work.Write("update platform.notification set read_on = $3 where id <= $1 and read_on is null and (person_id = $2 or person_id is null)", upTo, work.Actor.PersonId, work.Today);
        work.Audit("notifications.read", "person", work.Actor.PersonId);
        return await work.Commit();
    }
}
