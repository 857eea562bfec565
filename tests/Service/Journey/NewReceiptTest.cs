namespace OpenIlm.Tests.Service;

public sealed class NewReceiptTest(TestNetwork network)
{
    [Fact]
    public async Task A_worker_who_lost_her_receipt_reads_and_answers_the_claim_with_the_new_one()
    {
        var story = await network.AnIssueAwaitingValidation();
        var before = (await story.OfTheWorker())["claim"]!["text"]!.GetValue<string>();
        var receipt = (await story.Handler.Post($"/cases/{story.Case}/receipt")).Created()["receipt"]!.GetValue<string>();

        var status = (await Calls.Post(network.Anonymous, "/voice/status", new { receipt })).Ok();
        var issue = status["issues"]!.AsArray().Single()!;
        issue["claim"]!["text"]!.GetValue<string>().ShouldBe(before);
        issue["awaitingValidation"]!.GetValue<bool>().ShouldBeTrue();
        (await Calls.Post(network.Anonymous, "/voice/status", new { receipt = story.Worker.Receipt })).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);

        (await Calls.Post(network.Anonymous, "/voice/validations", new { receipt, issueId = story.Issue, claimId = story.Claim, outcome = "confirmed", quality = "good", retaliation = "no" })).Created();
        (await story.State()).ShouldBe("closed");
    }
}
