using System.Diagnostics;
using System.Net;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Service;

/// <summary>The database goes away and comes back: everybody is told to come again, nothing that was typed is lost, and no program has to be started anew.</summary>
public sealed class DatabaseAwayTest : IAsyncLifetime
{
    private readonly TestNetwork network = new();

    public ValueTask InitializeAsync() => network.InitializeAsync();
    public ValueTask DisposeAsync() => network.DisposeAsync();

    [Fact]
    public async Task A_database_that_goes_away_is_a_503_with_the_text_kept_and_comes_back()
    {
        const string told = "A long story that nobody wants to type twice.";
        var story = await network.AReceivedReport();
        var late = await Worker.AtTheDoor(network.Anonymous, story.Ngo.Channel);
        late.Form["text"] = told;

        var postgres = network.Node.Postgres!;
        using (var server = Process.GetProcessById(postgres.ProcessId)) server.Kill();
        await postgres.Ended.WaitAsync(TimeSpan.FromSeconds(20));

        foreach (var away in new[]
        {
            await story.Handler.Get("/cases"), await story.Handler.Get($"/cases/{story.Case}"), await story.Handler.Post($"/cases/{story.Case}/notes", new { text = "x" }), await late.Sends(), await story.Worker.Follows(),
            await story.Worker.Writes("x"), await Calls.Get(network.Anonymous, "/voice/channels"), await Calls.Post(network.Anonymous, "/voice/forms", new { language = "my", channelId = story.Ngo.Channel }),
            await Calls.Post(network.Anonymous, "/sessions", new { email = story.Handler.Email, password = TestNetwork.Passphrase }),
        })
        {
            away.Status.ShouldBe(HttpStatusCode.ServiceUnavailable, away.Text);
            away.Json["code"]!.GetValue<string>().ShouldBe("service.busy");
            away.Headers.RetryAfter.ShouldNotBeNull();
        }
        (await network.Anonymous.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await network.Anonymous.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        // Her page: the same text in the same form, to be sent again.
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["go"] = "send", ["step"] = "review", ["text"] = told, ["country"] = "TH", ["channel"] = story.Ngo.Channel.ToString(), ["receipt"] = late.Receipt, ["state"] = late.FormState, ["consent"] = "none",
        });
        using var page = await network.Anonymous.PostAsync("/w/en/report", form);
        page.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Headers.RetryAfter.ShouldNotBeNull();
        var html = await page.Content.ReadAsStringAsync();
        foreach (var kept in new[] { told, late.Receipt, late.FormState }) html.ShouldContain(kept);

        // The same server again on the same folder; the program was never restarted.
        await postgres.DisposeAsync();
        await using var again = await EmbeddedPostgres.Start(new() { DataFolder = network.Node.Installation.DatabaseFolder }, CancellationToken.None);
        (await story.Handler.Get($"/cases/{story.Case}")).Ok().ToJsonString().ShouldContain("two months");
        (await late.Sends()).Created();
        (await late.Follows()).Ok();
        (await story.Handler.Get("/cases")).Ok()["items"]!.AsArray().Count.ShouldBe(2);
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
        (await network.Anonymous.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
