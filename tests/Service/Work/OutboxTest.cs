using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Service;

/// <summary>What an act tells colleagues appears exactly once, whoever delivers it, and only when the act was committed.</summary>
public sealed class OutboxTest(TestNetwork network)
{
    [Fact]
    public async Task Every_report_is_told_once_with_three_deliveries_racing()
    {
        var ngo = await network.AnNgo();
        await using var other = await network.AnotherNode();
        var deliveries = new[] { network.Services.GetRequiredService<Delivery>(), other.Services.GetRequiredService<Delivery>(), other.Services.GetRequiredService<Delivery>() };
        var sending = Task.WhenAll(Enumerable.Range(0, 24).Select(async i => (await ngo.Handler.Post("/contacts", new { channel = "HOTLINE", language = "my", text = "Call " + i, danger = "inDanger" })).Created()));
        while (!sending.IsCompleted) await Task.WhenAll(deliveries.Select(d => d.DeliverAll(CancellationToken.None)));
        await sending;
        await Task.WhenAll(deliveries.Select(d => d.DeliverAll(CancellationToken.None)));
        await Delivered(ngo);

        (await network.Ask("select count(*) from platform.notification where org_id = $1 and kind = 'case.danger'", ngo.Organization)).ShouldBe(24L);
        (await network.Ask("select count(distinct subject) from platform.notification where org_id = $1 and kind like 'case.%'", ngo.Organization)).ShouldBe(24L);
        (await ngo.Handler.Get("/notifications?limit=50")).Ok().AsArray().Count(n => n!["kind"]!.GetValue<string>() == "case.danger").ShouldBe(24);
    }

    [Fact]
    public async Task A_report_of_a_worker_is_told_once()
    {
        var story = await network.AReceivedReport();
        await Delivered(story.Ngo);
        (await network.Ask("select count(*) from platform.notification where org_id = $1 and kind like 'case.%'", story.Ngo.Organization)).ShouldBe(1L);
        (await story.Worker.Writes("One more thing.")).Created();
        await Delivered(story.Ngo);
        (await network.Ask("select count(*) from platform.notification where org_id = $1 and kind like 'case.%'", story.Ngo.Organization)).ShouldBe(2L);
    }

    [Fact]
    public async Task An_act_that_was_not_committed_tells_nobody()
    {
        var ngo = await network.AnNgo();
        await using (var work = await network.Begin(ngo.Handler))
        {
            work.Notify("case.danger", "case", Guid.NewGuid());
            await work.FirstOrNone<int>("select 1");
        }
        await Delivered(ngo);
        (await network.Ask("select count(*) from platform.notification where org_id = $1 and kind like 'case.%'", ngo.Organization)).ShouldBe(0L);
    }

    [Fact]
    public async Task A_notification_carries_no_content()
    {
        var story = await network.ASharedIssue();
        await Delivered(story.Ngo);
        foreach (var person in new[] { story.Handler, story.Supervisor, story.Hr })
            (await person.Get("/notifications")).Ok().AsArray().SelectMany(n => n!.AsObject().Select(m => m.Key)).Distinct().Order().ShouldBeSubsetOf(["day", "id", "kind", "read", "subject", "subjectKind"]);
        (await story.Hr.Get("/notifications")).Text.ShouldNotContain(story.Case.ToString());
    }

    private async Task Delivered(Ngo ngo)
    {
        for (var waited = 0; (long)(await network.Ask("select count(*) from platform.outbox where org_id = $1", ngo.Organization))! > 0 && waited < 200; waited++)
        {
            await network.Services.GetRequiredService<Delivery>().DeliverAll(CancellationToken.None);
            await Task.Delay(25);
        }
    }
}
