using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Service;

/// <summary>What is typed and not sent: there for whoever typed it, and for nobody else (ADR 18).</summary>
public sealed class DraftsTest(TestNetwork network)
{
    private readonly Guid window = Guid.NewGuid();

    private static async Task<Answer> Send(Person who, HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v1" + path);
        if (body is not null) request.Content = JsonContent.Create(body);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await who.Http.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }

    private Task<Answer> Keep(Person who, string kind, Guid subject, string content, int? version = null, Guid? from = null) =>
        Send(who, HttpMethod.Put, $"/drafts/{kind}/{subject}", new { content, writer = from ?? window }, version is null ? null : $"\"{version}\"");

    [Fact]
    public async Task What_is_typed_comes_back_to_whoever_typed_it_in_a_later_session_and_to_nobody_else()
    {
        var ngo = await network.AnNgo();
        var call = Guid.NewGuid();
        (await Keep(ngo.Handler, "contact", call, "first words")).Ok()["version"]!.GetValue<int>().ShouldBe(1);
        (await Keep(ngo.Handler, "contact", call, "first words and more", 1)).Ok()["version"]!.GetValue<int>().ShouldBe(2);

        var again = await network.SignInAgain(ngo.Handler);
        var read = await again.Get($"/drafts/contact/{call}");
        read.Ok()["content"]!.GetValue<string>().ShouldBe("first words and more");
        read.Headers.ETag!.Tag.ShouldBe("\"2\"");
        var listed = (await again.Get("/drafts")).Ok().AsArray().ShouldHaveSingleItem()!;
        listed["href"]!.GetValue<string>().ShouldBe($"/app/hotline?draft={call}");
        listed.ToJsonString().ShouldNotContain("first words");

        var stranger = await network.AnNgo();
        foreach (var other in new[] { ngo.Supervisor, stranger.Handler, network.Administrator })
        {
            (await other.Get($"/drafts/contact/{call}")).Status.ShouldBe(HttpStatusCode.NotFound);
            (await other.Get("/drafts")).Ok().AsArray().ShouldBeEmpty();
            (await Send(other, HttpMethod.Delete, $"/drafts/contact/{call}")).NoContent();
            // The same subject is another draft in another hand.
            (await Keep(other, "contact", call, "something of my own")).Ok();
        }
        (await again.Get($"/drafts/contact/{call}")).Ok()["content"]!.GetValue<string>().ShouldBe("first words and more");
        (await Calls.Get(network.Anonymous, $"/drafts/contact/{call}")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_locked_session_goes_on_saving_and_reads_nothing()
    {
        var ngo = await network.AnNgo();
        var call = Guid.NewGuid();
        (await Keep(ngo.Handler, "contact", call, "before")).Ok();
        await using (var work = await network.Begin(ngo.Handler)) (await OpenIlm.Network.LockSession.Lock(work)).IsDone.ShouldBeTrue();
        (await Keep(ngo.Handler, "contact", call, "while the screen is locked", 1)).Ok();
        foreach (var path in new[] { $"/drafts/contact/{call}", "/drafts/keys" }) (await ngo.Handler.Get(path)).RefusedFor("session.locked", HttpStatusCode.Forbidden);
        (await ngo.Handler.Get("/drafts")).Ok().AsArray().Count.ShouldBe(1);
        var again = await network.SignInAgain(ngo.Handler);
        (await again.Get($"/drafts/contact/{call}")).Ok()["content"]!.GetValue<string>().ShouldBe("while the screen is locked");
    }

    [Fact]
    public async Task Nothing_of_a_draft_stands_readable_in_the_databases_or_their_logs()
    {
        var ngo = await network.AnNgo();
        var (call, word) = (Guid.NewGuid(), "zqdraft" + Guid.NewGuid().ToString("N")[..12]);
        for (var version = 0; version < 4; version++) (await Keep(ngo.Handler, "contact", call, word + new string('x', 3000 * version), version == 0 ? null : version)).Ok();
        var id = (Guid)(await network.Ask("select id from platform.draft where subject = $1", call))!;
        foreach (var database in new[] { "openilm", "openilm_keystore" })
        {
            await using var connection = await network.Super(database);
            await using var checkpoint = new Npgsql.NpgsqlCommand("checkpoint", connection);
            await checkpoint.ExecuteNonQueryAsync();
        }
        var cluster = (string)(await network.Ask("show data_directory"))!;
        var (sought, control, found, files) = (Encoding.UTF8.GetBytes(word), call.ToByteArray(bigEndian: true), new List<string>(), 0);
        var sawControl = false;
        foreach (var file in Directory.EnumerateFiles(cluster, "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(network.Folder, "*", SearchOption.AllDirectories)).Distinct())
        {
            byte[] bytes;
            if (new FileInfo(file) is not { Exists: true, Length: > 0 }) continue;
            try { bytes = await File.ReadAllBytesAsync(file); }
            catch (IOException) { continue; }
            files++;
            if (bytes.AsSpan().IndexOf(sought) >= 0) found.Add(file);
            sawControl |= bytes.AsSpan().IndexOf(control) >= 0;
        }
        found.ShouldBeEmpty();
        files.ShouldBeGreaterThan(100);
        sawControl.ShouldBeTrue("the control: what the draft is about is there to be read");
        // Saving is not audited each time; that it began is, without a word of it.
        (await network.Ask("select count(*) from audit.entry where object = $1", id)).ShouldBe(1L);
        (await ngo.AuditFaults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_window_does_not_write_over_the_first_and_a_lost_answer_does_not_stop_it()
    {
        var ngo = await network.AnNgo();
        var (call, other) = (Guid.NewGuid(), Guid.NewGuid());
        (await Keep(ngo.Handler, "contact", call, "one")).Ok();
        (await Keep(ngo.Handler, "contact", call, "of a window that never read it", null, other)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await Keep(ngo.Handler, "contact", call, "two")).Ok()["version"]!.GetValue<int>().ShouldBe(2, "the same window: its first answer was lost");
        (await Keep(ngo.Handler, "contact", call, "read, then changed", 2, other)).Ok();
        (await Keep(ngo.Handler, "contact", call, "late", 2)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await ngo.Handler.Get($"/drafts/contact/{call}")).Ok()["content"]!.GetValue<string>().ShouldBe("read, then changed");
        (await Send(ngo.Handler, HttpMethod.Delete, $"/drafts/contact/{call}")).NoContent();
        (await Keep(ngo.Handler, "contact", call, "after it was thrown away", 3, other)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await ngo.Handler.Get("/drafts")).Ok().AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Drafts_have_a_size_a_number_and_known_forms()
    {
        var ngo = await network.AnNgo();
        (await Keep(ngo.Handler, "contact", Guid.NewGuid(), new string('x', KeepDraft.MostBytes + 1))).RefusedFor("request.too-large", HttpStatusCode.RequestEntityTooLarge);
        (await Keep(ngo.Handler, "diary", Guid.NewGuid(), "x")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Keep(ngo.Handler, "contact", Guid.NewGuid(), "")).RefusedFor("input.required", HttpStatusCode.BadRequest);
        (await Send(ngo.Handler, HttpMethod.Put, $"/drafts/contact/{Guid.NewGuid()}", new { content = "x", writer = window, person = Guid.NewGuid() })).Status.ShouldBe(HttpStatusCode.BadRequest, "an unknown member");
        (await Keep(ngo.Handler, "contact", Guid.NewGuid(), "x", 1)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        for (var i = 0; i < KeepDraft.MostDrafts; i++) (await Keep(ngo.Handler, "note", Guid.NewGuid(), "x")).Ok();
        (await Keep(ngo.Handler, "contact", Guid.NewGuid(), "x")).RefusedFor("draft.too-many");
    }

    [Fact]
    public async Task A_draft_is_gone_with_the_contact_that_was_sent_from_it_and_sent_again_it_is_the_same_contact()
    {
        var ngo = await network.AnNgo();
        var call = Guid.NewGuid();
        (await Keep(ngo.Handler, "contact", call, "what she says")).Ok();
        var body = new { channel = "HOTLINE", language = "my", text = "What she says.", call = new { draftId = call } };
        (await ngo.Handler.Post("/contacts", body with { text = "" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await ngo.Handler.Get($"/drafts/contact/{call}")).Ok();

        var first = (await ngo.Handler.Post("/contacts", body)).Created();
        (await ngo.Handler.Get($"/drafts/contact/{call}")).Status.ShouldBe(HttpStatusCode.NotFound);
        var second = (await ngo.Handler.Post("/contacts", body)).Created();
        second["id"]!.GetValue<Guid>().ShouldBe(first["id"]!.GetValue<Guid>());
        second["reference"]!.GetValue<string>().ShouldBe(first["reference"]!.GetValue<string>());
        // A colleague who happens to name the same id has a call of her own.
        (await ngo.Supervisor.Post("/contacts", body)).Created()["id"]!.GetValue<Guid>().ShouldNotBe(first["id"]!.GetValue<Guid>());
        (await network.Ask("select count(*) from voice.contact where org_id = $1", ngo.Organization)).ShouldBe(2L);
    }

    [Fact]
    public async Task The_draft_of_a_page_is_gone_with_what_was_sent_and_stays_where_it_was_refused()
    {
        var story = await network.ATriagedIssue();
        (await Keep(story.Handler, "note", story.Case, "a note")).Ok();
        async Task<HttpStatusCode> Send(string text)
        {
            var page = await story.Handler.Http.GetStringAsync($"/app/cases/{story.Case}/note");
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["_token"] = Regex.Match(page, "name=\"_token\"[^>]*value=\"([^\"]+)\"|value=\"([^\"]+)\"[^>]*name=\"_token\"").Groups.Values.Skip(1).First(g => g.Length > 0).Value,
                ["_draft"] = $"note/{story.Case}", ["text"] = text,
            });
            using var answer = await story.Handler.Http.PostAsync($"/app/cases/{story.Case}/note", form);
            return answer.StatusCode;
        }
        (await Send(" ")).ShouldBe(HttpStatusCode.BadRequest);
        (await story.Handler.Get($"/drafts/note/{story.Case}")).Ok();
        (await Send("A note.")).ShouldBe(HttpStatusCode.Redirect);
        (await story.Handler.Get($"/drafts/note/{story.Case}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_nobody_came_back_for_goes_after_two_weeks_and_its_erasure_key_with_it()
    {
        var ngo = await network.AnNgo();
        var (old, young) = (Guid.NewGuid(), Guid.NewGuid());
        (await Keep(ngo.Handler, "contact", old, "long ago")).Ok();
        (await Keep(ngo.Handler, "contact", young, "today")).Ok();
        var id = (Guid)(await network.Ask("update platform.draft set expires_at = now() - interval '1 hour' where subject = $1 returning id", old))!;
        (await ngo.Handler.Get($"/drafts/contact/{old}")).Status.ShouldBe(HttpStatusCode.NotFound, "too old is gone, swept or not");
        (await Erased(id)).ShouldBeFalse();
        var (works, keystore) = (network.Services.GetRequiredService<WorkFactory>(), network.Services.GetRequiredService<Keystore>());
        await Task.WhenAll(DraftSweep.Handle(works, keystore, CancellationToken.None), DraftSweep.Handle(works, keystore, CancellationToken.None));
        (await network.Ask("select count(*) from platform.draft where subject = any($1)", new[] { old, young })).ShouldBe(1L);
        (await Erased(id)).ShouldBeTrue();
        (await network.Ask("select count(*) from platform.draft_gone where id = $1", id)).ShouldBe(0L);
        (await ngo.Handler.Get($"/drafts/contact/{young}")).Ok();
    }

    [Fact]
    public async Task Who_left_and_an_account_with_another_key_have_no_drafts()
    {
        var ngo = await network.AnNgo();
        (await Keep(ngo.Handler, "contact", Guid.NewGuid(), "x")).Ok();
        (await Keep(ngo.Supervisor, "contact", Guid.NewGuid(), "x")).Ok();
        (await ngo.Supervisor.Post($"/people/{ngo.Handler.Id}/end")).Created();
        (await network.Ask("select count(*) from platform.draft where person_id = $1", ngo.Handler.Id)).ShouldBe(0L);
        (await network.Ask("select count(*) from platform.draft where person_id = $1", ngo.Supervisor.Id)).ShouldBe(1L);
        await network.Ask("update access.person set name = name || ' B' where id = $1", ngo.Supervisor.Id);
        (await network.Ask("select count(*) from platform.draft where person_id = $1", ngo.Supervisor.Id)).ShouldBe(1L);
        await network.Ask("update access.person set pub = sha256(pub) where id = $1", ngo.Supervisor.Id);
        (await network.Ask("select count(*) from platform.draft where person_id = $1", ngo.Supervisor.Id)).ShouldBe(0L);
    }

    [Fact]
    public async Task The_keys_of_a_browsers_copy_are_the_same_in_every_unlocked_session_of_a_person_and_of_nobody_else()
    {
        var ngo = await network.AnNgo();
        var mine = (await ngo.Handler.Get("/drafts/keys")).Ok();
        mine["keys"]!.AsObject().Count.ShouldBe(3, "this week and the two in which a draft may still live");
        mine["keys"]![mine["current"]!.GetValue<string>()].ShouldNotBeNull();
        (await (await network.SignInAgain(ngo.Handler)).Get("/drafts/keys")).Ok().ToJsonString().ShouldBe(mine.ToJsonString());
        var hers = (await ngo.Supervisor.Get("/drafts/keys")).Ok()["keys"]!.AsObject();
        mine["keys"]!.AsObject().Select(k => k.Value!.GetValue<string>()).Intersect(hers.Select(k => k.Value!.GetValue<string>())).ShouldBeEmpty();
    }

    private async Task<bool> Erased(Guid id)
    {
        await using var connection = await network.Super("openilm_keystore");
        await using var command = new Npgsql.NpgsqlCommand("select count(*) from keystore.erasure_key where dossier_id = $1", connection) { Parameters = { new() { Value = id } } };
        return (long)(await command.ExecuteScalarAsync())! == 0;
    }
}
