namespace OpenIlm.Tests.Browser;

/// <summary>A worker without JavaScript on the smallest screen reports and comes back, in each language (security tests 1, 103, 106).</summary>
public sealed class WorkerJourneyTest(House house)
{
    private const int LargestPage = 30_000, LargestVisit = 45_000;

    [Theory]
    [InlineData("en", '0', "They have not paid us for two months.")]
    [InlineData("my", '၀', "လုပ်ခ နှစ်လ မရသေးပါဘူး။")]
    [InlineData("km", '០', "គេមិនបានបើកប្រាក់ខែឱ្យយើងពីរខែហើយ។")]
    [InlineData("th", '๐', "เราไม่ได้รับค่าจ้างมาสองเดือนแล้ว")]
    [InlineData("ne", '०', "हामीलाई दुई महिनादेखि तलब दिइएको छैन।")]
    public async Task AReportIsSentAndFollowedWithNothingKept(string language, char zero, string text)
    {
        await using var worker = await house.Visit(VisitorOptions.Phone);
        worker.EachPage = () => IsFitForHerPhone(worker);

        var receipt = await worker.Reports(language, text, "inDanger", atReader: async () => (await worker.Text()).ShouldContain("Migrant Workers Support"));
        receipt.ShouldMatch("^[0-9]{18}$");
        (await worker.Page.GetAttributeAsync("html", "lang")).ShouldBe(language);
        (await worker.Text()).ShouldContain(house.Say(language, "received.thanks"));

        var typed = string.Join(' ', receipt.Chunk(3).Select(group => string.Concat(group.Select(digit => (char)(zero + (digit - '0'))))));
        await worker.Follows(language, typed);
        worker.Document.Status.ShouldBe(200);
        var page = await worker.Text();
        page.ShouldContain(house.Say(language, "status.received"));
        page.ShouldNotContain(text, Case.Sensitive, "her own words are never shown again");

        (await worker.Context.CookiesAsync()).ShouldBeEmpty();
        worker.SetCookies.ShouldBeEmpty();
        worker.Requests.ShouldAllBe(r => r.StartsWith(house.Address + "/", StringComparison.Ordinal), "a request to another host");
        worker.Traces.ShouldAllBe(t => !t.Contains(receipt) && !t.Contains(typed) && !t.Contains(text), "an address or a title tells what she did");
    }

    [Fact]
    public async Task TheTapThatSaysDangerIsTold()
    {
        await using var worker = await house.Visit(VisitorOptions.Phone);
        var text = "Somebody waits for me at the gate " + Guid.NewGuid();
        await worker.Arrives("en");
        await worker.BeginsToWrite("punished");
        await worker.Fill("text", text);
        await worker.Press("button[name=go][value=review]");
        (await worker.Text()).ShouldContain(house.Say("en", "danger.punished"));
        (await worker.Text()).ShouldContain(text);
        await worker.Press("button[name=go][value=send]");
        (await worker.Receipt()).Length.ShouldBe(18);
    }

    [Fact]
    public async Task AnswersAreKeptOnTheWayBackAndMayBeChanged()
    {
        await using var worker = await house.Visit(VisitorOptions.Phone);
        await worker.Arrives("en");
        await worker.BeginsToWrite();
        const string text = "\nTwo lines,\r\nthe first one empty & <b>odd</b> \"quoted\".";
        await worker.Fill("text", text);
        await worker.Next();
        await worker.Page.CheckAsync("input[name=codes][value=WAG]");
        await worker.Fill("affected", "၁၂");
        await worker.Next();
        await worker.Fill("place", "The big factory");
        await worker.Press("button[name=go][value=review]");
        var review = await worker.Text();
        review.ShouldContain("About 12 people");
        review.ShouldContain("The big factory");
        await worker.Press("button[name=go][value=change-Story]");
        (await worker.Page.InputValueAsync("textarea[name=text]")).ShouldBe(text.Replace("\r\n", "\n", StringComparison.Ordinal));
        await worker.Fill("text", "Another text");
        await worker.Next();
        (await worker.Text()).ShouldContain("Another text");
        (await worker.Text()).ShouldContain("The big factory");
    }

    [Fact]
    public async Task AnEmptyTextIsRefusedAtOnceAndSaysWhy()
    {
        await using var worker = await house.Visit(VisitorOptions.Phone);
        await worker.Arrives("th");
        await worker.BeginsToWrite();
        await worker.Fill("text", "   \n ");
        await worker.Next();
        worker.Document.Status.ShouldBe(400);
        (await worker.Page.Locator(".refusals").InnerTextAsync()).Trim().ShouldNotBeEmpty();
        (await worker.Page.Locator("textarea[name=text]").GetAttributeAsync("aria-invalid")).ShouldBe("true");
    }

    [Theory]
    [InlineData("123456789012345678", "receipt.wrong-check-digits")]
    [InlineData("12345", "receipt.wrong-length")]
    [InlineData("my number", "receipt.not-digits")]
    public async Task AMistypedNumberIsToldAndStaysInTheForm(string typed, string code)
    {
        await using var worker = await house.Visit(VisitorOptions.Phone);
        await worker.Follows("en", typed);
        worker.Document.Status.ShouldBe(400);
        (await worker.Page.Locator($".refusals [data-code='{code}']").CountAsync()).ShouldBe(1);
        (await worker.Page.InputValueAsync("[name=receipt]")).ShouldBe(typed);
    }

    // Every page of her way: no cookie, nothing from elsewhere, small, and whole on a screen of 320 px.
    private static async Task IsFitForHerPhone(Visitor worker)
    {
        await worker.ShouldFit(320);
        var page = (await worker.Document.BodyAsync()).Length;
        page.ShouldBeLessThan(LargestPage, worker.Path);
        var whole = page;
        foreach (var part in worker.Requests.Where(r => r.Contains("/css/") || r.Contains("/img/")).Distinct())
            whole += (await (await worker.Context.APIRequest.GetAsync(part)).BodyAsync()).Length;
        whole.ShouldBeLessThan(LargestVisit, worker.Path);
    }
}
