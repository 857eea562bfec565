using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Network;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Tests.Service;

/// <summary>Mail to people: how much waits and where the workspace is, nothing else; danger at once, the rest once a day, never in quiet hours; each once with two nodes.</summary>
public sealed class MailTest(TestNetwork network)
{
    private static Task Round(params TestNode[] nodes) => Task.WhenAll(nodes.Select(n => MailDue.Handle(n.Services.GetRequiredService<WorkFactory>(),
        new MailDue.Tools(n.Services.GetRequiredService<OutgoingMail>(), new AccessSettings(new Uri("https://ilm.example.org")), n.Services.GetRequiredService<ITexts>(), n.Services.GetServices<ITaskCount>()), default)));

    private async Task<long> Mails(Person person) => (long)(await network.Ask("select count(*) from platform.mail where address = $1 and state <> 'Canceled'", person.Email))!;

    private static object Choice(bool danger, bool digest, int hour = 0, int? from = null, int? until = null, bool dangerInQuiet = false) =>
        new { danger, digest, hour, zone = "UTC", quietFrom = from, quietUntil = until, dangerInQuiet };

    [Fact]
    public async Task Danger_is_mailed_at_once_and_once_and_says_nothing_of_it()
    {
        using var post = new PostOffice();
        void Mail(IServiceCollection services) => services.AddSingleton(s => new OutgoingMail(s.GetRequiredService<InstallationSecrets>(), new MailSettings("127.0.0.1", "network@test.example", post.Port, Encrypt: false)));
        var story = await network.ATriagedIssue();
        await using var one = await network.AnotherNode(configure: Mail);
        await using var two = await network.AnotherNode(configure: Mail);
        (await story.Worker.Writes("He locked the door and has my passport.", "inDanger")).Created();
        await network.Delivered(story.Ngo.Organization);
        var reference = (await story.CaseFile())["reference"]!.GetValue<string>();
        for (var i = 0; i < 3; i++) await Round(one, two, one, two);
        (await Mails(story.Handler), await Mails(story.Supervisor), await Mails(story.Hr)).ShouldBe((1L, 1L, 0L));
        for (var i = 0; i < 100 && (long)(await network.Ask("select count(*) from platform.mail where address = any ($1) and state <> 'Sent'", new object[] { new[] { story.Handler.Email, story.Supervisor.Email } }))! > 0; i++)
        {
            await Task.WhenAll(one.Services.GetRequiredService<Mailer>().SendAll(default), two.Services.GetRequiredService<Mailer>().SendAll(default));
            await Task.Delay(50);
        }
        var mail = post.Mails.Where(m => m.Contains(story.Handler.Email, StringComparison.Ordinal)).ShouldHaveSingleItem().Replace("=\r\n", "", StringComparison.Ordinal);
        mail.ShouldContain("https://ilm.example.org/app");
        foreach (var harm in new[] { reference, story.Case.ToString(), "/app/cases", "passport", "door", "danger", "Migrant", "worker" }) mail.ShouldNotContain(harm, Case.Insensitive);
        // Another danger is another mail; the same one never is.
        (await story.Worker.Writes("He is back.", "inDanger")).Created();
        await network.Delivered(story.Ngo.Organization);
        await Round(one, two);
        await Round(one, two);
        (await Mails(story.Handler)).ShouldBe(2);
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_daily_mail_says_how_much_waits_once_a_day_and_not_in_quiet_hours()
    {
        var day = DateOnly.FromDateTime(network.Clock.GetUtcNow().UtcDateTime);
        var clock = new StandingClock(new DateTimeOffset(day.ToDateTime(new TimeOnly(5, 0)), TimeSpan.Zero));
        await using var one = await network.AnotherNode(clock);
        await using var two = await network.AnotherNode(clock);
        var story = await network.ATriagedIssue();
        (await story.Supervisor.Post($"/cases/{story.Case}/assign", new { assignedTo = story.Handler.Id })).Good();
        await network.Delivered(story.Ngo.Organization);
        (await story.Handler.Post("/notifications/mail", Choice(false, true, 8, 12, 14))).NoContent();
        (await story.Supervisor.Post("/notifications/mail", Choice(false, false))).NoContent();
        (await story.Handler.Get("/notifications/mail")).Ok()["hour"]!.GetValue<int>().ShouldBe(8);
        (await story.Handler.Post("/notifications/mail", new { danger = true, digest = true, hour = 8, zone = "Mars/Olympus" })).RefusedFor("mail-choice.not-a-zone", System.Net.HttpStatusCode.BadRequest);

        await Round(one, two);
        (await Mails(story.Handler)).ShouldBe(0, "not before her hour");
        clock.Move(TimeSpan.FromHours(8));
        await Round(one, two, two);
        (await Mails(story.Handler)).ShouldBe(0, "one o'clock is quiet");
        clock.Move(TimeSpan.FromHours(2));
        await Round(one, two, one);
        await Round(one, two);
        (await Mails(story.Handler), await Mails(story.Supervisor)).ShouldBe((1L, 0L));
        (await network.Ask("select subject from platform.mail where address = $1", story.Handler.Email)).ShouldBe("OpenILM: you have 1 tasks");
        clock.Move(TimeSpan.FromHours(17));
        await Round(one, two);
        (await Mails(story.Handler)).ShouldBe(1L, "eight o'clock of the next day: the mail of yesterday still waits for a server and gives way to the new one");
        (await network.Ask("select count(*) from platform.mail where address = $1", story.Handler.Email)).ShouldBe(2L);
    }

    [Fact]
    public async Task Nobody_is_mailed_of_what_she_keeps_out_of_or_was_not_granted()
    {
        await using var node = await network.AnotherNode();
        var story = await network.ATriagedIssue();
        var oneCase = await network.Person(story.Ngo.Organization, Roles.CaseHandler);
        (await story.Worker.Sends("Another.")).Status.ShouldBe(System.Net.HttpStatusCode.Created);
        var all = (Guid)(await network.Ask("select id from access.role_grant where person_id = $1", oneCase.Id))!;
        var other = await Worker.AtTheDoor(network.Anonymous, story.Ngo.Channel);
        (await other.Sends("Of something else.")).Created();
        var elsewhere = (Guid)(await network.Ask("select id from cases.\"case\" where org_id = $1 order by seq desc limit 1", story.Ngo.Organization))!;
        (await story.Supervisor.Post($"/people/{oneCase.Id}/grants", new { role = Roles.CaseHandler, scopeKind = "case", scopeId = elsewhere })).Created();
        (await story.Supervisor.Post($"/grants/{all}/end")).NoContent();
        (await story.Handler.Post("/recusals", new { caseId = story.Case, reason = "family" })).Created();
        (await story.Worker.Writes("He threatens me.", "inDanger")).Created();
        await network.Delivered(story.Ngo.Organization);
        await Round(node);
        (await Mails(story.Supervisor), await Mails(story.Handler), await Mails(oneCase)).ShouldBe((1L, 0L, 0L));
    }

    [Fact]
    public async Task Quiet_hours_hold_danger_back_unless_she_says_otherwise()
    {
        var day = DateOnly.FromDateTime(network.Clock.GetUtcNow().UtcDateTime);
        var clock = new StandingClock(new DateTimeOffset(day.ToDateTime(new TimeOnly(23, 0)), TimeSpan.Zero));
        await using var node = await network.AnotherNode(clock);
        var story = await network.ATriagedIssue();
        (await story.Handler.Post("/notifications/mail", Choice(true, false, 8, 22, 6))).NoContent();
        (await story.Supervisor.Post("/notifications/mail", Choice(true, false, 8, 22, 6, dangerInQuiet: true))).NoContent();
        (await story.Worker.Writes("He is here.", "inDanger")).Created();
        await network.Delivered(story.Ngo.Organization);
        await Round(node);
        await Round(node);
        (await Mails(story.Handler), await Mails(story.Supervisor)).ShouldBe((0L, 1L));
        (await network.Ask("select count(*) from audit.entry where org_id = $1 and action = 'mail.told'", story.Ngo.Organization)).ShouldBe(1L, "what waits leaves no trace");
        clock.Move(TimeSpan.FromHours(7));
        await Round(node);
        (await Mails(story.Handler), await Mails(story.Supervisor)).ShouldBe((1L, 1L));
    }
}
