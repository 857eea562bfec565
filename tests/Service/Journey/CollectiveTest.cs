using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Service;

/// <summary>A collective issue over HTTP: the ledger, a list brought twice, the sample that decides, names for nobody else, and cases that belong together.</summary>
public sealed class CollectiveTest(TestNetwork network)
{
    /// <summary>Twelve workers in two departments.</summary>
    private static string List(int count = 12) => "Worker,Tel,Gender,Nationality,Shift,Blood group\r\n" + string.Concat(Enumerable.Range(1, count).Select(n =>
        $"Worker {n:D3},+6681000{n:D4},{(n % 3 == 0 ? "m" : "f")},{(n % 4 == 0 ? "KH" : "Burmese")},{(n % 2 == 0 ? "Night" : "Day")},A\r\n"));

    [Fact]
    public async Task A_list_comes_in_once_and_every_bad_row_is_told_with_its_number()
    {
        var story = await network.ATriagedIssue();
        var list = List() + "Daw Khin,,Khin Khin,,,\r\n,,f,MM,Day,\r\nU Ba,,m,Atlantis,0812345678,\r\nWorker 001,+66 81 000 0001,f,MM,Day,\r\n";
        var first = (await Brings(story.Handler, story.Issue, list)).Created();
        (Number(first, "rows"), Number(first, "added"), Number(first, "known"), Number(first, "ignored")).ShouldBe((16, 12, 0, 1));
        first["columns"]!.AsArray().Select(c => c!.GetValue<string>()).ShouldBe(["name", "phone", "gender", "nationality", "department"]);
        first["problems"]!.AsArray().Select(p => $"{Number(p!, "row")} {p!["column"]} {p["code"]} {p["other"]}".Trim())
            .ShouldBe(["14 gender not-known", "15 name nobody", "16 nationality not-known", "16 department not-a-group", "17 name twice 2"]);
        first.ToJsonString().ShouldNotContain("Khin", Case.Insensitive, "a problem never repeats what stood in the cell");

        var again = (await Brings(story.Handler, story.Issue, list)).Created();
        (Number(again, "added"), Number(again, "known")).ShouldBe((0, 12));
        // The same people from a workbook, in another order and with another spelling.
        var book = TableWriter.Xlsx(new Table("list", ["NAME", "Mobile"], [.. Enumerable.Range(1, 13).Reverse().Select(n => (IReadOnlyList<object?>)[$"worker  {n:D3}", $"0066 81000{n:D4}"])]));
        var third = (await Brings(story.Handler, story.Issue, book, "list.xlsx")).Created();
        (Number(third, "added"), Number(third, "known")).ShouldBe((1, 12));

        var ledger = await Ledger(story);
        Number(ledger, "known").ShouldBe(13);
        ledger["items"]!.AsArray().Select(i => Number(i!, "number")).ShouldBe(Enumerable.Range(1, 13));
        ledger["strata"]!.AsArray().Select(s => $"{s!["criterion"]}:{s["value"]}={s["workers"]}").ShouldBe(["gender:WOMAN=8", "gender:MAN=4", "nationality:MM=9", "nationality:KH=3", "department:Day=6", "department:Night=6"]);
        (await story.Handler.Get($"/issues/{story.Issue}/workers?stratum=nationality:KH")).Ok()["items"]!.AsArray().Count.ShouldBe(3);
        var page = (await story.Handler.Get($"/issues/{story.Issue}/workers?limit=5")).Ok();
        (await story.Handler.Get($"/issues/{story.Issue}/workers?limit=5&cursor={page["nextCursor"]}")).Ok()["items"]!.AsArray().Select(i => Number(i!, "number")).ShouldBe([6, 7, 8, 9, 10]);
        (await story.Handler.Get($"/issues/{story.Issue}/workers?colour=red&state=happy")).Codes.ShouldBe(["input.unknown-member", "input.not-a-choice"]);
        (await Brings(story.Handler, story.Issue, "Height,Weight\r\n1,2\r\n")).Refuses("ledger.no-names");
        (await Brings(story.Handler, story.Issue, "%PDF-1.4")).Refuses("import.no-table");
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task C4_a_sample_decides_and_one_worker_alone_does_not()
    {
        var story = await network.AnIssueAwaitingValidation();
        (await Brings(story.Handler, story.Issue, List(40))).Created();
        (await story.Handler.Post($"/issues/{story.Issue}/sample")).Refuses("collective.not-chosen");
        (await story.Handler.Post($"/issues/{story.Issue}/collective", new { collective = true, share = "1/2" })).Refuses("collective.share-too-small");
        (await story.Handler.Post($"/issues/{story.Issue}/collective", new { collective = true })).Created();
        (await story.Handler.Post($"/issues/{story.Issue}/workers/states", new { state = "departed", workers = await Ids(story, 1, 2, 3) })).Created();
        (await story.Handler.Post($"/issues/{story.Issue}/workers/states", new { state = "confirmed", from = "affected" })).Refuses("collective.only-an-answer-says");
        (await story.Handler.Post($"/issues/{story.Issue}/sample", new { size = 4 })).Refuses("collective.sample-too-small");
        (await story.Handler.Post($"/issues/{story.Issue}/sample")).Created();
        (await story.Handler.Post($"/issues/{story.Issue}/sample")).Refuses("collective.already-drawn");
        (await story.Handler.Post($"/issues/{story.Issue}/collective", new { collective = false })).Refuses("collective.already-drawn");

        var sample = await Sample(story);
        (Number(sample, "least"), Number(sample, "of"), Number(sample, "leftOut")).ShouldBe((10, 37, 3));
        var members = sample["members"]!.AsArray().Select(m => m!).ToList();
        members.Count(m => m["standing"]!.GetValue<string>() == "asked").ShouldBe(10);
        members.Count(m => m["standing"]!.GetValue<string>() == "reserve").ShouldBe(2);
        members.ShouldAllBe(m => Number(m, "number") > 3, "who left is never drawn");
        sample["unmet"]!.AsArray().ShouldBeEmpty();
        // Nobody chose them: whoever has the seed and that day's ledger draws the same, also after the ledger went on.
        (await story.Handler.Post($"/issues/{story.Issue}/workers/states", new { state = "reached", from = "affected" })).Created();
        var proof = (await story.Handler.Get($"/issues/{story.Issue}/sample/proof")).Ok();
        (proof["same"]!.GetValue<bool>(), proof["ledgerUntouched"]!.GetValue<bool>(), Number(proof, "drawn"), Number(proof, "of")).ShouldBe((true, true, 12, 37));

        // The reporter confirms: before, that alone would have closed it.
        (await story.Says("confirmed", "good")).Created();
        (await story.State()).ShouldBe("awaitingValidation");
        var told = (await story.Worker.Follows()).Ok();
        var hers = told["issues"]![0]!;
        (hers["awaitingValidation"]!.GetValue<bool>(), Number(hers["asked"]!, "asked"), Number(hers["asked"]!, "answered")).ShouldBe((false, 11, 1));
        told["nextStep"]!.GetValue<string>().ShouldBe("next.others-asked");
        (await story.Handler.Post($"/issues/{story.Issue}/close")).Refuses("issue.not-confirmed-by-worker");
        // The business learns that workers are asked, and no number.
        var business = (await story.Hr.Get($"/shared-issues/{story.Share}")).Ok();
        business["workersAsked"]!.GetValue<bool>().ShouldBeTrue();
        business.AsObject().Select(m => m.Key).ShouldNotContain(k => k.Contains("answered", StringComparison.OrdinalIgnoreCase) || k.Contains("confirmed", StringComparison.OrdinalIgnoreCase));

        var asked = Asked(members);
        (await Says(story, asked[0], "confirmed", "good", askedBy: "employer")).Refuses("validation.asked-by-employer");
        (await Says(story, asked[0], "confirmed")).Refuses("validation.quality-missing");
        foreach (var member in asked.Take(6)) (await Says(story, member, "confirmed", "good")).Created()["issueState"]!.GetValue<string>().ShouldBe("awaitingValidation");
        (await Says(story, asked[6], "partlyConfirmed")).Created()["issueState"]!.GetValue<string>().ShouldBe("awaitingValidation");
        // She cannot be reached: somebody of the reserve is asked in her place, and as many are asked as before.
        var replaced = (await Says(story, asked[7], "unreachable")).Created();
        replaced["replacedBy"]!.GetValue<int>().ShouldBeGreaterThan(3);
        var now = await Sample(story);
        (Number(now["asked"]!, "asked"), Number(now["asked"]!, "answered"), Number(now["asked"]!, "confirmed"), Number(now["asked"]!, "needed")).ShouldBe((11, 8, 7, 8));
        (await Says(story, asked[7], "confirmed", "good")).Refuses("collective.not-asked");
        (await Says(story, asked[8], "confirmed", "good")).Created()["issueState"]!.GetValue<string>().ShouldBe("closed");
        (await story.CaseState()).ShouldBe("closed");
        // Who speaks afterwards is heard too, and nothing is moved by it.
        (await Says(story, asked[9], "confirmed", "fair")).Created()["issueState"]!.GetValue<string>().ShouldBe("closed");
        (await Ledger(story))["counts"]!.AsArray().Select(c => $"{c!["state"]}={c["workers"]}").ShouldContain("partly=1");
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task C4_and_C5_too_few_send_it_back_and_retaliation_of_one_keeps_it_open()
    {
        var story = await network.AnIssueAwaitingValidation();
        (await Brings(story.Handler, story.Issue, List(6))).Created();
        (await story.Handler.Post($"/issues/{story.Issue}/collective", new { collective = true })).Created();
        (await story.Handler.Post($"/issues/{story.Issue}/sample")).Created();
        var asked = Asked([.. (await Sample(story))["members"]!.AsArray().Select(m => m!)]);
        asked.Count.ShouldBe(6, "of six, all are asked");
        (await story.Says("notConfirmed")).Created();
        (await story.State()).ShouldBe("awaitingValidation");
        (await Says(story, asked[0], "notConfirmed", retaliation: "yes")).Created();
        (await story.CaseFile())["openRetaliationReports"]!.GetValue<int>().ShouldBe(1);
        // Seven are asked, five must confirm: after a third no that cannot be reached any more.
        (await Says(story, asked[1], "notConfirmed")).Created()["issueState"]!.GetValue<string>().ShouldBe("actionAgreed");
        (await story.Hr.Get($"/shared-issues/{story.Share}")).Ok()["workersAsked"]!.GetValue<bool>().ShouldBeFalse();
        // Another remedy: nobody has answered about it, and another sample is drawn.
        (await story.ReportDone("Now all is paid.")).Good();
        (await Says(story, asked[2], "confirmed", "good")).Refuses("validation.claim-superseded");
        await story.Asked("ယခု အားလုံး ပေးပြီးပြီ။");
        (await story.Handler.Post($"/issues/{story.Issue}/sample")).Created();
        (await story.Says("confirmed", "good")).Created();
        foreach (var member in Asked([.. (await Sample(story))["members"]!.AsArray().Select(m => m!)]).Take(4)) (await Says(story, member, "confirmed", "good")).Created();
        (await story.State()).ShouldBe("validated", "confirmed by five of seven, and a report of retaliation is open");
        var report = (await story.CaseFile())["retaliationReports"]![0]!["id"]!.GetValue<Guid>();
        await story.LooksInto(report);
        (await story.Handler.Post($"/retaliation-reports/{report}/resolve", new { resolution = "stopped", note = "The line leader was spoken to.", workerSays = "agrees" })).Good();
        if (await story.State() != "closed") (await story.Handler.Post($"/issues/{story.Issue}/close")).Good();
        (await story.State()).ShouldBe("closed");
    }

    [Fact]
    public async Task C6_and_C12_lost_contact_moves_nothing_by_itself_and_a_person_concludes()
    {
        var story = await network.AnIssueAwaitingValidation();
        (await Brings(story.Handler, story.Issue, List(3))).Created();
        (await story.Handler.Post($"/issues/{story.Issue}/collective", new { collective = true })).Created();
        (await story.Handler.Post($"/issues/{story.Issue}/sample")).Created();
        foreach (var member in Asked([.. (await Sample(story))["members"]!.AsArray().Select(m => m!)])) (await Says(story, member, "confirmed", "good")).Created();
        (await story.State()).ShouldBe("awaitingValidation", "the reporter can be reached and has not answered");
        (await story.Handler.Post($"/issues/{story.Issue}/sample/conclude")).Refuses("validation.reporter-not-asked");
        (await story.Handler.Post($"/issues/{story.Issue}/contact-lost")).Good();
        (await story.State()).ShouldBe("awaitingValidation");
        (await story.Handler.Post($"/issues/{story.Issue}/sample/conclude")).Created()["issueState"]!.GetValue<string>().ShouldBe("closed");
    }

    [Fact]
    public async Task Names_open_for_a_reason_that_is_kept_and_for_nobody_else()
    {
        var story = await network.ASharedIssue();
        const string name = "Zzquietname Khin", note = "zzquietnote";
        var added = (await story.Handler.Post($"/issues/{story.Issue}/workers", new { name, phone = "+66811112222", key = "EMP-77", note, gender = "f", nationality = "MM", department = "Night", isReporter = true })).Created();
        (await story.Handler.Post($"/issues/{story.Issue}/workers", new { name = "zzquietname  KHIN", key = "emp-77" })).Refuses("collective.known-already");
        (await story.Handler.Post($"/issues/{story.Issue}/workers", new { name = "Another", isReporter = true })).Refuses("collective.reporter-marked");
        (await story.Handler.Post($"/issues/{story.Issue}/workers", new { gender = "f" })).Refuses("ledger.nobody");
        (await Ledger(story)).ToJsonString().ShouldNotContain("zzquiet", Case.Insensitive);
        (await story.CaseFile()).ToJsonString().ShouldNotContain("zzquiet", Case.Insensitive);

        (await story.Handler.Post($"/issues/{story.Issue}/workers/identity", new { reason = "curiosity" })).Refuses("input.not-a-choice");
        var shown = (await story.Handler.Post($"/issues/{story.Issue}/workers/identity", new { reason = "safety" })).Ok();
        shown[0]!["name"]!.GetValue<string>().ShouldBe(name);
        (await network.Ask("select detail from audit.entry where org_id = $1 and action = 'workers.names-read'", story.Ngo.Organization))!.ToString()!.ShouldContain("safety");

        var keyless = await network.Person(story.Ngo.Organization, Roles.CaseHandler);
        (await keyless.Post($"/issues/{story.Issue}/workers/identity", new { reason = "safety" })).Refuses("vault.not-admitted");
        var locked = await network.SignInAgain(story.Handler);
        await using (var work = await network.Begin(locked)) (await OpenIlm.Network.LockSession.Lock(work)).IsDone.ShouldBeTrue();
        (await locked.Post($"/issues/{story.Issue}/workers/identity", new { reason = "safety" })).Refuses("session.locked");
        (await locked.Get($"/issues/{story.Issue}/workers")).Ok()["items"]!.AsArray().Count.ShouldBe(1, "codes need no key");
        foreach (var other in new[] { story.Hr, (await network.ABuyerOf(story.Factory)).Person, (await network.AnNgo()).Supervisor, await network.AnAuditor(), network.Administrator })
            foreach (var answer in new[] { await other.Get($"/issues/{story.Issue}/workers"), await other.Post($"/issues/{story.Issue}/workers/identity", new { reason = "safety" }), await other.Post($"/issues/{story.Issue}/workers/export", new { reason = "safety" }) })
                answer.Status.ShouldBe(HttpStatusCode.NotFound);

        // Out of the house only by a supervisor, with a reason, and the case remembers.
        (await story.Handler.Post($"/issues/{story.Issue}/workers/export", new { reason = "payment" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await story.Supervisor.Post($"/issues/{story.Issue}/workers/export", new { })).Status.ShouldBe(HttpStatusCode.BadRequest);
        var file = await story.Supervisor.Post($"/issues/{story.Issue}/workers/export", new { reason = "payment" });
        file.Status.ShouldBe(HttpStatusCode.OK);
        file.Text.ShouldContain(name);
        file.Text.ShouldContain("'+66811112222", Case.Sensitive, "a number is no formula");
        (await story.CaseFile())["timeline"]!.AsArray().Select(e => e!["kind"]!.GetValue<string>()).ShouldContain("workers.exported");

        // A stolen database tells none of it: not the words, not the bytes.
        foreach (var table in new[] { "identity.affected_worker", "cases.affected_worker", "cases.event", "audit.entry", "platform.once", "cases.sample" })
            ((long)(await network.Ask($"select count(*) from {table} x where x::text ilike '%zzquiet%' or x::text ilike '%EMP-77%' or encode(convert_to(x::text, 'UTF8'), 'escape') like '%11112222%'"))!).ShouldBe(0, table);
        ((byte[])(await network.Ask("select ct from identity.affected_worker where worker_id = $1", added["id"]!.GetValue<Guid>()))!).AsSpan().IndexOf("zzquiet"u8).ShouldBe(-1);
    }

    [Fact]
    public async Task The_index_of_one_case_finds_nobody_in_another()
    {
        var story = await network.ATriagedIssue();
        var other = await network.ATriagedIssue();
        foreach (var one in new[] { story, other }) (await one.Handler.Post($"/issues/{one.Issue}/workers", new { name = "Ma Khin", phone = "+66811112222" })).Created();
        ((long)(await network.Ask("select count(distinct bidx) from identity.affected_worker where issue_id = any($1)", new[] { story.Issue, other.Issue }))!).ShouldBe(2);
    }

    [Fact]
    public async Task Cases_of_one_site_are_linked_and_a_remedy_is_recorded_once_and_confirmed_by_each()
    {
        var story = await network.ATriagedIssue();
        (await story.Review()).Good();
        var (second, third) = (await Another(story, "WAG-02"), await Another(story, "WAG-03"));
        var links = (await story.Handler.Get($"/cases/{story.Case}/links")).Ok();
        links["similar"]!.AsArray().Select(s => s!["id"]!.GetValue<Guid>()).ShouldBe([second.Case, third.Case], "the same issue comes before the same category");
        links["similar"]![0]!["codes"]!.AsArray().Select(c => c!.GetValue<string>()).ShouldBe(["WAG-02"]);

        (await story.Handler.Post($"/cases/{story.Case}/links/remedies", new { text = "Paid." })).Refuses("link.not-linked");
        (await story.Handler.Post($"/cases/{story.Case}/links", new { caseId = story.Case })).Refuses("input.not-a-choice");
        var stranger = await network.ATriagedIssue();
        (await story.Handler.Post($"/cases/{story.Case}/links", new { caseId = stranger.Case })).Refuses("input.not-a-choice");
        (await story.Handler.Post($"/cases/{story.Case}/links", new { caseId = second.Case })).Created();
        (await story.Handler.Post($"/cases/{story.Case}/links", new { caseId = second.Case })).Created();
        var group = (await story.Handler.Get($"/cases/{second.Case}/links")).Ok();
        group["linked"]!.AsArray().Count.ShouldBe(2);
        group["shares"]!.AsArray().Select(c => c!.GetValue<string>()).ShouldBe(["WAG-02"]);

        (await second.Review()).Good();
        var remedied = (await story.Handler.Post($"/cases/{story.Case}/links/remedies", new { text = "The inspection ordered the wages to be paid." })).Created();
        remedied["recorded"]!.AsArray().Count.ShouldBe(2);
        foreach (var one in new[] { story, second })
        {
            (await one.State()).ShouldBe("actionReported");
            (await one.CaseFile())["issues"]![0]!["actions"]![0]!["what"]!.GetValue<string>().ShouldBe("The inspection ordered the wages to be paid.");
            await one.Asked();
        }
        (await story.Says("confirmed", "good")).Created();
        (await story.State()).ShouldBe("closed");
        (await second.State()).ShouldBe("awaitingValidation", "each worker speaks for her own case");
        (await third.State()).ShouldBe("triaged");

        (await story.Handler.Post($"/cases/{second.Case}/unlink")).Created();
        (await story.Handler.Post($"/cases/{story.Case}/unlink")).Refuses("link.not-linked");
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
    }

    private async Task<Story> Another(Story story, string code)
    {
        var other = new Story(network, story.Ngo, story.Factory, await Worker.AtTheDoor(network.Anonymous, story.Ngo.Channel));
        (await other.Worker.Sends("Of another day. " + code)).Created();
        var known = new[] { story.Case };
        var id = (await story.Handler.Get("/cases?state=received")).Ok()["items"]!.AsArray().Select(c => c!["id"]!.GetValue<Guid>()).Except(known).Single();
        return await other.Of(id, code);
    }

    private static int Number(JsonNode node, string member) => node[member]!.GetValue<int>();
    private static async Task<JsonNode> Ledger(Story story) => (await story.Handler.Get($"/issues/{story.Issue}/workers?limit=200")).Ok();
    private static async Task<JsonNode> Sample(Story story) => (await story.Handler.Get($"/issues/{story.Issue}/sample")).Ok();
    private static List<Guid> Asked(List<JsonNode> members) => [.. members.Where(m => m["standing"]!.GetValue<string>() == "asked").Select(m => m["id"]!.GetValue<Guid>())];
    private static async Task<Guid[]> Ids(Story story, params int[] numbers) => [.. (await Ledger(story))["items"]!.AsArray().Where(i => numbers.Contains(Number(i!, "number"))).Select(i => i!["id"]!.GetValue<Guid>())];

    private static Task<Answer> Says(Story story, Guid member, string outcome, string? quality = null, string retaliation = "no", string askedBy = "handler") => story.Handler.Post($"/sample-members/{member}/answers", new
    {
        outcome, askedBy, channel = "HOTLINE", attempts = 2, quality, satisfaction = outcome == "unreachable" ? (int?)null : 4, retaliation = outcome == "unreachable" ? "unknown" : retaliation,
    });

    internal static Task<Answer> Brings(Person person, Guid issue, string list) => Brings(person, issue, Encoding.UTF8.GetBytes(list), "list.csv");

    private static async Task<Answer> Brings(Person person, Guid issue, byte[] list, string name)
    {
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(list);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(file, "file", name);
        using var response = await person.Http.PostAsync($"/api/v1/issues/{issue}/workers/import", form);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }
}

internal static class Refusing
{
    /// <summary>Refused for this reason, whichever kind it is.</summary>
    public static void Refuses(this Answer answer, string code)
    {
        ((int)answer.Status).ShouldBeInRange(400, 499, answer.Text);
        answer.Codes.ShouldContain(code);
    }
}
