using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Kernel;
using OpenIlm.Network;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Tests.Service;

/// <summary>Invitations by a link that expires: used once, late, taken back, sent again; by mail where a server takes it.</summary>
public sealed class InvitationTest(TestNetwork network)
{
    private static string Address() => $"new-{Guid.NewGuid():N}@test.example";

    private static object Invite(Guid organization, string email, string role = Roles.CaseHandler) => new { organizationId = organization, email, name = "Mai", role };

    private Task<Outcome<AcceptInvitation.Accepted>> Accept(string code) => network.Accepts(code);

    [Fact]
    public async Task A_link_opens_one_account_once()
    {
        var ngo = await network.AnNgo();
        var email = Address();
        var invited = (await ngo.Supervisor.Post("/people/invitations", Invite(ngo.Organization, email))).Created();
        var code = invited["code"]!.GetValue<string>();
        invited["link"]!.GetValue<string>().ShouldBe(network.Services.GetRequiredService<AccessSettings>().PublicAddress!.GetLeftPart(UriPartial.Authority) + "/app/welcome/" + code, "the host comes from the configuration");
        (await Page(code)).ShouldContain("Mai");
        (await Accept(code)).IsDone.ShouldBeTrue();
        (await Accept(code)).Refusals.Single().Code.ShouldBe("invitation.used");
        (await Page(code)).ShouldContain("data-code=\"invitation.used\"");
        (await ngo.Supervisor.Get("/people")).Ok()["invitations"]!.AsArray().Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_late_link_says_whom_to_ask_and_is_mended_by_sending_it_again()
    {
        var ngo = await network.AnNgo();
        var invited = (await ngo.Supervisor.Post("/people/invitations", Invite(ngo.Organization, Address()))).Created();
        var (id, code) = (invited["id"]!.GetValue<Guid>(), invited["code"]!.GetValue<string>());
        await network.Ask("update access.invitation set expires_at = now() - interval '1 minute' where id = $1", id);
        var late = (await Accept(code)).Refusals.Single();
        late.ShouldBeOfType<AcceptInvitation.Late>().Inviter.ShouldNotBeEmpty();
        (await Page(code)).ShouldContain("data-code=\"invitation.late\"");
        (await ngo.Supervisor.Get("/people")).Ok()["invitations"]!.AsArray().Single()!["late"]!.GetValue<bool>().ShouldBeTrue();
        var again = (await ngo.Supervisor.Post($"/people/invitations/{id}/resend")).Created()["code"]!.GetValue<string>();
        again.ShouldNotBe(code);
        (await Accept(code)).Refusals.Single().Code.ShouldBe("invitation.not-valid", "the old link ended");
        (await Accept(again)).IsDone.ShouldBeTrue();
        (await ngo.Supervisor.Post($"/people/invitations/{id}/resend")).RefusedFor("invitation.used-already");
    }

    [Fact]
    public async Task An_invitation_that_was_taken_back_opens_nothing()
    {
        var ngo = await network.AnNgo();
        var invited = (await ngo.Supervisor.Post("/people/invitations", Invite(ngo.Organization, Address()))).Created();
        var (id, code) = (invited["id"]!.GetValue<Guid>(), invited["code"]!.GetValue<string>());
        (await (await network.AnNgo()).Supervisor.Post($"/people/invitations/{id}/revoke")).Status.ShouldBe(HttpStatusCode.NotFound, "of another organization");
        (await ngo.Supervisor.Post($"/people/invitations/{id}/revoke")).NoContent();
        (await Accept(code)).Refusals.Single().Code.ShouldBe("invitation.taken-back");
        (await ngo.Supervisor.Post($"/people/invitations/{id}/revoke")).RefusedFor("invitation.taken-back-already");
        (await Accept("AAAAA-BBBBB-CCCCC-DDDDD")).Refusals.Single().Code.ShouldBe("invitation.not-valid");
    }

    [Fact]
    public async Task Without_a_mail_server_the_mail_waits_sealed_and_the_code_stands_nowhere()
    {
        var ngo = await network.AnNgo();
        var code = (await ngo.Supervisor.Post("/people/invitations", Invite(ngo.Organization, Address()))).Created()["code"]!.GetValue<string>();
        await using var connection = await network.Super();
        await using var command = new Npgsql.NpgsqlCommand("select coalesce(string_agg(to_jsonb(x)::text, ''), '') from (select to_jsonb(i) from access.invitation i union all select to_jsonb(m) from platform.mail m union all select to_jsonb(o) from platform.once o union all select to_jsonb(e) from audit.entry e) x", connection);
        var dump = (string)(await command.ExecuteScalarAsync())!;
        dump.ShouldNotContain(code);
        dump.ShouldNotContain(code.Replace("-", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_a_mail_server_the_link_goes_out_once_and_nobody_else_is_shown_it()
    {
        using var post = new PostOffice();
        await using var node = await network.AnotherNode(configure: services => services
            .AddSingleton(s => new OutgoingMail(s.GetRequiredService<InstallationSecrets>(), new MailSettings("127.0.0.1", "network@test.example", post.Port, Encrypt: false)))
            .AddSingleton(new AccessSettings(new Uri("https://ilm.example.org"))));
        var ngo = await network.AnNgo();
        var email = Address();
        var invited = (await node.As(ngo.Supervisor).Post("/people/invitations", Invite(ngo.Organization, email))).Created();
        invited["mailed"]!.GetValue<bool>().ShouldBeTrue();
        invited["code"].ShouldBeNull();
        invited["link"].ShouldBeNull();
        var mailer = node.Services.GetRequiredService<Mailer>();
        await Until(async () => await State(email) == "Sent", () => mailer.SendAll(default));
        (await mailer.SendAll(default)).ShouldBe(0);
        var mail = post.Mails.Where(m => m.Contains(email, StringComparison.Ordinal)).ShouldHaveSingleItem();
        var link = System.Text.RegularExpressions.Regex.Match(mail.Replace("=\r\n", "", StringComparison.Ordinal), "https://ilm.example.org/app/welcome/([A-Z0-9-]+)").Groups[1].Value;
        (await Accept(link)).IsDone.ShouldBeTrue();
        (await network.Ask("select count(*) from platform.mail where address = $1 and text_ct is not null", email)).ShouldBe(0L, "what it said is deleted when it was sent");
    }

    [Fact]
    public async Task A_server_that_is_away_is_tried_again_and_one_that_broke_off_is_not()
    {
        Mailer.Judge(new System.Net.Mail.SmtpException("x", new SocketException())).State.ShouldBe("Waiting");
        Mailer.Judge(new System.Net.Mail.SmtpException(System.Net.Mail.SmtpStatusCode.MailboxUnavailable)).State.ShouldBe("Failed");
        Mailer.Judge(new System.Net.Mail.SmtpException("x", new IOException())).State.ShouldBe("Unsure");
        Mailer.Judge(new IOException()).State.ShouldBe("Unsure");
        await using var node = await network.AnotherNode(configure: services => services.AddSingleton(s => new OutgoingMail(s.GetRequiredService<InstallationSecrets>(), new MailSettings("127.0.0.1", "network@test.example", 9, Encrypt: false))));
        var ngo = await network.AnNgo();
        var email = Address();
        (await node.As(ngo.Supervisor).Post("/people/invitations", Invite(ngo.Organization, email))).Created();
        await Until(async () => (int)(await network.Ask("select attempts from platform.mail where address = $1", email))! > 0, () => node.Services.GetRequiredService<Mailer>().SendAll(default));
        (await State(email)).ShouldBe("Waiting");
        await network.Ask("update platform.mail set state = 'Sending', taken_at = now() - interval '1 hour' where address = $1", email);
        await node.Services.GetRequiredService<Mailer>().SendAll(default);
        (await State(email)).ShouldBe("Unsure", "a sender died over it: nobody knows whether it went out");
    }

    private async Task<string?> State(string email) => (string?)await network.Ask("select state from platform.mail where address = $1", email);

    private static async Task Until(Func<Task<bool>> done, Func<Task> step)
    {
        for (var i = 0; i < 100 && !await done(); i++) { await step(); await Task.Delay(50); }
        (await done()).ShouldBeTrue();
    }

    private async Task<string> Page(string code)
    {
        using var answer = await network.Anonymous.GetAsync("/app/welcome/" + code);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }
}

/// <summary>Opening accounts and joining, as the people of a test do.</summary>
public static class Joining
{
    public static async Task<Outcome<AcceptInvitation.Accepted>> Accepts(this TestNetwork network, string code)
    {
        await using var work = network.Services.GetRequiredService<WorkFactory>().Begin(CancellationToken.None);
        return await AcceptInvitation.Handle(new AcceptInvitation.Input(code, TestNetwork.Passphrase), work, network.Services.GetRequiredService<InstallationSecrets>(), secondFactor: false);
    }

    /// <summary>The supervisor of another organization invites the person, who accepts signed in.</summary>
    public static async Task JoinsToo(this Person person, Ngo ngo, string role = Roles.CaseHandler)
    {
        var code = (await ngo.Supervisor.Post("/people/invitations", new { organizationId = ngo.Organization, email = person.Email, name = "Guest", role })).Created()["code"]!.GetValue<string>();
        (await person.Post("/invitations/accept", new { code })).Created();
    }
}
