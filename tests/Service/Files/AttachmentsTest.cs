using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Tests.Service;

/// <summary>Pictures, documents and voice messages of workers: taken, sealed, cleaned, opened (security tests 32 to 39).</summary>
public sealed class AttachmentsTest(TestNetwork network)
{
    private const string Tells = "quietword of a camera";

    [Fact]
    public async Task A_picture_is_taken_and_its_handler_sees_a_copy_without_what_tells_of_her()
    {
        await network.NeedsTheTools();
        var story = await network.AReceivedReport();
        var picture = SampleFiles.Png(400, 300, Tells);
        var taken = (await story.Worker.Attaches(picture, "ma hla at the dormitory.png")).Created();
        (taken["kind"]!.GetValue<string>(), taken["files"]!.GetValue<int>(), taken["most"]!.GetValue<int>()).ShouldBe(("image", 1, 10));

        var file = (await story.Handler.PreparedFiles(story.Case)).Single();
        (file.StateOf(), file["origin"]!.GetValue<string>(), file["contentType"]!.GetValue<string>()).ShouldBe(("cleaned", "worker", "image/png"));
        file["name"].ShouldBeNull("what her phone called it is not kept");
        var (status, bytes, response) = await story.Handler.Copy(story.Case, file.IdOf());
        status.ShouldBe(HttpStatusCode.OK);
        bytes[1..4].ShouldBe("PNG"u8.ToArray());
        Encoding.Latin1.GetString(bytes).ShouldNotContain("quietword");
        response.Content.Headers.ContentDisposition!.ToString().ShouldStartWith("attachment; filename=\"image-");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await story.CaseFile())["timeline"]!.ToJsonString().ShouldContain("case.file-came");
    }

    [Fact]
    public async Task The_original_opens_with_a_reason_that_is_kept_before_a_byte_goes_out()
    {
        var story = await network.AReceivedReport();
        var picture = SampleFiles.Png(200, 200, Tells);
        (await story.Worker.Attaches(picture)).Created();
        var file = (await story.Handler.Files(story.Case)).Single().IdOf();
        (await story.Handler.Original(story.Case, file, null)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await story.Handler.Original(story.Case, file, "curiosity")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Audited(file, "case.file-opened", story.Case)).ShouldBe(0);
        var (status, bytes, _) = await story.Handler.Original(story.Case, file, "safety");
        (status, bytes).ShouldBe((HttpStatusCode.OK, bytes));
        bytes.ShouldBe(picture);
        (await Audited(file, "case.file-opened", story.Case)).ShouldBe(1);
        (await network.Ask("select detail from audit.entry where action = 'case.file-opened' and object = $1", story.Case))!.ToString()!.ShouldContain("safety");
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_the_audit_log_cannot_be_written_nothing_is_sent()
    {
        var story = await network.AReceivedReport();
        (await story.Worker.Attaches(SampleFiles.Png())).Created();
        var file = (await story.Handler.Files(story.Case)).Single().IdOf();
        await using var blocking = await network.Super();
        await using (var lockHead = new Npgsql.NpgsqlCommand("begin; select 1 from audit.head where org_id = '" + story.Ngo.Organization + "' for update", blocking)) await lockHead.ExecuteNonQueryAsync();
        using var impatient = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cases/{story.Case}/files/{file}/original") { Content = new StringContent("""{"reason":"safety"}""", Encoding.UTF8, "application/json") };
            using var response = await story.Handler.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, impatient.Token);
        });
    }

    [Theory]
    [InlineData("page.html", "<!doctype html><html><script>alert(1)</script>")]
    [InlineData("drawing.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    [InlineData("macro.docm", "PK\u0003\u0004 word/vbaProject.bin")]
    [InlineData("42.zip", "PK\u0003\u0004")]
    [InlineData("nested.gz", "\u001f\u008b\u0008")]
    public async Task What_is_no_picture_document_or_recording_is_refused_and_leaves_nothing(string name, string content)
    {
        var story = await network.AReceivedReport();
        var answer = await story.Worker.Attaches(Encoding.Latin1.GetBytes(content), name, "image/jpeg");
        answer.RefusedFor("file.not-taken", HttpStatusCode.BadRequest);
        await LeftNothing(story);
    }

    [Fact]
    public async Task Wrong_endings_polyglots_giants_and_nothing_at_all_are_refused_in_no_time()
    {
        var story = await network.AReceivedReport();
        var clock = Stopwatch.StartNew();
        (await story.Worker.Attaches(SampleFiles.Png(), "picture.html")).RefusedFor("file.other-than-its-name", HttpStatusCode.BadRequest);
        (await story.Worker.Attaches([.. SampleFiles.Png(), .. "<script>alert(1)</script>"u8])).RefusedFor("file.two-things", HttpStatusCode.BadRequest);
        (await story.Worker.Attaches([.. SampleFiles.Png(), .. "PK\u0005\u0006"u8, .. new byte[18]])).RefusedFor("file.two-things", HttpStatusCode.BadRequest);
        (await story.Worker.Attaches(SampleFiles.PngThatSays(10_000, 5_010))).RefusedFor("file.too-many-pixels", HttpStatusCode.BadRequest);
        (await story.Worker.Attaches([])).RefusedFor("file.empty", HttpStatusCode.BadRequest);
        (await Calls.Post(network.Anonymous, "/voice/attachments", new { receipt = story.Worker.Receipt })).RefusedFor("file.not-a-form", HttpStatusCode.BadRequest);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1), "nothing is unpacked to be refused");
        await LeftNothing(story);
    }

    [Fact]
    public async Task A_receipt_that_opens_nothing_takes_nothing()
    {
        var story = await network.AReceivedReport();
        async Task<Answer> As(string receipt) => await Calls.Send(network.Anonymous, "/voice/attachments", new Dictionary<string, string> { ["receipt"] = receipt }, SampleFiles.Png(), "x.png");
        (await As("123456789012345678")).RefusedFor("receipt.wrong-check-digits", HttpStatusCode.BadRequest);
        var unknown = await As((await Worker.AtTheDoor(network.Anonymous, story.Ngo.Channel)).Receipt);
        unknown.Status.ShouldBe(HttpStatusCode.NotFound);
        (await story.Worker.ClosesTheChannel()).NoContent();
        var closed = await story.Worker.Attaches(SampleFiles.Png());
        (closed.Status, closed.Text).ShouldBe((unknown.Status, unknown.Text), "unknown and closed by the worker look the same");
        using var turned = new MultipartFormDataContent { { new ByteArrayContent(SampleFiles.Png()), "file", "x.png" }, { new StringContent(story.Worker.Receipt), "receipt" } };
        (await network.Anonymous.PostAsync("/api/v1/voice/attachments", turned)).StatusCode.ShouldBe(HttpStatusCode.BadRequest, "the receipt comes first");
    }

    [Fact]
    public async Task Ten_files_of_twenty_five_megabytes_and_fifty_together()
    {
        var story = await network.AReceivedReport();
        (await story.Worker.Attaches(FileSteps.Large(FileSettings.MostBytes + 1))).RefusedFor("file.too-large", HttpStatusCode.RequestEntityTooLarge);
        (await story.Worker.Attaches(FileSteps.Large(FileSettings.MostBytes + 400_000))).RefusedFor("file.too-large", HttpStatusCode.RequestEntityTooLarge);
        await LeftNothing(story);
        (await story.Worker.Attaches(FileSteps.Large(FileSettings.MostBytes))).Created();
        (await story.Worker.Attaches(FileSteps.Large(FileSettings.MostBytes - 1))).Created();
        (await story.Worker.Attaches(SampleFiles.Png())).RefusedFor("file.too-much");

        // Many at once: never more than ten of one report, and another report is not in their way.
        var (many, other) = (await network.AReceivedReport(), await network.AReceivedReport());
        var uploads = Enumerable.Range(0, 24).Select(i => many.Worker.Attaches(SampleFiles.Png(40, 40, seed: i))).Append(other.Worker.Attaches(SampleFiles.Png())).ToList();
        var answers = await Task.WhenAll(uploads);
        answers[..24].Count(a => a.Status == HttpStatusCode.Created).ShouldBeLessThanOrEqualTo(10);
        answers[..24].Where(a => a.Status != HttpStatusCode.Created).ShouldAllBe(a => a.Status == HttpStatusCode.Conflict || a.Status == HttpStatusCode.ServiceUnavailable);
        answers[24].Status.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.ServiceUnavailable);
        for (var i = 0; i < 30 && (await many.Handler.Files(many.Case)).Count < 10; i++) await many.Worker.Attaches(SampleFiles.Png(40, 40, seed: 100 + i));
        (await many.Handler.Files(many.Case)).Count.ShouldBe(10);
        (await many.Worker.Attaches(SampleFiles.Png(40, 40, seed: 999))).RefusedFor("file.too-many");
    }

    [Fact]
    public async Task The_same_file_twice_is_a_second_tap()
    {
        var story = await network.AReceivedReport();
        var picture = SampleFiles.Png();
        var (one, two) = ((await story.Worker.Attaches(picture)).Created(), (await story.Worker.Attaches(picture)).Created());
        (two["files"]!.GetValue<int>(), one["files"]!.GetValue<int>()).ShouldBe((1, 1));
        (await story.Handler.Files(story.Case)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        var story = await network.AReceivedReport();
        var before = Bodies();
        foreach (var sent in new[] { 0, 100, 200_000 })
        {
            using var wire = new TcpClient();
            await wire.ConnectAsync(IPAddress.Loopback, network.Address.Port);
            var head = $"--b\r\nContent-Disposition: form-data; name=\"receipt\"\r\n\r\n{story.Worker.Receipt}\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.png\"\r\n\r\n";
            await wire.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /api/v1/voice/attachments HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 900000\r\n\r\n{head}"));
            await wire.GetStream().WriteAsync(FileSteps.Large(900_000).AsMemory(0, sent));
            await wire.GetStream().FlushAsync();
            await Task.Delay(150);
        }
        for (var i = 0; i < 100 && Bodies().Except(before).Any(); i++) await Task.Delay(50);
        await LeftNothing(story);
        Bodies().Except(before).Where(f => f.Contains("/tmp/", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task On_a_disk_that_is_nearly_full_files_are_refused_first_and_reports_are_not()
    {
        await using var full = await network.AnotherNode(configure: s => s.AddSingleton(new FileSettings { LeastFree = 2, WithoutScanner = true }));
        var ngo = await network.AnNgo();
        var worker = await Worker.AtTheDoor(full.Anonymous, ngo.Channel);
        (await worker.Sends()).Created();
        (await worker.Writes("The words are taken.")).Created();
        var refused = await worker.Attaches(SampleFiles.Png());
        refused.RefusedFor("file.no-room", HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(10));
        using var form = new MultipartFormDataContent { { new StringContent(worker.Receipt), "receipt" }, { new StringContent("My words beside it"), "text" }, { new ByteArrayContent(SampleFiles.Png()), "file", "x.png" } };
        using var page = await full.Anonymous.PostAsync("/w/en/add", form);
        (page.StatusCode, page.Headers.RetryAfter!.Delta).ShouldBe((HttpStatusCode.ServiceUnavailable, (TimeSpan?)TimeSpan.FromMinutes(10)));
        var text = await page.Content.ReadAsStringAsync();
        text.ShouldContain("My words beside it");
        text.ShouldContain("data-code=\"file.no-room\"");
        (await full.As(ngo.Handler).Get("/cases")).Ok();
    }

    [Fact]
    public async Task Documents_and_recordings_are_cleaned_too()
    {
        await network.NeedsTheTools();
        var story = await network.AReceivedReport();
        var sent = new (byte[] File, string Name, string? Type)[] { (SampleFiles.Pdf(Tells), "slip.pdf", null), (SampleFiles.Mp3(Tells), "voice.mp3", null), (SampleFiles.M4a(Tells), "voice.m4a", null), (SampleFiles.Amr(), "voice.amr", null), (SampleFiles.M4a(Tells, brand: "3gp4"), "v.3gp", "audio/3gpp") };
        foreach (var (file, name, type) in sent) (await story.Worker.Attaches(file, name, type)).Created();
        var files = await story.Handler.PreparedFiles(story.Case);
        files.Select(f => f.StateOf()).ShouldAllBe(s => s == "cleaned");
        files.Select(f => f["kind"]!.GetValue<string>()).ShouldBe(["document", "audio", "audio", "audio", "audio"]);
        foreach (var file in files)
        {
            var (status, bytes, _) = await story.Handler.Copy(story.Case, file.IdOf());
            status.ShouldBe(HttpStatusCode.OK);
            Encoding.Latin1.GetString(bytes).ShouldNotContain("quietword");
            bytes.Length.ShouldBeGreaterThan(100);
        }
    }

    [Fact]
    public async Task Place_time_and_camera_of_a_photograph_are_gone_from_the_copy()
    {
        await network.NeedsTheTools();
        var story = await network.AReceivedReport();
        var folder = Directory.CreateTempSubdirectory("oilm-vips-").FullName;
        try
        {
            var plain = Path.Combine(folder, "plain.jpg");
            using (var vips = Process.Start("vips", ["black", plain, "640", "480", "--bands", "3"])) await vips.WaitForExitAsync();
            var photo = SampleFiles.WithExif(await File.ReadAllBytesAsync(plain), Tells);
            Encoding.Latin1.GetString(photo).ShouldContain("Exif\0\0II*");
            (await story.Worker.Attaches(photo, "IMG_2041.JPG")).Created();
            var file = (await story.Handler.PreparedFiles(story.Case)).Single();
            file.StateOf().ShouldBe("cleaned");
            var copy = Encoding.Latin1.GetString((await story.Handler.Copy(story.Case, file.IdOf())).Bytes);
            copy.ShouldNotContain("quietword");
            copy.ShouldNotContain("Exif");
            (await story.Handler.Original(story.Case, file.IdOf())).Bytes.ShouldBe(photo, "the original is as it came");
        }
        finally { Directory.Delete(folder, true); }
    }

    [Fact]
    public async Task What_cannot_be_cleaned_opens_only_as_it_came()
    {
        await network.NeedsTheTools();
        var story = await network.AReceivedReport();
        (await story.Worker.Attaches(FileSteps.Large(5000))).Created();
        (await story.Worker.Attaches(SampleFiles.M4a("x", handler: "meta"), "x.m4a")).Created();
        foreach (var file in await story.Handler.PreparedFiles(story.Case))
        {
            file.StateOf().ShouldBe("uncleaned");
            (await story.Handler.Copy(story.Case, file.IdOf())).Status.ShouldBe(HttpStatusCode.Conflict);
            (await story.Handler.Original(story.Case, file.IdOf())).Status.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task What_nobody_cleaned_in_time_is_cleaned_when_it_is_first_opened()
    {
        await network.NeedsTheTools();
        await using var busy = await network.AnotherNode(configure: s => s.AddSingleton(new FileSettings { WithoutScanner = true }).AddSingleton<FileCleaner>(_ => new FileCleaner(new FileSettings { CleaningTime = TimeSpan.Zero })));
        var story = await network.AReceivedReport();
        (await story.Worker.At(busy.Anonymous).Attaches(SampleFiles.Png(80, 80, Tells))).Created();
        await Task.Delay(300);
        var file = (await story.Handler.Files(story.Case)).Single();
        file.StateOf().ShouldBe("waiting", "there the tools do not run");
        (await busy.As(story.Handler).Copy(story.Case, file.IdOf())).Status.ShouldBe(HttpStatusCode.Conflict);
        var (status, bytes, _) = await story.Handler.Copy(story.Case, file.IdOf());
        status.ShouldBe(HttpStatusCode.OK);
        Encoding.Latin1.GetString(bytes).ShouldNotContain("quietword");
        (await story.Handler.Files(story.Case)).Single().StateOf().ShouldBe("cleaned");
    }

    [Fact]
    public async Task Only_who_reads_the_case_and_holds_the_key_opens_its_files()
    {
        var story = await network.AReceivedReport();
        (await story.Worker.Attaches(SampleFiles.Png())).Created();
        var file = (await story.Handler.Files(story.Case)).Single().IdOf();
        var (stranger, keyless, auditor) = (await network.AnNgo(), await network.Person(story.Ngo.Organization, Roles.CaseHandler), await network.AnAuditor());
        foreach (var who in new[] { stranger.Handler, stranger.Supervisor, story.Hr, auditor, network.Administrator })
        {
            (await who.Copy(story.Case, file)).Status.ShouldBe(HttpStatusCode.NotFound);
            (await who.Original(story.Case, file)).Status.ShouldBe(HttpStatusCode.NotFound);
            (await who.Post($"/cases/{story.Case}/files/{file}/remove")).Status.ShouldBe(HttpStatusCode.NotFound);
            (await who.Send($"/cases/{story.Case}/attachments", SampleFiles.Png(), "x.png")).Status.ShouldBe(HttpStatusCode.NotFound);
        }
        (await keyless.Copy(story.Case, file)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await keyless.Original(story.Case, file)).Status.ShouldBe(HttpStatusCode.Forbidden);
        // A file of one case is no file of another.
        var second = await new Story(network, story.Ngo, story.Factory, await Worker.AtTheDoor(network.Anonymous, story.Ngo.Channel)).WithCaseOf("Another");
        (await story.Handler.Copy(second, file)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await story.Handler.Original(second, file)).Status.ShouldBe(HttpStatusCode.NotFound);
        // A colleague who is granted the other case by name.
        var named = await network.Person(story.Ngo.Organization, Roles.CaseHandler);
        (await story.Supervisor.Post($"/people/{named.Id}/grants", new { role = Roles.CaseHandler, scopeKind = "case", scopeId = second })).Created();
        (await story.Supervisor.Post($"/grants/{(Guid)(await network.Ask("select id from access.role_grant where person_id = $1 and scope_kind = 'org'", named.Id))!}/end")).NoContent();
        (await story.Supervisor.Post("/vault/members", new { personId = named.Id })).NoContent();
        (await named.Get($"/cases/{story.Case}/files")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await named.Copy(story.Case, file)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await named.Files(second)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_handler_adds_a_file_once()
    {
        var story = await network.AReceivedReport();
        var once = Guid.NewGuid().ToString();
        var (one, again) = (await story.Handler.Send($"/cases/{story.Case}/attachments", SampleFiles.Png(), "visit to the dormitory.png", once), await story.Handler.Send($"/cases/{story.Case}/attachments", SampleFiles.Png(), "visit to the dormitory.png", once));
        one.Created();
        again.Json.ToJsonString().ShouldBe(one.Json.ToJsonString());
        var file = (await story.Handler.Files(story.Case)).Single();
        (file["name"]!.GetValue<string>(), file["origin"]!.GetValue<string>()).ShouldBe(("visit to the dormitory.png", "handler"));
        file["by"]!.GetValue<string>().ShouldStartWith("Person");
        (await story.Handler.Send($"/cases/{story.Case}/attachments", "hello"u8.ToArray(), "x.txt")).RefusedFor("file.not-taken", HttpStatusCode.BadRequest);
        (await story.Handler.Send($"/cases/{Guid.NewGuid()}/attachments", SampleFiles.Png(), "x.png")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_a_gateway_hands_in_comes_to_the_contact_once()
    {
        var story = await network.AReceivedReport();
        var media = network.Services.GetRequiredService<IMediaIntake>();
        var contact = (Guid)(await network.Ask("select contact_id from cases.\"case\" where id = $1", story.Case))!;
        async Task<Outcome<MediaTaken>> Take(byte[] file, string once, Guid? organization = null, Guid? to = null) =>
            await media.Take(new IncomingMedia(organization ?? story.Ngo.Organization, to ?? contact, new MemoryStream(file), "audio/ogg", "PTT-20261101.mp3", once), default);
        (await Take(SampleFiles.Mp3("a"), "provider-1")).Value.ShouldBe(new MediaTaken(FileKind.Audio, false));
        (await Take(SampleFiles.Mp3("a"), "provider-1")).Value.ShouldBe(new MediaTaken(FileKind.Audio, true));
        (await Take("<html>"u8.ToArray(), "provider-2")).Refusals.Single().Code.ShouldBe("file.not-taken");
        (await Take(SampleFiles.Mp3("a"), "provider-3", to: Guid.NewGuid())).Kind.ShouldBe(OutcomeKind.Missing);
        (await Take(SampleFiles.Mp3("a"), "provider-3", organization: (await network.AnNgo()).Organization)).Kind.ShouldBe(OutcomeKind.Missing);
        (await story.Handler.Files(story.Case)).Single()["origin"]!.GetValue<string>().ShouldBe("gateway");
    }

    [Fact]
    public async Task A_file_whose_erasure_key_is_gone_opens_for_nobody()
    {
        var story = await network.AReceivedReport();
        (await story.Worker.Attaches(SampleFiles.Png())).Created();
        var file = (await story.Handler.PreparedFiles(story.Case)).Single().IdOf();
        var dossier = (Guid)(await network.Ask("select dossier_id from dossier.file where id = $1", file))!;
        await using (var keys = await network.Super("openilm_keystore"))
        await using (var erase = new Npgsql.NpgsqlCommand($"delete from keystore.erasure_key where dossier_id = '{dossier}'", keys)) (await erase.ExecuteNonQueryAsync()).ShouldBe(1);
        (await story.Handler.Copy(story.Case, file)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await story.Handler.Original(story.Case, file)).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_body_that_somebody_changed_or_swapped_in_the_store_is_never_sent()
    {
        var story = await network.AReceivedReport();
        (await story.Worker.Attaches(SampleFiles.Png(400, 400, seed: 1))).Created();
        (await story.Worker.Attaches(SampleFiles.Png(400, 400, seed: 2))).Created();
        var files = await story.Handler.PreparedFiles(story.Case);
        string BodyOf(Guid id) => Bodies().Single(b => b.EndsWith("/" + network.Ask("select original from dossier.file where id = $1", id).Result, StringComparison.Ordinal));
        var (one, two) = (BodyOf(files[0].IdOf()), BodyOf(files[1].IdOf()));
        (one, two).ShouldNotBe((two, one));
        (byte[] first, byte[] second) = (await File.ReadAllBytesAsync(one), await File.ReadAllBytesAsync(two));
        async Task Never(byte[] body) { await File.WriteAllBytesAsync(one, body); (await story.Handler.Original(story.Case, files[0].IdOf())).Status.ShouldBe(HttpStatusCode.Conflict); }
        await Never(second);
        await Never(first[..^65_564]);
        await Never([.. first, .. first[^65_564..]]);
        first[70_000] ^= 1;
        await Never(first);
        first[70_000] ^= 1;
        await File.WriteAllBytesAsync(one, first);
        (await story.Handler.Original(story.Case, files[0].IdOf())).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Bodies_that_no_row_names_are_swept_and_others_never()
    {
        var story = await network.AReceivedReport();
        (await story.Worker.Attaches(SampleFiles.Png())).Created();
        await story.Handler.PreparedFiles(story.Case);
        var clock = new StandingClock(network.Clock.GetUtcNow());
        await using var node = await network.AnotherNode(clock);
        var store = node.Services.GetRequiredService<IFileStore>();
        string orphan;
        await using (var draft = await store.Begin(default))
        {
            await draft.Body.WriteAsync(new byte[100]);
            await draft.Keep(default);
            orphan = draft.Name;
        }
        var sweeper = node.Services.GetRequiredService<FileSweeper>();
        await sweeper.Sweep(default);
        await sweeper.Sweep(default);
        (await store.Open(orphan, default))!.Dispose();
        clock.Move(TimeSpan.FromDays(40));
        await sweeper.Sweep(default);
        (await store.Open(orphan, default))!.Dispose();
        (await sweeper.Sweep(default)).ShouldBeGreaterThanOrEqualTo(1);
        (await store.Open(orphan, default)).ShouldBeNull();
        var file = (await story.Handler.Files(story.Case)).Single().IdOf();
        (await story.Handler.Original(story.Case, file)).Status.ShouldBe(HttpStatusCode.OK, "what a row names stays, however the clock jumps");
    }

    private async Task<long> Audited(Guid file, string action, Guid @case) =>
        (long)(await network.Ask("select count(*) from audit.entry where action = $1 and object = $2 and detail::text like '%' || $3 || '%'", action, @case, file.ToString()))!;

    private async Task LeftNothing(Story story)
    {
        (await story.Handler.Files(story.Case)).ShouldBeEmpty();
        (await network.Ask("select count(*) from voice.attachment a join cases.\"case\" c on c.contact_id = a.contact_id where c.id = $1", story.Case)).ShouldBe(0L);
    }

    private string[] Bodies() => Directory.GetFiles(Path.Combine(network.Folder, "files"), "*", SearchOption.AllDirectories);
}
