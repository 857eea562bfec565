using System.Text;
using Microsoft.Playwright;

namespace OpenIlm.Tests.Browser;

/// <summary>An issue that concerns many, on pages: a list comes in, a sample is drawn, an answer is recorded, a name is shown for a reason.</summary>
public sealed class CollectivePageTest(House house)
{
    [Fact]
    public async Task AListASampleAndAnAnswerOnPages()
    {
        var handler = house.Handler;
        var logged = (await handler.Post("/contacts", new { channel = "HOTLINE", reason = "issue", danger = "none", language = "my", country = "TH", text = "None of us was paid.", issueCodes = new[] { "WAG-02" }, affectedWorkers = 40, consent = new { level = "summary" } })).Created();
        var id = logged["caseId"]!.GetValue<Guid>();
        (await handler.Post($"/cases/{id}/triage", new { employerName = "Lucky Pearl shrimp shed", severity = "medium", issues = new[] { new { code = "WAG-02", affectedWorkers = 40 } } })).Created();
        (await handler.Post($"/cases/{id}/safety-reviews", new { risk = "low", decision = "proceed", measures = new[] { "quietContact" } })).Created();
        var issue = (await handler.Get($"/cases/{id}")).Ok()["issues"]![0]!["id"]!.GetValue<Guid>();
        (await handler.Post($"/issues/{issue}/remedies", new { text = "The wages were paid." })).Created();
        (await handler.Post($"/issues/{issue}/validation-requests", new { text = "They say that they paid.", language = "my" })).Created();

        await using var visitor = await house.Visit(handler);
        var looker = new Looker(visitor, dark: true);
        await visitor.Go($"/app/issues/{issue}/workers/import");
        var list = "Name,Mobile,Sex,Nationality,Line\n" + string.Concat(Enumerable.Range(1, 40).Select(n => $"Aye Quiet {n},+66810000{n:D3},{(n % 3 == 0 ? "m" : "f")},{(n % 8 == 0 ? "KH" : "MM")},{(n % 2 == 0 ? "Night shift" : "Day shift")}\n")) + ",,f,MM,Day shift\n";
        await visitor.Page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "workers.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(list) });
        await visitor.Press("main form[enctype] button[type=submit]");
        (await visitor.Text()).ShouldContain("41 rows: 40 added");
        (await visitor.Text()).ShouldContain("Row 42");
        await looker.Look("import");

        await visitor.Go($"/app/cases/{id}/workers");
        await visitor.Press("form[action*='handler=Choose'] button");
        await visitor.Press("form[action*='handler=Draw'] button");
        visitor.Path.ShouldBe($"/app/issues/{issue}/sample");
        await visitor.Press("a[href^='/app/sample-members/'] >> nth=0");
        await visitor.Page.CheckAsync("input[name=outcome][value=Unreachable]");
        await visitor.Press("main form button[type=submit]");
        (await visitor.Text()).ShouldContain("from the reserve is asked in her place");
        await visitor.Press("a[href^='/app/sample-members/'] >> nth=0");
        await visitor.Page.CheckAsync("input[name=outcome][value=Confirmed]");
        await visitor.Page.SelectOptionAsync("select[name=quality]", "Good");
        await visitor.Press("main form button[type=submit]");
        await visitor.Press("a[href$='proof=true']");
        (await visitor.Text()).ShouldContain("1 of 11 asked have answered");
        (await visitor.Text()).ShouldContain("the same 12 of 40");

        foreach (var width in new[] { 1440, 390 })
        {
            await visitor.Page.SetViewportSizeAsync(width, 900);
            await Shown(visitor, $"sample-{width}", width, looker);
            await visitor.Go($"/app/cases/{id}/workers?names=safety");
            await visitor.Page.WaitForSelectorAsync(".ledger-name >> text=Aye Quiet 1");
            await Shown(visitor, $"workers-{width}", width, looker);
            await visitor.Go($"/app/cases/{id}/linked");
            await Shown(visitor, $"linked-{width}", width, looker);
            await visitor.Go($"/app/cases/{id}");
            await visitor.Page.WaitForSelectorAsync("a[href$='/workers'] >> nth=1");
            await Shown(visitor, $"collective-case-{width}", width, looker);
            await visitor.Go($"/app/issues/{issue}/sample");
        }
        visitor.Traces.ShouldAllBe(t => !t.Contains("Quiet", StringComparison.Ordinal), "no name stays in a history");
        visitor.Complaints.ShouldBeEmpty();
        looker.Faults.ShouldBeEmpty();
    }

    private async Task Shown(Visitor visitor, string name, int width, Looker looker)
    {
        await visitor.ShouldFit(width);
        await visitor.Picture(house, name);
        // What assistive techniques read is the same at every width.
        if (width > 1000) await looker.Look(name);
    }
}
