using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Tests.Service;

/// <summary>Somebody leaves: out at once, cases handed over, and the vault's key changes in the background, so that the old key opens nothing that is there.</summary>
public sealed class RekeyingTest(TestNetwork network)
{
    [Fact]
    public async Task Who_left_is_out_within_the_second_and_the_cases_change_hands_in_the_same_act()
    {
        var story = await network.ATriagedIssue();
        (await story.Handler.Post($"/cases/{story.Case}/assign", new { assignedTo = story.Handler.Id })).Good();
        (await story.Supervisor.Post($"/people/{story.Handler.Id}/end")).RefusedFor("person.hand-over-first");
        (await story.Supervisor.Post($"/people/{story.Handler.Id}/end", new { handTo = story.Handler.Id })).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        (await story.Handler.Get("/me")).Ok();
        var ended = (await story.Supervisor.Post($"/people/{story.Handler.Id}/end", new { handTo = story.Supervisor.Id })).Created();
        ended["casesHandedOver"]!.GetValue<int>().ShouldBe(1);
        ended["keyChanges"]!.GetValue<bool>().ShouldBeTrue();
        (await story.Handler.Get("/me")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        using (var page = await story.Handler.Http.GetAsync("/app/cases")) page.Headers.Location!.OriginalString.ShouldStartWith("/app/sign-in");
        var file = (await story.Supervisor.Get($"/cases/{story.Case}")).Ok();
        file["assignedTo"]!.GetValue<Guid>().ShouldBe(story.Supervisor.Id);
        file.ToJsonString().ShouldContain("case.handed-over");
        (await network.Ask("select count(*) from audit.entry where action = 'case.handed-over' and object = $1", story.Case)).ShouldBe(1L);
    }

    [Fact]
    public async Task After_the_key_has_changed_the_old_one_opens_nothing_and_everybody_who_stays_reads_everything()
    {
        var story = await Told();
        var old = await VaultKey(story.Handler, 1);
        var before = await Opened(story, old);
        before.ShouldBeGreaterThanOrEqualTo(5, "the control: before, the old key opens them");
        (await story.Supervisor.Post($"/people/{story.Handler.Id}/end", new { handTo = story.Supervisor.Id })).Created();
        // New words of the worker go to the new key at once, whatever has been moved.
        (await story.Worker.Writes("Something new while the key changes.")).Created();
        (await network.Ask("select max(vault_version) from voice.message m where m.org_id = $1", story.Ngo.Organization)).ShouldBe(2);
        await Moved(story.Supervisor, story.Ngo.Organization);

        (await Opened(story, old)).ShouldBe(0, "what the left person could have kept opens nothing of what is there");
        (await network.Ask("select count(*) from access.vault_key where org_id = $1 and version = 1", story.Ngo.Organization)).ShouldBe(0L);
        (await network.Ask("select count(*) from access.vault_version where org_id = $1", story.Ngo.Organization)).ShouldBe(1L);
        var file = (await story.Supervisor.Get($"/cases/{story.Case}")).Ok().ToJsonString();
        foreach (var word in new[] { "two months", "quiet message", "quiet note", "Something new", "quiet validation" }) file.ShouldContain(word);
        (await story.Supervisor.Get($"/shares/{story.Share}")).Ok().ToJsonString().ShouldContain("wages of two months");
        (await story.Hr.Get($"/shared-issues/{story.Share}")).Ok().ToJsonString().ShouldContain("wages of two months");
        (await story.Supervisor.Post($"/cases/{story.Case}/identity", new { reason = "callback", note = "call her" })).Text.ShouldNotContain("not-admitted");
        var vault = (await story.Supervisor.Get("/vault")).Ok();
        vault["keyChange"].ShouldBeNull();
        vault["version"]!.GetValue<int>().ShouldBe(2);
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_blind_index_of_a_phone_number_is_that_of_the_new_key()
    {
        var ngo = await network.AnNgo();
        (await ngo.Handler.Post("/contacts", new { channel = "HOTLINE", language = "en", reason = "issue", text = "She called.", reporter = new { name = "Ma Ei", phone = "+66 81 234 5678" }, consent = new { level = "none" } })).Good();
        var before = (byte[])(await network.Ask("select phone_bidx from identity.person where org_id = $1", ngo.Organization))!;
        before.ShouldBe(PhoneIndex.Of((await VaultKey(ngo.Supervisor, 1)).Private, "+66812345678"));
        (await ngo.Supervisor.Post($"/people/{ngo.Handler.Id}/end", new { handTo = ngo.Supervisor.Id })).Good();
        await Moved(ngo.Supervisor, ngo.Organization);
        ((byte[])(await network.Ask("select phone_bidx from identity.person where org_id = $1", ngo.Organization))!).ShouldBe(PhoneIndex.Of((await VaultKey(ngo.Supervisor, 2)).Private, "+66812345678"));
    }

    [Fact]
    public async Task A_business_changes_its_key_too_and_a_held_packet_goes_along()
    {
        var story = await network.ADraftedPacket();
        var colleague = await network.Person(story.Factory.Organization, OpenIlm.Kernel.Roles.SupplierUser);
        (await story.Hr.Post("/vault/members", new { personId = colleague.Id })).NoContent();
        (await network.Administrator.Post($"/people/{story.Hr.Id}/end", new { organizationId = story.Factory.Organization })).Created();
        await Moved(colleague, story.Factory.Organization);
        await story.Shared();
        (await colleague.Get($"/shared-issues/{story.Share}")).Ok().ToJsonString().ShouldContain("wages of two months");
    }

    [Fact]
    public async Task A_program_that_died_in_the_middle_goes_on_at_the_next_request_of_a_member()
    {
        var story = await Told();
        (await story.Supervisor.Post($"/people/{story.Handler.Id}/end", new { handTo = story.Supervisor.Id })).Created();
        var (one, two) = (await VaultKey(story.Supervisor, 1), await VaultKey(story.Supervisor, 2));
        var change = new KeyChange(story.Ngo.Organization, (Guid)(await network.Ask("select id from access.vault where org_id = $1", story.Ngo.Organization))!, 1, 2, one, two);
        // One batch of one row of one kind, then the program dies: what is committed is committed.
        var contents = network.Services.GetServices<IVaultContents>().First();
        await using (var work = network.Services.GetRequiredService<WorkFactory>().Begin(CancellationToken.None))
        {
            await work.ActAsSystem(story.Ngo.Organization);
            (await contents.Move(work, change, 1)).ShouldBe(1);
            work.Audit("vault.re-sealed", "vault", change.Vault);
            await work.Commit();
        }
        (await network.Ask("select count(*) from dossier.key where org_id = $1 and version = 2", story.Ngo.Organization)).ShouldBe(1L);
        await Moved(story.Supervisor, story.Ngo.Organization);
        (await Opened(story, one)).ShouldBe(0);
        (await story.Supervisor.Get($"/cases/{story.Case}")).Ok().ToJsonString().ShouldContain("two months");
    }

    [Fact]
    public async Task Nothing_can_be_sealed_to_a_version_that_has_ended()
    {
        var story = await Told();
        (await story.Supervisor.Post($"/people/{story.Handler.Id}/end", new { handTo = story.Supervisor.Id })).Created();
        await Moved(story.Supervisor, story.Ngo.Organization);
        var late = await Should.ThrowAsync<PostgresException>(() => network.Ask("update voice.message set vault_version = 1 where org_id = $1", story.Ngo.Organization));
        Pipeline.IsKeyChanged(late).ShouldBeTrue("the caller is told to come again, and seals to the new key");
    }

    private async Task<Story> Told()
    {
        var story = await network.AnIssueAwaitingValidation();
        (await story.Worker.Writes("quiet message")).Created();
        (await story.Handler.Post($"/cases/{story.Case}/notes", new { text = "quiet note" })).Good();
        (await story.Worker.Answers(story.Issue, story.Claim, "partlyConfirmed", text: "quiet validation")).Good();
        return story;
    }

    /// <summary>The member's next request starts the moving; this waits until it is done.</summary>
    private async Task Moved(Person member, Guid organization)
    {
        for (var i = 0; i < 200; i++)
        {
            (await member.Get("/me")).Ok();
            if ((long)(await network.Ask("select count(*) from access.rekeying where org_id = $1 and finished_at is null", organization))! == 0) return;
            await Task.Delay(50);
        }
        throw new TimeoutException("The key did not change.");
    }

    private async Task<KeyPair> VaultKey(Person person, int version)
    {
        await using var work = await network.Begin(person);
        var vault = await work.FirstOrNone<Guid>("select id from access.vault where org_id = $1", person.OrganizationId);
        var pair = work.Keys.Vault(vault, version)!;
        return new KeyPair([.. pair.Public], [.. pair.Private]);
    }

    /// <summary>How many wraps and messages of the NGO the pair opens, with everything else that a dump and the keystore give.</summary>
    private async Task<int> Opened(Story story, KeyPair pair)
    {
        var opened = 0;
        await using var connection = await network.Super();
        var keystore = network.Services.GetRequiredService<Keystore>();
        foreach (var (sql, column) in new[]
        {
            ("select vault_id, dossier_id, wrap from dossier.key where org_id = $1 and tier = 'n'", SealedColumns.DossierKeyN),
            ("select vault_id, dossier_id, wrap from dossier.key where org_id = $1 and tier = 'i'", SealedColumns.DossierKeyI),
            ("select k.share_id, s.dossier_id, k.wrap from cases.packet_key k join cases.share s on s.id = k.share_id where k.recipient_org = $1", SealedColumns.PacketKey),
            ("select m.id, c.dossier_id, m.ct_for_vault from voice.message m join voice.contact c on c.id = m.contact_id where m.org_id = $1", SealedColumns.MessageToVault),
            ("select id, dossier_id, ct from cases.validation where org_id = $1 and ct is not null", SealedColumns.ValidationText),
        })
        {
            await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = story.Ngo.Organization } } };
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var (aad, bytes, ek) = (new Aad(column, reader.GetGuid(0), reader.GetGuid(1)), reader.GetFieldValue<byte[]>(2), await keystore.Find(reader.GetGuid(1), default));
                for (var version = 1; version <= 2; version++)
                    try
                    {
                        _ = column == SealedColumns.MessageToVault || column == SealedColumns.ValidationText ? Envelope.Open(ek!, pair, bytes, aad) : Wrap.OpenKey(ek!, pair, bytes, aad, version);
                        opened++;
                        break;
                    }
                    catch (SealBrokenException) { }
            }
        }
        return opened;
    }
}
