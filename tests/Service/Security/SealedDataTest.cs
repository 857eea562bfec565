using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenIlm.Sealing;

namespace OpenIlm.Tests.Service;

/// <summary>What a stolen server opens: nothing without a person's passphrase (security design, section 2.2; security tests 50, 68, 69).</summary>
public sealed class SealedDataTest(TestNetwork network)
{
    /// <summary>How to read each sealed column with the place it is bound to; the columns come from the registry, so that none is left out.</summary>
    private static readonly Dictionary<SealedColumn, (string From, string Bytes, string Row, string Dossier)> tables = new()
    {
        [SealedColumns.DossierKeyN] = ("dossier.key x", "wrap", "vault_id", "dossier_id"),
        [SealedColumns.DossierKeyI] = ("dossier.key x", "wrap", "vault_id", "dossier_id"),
        [SealedColumns.Narrative] = ("dossier.narrative x", "ct", "id", "dossier_id"),
        [SealedColumns.Identity] = ("identity.person x", "ct", "dossier_id", "dossier_id"),
        [SealedColumns.AffectedWorker] = ("identity.affected_worker x", "ct", "worker_id", "dossier_id"),
        [SealedColumns.ReplyKey] = ("voice.contact x", "reply_sk_wrapped", "id", "dossier_id"),
        [SealedColumns.MessageToVault] = ("(select m.*, c.dossier_id from voice.message m join voice.contact c on c.id = m.contact_id) x", "ct_for_vault", "id", "dossier_id"),
        [SealedColumns.MessageToWorker] = ("(select m.*, c.dossier_id from voice.message m join voice.contact c on c.id = m.contact_id) x", "ct_for_worker", "id", "dossier_id"),
        [SealedColumns.ShareContent] = ("cases.share x", "ct", "id", "dossier_id"),
        [SealedColumns.PacketKey] = ("(select k.*, s.dossier_id from cases.packet_key k join cases.share s on s.id = k.share_id) x", "wrap", "share_id", "dossier_id"),
        [SealedColumns.Response] = ("(select r.*, s.dossier_id from cases.response r join cases.share s on s.id = r.share_id) x", "ct", "id", "dossier_id"),
        [SealedColumns.ActionWhat] = ("cases.action x", "ct", "id", "dossier_id"),
        [SealedColumns.ActionReport] = ("cases.action x", "report_ct", "id", "dossier_id"),
        [SealedColumns.JoiningNote] = ("(select j.*, s.dossier_id from cases.joining j join cases.share s on s.id = j.share_id) x", "note_ct", "id", "dossier_id"),
        [SealedColumns.Inquiry] = ("cases.inquiry x", "ct", "id", "dossier_id"),
        [SealedColumns.InquiryAnswer] = ("cases.inquiry x", "answer_ct", "id", "dossier_id"),
        [SealedColumns.Account] = ("cases.account x", "ct", "id", "dossier_id"),
        [SealedColumns.AccountCopy] = ("cases.account_copy x", "ct", "id", "dossier_id"),
        [SealedColumns.ReferralLetter] = ("cases.referral_letter x", "ct", "referral_id", "dossier_id"),
        [SealedColumns.ReferralKey] = ("(select k.*, l.dossier_id from cases.referral_key k join cases.referral_letter l on l.referral_id = k.referral_id) x", "wrap", "referral_id", "dossier_id"),
        [SealedColumns.ClaimToWorker] = ("cases.claim x", "ct_for_worker", "id", "dossier_id"),
        [SealedColumns.ClaimToVault] = ("cases.claim x", "ct_for_vault", "id", "dossier_id"),
        [SealedColumns.RenderingToWorker] = ("cases.rendering x", "ct_for_worker", "id", "dossier_id"),
        [SealedColumns.RenderingToVault] = ("cases.rendering x", "ct_for_vault", "id", "dossier_id"),
        [SealedColumns.QuestionToWorker] = ("cases.question x", "ct_for_worker", "id", "dossier_id"),
        [SealedColumns.QuestionToVault] = ("cases.question x", "ct_for_vault", "id", "dossier_id"),
        [SealedColumns.ValidationText] = ("cases.validation x", "ct", "id", "dossier_id"),
        [SealedColumns.SafetyNote] = ("(select r.*, c.dossier_id from cases.safety_review r join cases.\"case\" c on c.id = r.case_id) x", "ct", "id", "dossier_id"),
        [SealedColumns.RetaliationText] = ("cases.retaliation_report x", "ct", "id", "dossier_id"),
        [SealedColumns.SafeguardHelper] = ("cases.safeguard x", "helper_ct", "id", "dossier_id"),
        [SealedColumns.FileKeyI] = ("dossier.file x", "wrap_i", "id", "dossier_id"),
        [SealedColumns.FileKeyN] = ("dossier.file x", "wrap_n", "id", "dossier_id"),
        [SealedColumns.FileName] = ("dossier.file x", "name_ct", "id", "dossier_id"),
        [SealedColumns.SharedFileKey] = ("cases.share_file x", "key_ct", "file_id", "dossier_id"),
        [SealedColumns.TotpSeed] = ("access.person x", "totp_wrapped", "id", "id"),
        [SealedColumns.PersonKey] = ("access.person x", "sk_by_password", "id", "id"),
        [SealedColumns.PersonKeyRecovery] = ("access.person x", "sk_by_recovery", "id", "id"),
        [SealedColumns.SessionKey] = ("access.session x", "sk_wrapped", "id", "person_id"),
        [SealedColumns.Draft] = ("platform.draft x", "ct", "id", "id"),
        [SealedColumns.CallbackWords] = ("(select b.*, c.dossier_id from voice.callback b join voice.contact c on c.id = b.contact_id) x", "ct", "id", "dossier_id"),
        [SealedColumns.MailText] = ("platform.mail x", "text_ct", "id", "id"),
        [SealedColumns.GatewayCredentials] = ("voice.gateway x", "credentials_ct", "id", "id"),
        [SealedColumns.ConversationOrder] = ("voice.conversation x", "order_ct", "id", "contact_id"),
        [SealedColumns.StopSender] = ("voice.stop x", "ct", "id", "id"),
        [SealedColumns.Outbound] = ("voice.outbound x", "ct", "id", "id"), [SealedColumns.Medium] = ("voice.medium x", "ct", "id", "id"),
        [SealedColumns.VaultKey] = ("access.vault_key x", "sealed_sk", "id", "vault_id"),
    };

    private static readonly string[] told =
        ["quietword of the report", "quietword name", "quietword from her", "quietword to her", "quietword note", "quietword safety", "quietword summary", "quietword answer", "quietword action", "quietword done", "quietword claim", "quietword judged", "quietword retaliation", "quietword affected", "quietword helper", "quietword file", "quietword evidence", "quietword draft", "quietword hours", "quietword letter", "quietword rendering", "quietword question",
            // Without a part of her name, which would not be let through.
            "hushword inquiry", "hushword reply", "hushword account"];

    private const string joined = "quietword of a buyer";

    [Fact]
    public async Task A_stolen_server_opens_nothing_and_with_one_passphrase_only_what_its_owner_may_read()
    {
        var story = await AStoryThatTellsEverything();
        await ABuyerJoins(story);
        // Somebody writes through a gateway, is answered while the provider is away, and another one asks not to be written to.
        var gateway = await story.Ngo.AGateway(OpenIlm.Voice.GatewayProvider.Viber);
        network.Providers.Is(OpenIlm.Voice.GatewayProvider.Viber, Web.Demonstration.ProviderMood.Down);
        await gateway.Hears("quietsender=", "quietword by gateway");
        await gateway.Hears("another=", "STOP");
        (await network.Providers.SendFile(OpenIlm.Voice.GatewayProvider.Viber, "quietsender=", "image", SampleFiles.Png(20, 20), "image/png")).ShouldBe(System.Net.HttpStatusCode.OK);
        SealedColumns.All.Except(tables.Keys).ShouldBe([SealedColumns.ErasureKey, SealedColumns.TransportKey, SealedColumns.RoutingKey], ignoreOrder: true);
        var database = await Database(story);
        var columns = await AllBytes(story);
        tables.Keys.Except(database.Select(l => l.Column)).ShouldBe([SealedColumns.TotpSeed], "every sealed column is in use, but for the authenticator's");
        var keystore = await Keystore(story);
        var secrets = network.Services.GetRequiredService<InstallationSecrets>();
        byte[][] installation = [secrets.Store, secrets.Pepper, secrets.Form, secrets.TotpKey, secrets.FormKey];
        var passphrase = await Passphrase(story.Handler);
        var thieves = new Dictionary<string, Thief>
        {
            ["the database"] = new Thief().Takes(database).Takes(columns),
            ["the keystore"] = new Thief().Takes(keystore),
            ["the keystore and the secrets"] = new Thief().Takes(keystore).Takes(installation),
            ["database and keystore"] = new Thief().Takes(database).Takes(columns).Takes(keystore),
            ["database, keystore and secrets"] = new Thief().Takes(database).Takes(columns).Takes(keystore).Takes(installation),
            ["database and a passphrase"] = new Thief().Takes(database).Takes(columns).Takes(passphrase),
            ["database, keystore and a passphrase"] = new Thief().Takes(database).Takes(columns).Takes(keystore).Takes(passphrase),
            ["database, secrets and a passphrase"] = new Thief().Takes(database).Takes(columns).Takes(installation).Takes(passphrase),
        };
        foreach (var (stolen, thief) in thieves)
        {
            Words(thief.Works()).ShouldBeEmpty(stolen);
            thief.Tries.ShouldBeGreaterThan(stolen == "the keystore" ? -1 : 0);
        }

        // The control: with everything and her passphrase the same thief reads all that she may read.
        var all = new Thief().Takes(database).Takes(columns).Takes(keystore).Takes(installation).Takes(passphrase).Works();
        Words(all).Order().ShouldBe(told.Append(joined).Order());
        // And the passphrase of the business opens the packet, never the case.
        var business = new Thief().Takes(database).Takes(columns).Takes(keystore).Takes(installation).Takes(await Passphrase(story.Hr)).Works();
        Words(business).Order().ShouldBe(new[] { "quietword summary", "quietword answer", "quietword action", "quietword done", "quietword evidence", "hushword inquiry", "hushword reply", "hushword account" }.Order());
    }

    [Fact]
    public async Task The_table_of_sessions_opens_nothing_without_the_cookie()
    {
        var story = await AStoryThatTellsEverything();
        var secrets = network.Services.GetRequiredService<InstallationSecrets>();
        var server = new Thief().Takes(await Database(story)).Takes(await AllBytes(story)).Takes(await Keystore(story)).Takes([secrets.Store, secrets.Pepper, secrets.Form, secrets.TotpKey, secrets.FormKey]);
        Words(server.Works()).ShouldBeEmpty();
        SessionToken.TryRead(story.Handler.Token, out var session).ShouldBeTrue();
        Words(server.Takes(session!.SealingKey).Works()).Count.ShouldBe(told.Length, "the control: with the cookie it does");
    }

    [Theory]
    [InlineData("dossier.narrative", "ct", "kind = 'report'")]
    [InlineData("dossier.key", "wrap", "tier = 'n' and dossier_id in (select dossier_id from cases.\"case\")")]
    [InlineData("cases.safety_review", "ct", "true")]
    [InlineData("cases.claim", "ct_for_vault", "true")]
    [InlineData("cases.share", "ct", "true")]
    public async Task Sealed_data_that_changed_places_does_not_open(string table, string column, string which)
    {
        var (one, other) = (await AStoryThatTellsEverything(), await AStoryThatTellsEverything());
        await Swap(table, column, which, one, other);
        foreach (var story in new[] { one, other })
        {
            var (file, packet) = (await story.Handler.Get($"/cases/{story.Case}"), await story.Handler.Get($"/shares/{story.Share}"));
            (file.Status == HttpStatusCode.OK && packet.Status == HttpStatusCode.OK).ShouldBeFalse($"{table}.{column} opened in another place");
        }
        await Swap(table, column, which, one, other);
        (await one.CaseFile()).ToJsonString().ShouldContain("quietword of the report");
        (await one.Handler.Get($"/shares/{one.Share}")).Ok().ToJsonString().ShouldContain("quietword summary");
    }

    [Fact]
    public async Task Two_texts_of_one_dossier_cannot_change_places_either()
    {
        var story = await AStoryThatTellsEverything();
        const string swap = """
            with two as (select n.id, n.ct from dossier.narrative n join cases."case" c on c.dossier_id = n.dossier_id where c.id = $1 and n.kind in ('report', 'note'))
            update dossier.narrative n set ct = (select t.ct from two t where t.id <> n.id) from two where n.id = two.id
            """;
        await network.Ask(swap, story.Case);
        (await story.Handler.Get($"/cases/{story.Case}")).Status.ShouldNotBe(HttpStatusCode.OK);
        await network.Ask(swap, story.Case);
        (await story.CaseFile()).ToJsonString().ShouldContain("quietword note");
    }

    [Fact]
    public async Task A_dossier_whose_erasure_key_is_gone_opens_for_nobody()
    {
        var story = await AStoryThatTellsEverything();
        await using (var connection = await network.Super("openilm_keystore"))
        {
            await using var erase = new NpgsqlCommand("delete from keystore.erasure_key where dossier_id = $1", connection) { Parameters = { new() { Value = await Dossier(story) } } };
            (await erase.ExecuteNonQueryAsync()).ShouldBe(1);
        }
        foreach (var answer in new[] { await story.Handler.Get($"/cases/{story.Case}"), await story.Supervisor.Get($"/cases/{story.Case}"), await story.Hr.Get($"/shared-issues/{story.Share}"), await story.Handler.Get($"/shares/{story.Share}"), await story.Worker.Follows() })
            answer.Text.ShouldNotContain("quietword");
        var secrets = network.Services.GetRequiredService<InstallationSecrets>();
        Words(new Thief().Takes(await Database(story)).Takes(await Keystore(story)).Takes([secrets.Store]).Takes(await Passphrase(story.Handler)).Works()).Order().ShouldBe(new[] { "quietword draft", "quietword hours" });
    }

    private async Task ABuyerJoins(Story story)
    {
        var buyer = await network.ABuyerOf(story.Factory);
        (await story.Handler.Post($"/cases/{story.Case}/consents", new { level = "summary", recipientKind = "buyersOfThisSite", purpose = "remedy", fields = Story.Fields, how = "verbal", language = "my" })).Good();
        var share = story.Share;
        await ReleasedBySecond(story, (await story.Draft(told[6], buyer.Organization)).Good().Id);
        (await buyer.Person.Post($"/shared-issues/{story.Share}/join", new { kind = "collective", note = joined })).Created();
        story.Resume(share);
    }

    private async Task<Story> AStoryThatTellsEverything()
    {
        var story = await network.AStory();
        story.Worker.Form["text"] = told[0];
        story.Worker.Form["reporter"] = new JsonObject { ["name"] = told[1] };
        await (await story.Received()).Triaged();
        // Mail waits sealed while no server takes it: it carries a link that opens an account.
        (await story.Supervisor.Post("/people/invitations", new { organizationId = story.Ngo.Organization, email = $"new-{Guid.NewGuid():N}@test.example", name = "New", role = "CaseHandler" })).Created();
        (await story.Worker.Writes(told[2])).Created();
        (await story.Handler.Post($"/cases/{story.Case}/messages", new { text = told[3] })).Good();
        (await story.Handler.Post($"/cases/{story.Case}/notes", new { text = told[4] })).Good();
        (await story.Review(note: told[5])).Good();
        (await story.Consent()).Good();
        var draft = (await story.Draft(told[6])).Good();
        var shown = (await story.Handler.Post($"/shares/{draft.Id}/renderings", new { language = "my", text = told[20] })).Good().Id;
        (await story.Worker.SaysOf(shown, "yes")).Created();
        (await story.Handler.Post($"/cases/{story.Case}/questions", new { own = new { text = told[21], choices = new[] { "yes", "no" }, language = "en" } })).Good();
        await ReleasedBySecond(story, draft.Id);
        var inquiry = (await story.Hr.Post($"/shared-issues/{story.Share}/inquiries", new { text = told[22] })).Good().Id;
        (await story.Handler.Post($"/inquiries/{inquiry}/answer", new { text = told[23] })).Good();
        var account = (await story.Hr.Post($"/shared-issues/{story.Share}/account", new { text = told[24] })).Good().Id;
        (await story.Handler.Post($"/accounts/{account}/decision", new { show = true })).Good();
        (await story.Respond(told[7], told[8])).Good();
        (await story.ReportDone(told[9])).Good();
        (await story.Handler.Send($"/cases/{story.Case}/attachments", SampleFiles.Png(), told[15] + ".png")).Created();
        (await story.Hr.Send($"/shared-issues/{story.Share}/actions/{await story.Action()}/evidence", SampleFiles.Png(), told[16] + ".png")).Created();
        await story.Asked(told[10]);
        (await story.Worker.Answers(story.Issue, story.Claim, "notConfirmed", text: told[11])).Created();
        (await story.Handler.Post($"/cases/{story.Case}/retaliation-reports", new { text = told[12] })).Good();
        (await story.Handler.Post($"/issues/{story.Issue}/workers", new { name = told[13], department = "Night" })).Good();
        (await story.Handler.Post($"/cases/{story.Case}/safeguards", new { measures = new[] { "codeWord" }, forWhom = "colleague", helperName = told[14] })).Good();
        using (var kept = await story.Handler.Http.PutAsync($"/api/v1/drafts/note/{story.Case}", System.Net.Http.Json.JsonContent.Create(new { content = told[17], writer = Guid.NewGuid() }))) kept.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await story.Handler.Post("/contacts", new
        {
            channel = "HOTLINE", language = "my", text = "Please call again.", caseId = story.Case, call = new { callBack = new { on = DateOnly.FromDateTime(network.Clock.GetUtcNow().UtcDateTime.AddDays(3)), words = told[18] } },
        })).Created();
        var referral = (await story.Handler.Post($"/cases/{story.Case}/referrals", new { to = "medical", recipientName = "Clinic" })).Created()["id"]!.GetValue<Guid>();
        (await story.Handler.Post($"/referrals/{referral}/consent", new { level = "summary", fields = new[] { "need" }, how = "verbal", language = "my" })).Good();
        (await story.Handler.Post($"/referrals/{referral}/letter", new { fields = new[] { "need" }, words = told[19], language = "en", asksWaiver = false })).Good();
        return story;
    }

    // Part of her name stands in the summary on purpose of the word list, so a second person looks at it.
    private static async Task ReleasedBySecond(Story story, Guid share)
    {
        (await story.Supervisor.Post($"/shares/{share}/approve")).Good();
        await story.Resume(share).Shared();
    }

    private static List<string> Words(Thief thief) => [.. told.Append(joined).Where(w => thief.Opened.Any(o => o.Contains(w, StringComparison.Ordinal)))];

    private async Task<IReadOnlyList<Loot>> Database(Story story)
    {
        await using var connection = await network.Super();
        var loot = new List<Loot>();
        foreach (var (column, (from, bytes, row, dossier)) in tables)
        {
            var tier = from == "dossier.key x" ? $" and tier = '{column.Tier}'" : "";
            await using var command = new NpgsqlCommand($"select {bytes}, {row}, {dossier} from {from} where org_id = any($1) and octet_length({bytes}) > 0{tier}", connection) { Parameters = { new() { Value = new[] { story.Ngo.Organization, story.Factory.Organization } } } };
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) loot.Add(new Loot(column, reader.GetFieldValue<byte[]>(0), new Aad(column, reader.GetGuid(1), reader.GetGuid(2))));
        }
        return loot;
    }

    /// <summary>Every value of 32 bytes that stands in any column of these organizations: somebody might take it for a key.</summary>
    private async Task<IReadOnlyList<byte[]>> AllBytes(Story story)
    {
        await using var connection = await network.Super();
        var statements = new List<string>();
        await using (var command = new NpgsqlCommand("""
            select format('select %I from %I.%I where org_id = any($1) and octet_length(%I) = 32', b.column_name, b.table_schema, b.table_name, b.column_name)
              from information_schema.columns b join information_schema.columns o using (table_schema, table_name) where b.data_type = 'bytea' and o.column_name = 'org_id'
            """, connection))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) statements.Add(reader.GetString(0));
        var values = new List<byte[]>();
        foreach (var sql in statements.Where(s => !s.Contains("audit.", StringComparison.Ordinal)))
        {
            await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = new[] { story.Ngo.Organization, story.Factory.Organization } } } };
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) values.Add(reader.GetFieldValue<byte[]>(0));
        }
        values.Count.ShouldBeGreaterThan(10);
        return values;
    }

    private async Task<IReadOnlyList<Loot>> Keystore(Story story)
    {
        Guid[] wanted =
        [
            await Dossier(story), (Guid)(await network.Ask("select id from platform.draft where subject = $1 limit 1", story.Case))!,
            (Guid)(await network.Ask("select dossier_id from voice.contact where case_id = $1 and joined limit 1", story.Case))!,
        ];
        await using var connection = await network.Super("openilm_keystore");
        await using var command = new NpgsqlCommand("select dossier_id, wrapped from keystore.erasure_key order by dossier_id <> all ($1) limit 20", connection) { Parameters = { new() { Value = wanted } } };
        await using var reader = await command.ExecuteReaderAsync();
        var loot = new List<Loot>();
        while (await reader.ReadAsync()) loot.Add(new Loot(SealedColumns.ErasureKey, reader.GetFieldValue<byte[]>(1), new Aad(SealedColumns.ErasureKey, reader.GetGuid(0), reader.GetGuid(0))));
        return loot;
    }

    private async Task<Guid> Dossier(Story story) => (Guid)(await network.Ask("select dossier_id from cases.\"case\" where id = $1", story.Case))!;

    /// <summary>What a passphrase gives to somebody who has the salt beside it. The pepper enters the verifier only, so any installation's secrets do.</summary>
    private async Task<byte[]> Passphrase(Person person)
    {
        var salt = (byte[])(await network.Ask("select kdf_salt from access.person where id = $1", person.Id))!;
        return PasswordKeys.From(Argon2.Derive(Encoding.UTF8.GetBytes(TestNetwork.Passphrase), salt), network.Services.GetRequiredService<InstallationSecrets>()).Kek;
    }

    private async Task Swap(string table, string column, string which, Story one, Story other)
    {
        await using var connection = await network.Super();
        await using var command = new NpgsqlCommand($"""
            set session_replication_role = replica;
            with two as (select org_id, {column} as ct from {table} where org_id in ('{one.Ngo.Organization}', '{other.Ngo.Organization}') and {which})
            update {table} x set {column} = (select t.ct from two t where t.org_id <> x.org_id limit 1) where org_id in ('{one.Ngo.Organization}', '{other.Ngo.Organization}') and {which}
            """, connection);
        (await command.ExecuteNonQueryAsync()).ShouldBe(2);
    }
}
