using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Kernel;
using OpenIlm.Network;
using OpenIlm.Sealing;

namespace OpenIlm.Tests.Service;

/// <summary>Sessions: how they open, what a locked or confined one reaches, and when they end (security tests 42, 44 to 47, 50).</summary>
public sealed class SignInTest(TestNetwork network)
{
    [Fact]
    public async Task An_unknown_address_and_a_wrong_passphrase_get_the_same_answer()
    {
        var person = await AHandler();
        var known = await Calls.Post(network.Anonymous, "/sessions", new { email = person.Email, password = "not-the-passphrase" });
        var unknown = await Calls.Post(network.Anonymous, "/sessions", new { email = "nobody@test.example", password = "not-the-passphrase" });
        known.Status.ShouldBe(HttpStatusCode.Unauthorized);
        unknown.Status.ShouldBe(known.Status);
        unknown.Text.ShouldBe(known.Text);
        unknown.Headers.Select(h => h.Key).ShouldBe(known.Headers.Select(h => h.Key));
    }

    [Fact]
    public async Task After_five_wrong_passphrases_the_right_one_waits()
    {
        var person = await AHandler();
        var clock = new StandingClock(network.Clock.GetUtcNow());
        await using var node = await network.AnotherNode(clock);
        for (var i = 0; i < 5; i++)
            (await Calls.Post(node.Anonymous, "/sessions", new { email = person.Email, password = "wrong-passphrase" })).RefusedFor("session.not-right", HttpStatusCode.Unauthorized);
        var waiting = await SignIn(node, person);
        waiting.RefusedFor("session.not-right", HttpStatusCode.Unauthorized);
        waiting.Text.ShouldBe((await Calls.Post(node.Anonymous, "/sessions", new { email = "nobody@test.example", password = TestNetwork.Passphrase })).Text, "a closed account does not say that it is one");
        clock.Move(TimeSpan.FromMinutes(16));
        (await SignIn(node, person)).Created();
    }

    [Fact]
    public async Task Refused_sign_ins_are_in_the_audit_log_although_nothing_was_opened()
    {
        var person = await AHandler();
        (await Calls.Post(network.Anonymous, "/sessions", new { email = person.Email, password = "wrong-passphrase" })).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await network.Ask("select count(*) from audit.entry where action = 'session.refused' and object = $1", person.Id)).ShouldBe(1L);
    }

    [Fact]
    public async Task Ended_access_ends_every_session_at_once()
    {
        var ngo = await network.AnNgo();
        var again = await network.SignInAgain(ngo.Handler);
        (await again.Get("/me")).Ok();
        (await ngo.Supervisor.Post($"/people/{ngo.Handler.Id}/end")).Created();
        (await ngo.Handler.Get("/me")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await again.Get("/me")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await Calls.Post(network.Anonymous, "/sessions", new { email = ngo.Handler.Email, password = TestNetwork.Passphrase })).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await network.Ask("select count(*) from access.vault_key where person_id = $1", ngo.Handler.Id)).ShouldBe(0L);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_no_other()
    {
        var person = await AHandler();
        var again = await network.SignInAgain(person);
        (await again.Http.DeleteAsync("/api/v1/sessions/current")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await again.Get("/me")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await person.Get("/me")).Ok();
    }

    [Fact]
    public async Task A_third_session_ends_the_one_that_was_seen_longest_ago()
    {
        var person = await AHandler();
        var second = await network.SignInAgain(person);
        var third = await network.SignInAgain(person);
        new[] { (await person.Get("/me")).Status, (await second.Get("/me")).Status, (await third.Get("/me")).Status }
            .ShouldBe([HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.OK]);
    }

    [Fact]
    public async Task A_session_that_nobody_uses_for_thirty_minutes_is_over()
    {
        var clock = new StandingClock(network.Clock.GetUtcNow().AddMinutes(1));
        await using var node = await network.AnotherNode(clock);
        var person = node.As(await AHandler());
        clock.Move(TimeSpan.FromMinutes(28));
        (await person.Get("/me")).Ok();
        clock.Move(TimeSpan.FromMinutes(29));
        (await person.Get("/me")).Ok();
        clock.Move(TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(1));
        (await person.Get("/me")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_is_over_after_ten_hours_however_busy_it_was()
    {
        var clock = new StandingClock(network.Clock.GetUtcNow());
        await using var node = await network.AnotherNode(clock);
        var person = node.As(await AHandler());
        for (var minutes = 0; minutes < 9 * 60 + 45; minutes += 15)
        {
            clock.Move(TimeSpan.FromMinutes(15));
            (await person.Get("/me")).Ok();
        }
        clock.Move(TimeSpan.FromMinutes(16));
        (await person.Get("/me")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_goes_on_at_another_node()
    {
        var story = await network.AReceivedReport();
        await using var node = await network.AnotherNode();
        (await node.As(story.Handler).Get($"/cases/{story.Case}")).Ok().ToJsonString().ShouldContain("two months");
    }

    [Fact]
    public async Task A_locked_session_reaches_coded_facts_and_nothing_that_was_told()
    {
        var story = await network.ASharedIssue();
        (await story.Respond()).Good();
        var handler = await Locked(await network.SignInAgain(story.Handler));
        var hr = await Locked(await network.SignInAgain(story.Hr));

        (await handler.Get("/me")).Ok()["locked"]!.GetValue<bool>().ShouldBeTrue();
        (await handler.Get("/cases")).Ok()["items"]!.AsArray().Count.ShouldBe(1);
        foreach (var (person, paths) in new (Person, string[])[]
        {
            (handler, ["/cases", $"/cases/{story.Case}", $"/shares/{story.Share}"]), (hr, ["/shared-issues", $"/shared-issues/{story.Share}"]),
        })
            foreach (var path in paths)
            {
                var text = (await person.Get(path)).Text;
                foreach (var told in new[] { "two months", "wages of", "pay what is owed", "day off" }) text.ShouldNotContain(told);
            }
        (await handler.Post($"/cases/{story.Case}/identity", new { reason = "safety" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await handler.Post($"/cases/{story.Case}/receipt")).RefusedFor("session.locked", HttpStatusCode.Forbidden);
        (await hr.Post($"/shared-issues/{story.Share}/responses", new { text = "Again." })).RefusedFor("session.locked", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_passphrase_opens_a_locked_session_again()
    {
        var story = await network.AReceivedReport();
        var handler = await Locked(await network.SignInAgain(story.Handler));
        var wrong = await Unlock(handler, "wrong-passphrase");
        wrong.IsDone.ShouldBeFalse();
        (await handler.Get("/me")).Ok()["locked"]!.GetValue<bool>().ShouldBeTrue();

        var token = (await Unlock(handler, TestNetwork.Passphrase)).Value!;
        (await handler.Get("/me")).Status.ShouldBe(HttpStatusCode.Unauthorized, "the old token is dead");
        var unlocked = handler with { Token = token, Http = Person.Client(token, network.Address) };
        (await unlocked.Get($"/cases/{story.Case}")).Ok().ToJsonString().ShouldContain("two months");
    }

    [Fact]
    public async Task A_confined_session_reaches_its_own_account_and_nothing_else()
    {
        var ngo = await network.AnNgo();
        string code;
        const string email = "confined@test.example";
        await using (var work = await network.Begin(ngo.Supervisor))
            code = (await InvitePerson.Handle(new InvitePerson.Input(ngo.Organization, email, "New colleague", Roles.Supervisor), work)).Value!.Code!;
        await using (var work = network.Services.GetRequiredService<OpenIlm.Platform.WorkFactory>().Begin(CancellationToken.None))
            (await AcceptInvitation.Handle(new AcceptInvitation.Input(code, TestNetwork.Passphrase), work, network.Services.GetRequiredService<InstallationSecrets>())).IsDone.ShouldBeTrue();
        var confined = Person.Of(email, (await Calls.Post(network.Anonymous, "/sessions", new { email, password = TestNetwork.Passphrase })).Created(), network.Address);

        (await confined.Get("/me")).Ok();
        var reached = new List<string>();
        foreach (var endpoint in Doors.Api(network).Where(e => e.Permission is not null))
        {
            var answer = await endpoint.Knock(confined.Http, Guid.NewGuid());
            if (answer.Status != HttpStatusCode.Forbidden || answer.Json["code"]!.GetValue<string>() != "account.not-set-up") reached.Add($"{endpoint} {answer.Status}");
        }
        reached.ShouldBeEmpty();
    }

    private async Task<Outcome<string>> Unlock(Person person, string passphrase)
    {
        await using var work = await network.Begin(person);
        return await LockSession.Unlock(passphrase, work, network.Services.GetRequiredService<Argon2Gate>(), network.Services.GetRequiredService<InstallationSecrets>(),
            network.Services.GetRequiredService<OpenIlm.Platform.WorkFactory>());
    }

    private async Task<Person> AHandler() => await network.Person(await network.Organization("CivilSociety"), Roles.CaseHandler);

    private static Task<Answer> SignIn(TestNode node, Person person) => Calls.Post(node.Anonymous, "/sessions", new { email = person.Email, password = TestNetwork.Passphrase });

    private async Task<Person> Locked(Person person)
    {
        await using var work = await network.Begin(person);
        (await LockSession.Lock(work)).IsDone.ShouldBeTrue();
        return person;
    }
}
