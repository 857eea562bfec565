using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Service;

/// <summary>Live lists: what one node takes, the other's streams tell within a second; nothing is lost in between; nothing but kinds and ids travels; and nobody
/// hears of what her lists would not show.</summary>
public sealed class LiveTest(TestNetwork network)
{
    private static readonly TimeSpan aSecond = TimeSpan.FromSeconds(1), soon = TimeSpan.FromSeconds(5);

    private async Task<Guid> ReportAt(Ngo ngo, HttpClient? door = null, string danger = "none")
    {
        var worker = await Worker.AtTheDoor(door ?? network.Anonymous, ngo.Channel);
        worker.Form["danger"] = danger;
        (await worker.Sends()).Created();
        return (Guid)(await network.Ask("select id from cases.\"case\" where org_id = $1 order by seq desc limit 1", ngo.Organization))!;
    }

    [Fact]
    public async Task A_report_that_one_node_takes_is_told_by_the_other_within_a_second()
    {
        var ngo = await network.AnNgo();
        await using var other = await network.AnotherNode();
        await network.Listening(other);
        await using var here = await Listener.To(network.Address, ngo.Handler.Token);
        await using var there = await Listener.To(other.Address, ngo.Supervisor.Token);
        // The first time warms both nodes up.
        await ReportAt(ngo);
        await Task.Delay(1500);
        var times = new List<TimeSpan>();
        foreach (var (door, ear) in new[] { (network.Anonymous, there), (other.Anonymous, here), (network.Anonymous, there), (other.Anonymous, here) })
        {
            var report = await ReportAt(ngo, door);
            times.Add(await ear.Hears("case", report, soon));
            (await (ear == there ? other.As(ngo.Supervisor) : ngo.Handler).Get($"/cases/{report}")).Ok();
        }
        times.Order().Skip(1).First().ShouldBeLessThan(aSecond, string.Join(", ", times));
    }

    [Fact]
    public async Task What_changed_while_nobody_listened_is_told_on_coming_back()
    {
        var ngo = await network.AnNgo();
        string place;
        await using (var before = await Listener.To(network.Address, ngo.Handler.Token))
        {
            await before.Hears("case", await ReportAt(ngo));
            place = before.LastId;
        }
        var missed = await ReportAt(ngo);
        await using var other = await network.AnotherNode();
        await using var after = await Listener.To(other.Address, ngo.Handler.Token, place);
        await after.Hears("case", missed);
        await using var stranger = await Listener.To(network.Address, ngo.Handler.Token, "nonsense");
        await Task.Delay(300);
        stranger.Heard.ShouldHaveSingleItem().Data.ShouldContain("\"ids\":[]", Case.Sensitive, "where somebody was cannot be known: everything may have changed");
    }

    [Fact]
    public async Task A_transaction_that_began_early_and_commits_late_is_not_lost()
    {
        var ngo = await network.AnNgo();
        await using var work = await network.Begin(ngo.Handler);
        var late = Guid.NewGuid();
        // It takes its number first and commits last; the stream has moved on meanwhile.
        await work.FirstOrNone<string>("select pg_current_xact_id()::text");
        await using var ear = await Listener.To(network.Address, ngo.Handler.Token);
        var early = await ReportAt(ngo);
        await ear.Hears("case", early);
        work.Write("insert into platform.outbox (org_id, kind, subject_kind, subject, day) values (access.org(), 'case.received', 'x', $1, current_date)", late);
        work.Audit("test", "test", late);
        await work.Commit();
        await ear.Hears("notification", late);
    }

    [Fact]
    public async Task Nothing_but_kinds_and_random_ids_travels()
    {
        var story = await network.ATriagedIssue();
        await using var ear = await Listener.To(network.Address, story.Handler.Token);
        (await story.Worker.Writes("Secret words of hers.", "inDanger")).Created();
        await ear.Hears("case", story.Case);
        await ear.Hears("notification", story.Case);
        ear.Raw.Split('\n').Where(l => l.StartsWith("data: {", StringComparison.Ordinal)).ShouldAllBe(l => System.Text.RegularExpressions.Regex.IsMatch(l,
            """^data: \{"kinds":\["(case|notification|shared)"(,"(case|notification|shared)")*\],"ids":\[("[0-9a-f-]{36}"(,"[0-9a-f-]{36}")*)?\]\}$"""));
        var columns = await network.Ask("select string_agg(column_name, ',' order by column_name) from information_schema.columns where table_schema = 'platform' and table_name = 'live'");
        columns.ShouldBe("day,id,kind,org_id,person_id,role,subject,tx");
    }

    [Fact]
    public async Task Nobody_hears_of_what_her_lists_do_not_show()
    {
        var story = await network.ASharedIssue();
        var (stranger, factory) = (await network.AnNgo(), await network.AFactory());
        var elsewhere = await network.Person(story.Factory.Organization, Roles.SupplierUser, await network.Site(story.Factory.Organization));
        var oneCase = await network.Person(story.Ngo.Organization, Roles.CaseHandler);
        var all = (Guid)(await network.Ask("select id from access.role_grant where person_id = $1", oneCase.Id))!;
        (await story.Supervisor.Post($"/people/{oneCase.Id}/grants", new { role = Roles.CaseHandler, scopeKind = "case", scopeId = story.Case })).Created();
        (await story.Supervisor.Post($"/grants/{all}/end")).NoContent();
        await Task.Delay(800);
        var ears = new Dictionary<string, Listener>();
        foreach (var (name, who) in new[] { ("handler", story.Handler), ("stranger", stranger.Handler), ("hr", story.Hr), ("other hr", factory.Person), ("hr of another site", elsewhere), ("one case", oneCase) })
            ears[name] = await Listener.To(network.Address, who.Token);
        var report = await ReportAt(story.Ngo);
        await ears["handler"].Hears("case", report);
        (await story.Handler.Post($"/cases/{story.Case}/notes", new { text = "A note." })).Good();
        await ears["one case"].Hears("case", story.Case);
        // A second packet for the same business: only whoever may open it hears of it.
        (await story.Draft("Several workers say that wages are still not paid.")).Good();
        var packet = (Guid)(await network.Ask("select id from cases.share where org_id = $1 and state = 'Draft'", story.Ngo.Organization))!;
        (await story.Handler.Post($"/shares/{packet}/release", new { now = true })).Good();
        await ears["hr"].Hears("shared", packet);
        await Task.Delay(500);
        ears["one case"].Raw.ShouldNotContain(report.ToString());
        foreach (var name in new[] { "stranger", "other hr" }) ears[name].Heard.Where(h => h.Event == "changed").ShouldBeEmpty(name);
        ears["hr of another site"].Raw.ShouldNotContain(packet.ToString());
        foreach (var name in new[] { "hr", "hr of another site" }) ears[name].Raw.ShouldNotContain(story.Case.ToString());
        foreach (var ear in ears.Values) await ear.DisposeAsync();
    }

    [Fact]
    public async Task The_stream_ends_with_the_session_wherever_it_is_ended()
    {
        var ngo = await network.AnNgo();
        await using var other = await network.AnotherNode();
        await network.Listening(other);
        var third = await network.Person(ngo.Organization, Roles.CaseHandler);
        var fourth = await network.Person(ngo.Organization, Roles.CaseHandler);
        await using var signsOut = await Listener.To(other.Address, third.Token);
        await using var isSentAway = await Listener.To(other.Address, fourth.Token);
        using (var request = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/sessions/current"))
        using (var answer = await third.Http.SendAsync(request)) answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await signsOut.Ends(soon)).ShouldBeLessThan(soon);
        signsOut.Heard[^1].Event.ShouldBe("over");
        (await ngo.Supervisor.Post($"/people/{fourth.Id}/end")).Good();
        (await isSentAway.Ends(soon)).ShouldBeLessThan(soon);
        isSentAway.Heard[^1].Event.ShouldBe("over");
    }

    [Fact]
    public async Task Listening_keeps_no_session_alive()
    {
        var clock = new StandingClock(network.Clock.GetUtcNow());
        await using var node = await network.AnotherNode(clock);
        var ngo = await network.AnNgo();
        await using var ear = await Listener.To(node.Address, ngo.Handler.Token);
        for (var minutes = 0; minutes < 25; minutes += 5)
        {
            clock.Move(TimeSpan.FromMinutes(5));
            await ear.Hears("case", await ReportAt(ngo), TimeSpan.FromSeconds(15));
            using var asks = new HttpRequestMessage(HttpMethod.Get, "/app/counts");
            asks.Headers.Add(Pipeline.ByItself, "true");
            asks.Headers.Authorization = new("Bearer", ngo.Handler.Token);
            using var http = TestNetwork.NewClient(node.Address);
            using var answer = await http.SendAsync(asks);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        clock.Move(TimeSpan.FromMinutes(6));
        await ReportAt(ngo);
        await ear.Ends(TimeSpan.FromSeconds(15));
        ear.Heard[^1].Event.ShouldBe("over", "thirty minutes passed without anything that she did herself");
    }

    [Fact]
    public async Task One_person_has_so_many_streams_and_no_more()
    {
        var ngo = await network.AnNgo();
        var ears = new List<Listener>();
        for (var i = 0; i < LiveNews.MostStreams; i++) ears.Add(await Listener.To(network.Address, ngo.Handler.Token));
        var refused = await ngo.Handler.Get("/live");
        refused.RefusedFor("live.too-many", HttpStatusCode.TooManyRequests);
        await ears[0].DisposeAsync();
        for (var i = 0; i < 100; i++)
        {
            try { ears[0] = await Listener.To(network.Address, ngo.Handler.Token); break; }
            catch (ShouldAssertException) when (i < 99) { await Task.Delay(50); }
        }
        foreach (var ear in ears) await ear.DisposeAsync();
        (await Calls.Get(network.Anonymous, "/live")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Two_nodes_hear_each_other_again_after_the_line_broke()
    {
        var ngo = await network.AnNgo();
        await using var other = await network.AnotherNode();
        await network.Listening(other);
        await using var ear = await Listener.To(other.Address, ngo.Handler.Token);
        await network.Ask("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'openilm-live'");
        var report = await ReportAt(ngo);
        (await ear.Hears("case", report)).ShouldBeLessThan(TimeSpan.FromSeconds(12));
        await network.Listening(other);
        (await ear.Hears("case", await ReportAt(ngo), soon)).ShouldBeLessThan(soon);
    }

    [Fact]
    public async Task The_frame_counts_what_waits_and_what_was_not_read()
    {
        var ngo = await network.AnNgo();
        for (var i = 0; i < 3; i++) await ReportAt(ngo);
        await network.Delivered(ngo.Organization);
        async Task<string> Frame()
        {
            using var answer = await ngo.Handler.Http.GetAsync("/app/account");
            return await answer.Content.ReadAsStringAsync();
        }
        var page = await Frame();
        page.ShouldContain("id=\"count-app-inbox\" data-count=\"3\"");
        page.ShouldContain("id=\"bell\" href=\"/app/notifications\" data-count=\"4\"", Case.Sensitive, "and that she was admitted to the vault");
        page.ShouldContain("data-live=\"/app/live?since=");
        var newest = (await ngo.Handler.Get("/notifications")).Ok().AsArray()[0]!["id"]!.GetValue<long>();
        (await ngo.Handler.Post("/notifications/read", new { upTo = newest })).NoContent();
        (await Frame()).ShouldContain("id=\"bell\" href=\"/app/notifications\" data-count=\"0\"");
        using var hers = await ngo.Supervisor.Http.GetAsync("/app/account");
        (await hers.Content.ReadAsStringAsync()).ShouldContain("id=\"bell\" href=\"/app/notifications\" data-count=\"3\"", Case.Sensitive, "what was told to several is read by each for herself");
    }
}

/// <summary>Waiting for what a node does by itself.</summary>
public static class Nodes
{
    /// <summary>Waits until both nodes hear each other.</summary>
    public static async Task Listening(this TestNetwork network, TestNode other)
    {
        foreach (var news in new[] { network.Services.GetRequiredService<LiveNews>(), other.Services.GetRequiredService<LiveNews>() })
            for (var i = 0; i < 200 && !news.IsListening; i++) await Task.Delay(25);
    }

    /// <summary>Waits until nothing of the organization is left in the outbox.</summary>
    public static async Task Delivered(this TestNetwork network, Guid organization)
    {
        for (var waited = 0; (long)(await network.Ask("select count(*) from platform.outbox where org_id = $1", organization))! > 0 && waited < 200; waited++)
        {
            await network.Services.GetRequiredService<Delivery>().DeliverAll(CancellationToken.None);
            await Task.Delay(25);
        }
    }
}
