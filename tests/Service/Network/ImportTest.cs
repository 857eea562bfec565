using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Service;

/// <summary>Facility lists over HTTP: brought, mapped, checked, applied, brought again, taken back.</summary>
public sealed class ImportTest(TestNetwork network)
{
    private const string dirty = """
        Supplier list of spring,,,,,,,,
        Pays,Nom de l'usine,Adresse,Secteur,OS ID,Lat,Lng,Effectif,Interne
        P.R. China,Alpha Garment Co.  Ltd,1 Long Road,Apparel,,22.5,114.1,"1,200",a
        Chinaa,Beta Garment,2 Long Road,Apparel,,,,,b
        ,Gamma Garment,3 Long Road,Apparel,,,,,c
        CN,,4 Long Road,Apparel,,,,,d
        CN,Delta Garment,5 Long Road□,Apparel,CN2020123ABC456,114.1,22.5,many,e
        CHINA,ALPHA GARMENT CO LTD,1 Long Road,Apparel,,,,,f
        VN,Epsilon Shoes,6 Long Road,Weaving of dreams,VN2020021QK28YZ,95,200,,g
        """;

    private static string Unique(string list)
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        return list.Replace("Garment", "Garment " + mark, StringComparison.Ordinal).Replace("GARMENT", "GARMENT " + mark, StringComparison.Ordinal).Replace("Shoes", "Shoes " + mark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dirty_list_is_reported_row_by_row_and_only_what_is_sound_comes_in()
    {
        var keeper = await Keeper();
        var id = await keeper.Brings(Unique(dirty), "liste.csv", "Dirty source");
        var mapped = (await keeper.Get($"/imports/{id}")).Ok();
        mapped["headerRow"]!.GetValue<int>().ShouldBe(2);
        mapped["columns"]!.AsArray().Select(c => c!["field"]!.GetValue<string>()).ShouldBe(["country", "name", "address", "sector", "osId", "latitude", "longitude", "workers", ""]);

        var preview = await keeper.Checks(id);
        Counts(preview).ShouldBe((7, 3, 0, 0, 3, 1), preview.ToJsonString());
        var rows = (await keeper.Get($"/imports/{id}/rows?limit=200")).Ok()["items"]!.AsArray().ToDictionary(r => r!["row"]!.GetValue<int>(), r => r!);
        Problems(rows[4]).ShouldBe(["country-typo"]);
        rows[4]["problems"]![0]!["message"]!.GetValue<string>().ShouldContain("China");
        rows[4]["problems"]![0]!["column"]!.GetValue<string>().ShouldBe("Pays");
        rows[4]["problems"]![0]!["value"]!.GetValue<string>().ShouldBe("Chinaa");
        Problems(rows[5]).ShouldBe(["country-missing"]);
        Problems(rows[6]).ShouldBe(["name-missing"]);
        Problems(rows[7]).ShouldBe(["damaged", "position-swapped", "os-id-wrong", "workers-not-a-number"]);
        Problems(rows[8]).ShouldBe(["repeat"]);
        Problems(rows[9]).ShouldBe(["sector-unknown", "latitude-impossible", "os-id-wrong"]);

        var report = (await keeper.Get($"/imports/{id}/problems")).Text;
        report.ShouldContain("4,error,Pays,Chinaa,");
        await keeper.Applies(id);
        (await Sites(keeper, id)).ShouldBe(3);
        (await network.Ask("select headcount from network.site where import_id = $1 and country = 'CN' and headcount is not null", id)).ShouldBe(1200);
    }

    [Fact]
    public async Task The_second_import_of_the_same_list_changes_nothing_and_says_so()
    {
        var keeper = await Keeper();
        var list = Unique(dirty);
        var first = await keeper.Brings(list, "list.csv", "Twice");
        await keeper.Checks(first);
        await keeper.Applies(first);
        var mark = list.Split("Garment ")[1][..8];
        var before = await Fingerprint(mark);
        var second = await keeper.Brings(list, "list.csv", "Twice");
        var preview = await keeper.Checks(second);
        Counts(preview).ShouldBe((7, 0, 3, 0, 3, 1));
        (await keeper.Post($"/imports/{second}/apply")).Codes.ShouldBe(["import.nothing-to-do"]);
        before.ShouldNotStartWith("0/");
        (await Fingerprint(mark)).ShouldBe(before);
    }

    [Fact]
    public async Task What_changed_is_shown_applied_and_put_back_by_the_undo()
    {
        var keeper = await Keeper();
        var mark = Guid.NewGuid().ToString("N")[..8];
        await keeper.BringsIn($"name,country,address,workers\nChanging {mark},TH,9 Soi One,100\n", "Changes");
        var later = await keeper.Brings($"name,country,address,workers,os id\nChanging {mark},TH,9 Soi One,140,\nSecond {mark},TH,10 Soi One,5,\n", "b.csv", "Changes");
        Counts(await keeper.Checks(later)).ShouldBe((2, 1, 0, 1, 0, 0));
        await keeper.Applies(later);
        (await Headcount(mark)).ShouldBe(140);
        await keeper.TakesBack(later);
        (await Headcount(mark)).ShouldBe(100);
        (await network.Ask("select count(*) from network.site where name = $1", $"Second {mark}")).ShouldBe(0L);
        (await network.Ask("select count(*) from access.organization where name = $1", $"Second {mark}")).ShouldBe(0L);
        (await network.Ask("select count(*) from access.organization where name = $1", $"Changing {mark}")).ShouldBe(1L);
    }

    [Fact]
    public async Task What_somebody_depends_on_stays_after_an_undo_and_is_listed_with_the_reason()
    {
        var keeper = await Keeper();
        var mark = Guid.NewGuid().ToString("N")[..8];
        var id = await keeper.BringsIn($"name,country,address\nHeld {mark},TH,1 Soi\nStaffed {mark},TH,2 Soi\nFree {mark},TH,3 Soi\n", "Held");
        // A worker's case names the first; a person works at the second.
        var held = (Guid)(await network.Ask("select id from network.site where name = $1", $"Held {mark}"))!;
        var ngo = await network.AnNgo();
        (await ngo.Handler.Post("/contacts", new { channel = "HOTLINE", reason = "issue", danger = "none", language = "en", country = "TH", siteId = held, text = "They hold our papers", issueCodes = new[] { "WAG-03" }, consent = new { level = "codedFacts" } })).Created();
        await network.Person((Guid)(await network.Ask("select id from access.organization where name = $1", $"Staffed {mark}"))!, Roles.SupplierUser);

        var undone = await keeper.TakesBack(id);
        undone["counts"]!["stayed"]!.GetValue<int>().ShouldBe(1);
        var stayed = (await keeper.Get($"/imports/{id}/rows?filter=stayed")).Ok()["items"]![0]!;
        (stayed["name"]!.GetValue<string>(), stayed["stayed"]!.GetValue<string>()).ShouldBe(($"Held {mark}", "used"));
        (await network.Ask("select count(*) from network.site where name like $1", $"%{mark}")).ShouldBe(1L);
        // The organization of a person stays though its site went.
        (await network.Ask("select count(*) from access.organization where name like $1", $"%{mark}")).ShouldBe(2L);
    }

    [Fact]
    public async Task A_likely_duplicate_waits_for_a_person_and_the_answer_is_remembered()
    {
        var keeper = await Keeper();
        var mark = Guid.NewGuid().ToString("N")[..6];
        await keeper.BringsIn($"name,country,address\nShandong Huaxing{mark} Garment Co. Ltd.,CN,\"No. 88 Renmin Road, Weifang, Shandong 261000\"\n", "First words");
        var list = $"name,country,address\nShandong Huaxing{mark} Garments Company Limited,CN,\"88 Renmin Rd, Weifang City, Shandong Province 261000\"\n";
        var id = await keeper.Brings(list, "other.csv", "Other words");
        var preview = await keeper.Checks(id);
        preview["counts"]!["duplicates"]!.GetValue<int>().ShouldBe(1);
        var row = (await keeper.Get($"/imports/{id}/rows?filter=duplicates")).Ok()["items"]![0]!;
        row["decision"]!.GetValue<string>().ShouldBe("New");
        row["score"]!.GetValue<double>().ShouldBeGreaterThan(0.5);
        row["reasons"]!.AsArray().Count.ShouldBeGreaterThan(0);
        (await keeper.Post($"/imports/{id}/decisions", new { decision = "same", row = 2 })).NoContent();
        await Import(keeper, id, "apply", "Applied", allowNothing: false);
        (await network.Ask("select count(*) from network.site where name like $1", $"%{mark}%")).ShouldBe(1L);
        (await network.Ask("select count(*) from network.name where name like $1", $"%{mark}%")).ShouldBe(1L);
        var again = await keeper.Brings(list, "other.csv", "Other words");
        Counts(await keeper.Checks(again)).Item2.ShouldBe(0);
    }

    [Fact]
    public async Task A_buyer_imports_its_own_suppliers_and_sees_nobody_elses_lists()
    {
        var (mark, organization) = (Guid.NewGuid().ToString("N")[..8], await network.Organization("Buyer"));
        var (buyer, other, keeper) = (await network.Person(organization, Roles.BuyerUser), await network.Person(await network.Organization("Buyer"), Roles.BuyerUser), await Keeper());
        await keeper.BringsIn($"name,country,address,workers\nKnown {mark},TH,1 Soi,10\n", "Keeper");
        var list = $"name,country,address,workers,tier\nKnown {mark},TH,1 Soi,999,1\nFresh {mark},TH,2 Soi,20,2\n";
        var id = await buyer.Brings(list, "mine.csv", "Mine");
        Counts(await buyer.Checks(id)).ShouldBe((2, 1, 1, 0, 0, 0));
        await buyer.Applies(id);
        (await network.Ask("select count(*) from network.relation where org_id = $1 and role = 'buysFrom' and import_id = $2", organization, id)).ShouldBe(2L);
        (await network.Ask("select sum(tier) from network.relation where org_id = $1", organization)).ShouldBe(3L);
        (await network.Ask("select headcount from network.site where name = $1", $"Known {mark}")).ShouldBe(10, "a buyer does not change what it does not keep");
        (await other.Get($"/imports/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await keeper.Get($"/imports/{id}/rows")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.Get("/imports")).Ok()["items"]!.AsArray().Count.ShouldBe(0);

        var again = await buyer.Brings(list, "mine.csv", "Mine");
        var preview = await buyer.Checks(again);
        (Counts(preview).Item2, preview["counts"]!["relations"]!.GetValue<int>()).ShouldBe((0, 0));
        var undone = await buyer.TakesBack(id);
        undone["counts"]!["stayed"]!.GetValue<int>().ShouldBe(0);
        (await network.Ask("select count(*) from network.relation where org_id = $1", organization)).ShouldBe(0L);
        // Whether a case or a person holds an entry must not show to a buyer: its undo takes none of them away.
        (await network.Ask("select count(*) from network.site where name = $1", $"Fresh {mark}")).ShouldBe(1L);
    }

    [Theory]
    [InlineData("%PDF-1.7 something", "import.no-table")]
    [InlineData("<!DOCTYPE html><html><body>Sign in</body></html>", "import.no-table")]
    [InlineData("  \r\n ", "import.empty")]
    [InlineData("just\none\ncolumn\n", "import.one-column")]
    [InlineData("a,b\n\"open,1\n2,3\n", "import.quote-open")]
    [InlineData("PK\u0003\u0004not really", "import.corrupt")]
    public async Task A_file_that_is_no_table_is_refused_with_what_was_found(string content, string code)
    {
        var answer = await (await Keeper()).Sends(Encoding.UTF8.GetBytes(content), "list.csv", "Bad");
        answer.Status.ShouldBe(HttpStatusCode.Conflict, answer.Text);
        answer.Codes.ShouldBe([code]);
        answer.Json["errors"]![0]!["field"]!.GetValue<string>().ShouldBe("file");
    }

    [Fact]
    public async Task A_workbook_that_unpacks_without_end_and_a_picture_are_refused()
    {
        var keeper = await Keeper();
        (await keeper.Sends([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0], "list.xlsx", "Bad")).Codes.ShouldBe(["import.no-table"]);
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, true))
        {
            await using var inside = archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 620; i++) await inside.WriteAsync(zeros);
        }
        (await keeper.Sends(packed.ToArray(), "list.xlsx", "Bad")).Codes.ShouldBe(["import.unpacks-too-large"]);
    }

    [Fact]
    public async Task The_mapping_is_asked_where_it_is_not_clear_and_remembered_for_the_source()
    {
        var keeper = await Keeper();
        var list = $"Werksbezeichnung Nr,Wo,Land?\nMystery {Guid.NewGuid():N},Hanoi,VN\n";
        var id = await keeper.Brings(list, "a.csv", "Odd headings");
        var answer = await keeper.Post($"/imports/{id}/mapping", new { });
        answer.Status.ShouldBe(HttpStatusCode.Conflict);
        answer.Codes.ShouldContain("import.needs-column");
        (await keeper.Post($"/imports/{id}/mapping", new { columns = new[] { "name", "place", "nonsense" } })).Codes.ShouldBe(["input.not-a-choice"]);
        (await keeper.Post($"/imports/{id}/mapping", new { columns = new[] { "name", "place", "country" } }, ifMatch: "\"99\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await keeper.Post($"/imports/{id}/mapping", new { columns = new[] { "name", "place", "country" } })).NoContent();
        Counts(await keeper.Settles(id, "Ready")).Item2.ShouldBe(1);
        var next = await keeper.Brings(list, "b.csv", "Odd headings");
        (await keeper.Get($"/imports/{next}")).Ok()["columns"]!.AsArray().Select(c => c!["field"]!.GetValue<string>()).ShouldBe(["name", "place", "country"]);
    }

    [Fact]
    public async Task A_preview_that_is_older_than_the_directory_is_made_again_instead_of_applied()
    {
        var keeper = await Keeper();
        var list = $"name,country,address\nRace {Guid.NewGuid():N},TH,1 Soi\n";
        var (one, two) = (await keeper.Brings(list, "1.csv", "Race"), await keeper.Brings(list, "2.csv", "Race"));
        await keeper.Checks(one);
        await keeper.Checks(two);
        await keeper.Applies(one);
        (await keeper.Post($"/imports/{two}/apply")).NoContent();
        var again = await keeper.Settles(two, "Ready");
        again["note"]!.GetValue<string>().ShouldBe("directory-moved");
        Counts(again).ShouldBe((1, 0, 1, 0, 0, 0));
    }

    [Fact]
    public async Task An_import_that_a_stopped_node_left_is_taken_up_again()
    {
        var keeper = await Keeper();
        var id = await keeper.Brings($"name,country,address\nLeft {Guid.NewGuid():N},TH,1 Soi\n", "l.csv", "Left");
        await keeper.Checks(id);
        // As a node that died while it checked left it: half the rows, the state, no lock.
        await network.Ask("update network.import set state = 'Checking', done = 0 where id = $1", id);
        await network.Ask("delete from network.import_row where import_id = $1", id);
        Counts(await keeper.Settles(id, "Ready")).ShouldBe((1, 1, 0, 0, 0, 0));
    }

    [Fact]
    public async Task Every_list_of_the_shared_folder_comes_in_and_the_second_time_changes_nothing()
    {
        var folder = Shared();
        Assert.SkipWhen(folder is null, "The facility lists (shared/data/facilities/osh) are not on this machine: no real list was imported.");
        var keeper = await Keeper();
        var say = TestContext.Current.TestOutputHelper!;
        var files = Directory.GetFiles(Path.Combine(folder!, "list_files")).Concat(Directory.GetFiles(Path.Combine(folder!, "facility_lists"), "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal).ToList();
        files.Count.ShouldBeGreaterThanOrEqualTo(28);
        foreach (var file in files)
        {
            var bytes = await File.ReadAllBytesAsync(file);
            var id = await keeper.Takes(bytes, Path.GetFileName(file), "OS Hub");
            var preview = await keeper.Checks(id);
            var counts = preview["counts"]!;
            counts["rows"]!.GetValue<int>().ShouldBeGreaterThan(10, file);
            // Every row has its place: nothing is left out without a word.
            (N(counts, "new") + N(counts, "same") + N(counts, "changed") + N(counts, "errors") + N(counts, "repeats")).ShouldBe(N(counts, "rows"), file);
            foreach (var bad in await keeper.All(id, "errors")) bad["problems"]!.AsArray().Any(p => p!["level"]!.GetValue<string>() == "error" && p["message"]!.GetValue<string>().Length > 10).ShouldBeTrue(bad.ToJsonString());
            foreach (var noted in await keeper.All(id, "warnings")) noted["problems"]!.AsArray().All(p => !p!["message"]!.GetValue<string>().StartsWith("import.", StringComparison.Ordinal)).ShouldBeTrue(noted.ToJsonString());
            if (!counts["changesNothing"]!.GetValue<bool>()) await keeper.Applies(id);
            var again = await keeper.Takes(bytes, Path.GetFileName(file), "OS Hub");
            var second = (await keeper.Checks(again))["counts"]!;
            (N(second, "new"), N(second, "changed")).ShouldBe((0, 0), $"{file} a second time");
            say.WriteLine($"| {Path.GetRelativePath(folder!, file)} | {N(counts, "rows")} | {N(counts, "new")} | {N(counts, "changed")} | {N(counts, "same")} | {N(counts, "duplicates")} | {N(counts, "repeats")} | {N(counts, "warnings")} | {N(counts, "errors")} | {string.Join(", ", preview["problems"]!.AsArray().Select(p => $"{p!["code"]} {p["rows"]}"))} |");
        }
    }

    private static int N(JsonNode counts, string name) => counts[name]!.GetValue<int>();

    private static string? Shared()
    {
        for (var at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
            if (File.Exists(Path.Combine(at, "OpenIlm.slnx")))
                return new[] { Environment.GetEnvironmentVariable("OPENILM_SHARED") ?? Path.Combine(at, "..", "shared") }.Select(s => Path.Combine(s, "data", "facilities", "osh")).FirstOrDefault(Directory.Exists);
        return null;
    }

    private async Task<Person> Keeper() => await network.Person(await network.Organization("Convenor"), Roles.NetworkConvenor);
    private static (int Rows, int New, int Same, int Changed, int Errors, int Repeats) Counts(JsonNode import) => import["counts"]! is var c ? (N(c, "rows"), N(c, "new"), N(c, "same"), N(c, "changed"), N(c, "errors"), N(c, "repeats")) : default;
    private static IEnumerable<string> Problems(JsonNode row) => row["problems"]!.AsArray().Select(p => p!["code"]!.GetValue<string>());
    private async Task<object?> Headcount(string mark) => await network.Ask("select headcount from network.site where name = $1", $"Changing {mark}");
    private async Task<int> Sites(Person _, Guid id) => (int)(long)(await network.Ask("select count(*) from network.site where import_id = $1", id))!;
    // Of what this list made alone: other tests fill the same directory meanwhile.
    private async Task<string> Fingerprint(string mark) => (string)(await network.Ask("""
        with s as (select * from network.site where name like '%' || $1 || '%')
        select (select count(*) from s) || '/' || (select sum(version) from s) || '/' || (select count(*) from access.organization where name like '%' || $1 || '%') || '/'
            || (select count(*) from network.identifier i where i.subject_id in (select id from s)) || '/' || (select count(*) from network.name n where n.subject_id in (select id from s))
        """, mark))!;

    private static async Task Import(Person person, Guid id, string act, string state, bool allowNothing)
    {
        allowNothing.ShouldBeFalse();
        (await person.Post($"/imports/{id}/{act}")).NoContent();
        await person.Settles(id, state);
    }
}

/// <summary>The steps of an import.</summary>
public static class ImportSteps
{
    public static async Task<Answer> Sends(this Person person, byte[] file, string name, string source)
    {
        using var form = new MultipartFormDataContent { { new StringContent(source), "source" }, { new ByteArrayContent(file), "file", name } };
        using var response = await person.Http.PostAsync("/api/v1/imports", form);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }

    public static async Task<Guid> Takes(this Person person, byte[] file, string name, string source) { var answer = await person.Sends(file, name, source); answer.Created(); return answer.Id; }
    public static Task<Guid> Brings(this Person person, string list, string name, string source) => person.Takes(Encoding.UTF8.GetBytes(list), name, source);

    /// <summary>Takes the columns as proposed and waits for the preview.</summary>
    public static async Task<JsonNode> Checks(this Person person, Guid id)
    {
        (await person.Post($"/imports/{id}/mapping", new { })).NoContent();
        return await person.Settles(id, "Ready");
    }

    /// <summary>Applies it; where somebody else's import came between, the preview was made anew and it is applied again.</summary>
    public static async Task<JsonNode> Applies(this Person person, Guid id)
    {
        for (var tries = 0; ; tries++)
        {
            (await person.Post($"/imports/{id}/apply")).NoContent();
            var import = await person.Settles(id, "Applied", "Ready");
            if (import["state"]!.GetValue<string>() == "Applied") return import;
            tries.ShouldBeLessThan(5);
        }
    }

    public static async Task<JsonNode> TakesBack(this Person person, Guid id) { (await person.Post($"/imports/{id}/undo")).NoContent(); return await person.Settles(id, "Undone"); }

    public static async Task<Guid> BringsIn(this Person person, string list, string source)
    {
        var id = await person.Brings(list, "list.csv", source);
        await person.Checks(id);
        await person.Applies(id);
        return id;
    }

    public static async Task<JsonNode> Settles(this Person person, Guid id, params string[] states)
    {
        for (var tries = 0; tries < 600; tries++, await Task.Delay(50))
        {
            var import = (await person.Get($"/imports/{id}")).Ok();
            var state = import["state"]!.GetValue<string>();
            if (states.Contains(state)) return import;
            state.ShouldBeOneOf("Checking", "Applying", "Undoing");
        }
        throw new TimeoutException("The import did not come to " + string.Join(" or ", states));
    }

    public static async Task<IReadOnlyList<JsonNode>> All(this Person person, Guid id, string filter)
    {
        var (all, cursor) = (new List<JsonNode>(), "");
        do
        {
            var page = (await person.Get($"/imports/{id}/rows?filter={filter}&limit=200{cursor}")).Ok();
            all.AddRange(page["items"]!.AsArray().Select(r => r!));
            cursor = page["nextCursor"]?.GetValue<string>() is { } next ? "&cursor=" + next : "";
        }
        while (cursor.Length > 0);
        return all;
    }
}
