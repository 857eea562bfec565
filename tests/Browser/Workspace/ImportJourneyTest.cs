using Microsoft.Playwright;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Browser;

/// <summary>A keeper of the directory brings a list: names its columns, looks at the preview, decides a likely duplicate, applies it, takes it back.
/// Without scripts too: the page comes again by itself.</summary>
public sealed class ImportJourneyTest(House house)
{
    [Theory]
    [InlineData(1440, true)]
    [InlineData(390, false)]
    public async Task AListComesInAndGoesAgain(int width, bool scripts)
    {
        var mark = Guid.NewGuid().ToString("N")[..6];
        var convenor = await house.Network.Person(await house.Network.Organization("Convenor"), Roles.NetworkConvenor);
        await using var keeper = await house.Visit(convenor, new VisitorOptions { Width = width, Height = 900, Scripts = scripts });
        var list = $"""
            Pays,Nom de l'usine,Adresse,Secteur,OS ID,Effectif,Interne
            P.R. China,Shandong Huaxing{mark} Garment Co.  Ltd,"88 Renmin Road, Weifang 261000",Apparel,,"1,200",a
            Chinaa,Beta Garment,2 Long Road,Apparel,,,b
            CN,Delta Mills {mark},5 Long Road□,Weaving of dreams,CN2020123ABC456,many,e
            TH,Krung Thep Footwear {mark},9 Rama IV Road,Footwear,,340,
            """;
        await Bring(keeper, "=spring list.csv", list, "Spring supplier list");
        await Look("1-columns");
        (await keeper.Page.Locator("main select[name=columns]").EvaluateAllAsync<string[]>("s => s.map(x => x.value)")).ShouldBe(["country", "name", "address", "sector", "osId", "workers", ""]);
        await keeper.Press("main form[action$='handler=Mapping'] button[type=submit]");
        await Until("Waits for you");
        await Look("2-preview");
        var text = await keeper.Text();
        text.ShouldContain("3 new, 0 changed");
        text.ShouldContain("Did you mean China?");
        await keeper.Press("main .import-tabs a[href$='filter=errors']");
        (await keeper.Page.Locator("main .import-rows tbody tr").CountAsync()).ShouldBe(1);
        await keeper.Go(keeper.Path.Split('?')[0]);
        await keeper.Press("main form[action$='handler=Apply'] button[type=submit]");
        await Until("The list is in the directory");
        await Look("3-applied");
        var first = keeper.Path.Split('?')[0];

        await Bring(keeper, "other words.csv", $"name,country,address\nShandong Huaxing{mark} Garments Company Limited,CN,\"No. 88 Renmin Rd, Weifang City 261000\"\n", "Another source");
        await keeper.Press("main form[action$='handler=Mapping'] button[type=submit]");
        await Until("Waits for you");
        await keeper.Press("main .import-tabs a[href$='filter=duplicates']");
        await Look("4-duplicate");
        await keeper.Press("main .likely form:has(input[value=same]) button");
        (await keeper.Page.Locator("main .likely button[aria-pressed=true]").InnerTextAsync()).ShouldBe("The same site");

        await keeper.Go(first);
        await keeper.Page.ClickAsync("main details.more:has(form[action$='handler=Undo']) summary");
        await keeper.Press("main form[action$='handler=Undo'] button[type=submit]");
        await Until("This import was taken back");
        await Look("5-undone");
        await keeper.Go("/app/imports");
        await Look("6-list");
        await Bring(keeper, "picture.csv", "%PDF-1.7 no list", "Spring supplier list");
        (await keeper.Text()).ShouldContain("no table but a file of the kind PDF");
        await Look("7-refused");
        keeper.Complaints.Where(c => !c.Contains("409", StringComparison.Ordinal)).ShouldBeEmpty();

        async Task Until(string words)
        {
            for (var tries = 0; tries < 100; tries++, await Task.Delay(200))
                try { if ((await keeper.Text()).Contains(words, StringComparison.Ordinal)) return; }
                // The page is just coming again.
                catch (PlaywrightException) { }
            throw new TimeoutException(words);
        }

        async Task Look(string name)
        {
            await keeper.Page.WaitForLoadStateAsync();
            await keeper.Picture(house, $"import-{name}-{width}");
            await keeper.ShouldFit(width);
        }
    }

    private static async Task Bring(Visitor keeper, string file, string list, string source)
    {
        await keeper.Go("/app/imports");
        await keeper.Fill("source", source);
        await keeper.Page.SetInputFilesAsync("main input[type=file]", new FilePayload { Name = file, MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(list) });
        await keeper.Press("main form[enctype] button[type=submit]");
    }
}
