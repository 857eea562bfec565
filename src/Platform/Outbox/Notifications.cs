namespace OpenIlm.Platform;

/// <summary>Which notifications are a person's, and which she has not read: one expression for the mark in the frame, the page and the mail.</summary>
public static class Notifications
{
    /// <summary>Days after which a notification is no news any more.</summary>
    public const int Days = 30;

    /// <summary>From the notifications of the person <c>$1</c> with the roles <c>$2</c> on the day <c>$3</c>, newest ones only; under row security.</summary>
    public const string OfActor = """
        from platform.notification n
          left join platform.read_mark m on m.person_id = $1 and m.org_id = n.org_id
         where n.org_id = access.org() and (n.person_id is null or n.person_id = $1) and (n.role is null or n.role = any ($2)) and n.day > $3::date - 30
        """;

    /// <summary>Not read by her.</summary>
    public const string IsUnread = "n.id > coalesce(m.up_to, 0) and not exists (select 1 from platform.read_one o where o.person_id = $1 and o.notification_id = n.id)";
}
