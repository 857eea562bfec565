using System.Net;
using System.Text.RegularExpressions;

namespace OpenIlm.Tests.Service;

/// <summary>What an organization agreed for itself holds wherever it is asked: in the identification check, in the sample, in what is promised.</summary>
public sealed class OwnNumbersTest(TestNetwork network)
{
    private string Today => network.Clock.GetUtcNow().ToString("yyyy-MM-dd");

    private async Task<Story> AStoryWith(object numbers)
    {
        var story = await network.AStory();
        var id = (await story.Supervisor.Post("/clock-settings", new { from = Today, numbers })).Created()["id"]!.GetValue<Guid>();
        (await story.Handler.Post($"/clock-settings/{id}/decision", new { confirmed = true })).Good();
        return story;
    }

    [Theory]
    [InlineData(900, 100, "packet.few-workers", "block")]
    [InlineData(10, 900, "packet.small-site", "warn")]
    [InlineData(10, 800, "packet.small-site", "pass")]
    public async Task The_identification_check_asks_for_the_organizations_own_numbers(int least, int small, string check, string result)
    {
        var story = await AStoryWith(new { leastMatchingWorkers = least, smallSiteHeadcount = small });
        await (await (await story.Received()).Triaged()).Drafted();
        var share = (await story.Handler.Get($"/shares/{story.Share}")).Ok();
        share["checks"]!.AsArray().Single(c => c!["code"]!.GetValue<string>() == check)!["result"]!.GetValue<string>().ShouldBe(result);
        share["identification"]!["least"]!.GetValue<int>().ShouldBe(least);
    }

    [Fact]
    public async Task A_sample_and_the_share_that_confirms_follow_the_organizations_own_numbers()
    {
        var story = await AStoryWith(new { confirmingShare = "3/4", sampleSteps = new[] { new { upTo = 50, asked = 4 } }, sampleLeast = 6 });
        await (await (await (await (await (await story.Received()).Triaged()).Drafted()).Shared()).Remedied()).Asked();
        foreach (var n in Enumerable.Range(1, 12)) (await story.Handler.Post($"/issues/{story.Issue}/workers", new { name = $"Worker {n}" })).Good();
        (await story.Handler.Post($"/issues/{story.Issue}/collective", new { collective = true, share = "2/3" })).RefusedFor("collective.share-too-small", HttpStatusCode.BadRequest);
        (await story.Handler.Post($"/issues/{story.Issue}/collective", new { collective = true })).Good();
        (await network.Ask("select share_num || '/' || share_den from cases.collective where issue_id = $1", story.Issue)).ShouldBe("3/4");
        (await story.Handler.Post($"/issues/{story.Issue}/sample", new { size = 3 })).RefusedFor("collective.sample-too-small", HttpStatusCode.Conflict);
        (await story.Handler.Post($"/issues/{story.Issue}/sample")).Good();
        (await story.Handler.Get($"/issues/{story.Issue}/sample")).Ok()["members"]!.AsArray().Count(m => m!["standing"]!.GetValue<string>() == "asked").ShouldBe(4);
        (await story.Supervisor.Post("/clock-settings", new { from = Today, numbers = new { confirmingShare = "half" } })).RefusedFor("settings.share-out-of-range", HttpStatusCode.BadRequest);
        (await story.Supervisor.Post("/clock-settings", new { from = Today, numbers = new { sampleSteps = new[] { new { upTo = 0, asked = 4 } } } })).RefusedFor("settings.sample-size-unsound", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_public_page_promises_what_the_channel_counts_with()
    {
        var story = await AStoryWith(new { readWorkingDays = 8, remindDays = 20, escalateDays = 41, buyerDays = 77, validationReminderDays = 19 });
        var slug = (string)(await network.Ask("select slug from voice.channel where org_id = $1", story.Ngo.Organization))!;
        var own = await network.Anonymous.GetStringAsync($"/w/en/how?channel={slug}");
        foreach (var number in new[] { 8, 41, 77, 19 }) Regex.IsMatch(own, $@"\b{number}\b").ShouldBeTrue($"{number} is promised");
        // Without a channel nobody is promised less than the slowest keeps.
        Regex.IsMatch(await network.Anonymous.GetStringAsync("/w/en/how"), @"\b30 days\b.*\b14 days\b").ShouldBeFalse();
        var other = await network.AnNgo();
        var shipped = await network.Anonymous.GetStringAsync($"/w/en/how?channel={(string)(await network.Ask("select slug from voice.channel where org_id = $1", other.Organization))!}");
        (Regex.IsMatch(shipped, @"\b41\b"), Regex.IsMatch(shipped, @"\b14\b")).ShouldBe((false, true));
    }

    [Fact]
    public async Task A_contact_that_joins_is_promised_what_was_kept()
    {
        var story = await AStoryWith(new { readWorkingDays = 9, daysOff = Array.Empty<string>() });
        await story.Received();
        (await story.Handler.Get($"/cases/{story.Case}")).Ok();
        (await story.Handler.Post("/contacts", new { channel = "HOTLINE", language = "my", text = "It goes on.", caseId = story.Case })).Created();
        // Opened and read meanwhile, so the promise begins anew: nine days, none of them off.
        ((DateTime)(await network.Ask("select promised_by::timestamp from cases.\"case\" where id = $1", story.Case))!).ShouldBe(network.Clock.GetUtcNow().UtcDateTime.Date.AddDays(9));
    }
}
