using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Service;

/// <summary>Files between a case and a business: cleaned copies within a consent one way, evidence the other.</summary>
public sealed class SharedFilesTest(TestNetwork network)
{
    private const string Tells = "quietword of a camera";

    [Fact]
    public async Task A_business_sees_a_cleaned_copy_only_when_her_consent_names_it_and_a_second_person_looked()
    {
        await network.NeedsTheTools();
        var story = await network.ATriagedIssue();
        (await story.Worker.Attaches(SampleFiles.Png(120, 90, Tells))).Created();
        (await story.Worker.Attaches(SampleFiles.Mp3(Tells), "voice.mp3")).Created();
        var files = await story.Handler.PreparedFiles(story.Case);
        var (picture, voice) = (files[0].IdOf(), files[1].IdOf());
        await story.Drafted();
        (await Add(story, picture)).RefusedFor("consent.other-fields");

        (await story.Handler.Post($"/cases/{story.Case}/consents", new { level = "summary", recipientOrganizationId = story.Factory.Organization, purpose = "remedy", fields = Story.Fields.Append("attachments"), how = "verbal", language = "my" })).Good();
        (await Add(story, voice)).RefusedFor("share.voice-identifies");
        (await Add(story, Guid.NewGuid())).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        (await Add(story, picture)).Good();
        (await story.Handler.Get($"/shares/{story.Share}")).Ok()["checks"]!.ToJsonString().ShouldContain("packet.attachments");
        (await story.Release()).RefusedFor("share.second-person-needed");
        (await story.Handler.Post($"/shares/{story.Share}/approve")).RefusedFor("share.self-approval");
        (await Business(story, picture)).Status.ShouldBe(HttpStatusCode.NotFound, "not before the release");
        (await story.Supervisor.Post($"/shares/{story.Share}/approve")).Good();
        (await story.Shared()).ShouldNotBeNull();
        (await Add(story, picture)).RefusedFor("share.wrong-state");

        var list = (await story.Hr.Get($"/shared-issues/{story.Share}/files")).Ok().AsArray();
        list.Single()!["id"]!.GetValue<Guid>().ShouldBe(picture);
        list.Single()!["day"].ShouldBeNull("when it came in is not told");
        var (status, bytes, response) = await Business(story, picture);
        status.ShouldBe(HttpStatusCode.OK);
        Encoding.Latin1.GetString(bytes).ShouldNotContain("quietword");
        response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        (await Business(story, voice)).Status.ShouldBe(HttpStatusCode.NotFound, "what is not in the packet");
        (await story.Hr.Copy(story.Case, picture)).Status.ShouldBe(HttpStatusCode.NotFound, "nor by the case");
        var (rival, buyer) = (await network.AFactory(), await network.ABuyerOf(story.Factory));
        foreach (var who in new[] { rival.Person, buyer.Person }) (await Calls.Fetch(who.Http, HttpMethod.Get, $"/api/v1/shared-issues/{story.Share}/files/{picture}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await story.Handler.Files(story.Case))[0]["sharedWith"]!.AsArray().Count.ShouldBe(1);

        (await story.Handler.Post($"/shares/{story.Share}/revoke")).Good();
        (await Business(story, picture)).Status.ShouldBe(HttpStatusCode.NotFound, "taken back with the packet");
        (await story.Hr.Get($"/shared-issues/{story.Share}/files")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Evidence_is_cleaned_before_anybody_reads_it_and_the_author_sees_it()
    {
        await network.NeedsTheTools();
        var story = await network.ASharedIssue();
        (await story.Respond()).Good();
        var action = await story.Action();
        (await story.Hr.Send($"/shared-issues/{story.Share}/actions/{action}/evidence", SampleFiles.Pdf(Tells), "transfer of 3 June.pdf")).Created();
        (await story.Hr.Send($"/shared-issues/{story.Share}/actions/{action}/evidence", "MZ"u8.ToArray(), "x.exe")).RefusedFor("file.not-taken", HttpStatusCode.BadRequest);
        var evidence = (await story.Handler.PreparedFiles(story.Case)).Single();
        (evidence["origin"]!.GetValue<string>(), evidence["name"]!.GetValue<string>(), evidence.StateOf()).ShouldBe(("business", "transfer of 3 June.pdf", "cleaned"));
        Encoding.Latin1.GetString((await story.Handler.Copy(story.Case, evidence.IdOf())).Bytes).ShouldNotContain("quietword");
        var own = (await story.Hr.Get($"/shared-issues/{story.Share}/files")).Ok().AsArray().Single()!;
        (own["actionId"]!.GetValue<Guid>(), own["name"]!.GetValue<string>(), own["ready"]!.GetValue<bool>()).ShouldBe((action, "transfer of 3 June.pdf", true));
        Encoding.Latin1.GetString((await Business(story, evidence.IdOf())).Bytes).ShouldNotContain("quietword");
        (await network.Ask("select count(*) from platform.notification n where n.subject = $1 and n.kind = 'issue.evidence-given'", story.Case)).ShouldNotBeNull();

        var (rival, buyer) = (await network.AFactory(), await network.ABuyerOf(story.Factory));
        foreach (var who in new[] { rival.Person, buyer.Person, story.Handler }) (await who.Send($"/shared-issues/{story.Share}/actions/{action}/evidence", SampleFiles.Png(), "x.png")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await story.Hr.Send($"/shared-issues/{story.Share}/actions/{Guid.NewGuid()}/evidence", SampleFiles.Png(), "x.png")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await story.Hr.Send($"/shared-issues/{Guid.NewGuid()}/actions/{action}/evidence", SampleFiles.Png(), "x.png")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_pages_of_both_sides_show_them()
    {
        await network.NeedsTheTools();
        var story = await network.ASharedIssue();
        (await story.Respond()).Good();
        (await story.Worker.Attaches(SampleFiles.Png(comment: Tells))).Created();
        (await story.Hr.Send($"/shared-issues/{story.Share}/actions/{await story.Action()}/evidence", SampleFiles.Png(seed: 4), "notice board.png")).Created();
        await story.Handler.PreparedFiles(story.Case);
        async Task<string> Page(Person who, string path) { var (status, bytes, _) = await Calls.Fetch(who.Http, HttpMethod.Get, path); status.ShouldBe(HttpStatusCode.OK, path); return Encoding.UTF8.GetString(bytes); }
        (await Page(story.Handler, $"/app/cases/{story.Case}/files")).ShouldContain("notice board.png");
        (await Page(story.Handler, $"/app/cases/{story.Case}/files/panel")).ShouldContain("2 files");
        (await Page(story.Hr, $"/app/shared/{story.Share}/files")).ShouldContain("notice board.png");
        (await Page(story.Hr, $"/app/shared/{story.Share}/files/panel")).ShouldContain("1 file");
        (await Page(story.Handler, $"/app/shares/{story.Share}/files")).ShouldNotContain("notice board.png");
        await Page(story.Handler, $"/app/shares/{story.Share}/files/panel");
        var file = (await story.Handler.Files(story.Case))[0].IdOf();
        (await Calls.Fetch(story.Handler.Http, HttpMethod.Get, $"/app/cases/{story.Case}/files/{file}/copy")).Response.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        (await Page(story.Handler, $"/app/cases/{story.Case}/files/{file}/original")).ShouldContain("name=\"reason\"");
    }

    private static Task<Answer> Add(Story story, params Guid[] files) => story.Handler.Post($"/shares/{story.Share}/files", new { fileIds = files });
    private static Task<(HttpStatusCode Status, byte[] Bytes, HttpResponseMessage Response)> Business(Story story, Guid file) => Calls.Fetch(story.Hr.Http, HttpMethod.Get, $"/api/v1/shared-issues/{story.Share}/files/{file}");
}
