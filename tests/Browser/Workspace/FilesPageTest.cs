using Microsoft.Playwright;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Browser;

/// <summary>A worker speaks and shows instead of writing, without a script; her handler sees and hears it in the case.</summary>
public sealed class FilesPageTest(House house)
{
    [Fact]
    public async Task AVoiceMessageStandsForTheTextAndThePictureIsSeenInTheCase()
    {
        if (!(await new FileCleaner(new FileSettings()).Find(default)).All) Assert.Skip("libvips-tools, mat2 or bubblewrap is missing: nothing is cleaned on this machine.");
        await using var worker = await house.Visit(VisitorOptions.Phone);
        await worker.Arrives("my");
        await worker.BeginsToWrite();
        await worker.Press("button[name=go][value=speak]");
        await worker.Press("button[name=go][value=review]");
        await worker.Press("button[name=go][value=send]");
        (await worker.Text()).ShouldContain(house.Say("my", "report.speak.now"));
        var receipt = await worker.Receipt();
        await Fits(worker);
        await worker.Picture(house, "attach-received-320");
        await worker.Page.SetInputFilesAsync("#f-voice", new FilePayload { Name = "voice.mp3", MimeType = "audio/mpeg", Buffer = SampleFiles.Mp3("quietword") });
        await worker.Press("form:has(#f-voice) button");
        (await worker.Text()).ShouldContain(house.Say("my", "attach.taken.Audio"));

        await worker.Follows("my", receipt);
        await worker.Press($"form[action='/w/my/add'] button");
        await worker.Page.FillAsync("textarea[name=text]", "လုပ်ခစာရွက်");
        await worker.Page.SetInputFilesAsync("#f-picture", new FilePayload { Name = "slip.png", MimeType = "image/png", Buffer = SampleFiles.Png(640, 480, "quietword") });
        await worker.Press("form:has(#f-picture) button");
        (await worker.Text()).ShouldContain(house.Say("my", "attach.taken.with-words"));
        await Fits(worker);
        await worker.Picture(house, "attach-taken-320");
        await worker.Page.SetInputFilesAsync("#f-picture", new FilePayload { Name = "page.html", MimeType = "text/html", Buffer = "<html>"u8.ToArray() });
        await worker.Press("form:has(#f-picture) button");
        worker.Document.Status.ShouldBe(400);
        (await worker.Page.Locator(".refusals [data-code='file.not-taken']").CountAsync()).ShouldBe(1);
        (await worker.Context.CookiesAsync()).ShouldBeEmpty();

        var @case = (Guid)(await house.Network.Ask("select c.id from cases.\"case\" c join dossier.file f on f.dossier_id = c.dossier_id where f.kind = 'Audio' order by f.seq desc limit 1"))!;
        for (var i = 0; i < 200 && (await house.Handler.Get($"/cases/{@case}/files")).Text.Contains("\"waiting\"", StringComparison.Ordinal); i++) await Task.Delay(50);
        await using var handler = await house.Visit(house.Handler);
        await handler.Go($"/app/cases/{@case}");
        await handler.Page.Locator("section.panel:has(h2 a[href$='/files']) p").First.WaitForAsync();
        await handler.Picture(house, "case-with-files-panel-1440");
        var looker = new Looker(handler, dark: true);
        foreach (var width in new[] { 1440, 390 })
        {
            await handler.Page.SetViewportSizeAsync(width, 900);
            await handler.Go($"/app/cases/{@case}/files");
            await handler.Page.Locator("img.file-picture").ScrollIntoViewIfNeededAsync();
            await Until(handler, "document.querySelector('img.file-picture').naturalWidth > 0");
            await handler.ShouldFit(width);
            await handler.Picture(house, $"case-files-{width}");
            await looker.Look($"/app/cases/{@case}/files");
        }
        await handler.Page.EvaluateAsync("(() => { const a = document.querySelector('audio'); a.preload = 'auto'; a.load(); })()");
        await Until(handler, "document.querySelector('audio').duration > 0.5");
        await handler.Page.SetInputFilesAsync("#f-file", new FilePayload { Name = "visit report.pdf", MimeType = "application/pdf", Buffer = SampleFiles.Pdf("quietword") });
        await handler.Press("form:has(#f-file) button[type=submit]");
        (await handler.Text()).ShouldContain(house.Say("en", "files.added"));
        (await handler.Text()).ShouldContain("visit report.pdf");
        looker.Faults.ShouldBeEmpty();
        handler.Complaints.ShouldBeEmpty();
    }

    // Asked again and again: the driver's own waiting would evaluate a string, which the page forbids.
    private static async Task Until(Visitor visitor, string holds)
    {
        for (var i = 0; i < 200; i++, await Task.Delay(50))
            if (await visitor.Page.EvaluateAsync<bool>(holds)) return;
        throw new TimeoutException(holds);
    }

    private static async Task Fits(Visitor worker)
    {
        await worker.ShouldFit(320);
        (await worker.Document.BodyAsync()).Length.ShouldBeLessThan(30_000, worker.Path);
    }
}
