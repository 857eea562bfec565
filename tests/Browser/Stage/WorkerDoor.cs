namespace OpenIlm.Tests.Browser;

/// <summary>A worker's way through her door, tap by tap, in any language.</summary>
public static class WorkerDoor
{
    /// <summary>From the first page to the page that says who reads.</summary>
    public static async Task Arrives(this Visitor worker, string language, string country = "TH")
    {
        await worker.Go("/w");
        await worker.Press($"a[href='/w/{language}']");
        await worker.Press($"a[href='/w/{language}/report']");
        await worker.Press($"button[name=country][value={country}]");
    }

    /// <summary>From there to the page where she writes.</summary>
    public static async Task BeginsToWrite(this Visitor worker, string danger = "none")
    {
        await worker.Next();
        await worker.Press($"button[name=danger][value={danger}]");
    }

    /// <summary>On to the next question.</summary>
    public static Task Next(this Visitor worker) => worker.Press("button[name=go][value=next]");

    /// <summary>The whole report, every question skipped that may be; returns the number on the last page.</summary>
    public static async Task<string> Reports(this Visitor worker, string language, string text, string danger = "none", Func<Task>? atReader = null)
    {
        await worker.Arrives(language);
        if (atReader is not null) await atReader();
        await worker.BeginsToWrite(danger);
        await worker.Fill("text", text);
        for (var question = 0; question < 6; question++) await worker.Next();
        await worker.Press("button[name=go][value=send]");
        return await worker.Receipt();
    }

    /// <summary>The number as the page shows it.</summary>
    public static async Task<string> Receipt(this Visitor worker) => string.Concat(await worker.Page.Locator(".receipt span").AllInnerTextsAsync());

    /// <summary>Opens her report with the number, typed in groups.</summary>
    public static async Task Follows(this Visitor worker, string language, string typed)
    {
        await worker.Go($"/w/{language}");
        await worker.Press($"a[href='/w/{language}/follow']");
        await worker.Fill("receipt", typed);
        await worker.Press("button[name=act][value=open]");
    }
}
