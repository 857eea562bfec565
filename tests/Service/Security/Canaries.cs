using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Service;

/// <summary>A network of its own in which every sensitive field of one case holds a word that stands nowhere else.</summary>
public sealed class Canaries : IAsyncLifetime
{
    private readonly string mark = "zq" + RandomNumberGenerator.GetString("abcdefghijkmnopqrstuvwxyz", 10);

    public TestNetwork Network { get; } = new();
    public Story Story { get; private set; } = null!;
    public DateTime StartedAt { get; } = DateTime.Now;
    /// <summary>Where the framework would put what it buffers on disk. Nothing ever may.</summary>
    public string Spill { get; } = Path.Combine(Path.GetTempPath(), "oilm-spill-" + Guid.NewGuid().ToString("N")[..8]);
    public List<string> Spilled { get; } = [];
    /// <summary>The words by what they stand in.</summary>
    public Dictionary<string, string> Words { get; } = [];
    /// <summary>People by what they are.</summary>
    public Dictionary<string, Person> People { get; } = [];
    private FileSystemWatcher? watcher;

    public string Phone { get; } = "+6681" + RandomNumberGenerator.GetString("0123456789", 7);

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Spill);
        Environment.SetEnvironmentVariable("ASPNETCORE_TEMP", Spill);
        watcher = new FileSystemWatcher(Spill) { EnableRaisingEvents = true };
        watcher.Created += (_, e) => { lock (Spilled) Spilled.Add(e.Name ?? ""); };
        await Network.InitializeAsync();

        var ngo = await Network.AnNgo();
        var factory = await Network.AFactory();
        var worker = await Worker.AtTheDoor(Network.Anonymous, ngo.Channel);
        Words["phone"] = Phone;
        Words["receipt"] = worker.Receipt;
        worker.Form["text"] = Word("text") + new string(' ', 5) + string.Concat(Enumerable.Repeat("words that fill more than one page of a table ", 200));
        worker.Form["employerName"] = Word("employer");
        worker.Form["reporter"] = new JsonObject { ["name"] = Word("name"), ["phone"] = Phone, ["gender"] = null, ["nationality"] = "MM" };
        worker.Form["contactPlan"] = new JsonObject { ["channel"] = Word("safeChannel"), ["safeHours"] = Word("safeHours"), ["codeWord"] = Word("codeWord") };
        Story = new Story(Network, ngo, factory, worker);
        await (await Story.Received()).Triaged();
        (await worker.Writes(Word("messageFromHer"))).Created();
        (await ngo.Handler.Post($"/cases/{Story.Case}/messages", new { text = Word("messageToHer") })).Good();
        (await ngo.Handler.Post($"/cases/{Story.Case}/notes", new { text = Word("note") })).Good();
        (await ngo.Handler.Post($"/cases/{Story.Case}/contact-plans", new
        {
            reason = "contactWorker", hours = new[] { "MO-SU 00:00-24:00" }, timeZone = "Asia/Bangkok", codeWord = Words["codeWord"], sayInstead = Word("sayInstead"), others = new[] { new { name = Word("otherPerson"), mayHear = "nothing" } },
        })).Good();
        (await ngo.Handler.Post($"/cases/{Story.Case}/planned-contacts", new { way = "call", words = Word("plannedWords") })).Good();
        (await ngo.Handler.Post($"/cases/{Story.Case}/questions", new { codes = new[] { "proof" }, own = new { text = Word("ownQuestion"), choices = new[] { Word("ownChoice"), "no" }, language = "my" } })).Good();
        (await Story.Review(note: Word("safetyNote"))).Good();
        (await Story.Consent()).Good();
        var draft = await Story.Draft(Word("summary"));
        draft.Good();
        var shown = (await ngo.Handler.Post($"/shares/{draft.Id}/renderings", new { language = "my", text = Word("rendering") })).Good().Id;
        (await worker.SaysOf(shown, "yes")).Created();
        await Story.Resume(draft.Id).Shared();
        var second = (await Story.Draft("Several workers say that it goes on.")).Good();
        (await ngo.Handler.Post($"/shares/{second.Id}/delay", new { notBefore = Network.Clock.GetUtcNow().AddDays(40).ToString("yyyy-MM-dd"), reason = Word("delayReason") })).Good();
        (await ngo.Handler.Post($"/shares/{second.Id}/second-person", new { note = Word("secondNote") })).Good();
        var question = (await factory.Person.Post($"/shared-issues/{draft.Id}/inquiries", new { text = Word("question") })).Good();
        (await ngo.Handler.Post($"/inquiries/{question.Id}/answer", new { text = Word("questionAnswer") })).Good();
        (await factory.Person.Post($"/shared-issues/{draft.Id}/account", new { text = Word("account") })).Good();
        (await Story.Respond(Word("response"), Word("action"))).Good();
        (await Story.ReportDone(Word("report"))).Good();
        // Larger than what a framework keeps in memory, with and without a key that would make it compare the whole.
        (await worker.Attaches(SampleFiles.Png(1100, 800, Word("camera")), "x.png")).Created();
        (await ngo.Handler.Send($"/cases/{Story.Case}/attachments", SampleFiles.Png(1100, 800, Word("camera"), seed: 8), Word("fileName") + ".png", once: "a-key-of-this-upload")).Created();
        (await factory.Person.Send($"/shared-issues/{draft.Id}/actions/{await Story.Action()}/evidence", SampleFiles.Png(320, 240, Word("camera"), seed: 9), Word("evidenceName") + ".png")).Created();
        await Story.Asked(Word("claim"));
        (await worker.Answers(Story.Issue, Story.Claim, "partlyConfirmed", retaliation: "yes", text: Word("herAnswer"))).Created();
        (await ngo.Handler.Post($"/cases/{Story.Case}/retaliation-reports", new { text = Word("retaliation") })).Good();
        (await ngo.Handler.Post($"/issues/{Story.Issue}/workers", new { name = Word("affectedName"), key = Word("affectedKey"), note = Word("affectedNote"), gender = "f", department = "Night" })).Good();
        (await ngo.Handler.Post($"/cases/{Story.Case}/risks", new { fromWhom = "supervisor", threats = new[] { "violence" }, likelihood = "likely", harm = "severe", note = Word("riskNote") })).Good();
        (await ngo.Handler.Post($"/cases/{Story.Case}/safeguards", new { measures = new[] { "codeWord" }, forWhom = "colleague", helperName = Word("helper"), note = Word("safeguardNote") })).Good();
        var asked = (await ngo.Handler.Get($"/cases/{Story.Case}/protection")).Ok()["checkIns"]![0]!["id"]!.GetValue<Guid>();
        (await ngo.Handler.Post($"/check-ins/{asked}", new { act = "reach", outcome = "worried", note = Word("checkInNote") })).Good();
        var screened = (await ngo.Handler.Post($"/cases/{Story.Case}/screenings", new { age = "child", acts = new[] { "TA1" }, purposes = new[] { "TP3" }, note = Word("screeningNote") })).Good().Id;
        (await ngo.Handler.Post($"/screenings/{screened}/conclusion", new { conclusion = "undecided", basis = "specialist", reasons = Word("conclusionReasons") })).Good();
        (await ngo.Handler.Post($"/cases/{Story.Case}/critical-path", new { step = "wishesRecorded", note = Word("wishes") })).Good();
        (await ngo.Handler.Post($"/cases/{Story.Case}/voice-suppressions", new { kind = "threatened", organizationId = factory.Organization, note = Word("suppressionNote") })).Good();
        await Refer(ngo);
        await Cast(ngo, factory);
    }

    // A letter that says who she is, sealed to an organization that helps; what came of it; and a text that a second person looked at.
    private async Task Refer(Ngo ngo)
    {
        var helper = await Network.AnNgo();
        var referral = (await ngo.Handler.Post($"/cases/{Story.Case}/referrals", new { to = "legalAid", recipientOrganizationId = helper.Organization })).Created()["id"]!.GetValue<Guid>();
        (await ngo.Handler.Post($"/referrals/{referral}/consent", new { level = "identified", fields = new[] { "need", "name", "phone" }, how = "verbal", language = "my" })).Good();
        (await ngo.Handler.Post($"/referrals/{referral}/letter", new { fields = new[] { "need", "name", "phone" }, words = Word("letterWords"), language = "en", asksWaiver = false })).Good();
        (await ngo.Handler.Post($"/referrals/{referral}/send", new { how = "network", asksWaiver = false })).Good();
        (await ngo.Handler.Post($"/referrals/{referral}/move", new { act = "followUp", note = Word("referralNote") })).Good();
        var second = await Network.Person(ngo.Organization, Roles.Supervisor);
        (await ngo.Supervisor.Post("/vault/members", new { personId = second.Id })).NoContent();
        (await ngo.Handler.Post($"/issues/{Story.Issue}/remedies", new { text = Word("remedyWaiver") + " in full and final settlement", asksWaiver = false })).Good();
        var flag = (await ngo.Handler.Get($"/cases/{Story.Case}/referrals")).Ok()["waivers"]![0]!["id"]!.GetValue<Guid>();
        (await ngo.Supervisor.Post($"/waiver-flags/{flag}/judge", new { verdict = "harmless", note = Word("waiverNote") })).Good();
    }

    /// <summary>The bytes that every word of this run begins with.</summary>
    public string Mark => mark;

    private string Word(string what) => Words[what] = mark + what.ToLowerInvariant();

    private async Task Cast(Ngo ngo, Business factory)
    {
        var buyer = await Network.ABuyerOf(factory);
        var rival = await Network.AFactory();
        var stranger = await Network.AnNgo();
        People["handler"] = ngo.Handler;
        People["supervisor"] = ngo.Supervisor;
        People["hr"] = factory.Person;
        People["colleague without a key"] = await Network.Person(ngo.Organization, Roles.CaseHandler);
        People["handler, locked"] = await Network.SignInAgain(ngo.Handler);
        People["hr, locked"] = await Network.SignInAgain(factory.Person);
        foreach (var locked in new[] { "handler, locked", "hr, locked" })
        {
            await using var work = await Network.Begin(People[locked]);
            (await OpenIlm.Network.LockSession.Lock(work)).IsDone.ShouldBeTrue();
        }
        People["hr of another site"] = await Network.Person(factory.Organization, Roles.SupplierUser, await Network.Site(factory.Organization));
        await using (var work = await Network.Begin(factory.Person)) (await OpenIlm.Network.AdmitToVault.Handle(People["hr of another site"].Id, work)).IsDone.ShouldBeTrue();
        People["hr of a rival"] = rival.Person;
        People["buyer"] = buyer.Person;
        People["another ngo's supervisor"] = stranger.Supervisor;
        People["another ngo's handler"] = stranger.Handler;
        People["agency"] = await Network.Person(await Network.Organization("RecruitmentAgency"), Roles.AgencyUser);
        People["convenor"] = await Network.Person(await Network.Organization("Convenor"), Roles.NetworkConvenor);
        People["auditor"] = await Network.AnAuditor();
        People["operator"] = Network.Administrator;
    }

    public async ValueTask DisposeAsync()
    {
        watcher?.Dispose();
        await Network.DisposeAsync();
        Directory.Delete(Spill, recursive: true);
    }
}
