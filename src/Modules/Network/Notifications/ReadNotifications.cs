using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>What colleagues and the program told this person: to her, to her roles, or to the whole organization. Newest first; no content. What was told to
/// several is read by each for herself.</summary>
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

    /// <summary>What was told of one kind on one day, or of one thing on one day.</summary>
    /// <param name="Day">The day.</param>
    /// <param name="Kind">What happened.</param>
    /// <param name="All">The notifications, newest first.</param>
    public sealed record Group(DateOnly Day, string Kind, IReadOnlyList<NotificationView> All)
    {
        /// <summary>Whether each of them was read.</summary>
        public bool Read => All.All(n => n.Read);
        /// <summary>The ids, for a form.</summary>
        public string Ids => string.Join(',', All.Where(n => !n.Read).Select(n => n.Id));
    }

    /// <summary>Reads them.</summary>
    public static Task<IReadOnlyList<NotificationView>> Handle(Work work, int limit) => work.All<NotificationView>($"""
        select n.id, n.kind, n.subject_kind, n.subject, n.day, not ({Platform.Notifications.IsUnread}) as read {Platform.Notifications.OfActor}
         order by n.id desc limit $4
        """, work.Actor.PersonId, work.Actor.Roles.ToArray(), work.Today, Math.Clamp(limit, 1, Paging.Most));

    /// <summary>Puts together what is of one kind on one day; the newest first, danger by itself before everything of its day.</summary>
    public static IReadOnlyList<Group> Grouped(IReadOnlyList<NotificationView> all) =>
        [.. all.GroupBy(n => (n.Day, n.Kind)).Select(g => new Group(g.Key.Day, g.Key.Kind, [.. g])).OrderByDescending(g => g.Day).ThenByDescending(g => g.Kind.Contains(".danger", StringComparison.Ordinal)).ThenByDescending(g => g.All[0].Id)];

    /// <summary>Which notifications were read.</summary>
    /// <param name="UpTo">All up to this one; or</param>
    /// <param name="Ids">these.</param>
    public sealed record Input(long? UpTo = null, IReadOnlyList<long>? Ids = null);

    /// <summary>Marks them as read, for the caller alone.</summary>
    public static async Task<Outcome> MarkRead(Input input, Work work)
    {
        if (input.UpTo is null && input.Ids is not { Count: > 0 }) return Outcome.Refused(new BadInput("input.required", "upTo"));
        if (input.Ids is { Count: > Paging.Most }) return Outcome.Refused(new BadInput("input.too-many", "ids", Paging.Most));
        var (org, me) = (work.Actor.OrganizationId, work.Actor.PersonId);
        if (input.UpTo is { } upTo)
        {
            // Never beyond what there is: what comes later is not read yet.
            work.Write("""
                insert into platform.read_mark (org_id, person_id, up_to) select $1, $2, coalesce(max(n.id), 0) from platform.notification n where n.org_id = $1 and n.id <= $3
                on conflict (person_id, org_id) do update set up_to = greatest(platform.read_mark.up_to, excluded.up_to)
                """, org, me, upTo);
            work.Write("delete from platform.read_one where person_id = $2 and org_id = $1 and notification_id <= $3", org, me, upTo);
        }
        else
            work.Write("insert into platform.read_one (org_id, person_id, notification_id) select $1, $2, n.id from platform.notification n where n.org_id = $1 and n.id = any ($3) on conflict do nothing", org, me, input.Ids!.ToArray());
        work.Audit("notifications.read", "person", me);
        return await work.Commit();
    }
}
