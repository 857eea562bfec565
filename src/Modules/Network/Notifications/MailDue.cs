using Microsoft.Extensions.Logging;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Network;

/// <summary>
/// Mails people that something waits for them: how much, and where the workspace is; never what, never a link to a thing. Each mail is queued with the mark
/// that it was, in one commit: two nodes queue it once. Counted with the eyes of the person, so that it says no more than her own lists do.
/// </summary>
public static class MailDue
{
    /// <summary>How long a mail is worth sending.</summary>
    private static readonly TimeSpan good = TimeSpan.FromHours(20);

    /// <summary>What the job needs beside the database.</summary>
    public sealed record Tools(OutgoingMail Mail, AccessSettings Access, ITexts Texts, IEnumerable<ITaskCount> Tasks);

    /// <summary>Queues what is due in every organization; returns how many mails. Safe to repeat and on every node.</summary>
    public static async Task<int> Handle(WorkFactory works, Tools tools, CancellationToken cancelled)
    {
        IReadOnlyList<Guid> organizations;
        await using (var looking = works.Begin(cancelled)) organizations = await looking.All<Guid>("select * from platform.mail_due($1)", looking.Now);
        var queued = 0;
        foreach (var organization in organizations)
        {
            IReadOnlyList<Person> people;
            await using (var looking = works.Begin(cancelled))
            {
                await looking.ActAsSystem(organization);
                people = await People(looking);
            }
            foreach (var person in people)
            {
                await using var work = works.Begin(cancelled);
                await work.ActAsSystem(organization);
                queued += await Queue(person.Id, work, tools);
            }
        }
        return queued;
    }

    private const string columns = """
        select m.id, m.email, m.language, coalesce(c.danger, true) as danger, coalesce(c.digest, false) as digest, coalesce(c.hour, 8)::integer as hour,
               extract(hour from $1::timestamptz at time zone coalesce(c.zone, 'UTC'))::integer as now_hour, ($1::timestamptz at time zone coalesce(c.zone, 'UTC'))::date as now_day,
               c.quiet_from::integer as quiet_from, c.quiet_until::integer as quiet_until, coalesce(c.danger_in_quiet, false) as danger_in_quiet,
               coalesce(k.id, gen_random_uuid()) as mark, coalesce(k.danger_up_to, 0) as danger_up_to, k.digest_on
          from access.member m
          left join platform.mail_choice c on c.person_id = m.id and c.org_id = access.org()
          left join platform.mail_mark k on k.person_id = m.id and k.org_id = access.org()
         where m.active and not m.confined
        """;

    // Who wants something now, before anything is counted.
    private static Task<IReadOnlyList<Person>> People(Work work) => work.All<Person>($"""
        select * from ({columns}) x
         where x.digest and x.now_hour >= x.hour and (x.digest_on is null or x.digest_on < x.now_day)
            or x.danger and exists (select 1 from platform.notification n where n.org_id = access.org() and n.kind like '%.danger%' and n.day >= ($1::timestamptz at time zone 'UTC')::date - 1
                                       and n.id > x.danger_up_to and (n.person_id is null or n.person_id = x.id))
        """, work.Now);

    private static async Task<int> Queue(Guid id, Work work, Tools tools)
    {
        // The mark is taken first and held: a second node waits here and then finds it done.
        work.Write("insert into platform.mail_mark (org_id, person_id) values (access.org(), $1) on conflict (person_id, org_id) do nothing", id);
        await work.FirstOrNone<Guid>("select id from platform.mail_mark where person_id = $1 and org_id = access.org() for update", id);
        if (await work.FirstOrNone<Person>(columns + " and m.id = $2", work.Now, id) is not { } person) return 0;
        long? danger = null;
        var (unread, tasks) = (0, 0);
        var roles = await work.SeenBy(id, async () =>
        {
            var held = await work.FirstOrNone<string>("select current_setting('app.roles', true)") ?? "";
            object?[] values = [id, held.Split(','), work.Today];
            danger = await work.FirstOrNone<long?>($"select max(n.id) {Platform.Notifications.OfActor} and n.kind like '%.danger%' and n.day >= $3::date - 1 and n.id > $4", [.. values, person.DangerUpTo]);
            if (!IsDigestDue(person)) return;
            unread = await work.FirstOrNone<int>($"select count(*)::integer from (select 1 {Platform.Notifications.OfActor} and {Platform.Notifications.IsUnread} limit 100) n", values);
            foreach (var room in tools.Tasks) tasks += await room.Of(work, id);
        });
        var (mails, marked) = (0, false);
        // Whoever holds no role here is told nothing; the mark goes on, so that she is not told of the past when she is granted one.
        var quiet = MailChoice.IsQuiet(person.NowHour, person.QuietFrom, person.QuietUntil);
        if (danger is { } newest && person.Danger && (!quiet || person.DangerInQuiet))
        {
            work.Write("update platform.mail_mark set danger_up_to = $2 where person_id = $1 and org_id = access.org()", id, newest);
            marked = true;
            if (roles.Any(r => r is Roles.CaseHandler or Roles.Supervisor)) { Send(work, tools, person, id, "danger", 0, 0); mails++; }
        }
        if (IsDigestDue(person) && !quiet)
        {
            work.Write("update platform.mail_mark set digest_on = $2 where person_id = $1 and org_id = access.org()", id, person.NowDay);
            marked = true;
            if (unread + tasks > 0) { Send(work, tools, person, person.Mark, "digest", tasks, unread); mails++; }
        }
        // In quiet hours it waits, and nothing is kept.
        if (!marked) return 0;
        work.Audit("mail.told", "person", id, new { mails });
        await work.Commit();
        return mails;
    }

    private static bool IsDigestDue(Person person) => person.Digest && person.NowHour >= person.Hour && (person.DigestOn is null || person.DigestOn < person.NowDay);

    // The numbers say how much, the link leads to the front of the workspace.
    private static void Send(Work work, Tools tools, Person person, Guid about, string kind, int tasks, int unread) => tools.Mail.Queue(work, work.Actor.OrganizationId, about, person.Email,
        tools.Texts.Format(person.Language, $"mail.{kind}.subject", ("Tasks", tasks)),
        tools.Texts.Format(person.Language, $"mail.{kind}.text", ("Tasks", tasks), ("Unread", unread), ("Link", tools.Access.Link("/app"))), work.Now + good);

    private sealed record Person(Guid Id, string Email, string Language, bool Danger, bool Digest, int Hour, int NowHour, DateOnly NowDay, int? QuietFrom, int? QuietUntil, bool DangerInQuiet, Guid Mark, long DangerUpTo, DateOnly? DigestOn);
}

/// <summary>Runs <see cref="MailDue"/> while the node lives; once an hour it also takes away what no stream can ask for any more.</summary>
public sealed class MailRounds(WorkFactory works, Database database, OutgoingMail mail, AccessSettings access, ITexts texts, IEnumerable<ITaskCount> tasks, TimeProvider time, ILogger<MailRounds> log) : Sweep(TimeSpan.FromSeconds(30), time, log)
{
    private const int RoundsBetweenTidying = 120;
    private int rounds;

    /// <inheritdoc />
    protected override async Task Round(CancellationToken cancelled)
    {
        // Without a server nothing is queued: a mail of yesterday's danger helps nobody.
        if (mail.CanSend) await MailDue.Handle(works, new MailDue.Tools(mail, access, texts, tasks), cancelled);
        if (rounds++ % RoundsBetweenTidying != 0) return;
        await using var tidy = database.Data.CreateCommand("select platform.tidy_live()");
        await tidy.ExecuteNonQueryAsync(cancelled);
    }
}
