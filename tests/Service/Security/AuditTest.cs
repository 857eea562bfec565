using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Service;

/// <summary>The audit log: nobody changes it unseen, nothing is done or shown without it, and it holds no content (security tests 86 to 89).</summary>
public sealed class AuditTest(TestNetwork network)
{
    [Fact]
    public async Task The_chains_are_whole_after_a_journey()
    {
        var story = await network.AClosedIssue();
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
        (await network.AuditFaults(story.Factory.Organization)).ShouldBeEmpty();
        ((long)(await network.Ask("select count(*) from audit.entry where org_id = $1", story.Ngo.Organization))!).ShouldBeGreaterThan(15);
    }

    public static TheoryData<string, string, string> Hands => new()
    {
        { "edited", "edited", "update audit.entry set action = 'case.nothing' where org_id = $1 and seq = 3" },
        { "given to somebody else", "edited", "update audit.entry set actor = gen_random_uuid() where org_id = $1 and seq = 2" },
        { "moved to another day", "edited", "update audit.entry set day = day - 1, at = null where org_id = $1 and seq = 4" },
        { "removed", "gap", "delete from audit.entry where org_id = $1 and seq = 3" },
        { "reordered", "reordered", "update audit.entry set seq = case seq when 3 then 4 when 4 then 3 end where org_id = $1 and seq in (3, 4)" },
        { "cut off", "truncated", "delete from audit.entry where org_id = $1 and seq > 3" },
        { "cut off with its head", "truncated", "delete from audit.entry where org_id = $1 and seq > 3; update audit.head h set seq = 3, hash = (select hash from audit.entry e where e.org_id = h.org_id and e.seq = 3) where org_id = $1" },
        { "inserted", "head", "insert into audit.entry select org_id, seq + 1, day, at, actor_kind, actor, action, object_kind, object, detail, hash, hash from audit.entry where org_id = $1 order by seq desc limit 1" },
        { "emptied", "truncated", "delete from audit.entry where org_id = $1" },
    };

    [Theory, MemberData(nameof(Hands))]
    public async Task An_entry_that_somebody_with_the_server_in_his_hands_has_touched_is_named(string what, string fault, string sql)
    {
        var ngo = await network.AnNgo();
        await network.Services.GetRequiredService<Anchors>().DropAll(CancellationToken.None);
        (await ngo.AuditFaults()).ShouldBeEmpty();

        await using (var connection = await network.Super())
            // The trigger is out of the way for this one connection, as for somebody who restores a changed dump.
            foreach (var statement in (string[])["set session_replication_role = replica", .. sql.Split("; ")])
            {
                await using var command = new NpgsqlCommand(statement.Contains("seq = case", StringComparison.Ordinal) ? Swap(ngo.Organization) : statement, connection);
                if (command.CommandText.Contains("$1", StringComparison.Ordinal)) command.Parameters.Add(new NpgsqlParameter<Guid>("", ngo.Organization));
                (await command.ExecuteNonQueryAsync()).ShouldNotBe(0, what);
            }
        (await ngo.AuditFaults()).ShouldContain(fault, what);
    }

    // Two numbers that are unique cannot change places in one step.
    private static string Swap(Guid organization) => $"""
        update audit.entry set seq = -3 where org_id = '{organization}' and seq = 3;
        update audit.entry set seq = 3 where org_id = '{organization}' and seq = 4;
        update audit.entry set seq = 4 where org_id = '{organization}' and seq = -3
        """;

    [Theory]
    [InlineData("update audit.entry set action = 'x'"), InlineData("delete from audit.entry"), InlineData("truncate audit.entry"), InlineData("alter table audit.entry disable trigger never")]
    [InlineData("insert into audit.entry select * from audit.entry limit 1"), InlineData("update audit.head set seq = 0"), InlineData("delete from audit.anchor"), InlineData("drop table audit.entry")]
    public async Task The_role_of_the_program_cannot_change_the_log(string sql)
    {
        await using var connection = new NpgsqlConnection(network.Node.Databases.Data + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        (await Should.ThrowAsync<PostgresException>(command.ExecuteNonQueryAsync())).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Theory, InlineData("update audit.entry set action = 'x'"), InlineData("delete from audit.entry"), InlineData("truncate audit.entry")]
    public async Task The_trigger_stops_even_the_owner_of_the_server(string sql)
    {
        await network.AnNgo();
        (await Should.ThrowAsync<PostgresException>(network.Ask(sql))).MessageText.ShouldContain("never changed");
    }

    [Fact]
    public async Task While_the_log_cannot_be_written_nothing_is_shown_and_nothing_changes()
    {
        var story = await network.ATriagedIssue();
        var organization = story.Ngo.Organization;
        var before = await Counts(organization);
        var other = await network.ATriagedIssue();
        await network.Ask($$"""
            create function audit.stopped_{{organization:N}}() returns trigger language plpgsql as $f$ begin if new.org_id = '{{organization}}' then raise exception 'no'; end if; return new; end $f$;
            create trigger stopped_{{organization:N}} before insert on audit.entry for each row execute function audit.stopped_{{organization:N}}()
            """);
        try
        {
            foreach (var answer in new[]
            {
                await story.Handler.Get($"/cases/{story.Case}"), await story.Handler.Post($"/cases/{story.Case}/identity", new { reason = "safety" }), await story.Review(), await story.Consent(),
                await story.Handler.Post($"/cases/{story.Case}/notes", new { text = "Called her." }), await story.Worker.Writes("More of my own words."), await story.Handler.Post("/contacts", new { channel = "HOTLINE", language = "my", text = "x" }),
            })
            {
                ((int)answer.Status).ShouldBeGreaterThanOrEqualTo(500, answer.Text);
                answer.Text.ShouldNotContain("two months");
            }
            (await Counts(organization)).ShouldBe(before);
            (await other.Review()).Good();
        }
        finally { await network.Ask($"drop trigger stopped_{organization:N} on audit.entry; drop function audit.stopped_{organization:N}()"); }
        (await story.CaseFile()).ToJsonString().ShouldContain("two months");
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_worker_does_is_kept_by_the_day_alone_and_by_nobodys_name()
    {
        var story = await network.AnIssueAwaitingValidation();
        (await story.Worker.Writes("More.")).Created();
        (await story.Says("confirmed", "good")).Created();
        (await story.Worker.ClosesTheChannel()).NoContent();
        var organization = story.Ngo.Organization;
        ((long)(await network.Ask("select count(*) from audit.entry where org_id = $1 and actor_kind = 'Anonymous'", organization))!).ShouldBeGreaterThanOrEqualTo(4);
        (await network.Ask("select count(*) from audit.entry where org_id = $1 and actor_kind = 'Anonymous' and (at is not null or actor is not null)", organization)).ShouldBe(0L);
        (await network.Ask("select count(*) from audit.entry where org_id = $1 and actor_kind = 'Person' and (at is null or actor is null)", organization)).ShouldBe(0L);
    }

    [Fact]
    public async Task The_log_holds_no_words_no_number_and_no_receipt()
    {
        var story = await network.AStory();
        story.Worker.Form["text"] = "quietcanary in the text";
        story.Worker.Form["reporter"] = new JsonObject { ["name"] = "Quietcanary Name", ["phone"] = "+66817654321" };
        story.Worker.Form["contactPlan"] = new JsonObject { ["codeWord"] = "quietcanary" };
        await (await story.Received()).Triaged();
        (await story.Review(note: "quietcanary in a note")).Good();
        (await story.Handler.Post($"/cases/{story.Case}/identity", new { reason = "safety" })).Ok().ToJsonString().ShouldContain("Quietcanary");
        (await story.Handler.Post($"/cases/{story.Case}/notes", new { text = "quietcanary again" })).Good();
        var log = (string)(await network.Ask("select string_agg(e::text, ' ') from audit.entry e where org_id = $1", story.Ngo.Organization))! + (string)(await network.Ask("select string_agg(e::text, ' ') from cases.event e where org_id = $1", story.Ngo.Organization))!;
        log.ShouldContain("case.identity-read");
        log.ShouldContain(story.Case.ToString());
        foreach (var told in new[] { "quietcanary", "7654321", story.Worker.Receipt, "127.0.0.1", "Mozilla" }) log.ShouldNotContain(told, Shouldly.Case.Insensitive);
    }

    [Fact]
    public async Task An_auditor_reads_who_did_what_in_every_organization_and_nothing_else()
    {
        var story = await network.ATriagedIssue();
        var auditor = await network.AnAuditor();
        (await auditor.Get("/audit/verify")).Ok()["entries"]!.GetValue<long>().ShouldBeGreaterThan(10);
        foreach (var path in new[] { "/cases", $"/cases/{story.Case}", "/shared-issues", "/channels" }) (await auditor.Get(path)).Status.ShouldBe(HttpStatusCode.NotFound, path);
        (await story.Handler.Get("/audit/verify")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<string> Counts(Guid organization) => (string)(await network.Ask("""
        select concat_ws(' ', (select count(*) from dossier.narrative where org_id = $1), (select count(*) from cases.safety_review where org_id = $1), (select count(*) from cases.consent where org_id = $1),
            (select count(*) from voice.message where org_id = $1), (select count(*) from voice.contact where org_id = $1), (select count(*) from cases.event where org_id = $1),
            (select max(version) from cases."case" where org_id = $1), (select count(*) from audit.entry where org_id = $1))
        """, organization))!;
}
