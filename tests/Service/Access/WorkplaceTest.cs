using System.Net;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Service;

/// <summary>One login, several organizations: each for itself.</summary>
public sealed class WorkplaceTest(TestNetwork network)
{
    private static async Task GoTo(Person person, Guid organization) => (await person.Post("/sessions/current/workplace", new { organizationId = organization })).NoContent();

    [Fact]
    public async Task A_guest_works_in_both_organizations_and_sees_each_for_itself()
    {
        var (home, other) = (await network.AReceivedReport(), await network.AReceivedReport());
        var guest = home.Handler;
        await guest.JoinsToo(other.Ngo);
        (await guest.Get($"/cases/{home.Case}")).Ok();
        (await guest.Get($"/cases/{other.Case}")).Status.ShouldBe(HttpStatusCode.NotFound, "she acts at home");
        (await guest.Get("/workplaces")).Ok().AsArray().Count.ShouldBe(2);

        await GoTo(guest, other.Ngo.Organization);
        (await guest.Get("/me")).Ok()["organizationId"]!.GetValue<Guid>().ShouldBe(other.Ngo.Organization);
        (await guest.Get($"/cases/{home.Case}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await guest.Get($"/cases/{other.Case}")).Ok()["sealed"]?.GetValue<string>().ShouldBe("notAdmitted");
        (await other.Supervisor.Post("/vault/members", new { personId = guest.Id })).NoContent();
        (await guest.Get($"/cases/{other.Case}")).Ok().ToJsonString().ShouldContain("two months");
        (await guest.Post($"/cases/{other.Case}/notes", new { text = "a guest was here" })).Good();
        (await other.Supervisor.Post($"/cases/{other.Case}/assign", new { assignedTo = guest.Id })).Good();
        (await other.Supervisor.Get($"/cases/{other.Case}")).Ok()["assignedToName"]!.GetValue<string>().ShouldNotBeEmpty("a guest has a name where she works");
        (await other.Supervisor.Get("/people")).Ok()["people"]!.AsArray().Single(p => p!["id"]!.GetValue<Guid>() == guest.Id)!["guest"]!.GetValue<bool>().ShouldBeTrue();

        (await other.Supervisor.Post($"/people/{guest.Id}/end", new { handTo = other.Supervisor.Id })).Created();
        (await guest.Get("/me")).Status.ShouldBe(HttpStatusCode.Unauthorized, "the session that acted there is over");
        var again = await network.SignInAgain(guest);
        (await again.Get("/me")).Ok()["organizationId"]!.GetValue<Guid>().ShouldBe(home.Ngo.Organization, "leaving one organization ends that one only");
        (await again.Get($"/cases/{home.Case}")).Ok().ToJsonString().ShouldContain("two months");
        (await again.Post("/sessions/current/workplace", new { organizationId = other.Ngo.Organization })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_left_home_still_works_where_she_is_a_guest_and_can_change_her_passphrase()
    {
        var (home, other) = (await network.AnNgo(), await network.AnNgo());
        await home.Handler.JoinsToo(other);
        (await home.Supervisor.Post($"/people/{home.Handler.Id}/end")).Created();
        (await home.Handler.Get("/me")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var again = await network.SignInAgain(home.Handler);
        (await again.Get("/me")).Ok()["organizationId"]!.GetValue<Guid>().ShouldBe(other.Organization);
        await using var work = await network.Begin(again);
        (await OpenIlm.Network.ChooseLanguage.Handle("th", work)).IsDone.ShouldBeTrue();
        (await network.Ask("select language from access.person where id = $1", home.Handler.Id)).ShouldBe("th", "the own account is reached from where one acts");
    }

    [Fact]
    public async Task A_link_for_another_address_is_not_taken_and_one_with_an_account_asks_to_sign_in()
    {
        var (ngo, other) = (await network.AnNgo(), await network.AnNgo());
        var code = (await other.Supervisor.Post("/people/invitations", new { organizationId = other.Organization, email = ngo.Handler.Email, name = "Guest", role = Roles.CaseHandler })).Created()["code"]!.GetValue<string>();
        (await ngo.Supervisor.Post("/invitations/accept", new { code })).RefusedFor("invitation.for-somebody-else");
        (await network.Accepts(code)).Refusals.Single().Code.ShouldBe("invitation.has-account");
        (await ngo.Handler.Post("/invitations/accept", new { code })).Created();
        (await ngo.Handler.Post("/invitations/accept", new { code })).RefusedFor("invitation.used");
        (await other.Supervisor.Post("/people/invitations", new { organizationId = other.Organization, email = ngo.Handler.Email, name = "Guest", role = Roles.CaseHandler })).RefusedFor("person.address-taken");
    }

    [Fact]
    public async Task A_preview_shows_what_the_role_sees_without_any_key_and_changes_nothing()
    {
        var story = await network.ATriagedIssue();
        var supervisor = story.Supervisor;
        (await supervisor.Post("/sessions/current/view", new { role = Roles.Operator })).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        (await supervisor.Post("/sessions/current/view", new { role = Roles.CaseHandler })).NoContent();
        var me = (await supervisor.Get("/me")).Ok();
        me["roles"]!.AsArray().Single()!.GetValue<string>().ShouldBe(Roles.CaseHandler);
        me["locked"]!.GetValue<bool>().ShouldBeTrue();
        (await supervisor.Get("/people")).Status.ShouldBe(HttpStatusCode.NotFound, "a case handler has no such page");
        var file = (await supervisor.Get($"/cases/{story.Case}")).Ok().ToJsonString();
        file.ShouldNotContain("two months");
        foreach (var act in new[] { $"/cases/{story.Case}/assign", $"/cases/{story.Case}/notes", "/contacts", "/vault", "/people/invitations", "/sessions/current/view", "/sessions/current/workplace" })
            (await supervisor.Post(act, new { })).RefusedFor("view.only-a-preview");
        using (var page = await supervisor.Http.GetAsync("/app/cases")) (await page.Content.ReadAsStringAsync()).ShouldContain("view-banner");
        using (var ended = await supervisor.Http.DeleteAsync("/api/v1/sessions/current/view")) ended.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await supervisor.Get("/people")).Ok();
        (await supervisor.Get($"/cases/{story.Case}")).Ok().ToJsonString().ShouldContain("two months");
        (await network.Ask("select count(*) from audit.entry where org_id = $1 and action in ('view.started', 'view.ended')", story.Ngo.Organization)).ShouldBe(2L);
    }

    [Fact]
    public async Task The_operator_previews_every_role_and_sees_no_fact_of_anybody()
    {
        var story = await network.ASharedIssue();
        var operators = await network.Person(network.Administrator.OrganizationId, Roles.Operator);
        foreach (var role in Roles.All.Where(r => r != Roles.Operator))
        {
            (await operators.Post("/sessions/current/view", new { role })).NoContent();
            (await operators.Get("/me")).Ok()["roles"]!.AsArray().Single()!.GetValue<string>().ShouldBe(role);
            foreach (var door in Doors.All(network).Where(d => d.Method == "GET" && d.Permission is not null))
                foreach (var id in new[] { story.Case, story.Share, story.Ngo.Organization })
                {
                    var answer = await door.Knock(operators.Http, id, id);
                    answer.Status.ShouldNotBe(HttpStatusCode.InternalServerError, door.ToString());
                    answer.Text.ShouldNotContain(story.Case == id ? "two months" : story.Case.ToString(), Case.Sensitive, door.ToString());
                }
            using var ended = await operators.Http.DeleteAsync("/api/v1/sessions/current/view");
            ended.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }
        (await operators.Get("/people")).Ok();
    }
}
