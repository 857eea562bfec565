using OpenIlm.Kernel;

namespace OpenIlm.Tests.Browser;

/// <summary>The pages of people and access, in every state that a person meets them in: they fit a phone, a screen reader can use them, and somebody has looked at their pictures.</summary>
public sealed class PeoplePagesTest(House house)
{
    [Fact]
    public async Task PeopleGrantsReviewsAndLeaving()
    {
        var ngo = await house.Network.Organization("CivilSociety", "Andaman Worker Support " + Guid.NewGuid().ToString("N")[..4]);
        var supervisor = await house.Network.Person(ngo, Roles.Supervisor);
        var handler = await house.Network.Person(ngo, Roles.CaseHandler);
        var leaver = await house.Network.Person(ngo, Roles.CaseHandler);
        await house.Network.Vault(supervisor, handler, leaver);
        await house.Network.Ask("update access.role_grant set from_day = current_date - 120 where org_id = $1", ngo);
        (await handler.Post("/contacts", new { channel = "HOTLINE", language = "en", reason = "issue", text = "She called.", consent = new { level = "none" } })).Created();
        await house.Network.Ask("update cases.\"case\" set assigned_to = $2 where org_id = $1", ngo, leaver.Id);
        var invited = (await supervisor.Post("/people/invitations", new { organizationId = ngo, email = "kyaw@test.example", name = "Kyaw Zin", role = Roles.CaseHandler })).Created();
        var late = (await supervisor.Post("/people/invitations", new { organizationId = ngo, email = "late@test.example", name = "Thazin Moe", role = Roles.CaseHandler })).Created();
        await house.Network.Ask("update access.invitation set expires_at = now() - interval '1 hour' where id = $1", late["id"]!.GetValue<Guid>());
        var guestCode = (await house.Supervisor.Post("/people/invitations", new { organizationId = house.Ngo, email = supervisor.Email, name = "Guest", role = Roles.CaseHandler })).Created()["code"]!.GetValue<string>();

        await using var visitor = await house.Visit(supervisor);
        var looker = new Looker(visitor, dark: true);
        async Task Show(string path, string name)
        {
            foreach (var width in new[] { 1440, 390 })
            {
                await visitor.Page.SetViewportSizeAsync(width, 900);
                await visitor.Go(path);
                await visitor.Picture(house, $"people-{name}-{width}");
                await visitor.ShouldFit(width);
            }
            await looker.Look(path);
        }
        await Show("/app", "home");
        await Show("/app/people", "list");
        await Show($"/app/people/{handler.Id}", "person");
        await Show("/app/people/review", "review");
        await Show($"/app/people/end?person={leaver.Id}", "end");
        await Show("/app/join/" + guestCode, "join");
        (await supervisor.Post("/invitations/accept", new { code = guestCode })).Created();
        await Show("/app/workplace", "workplace");
        await Show("/app/view-as", "view-as");
        (await supervisor.Post($"/people/{leaver.Id}/end", new { handTo = handler.Id })).Created();
        await house.Network.Ask("insert into access.rekeying (id, org_id, vault_id, from_version, to_version, started_at, total, moved) select gen_random_uuid(), org_id, id, 0, version, now(), 1840, 1160 from access.vault where org_id = $1", ngo);
        await Show("/app/vault", "vault");
        await Show("/app/welcome/" + invited["code"]!.GetValue<string>(), "welcome");
        await Show("/app/welcome/" + late["code"]!.GetValue<string>(), "welcome-late");
        looker.Faults.Distinct().ShouldBeEmpty(string.Join('\n', looker.Faults.Distinct()));
        visitor.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task APreviewAndAnAccountWithoutARole()
    {
        var ngo = await house.Network.Organization("CivilSociety", "Preview house " + Guid.NewGuid().ToString("N")[..4]);
        var supervisor = await house.Network.Person(ngo, Roles.Supervisor);
        var nobody = await house.Network.Person(ngo, Roles.CaseHandler);
        await house.Network.Vault(supervisor);
        await using (var visitor = await house.Visit(supervisor))
        {
            await visitor.Go("/app/view-as");
            await visitor.Press("form[action='/app/view-as?handler=Start'] button");
            visitor.Path.ShouldBe("/app");
            foreach (var width in new[] { 1440, 390 })
            {
                await visitor.Page.SetViewportSizeAsync(width, 900);
                await visitor.Go("/app/cases");
                await visitor.Picture(house, $"people-preview-{width}");
                await visitor.ShouldFit(width);
            }
            await visitor.Press(".view-banner button");
            visitor.Path.ShouldBe("/app/view-as");
        }
        await house.Network.Ask("update access.role_grant set from_day = current_date + 9 where person_id = $1", nobody.Id);
        await using var without = await house.Visit(nobody);
        without.Path.ShouldBe("/app/no-access");
        await without.Picture(house, "people-no-access-1440");
    }
}
