using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Cases;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Tests.Service;

/// <summary>Rules C9, C10 and C11 in the running program: what happens because time has passed, each once, and what people may do about it.</summary>
public sealed class ClocksTest(TestNetwork network)
{
    /// <summary>The house some days later: a program of its own on the same database, and people who signed in there.</summary>
    private sealed class Later(TestNetwork network, TestNode node, StandingClock clock) : IAsyncDisposable
    {
        private readonly DateTimeOffset today = network.Clock.GetUtcNow();

        public static async Task<Later> By(TestNetwork network, double days)
        {
            var clock = new StandingClock(network.Clock.GetUtcNow().AddDays(days));
            // Nothing runs there by itself: what is due for other tests on that day stays as it is.
            return new(network, await network.AnotherNode(clock, services =>
            {
                foreach (var mine in services.Where(s => s.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService) && (s.ImplementationType ?? s.ImplementationFactory?.Method.DeclaringType)?.Namespace?.StartsWith("OpenIlm", StringComparison.Ordinal) == true).ToList()) services.Remove(mine);
            }), clock);
        }

        /// <summary>Goes on to another day.</summary>
        public Later To(double days)
        {
            clock.Move(today.AddDays(days) - clock.GetUtcNow());
            return this;
        }

        public Task<int> Sweep(Guid organization) => ClocksDue.In(organization, node.Services.GetRequiredService<WorkFactory>(), node.Services.GetRequiredService<IDirectory>(), node.Services.GetRequiredService<EscalationPost>(), default);
        public async Task<Person> Is(Person person) => Person.Of(person.Email, (await Calls.Post(node.Anonymous, "/sessions", new { email = person.Email, password = TestNetwork.Passphrase })).Created(), node.Address);
        public Worker At(Worker worker) => worker.At(node.Anonymous);
        public TestNode Node => node;
        public ValueTask DisposeAsync() => node.DisposeAsync();
    }

    private async Task<IReadOnlyList<string>> Steps(Story story)
    {
        var steps = await network.Ask("select coalesce(string_agg(step, ',' order by seq), '') from cases.escalation where case_id = $1", story.Case);
        return ((string)steps!).Split(',', StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task<long> Told(Guid organization, string kind) => (long)(await network.Ask(
        "select (select count(*) from platform.outbox where org_id = $1 and kind = $2) + (select count(*) from platform.notification where org_id = $1 and kind = $2)", organization, kind))!;

    private static async Task Focal(Person office, Business business, string level, string email) =>
        (await office.Post($"/organizations/{business.Organization}/focal-points", new { level, name = level + " person", email, languages = new[] { "en" } })).Good();

    private static Task<Answer> ConsentForBuyers(Story story) => story.Handler.Post($"/cases/{story.Case}/consents", new { level = "summary", recipientKind = "buyersOfThisSite", purpose = "remedy", fields = Story.Fields, how = "verbal", language = "my" });

    private static async Task<Guid> Ready(Story story, Business buyer)
    {
        (await ConsentForBuyers(story)).Good();
        var packet = (await story.Draft(recipient: buyer.Organization)).Created()["id"]!.GetValue<Guid>();
        (await story.Handler.Post($"/shares/{packet}/ready", new { ready = true })).Good();
        return packet;
    }

    private static JsonNode Clock(JsonNode clocks, string kind) => clocks["clocks"]!.AsArray().Last(c => c!["kind"]!.GetValue<string>() == kind)!;
    private static DateOnly Day(JsonNode? day) => DateOnly.Parse(day!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task C11_silence_reminds_on_day_7_escalates_on_14_and_asks_for_consent_before_a_buyer_hears_on_30_each_once_with_two_nodes()
    {
        var story = await network.ASharedIssue();
        var buyer = await network.ABuyerOf(story.Factory);
        await Focal(network.Administrator, story.Factory, "Primary", story.Hr.Email);
        await Focal(network.Administrator, story.Factory, "Escalation", "director@factory.example");
        var ngo = story.Ngo.Organization;
        await using var one = await Later.By(network, 5);
        await using var two = await Later.By(network, 5);
        (await one.Sweep(ngo)).ShouldBe(0);

        foreach (var (days, steps) in new[] { (8, "Remind"), (15, "Remind,Escalate"), (31, "Remind,Escalate,BuyerNeedsConsent") })
        {
            var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? one : two).To(days).Sweep(ngo)));
            taken.Sum().ShouldBe(1, $"day {days}");
            (await Steps(story)).ShouldBe(steps.Split(','));
        }
        (await Told(story.Factory.Organization, "shared-issue.reminder")).ShouldBe(1);
        (await Told(story.Factory.Organization, "shared-issue.escalation")).ShouldBe(1);
        // By name where the focal point has an account; by mail, which says nothing, to both.
        (await network.Ask("select person_id from (select person_id, kind, org_id from platform.outbox union all select person_id, kind, org_id from platform.notification) n where org_id = $1 and kind = 'shared-issue.reminder'", story.Factory.Organization)).ShouldBe(story.Hr.Id);
        ((string)(await network.Ask("select string_agg(address, ',' order by address) from platform.mail where org_id = $1", story.Factory.Organization))!).Split(',').Order().ShouldBe(new[] { "director@factory.example", story.Hr.Email }.Order());
        // C8: nothing reached the buyer, and whoever runs the case has the task.
        (await Told(buyer.Organization, "shared-issue.escalated")).ShouldBe(0);
        (await buyer.Person.Get("/shared-issues")).Ok()["items"]!.AsArray().ShouldBeEmpty();
        (await Told(ngo, "clock.buyer-needs-consent")).ShouldBe(1);
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
        (await network.Ask("select escalated_to from cases.labor_issue where id = $1", story.Issue)).ShouldBe("EscalationFocalPoint");
    }

    [Fact]
    public async Task C10_a_serious_issue_goes_straight_to_the_escalation_focal_point()
    {
        var story = await network.AReceivedReport();
        (await story.Triage("high")).Good();
        story.Resume(Guid.Empty);
        var issue = (await story.CaseFile())["issues"]![0]!["id"]!.GetValue<Guid>();
        (await story.Review()).Good();
        (await story.Consent()).Good();
        var share = (await story.Handler.Post($"/issues/{issue}/shares", new { recipientOrganizationId = story.Factory.Organization, purpose = "remedy", fields = Story.Fields, summary = Story.Summary })).Created()["id"]!.GetValue<Guid>();
        (await story.Handler.Post($"/shares/{share}/release", new { now = true })).Good();
        await using var later = await Later.By(network, 0.01);
        (await later.Sweep(story.Ngo.Organization)).ShouldBe(1);
        (await Steps(story)).ShouldBe(["Escalate"]);
        (await later.To(8).Sweep(story.Ngo.Organization)).ShouldBe(1);
        (await Steps(story)).ShouldBe(["Escalate", "Remind"]);
        (await network.Ask("select string_agg(distinct level, ',') from cases.escalation where case_id = $1", story.Case)).ShouldBe("EscalationFocalPoint");
    }

    [Fact]
    public async Task C8_with_consent_and_a_ready_packet_the_buyer_is_told_once_and_not_before()
    {
        var story = await network.ASharedIssue();
        var buyer = await network.ABuyerOf(story.Factory);
        var packet = await Ready(story, buyer);
        await using var later = await Later.By(network, 28);
        await later.Sweep(story.Ngo.Organization);
        (await buyer.Person.Get("/shared-issues?escalated=true")).Ok()["items"]!.AsArray().ShouldBeEmpty();
        (await buyer.Person.Get($"/shared-issues/{packet}")).Status.ShouldBe(HttpStatusCode.NotFound);

        later.To(31);
        await Task.WhenAll(later.Sweep(story.Ngo.Organization), later.Sweep(story.Ngo.Organization), later.Sweep(story.Ngo.Organization));
        (await Steps(story)).Count(s => s == "Buyer").ShouldBe(1);
        (await Told(buyer.Organization, "shared-issue.escalated")).ShouldBe(1);
        var seen = (await buyer.Person.Get("/shared-issues?escalated=true")).Ok()["items"]!.AsArray().Single()!;
        seen["escalated"]!.GetValue<bool>().ShouldBeTrue();
        seen["summary"]!.GetValue<string>().ShouldBe(Story.Summary);
        seen["dueOn"].ShouldBeNull("a buyer is told, and not asked for an answer");
        seen["clocks"]!.AsArray().ShouldBeEmpty();
        (await buyer.Person.Get("/shared-issues?escalated=false")).Ok()["items"]!.AsArray().ShouldBeEmpty();
        (await story.Hr.Get("/shared-issues?escalated=true")).Ok()["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task C8_a_consent_withdrawn_meanwhile_keeps_the_buyer_out()
    {
        var story = await network.ASharedIssue();
        var buyer = await network.ABuyerOf(story.Factory);
        await Ready(story, buyer);
        var consent = (Guid)(await network.Ask("select id from cases.consent where case_id = $1 and recipient_kind = 'BuyersOfThisSite'", story.Case))!;
        (await story.Handler.Post($"/consents/{consent}/withdraw")).Good();
        await using var later = await Later.By(network, 31);
        await later.Sweep(story.Ngo.Organization);
        (await Steps(story)).ShouldContain("BuyerNeedsConsent");
        (await Told(buyer.Organization, "shared-issue.escalated")).ShouldBe(0);
        (await buyer.Person.Get("/shared-issues")).Ok()["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Escalating_by_hand_keeps_the_order_and_reaches_no_buyer_without_consent_and_packet()
    {
        var story = await network.ASharedIssue();
        Task<Answer> To(string level) => story.Handler.Post($"/cases/{story.Case}/escalations", new { level, reason = "noResponse", issueId = story.Issue });
        (await To("buyer")).RefusedFor("case.escalation-out-of-order");
        (await To("primaryFocalPoint")).Good();
        (await To("escalationFocalPoint")).Good();
        (await To("buyer")).RefusedFor("escalation.no-buyer");
        var buyer = await network.ABuyerOf(story.Factory);
        (await To("buyer")).RefusedFor("escalation.no-consent");
        (await ConsentForBuyers(story)).Good();
        (await To("buyer")).RefusedFor("escalation.no-packet");
        var packet = (await story.Draft(recipient: buyer.Organization)).Created()["id"]!.GetValue<Guid>();
        (await To("buyer")).RefusedFor("escalation.no-packet");
        (await story.Handler.Post($"/shares/{story.Share}/ready", new { ready = true })).RefusedFor("share.not-a-buyer");
        (await story.Handler.Post($"/shares/{packet}/ready", new { ready = true })).Good();
        (await To("buyer")).Good();
        (await buyer.Person.Get("/shared-issues?escalated=true")).Ok()["items"]!.AsArray().Count.ShouldBe(1);
        (await Steps(story)).ShouldBe(["Remind", "Escalate", "Buyer"]);
        // What a person did, the clock does not do again.
        await using var later = await Later.By(network, 31);
        (await later.Sweep(story.Ngo.Organization)).ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_shared_is_nothing_to_escalate()
    {
        var story = await network.ATriagedIssue();
        (await story.Handler.Post($"/cases/{story.Case}/escalations", new { level = "primaryFocalPoint", reason = "noResponse", issueId = story.Issue })).RefusedFor("escalation.nothing-shared");
    }

    [Fact]
    public async Task A_clock_reminds_no_business_of_what_the_worker_lets_it_know_no_longer()
    {
        var story = await network.ASharedIssue();
        await network.Ask("update cases.consent set expires_on = $2 where case_id = $1 returning 1", story.Case, DateOnly.FromDateTime(network.Clock.GetUtcNow().UtcDateTime).AddDays(3));
        await using var later = await Later.By(network, 8);
        await later.Sweep(story.Ngo.Organization);
        (await Steps(story)).ShouldNotContain("Remind");
        (await Told(story.Factory.Organization, "shared-issue.reminder")).ShouldBe(0);
        (await Told(story.Ngo.Organization, "clock.withheld")).ShouldBe(1);
    }

    [Fact]
    public async Task A_clock_presses_no_business_while_somebody_is_punished_for_speaking()
    {
        var story = await network.ASharedIssue();
        (await story.Handler.Post($"/cases/{story.Case}/retaliation-reports", new { text = "Her shifts were cut." })).Good();
        await using var later = await Later.By(network, 8);
        await Task.WhenAll(later.Sweep(story.Ngo.Organization), later.Sweep(story.Ngo.Organization));
        (await Steps(story)).Count(s => s == "Withheld").ShouldBe(1);
        (await Steps(story)).ShouldNotContain("Remind");
        (await Told(story.Factory.Organization, "shared-issue.reminder")).ShouldBe(0);
        (await Told(story.Ngo.Organization, "clock.withheld")).ShouldBe(1);
        // It stays due: once it is safe, it goes.
        await network.Ask("update cases.\"case\" set open_retaliation = 0 where id = $1", story.Case);
        await later.Sweep(story.Ngo.Organization);
        (await Told(story.Factory.Organization, "shared-issue.reminder")).ShouldBe(1);
    }

    [Fact]
    public async Task C9_thirty_days_after_the_report_the_handler_is_reminded_and_nothing_closes()
    {
        var story = await network.AnIssueWithReportedActions();
        await using var later = await Later.By(network, 28);
        (await later.Sweep(story.Ngo.Organization)).ShouldBe(0);
        later.To(31);
        (await Task.WhenAll(later.Sweep(story.Ngo.Organization), later.Sweep(story.Ngo.Organization))).Sum().ShouldBe(1);
        (await Told(story.Ngo.Organization, "clock.ask-the-worker")).ShouldBe(1);
        (await story.State()).ShouldBe("actionReported");
        await later.To(400).Sweep(story.Ngo.Organization);
        (await story.State()).ShouldBe("actionReported");
        (await Told(story.Ngo.Organization, "clock.ask-the-worker")).ShouldBe(1);
    }

    [Fact]
    public async Task C11_a_critical_matter_rings_after_24_hours_unless_a_safety_review_was_recorded()
    {
        var quiet = await network.AReceivedReport();
        (await quiet.Triage("critical")).Good();
        Clock((await quiet.Handler.Get($"/cases/{quiet.Case}/clocks")).Ok(), "critical")["standing"]!.GetValue<string>().ShouldBe("running");
        var clock = Clock((await quiet.Handler.Get($"/cases/{quiet.Case}/clocks")).Ok(), "critical")["id"]!.GetValue<Guid>();
        var acted = await network.AReceivedReport();
        (await acted.Triage("critical")).Good();
        (await acted.Review()).Good();
        Clock((await acted.Handler.Get($"/cases/{acted.Case}/clocks")).Ok(), "critical")["standing"]!.GetValue<string>().ShouldBe("met");
        await using var later = await Later.By(network, 0.99);
        (await later.Sweep(quiet.Ngo.Organization)).ShouldBe(0);
        later.To(1.01);
        (await Task.WhenAll(later.Sweep(quiet.Ngo.Organization), later.Sweep(quiet.Ngo.Organization))).Sum().ShouldBe(1);
        (await later.Sweep(acted.Ngo.Organization)).ShouldBe(0);
        (await Steps(quiet)).ShouldBe(["Critical"]);
        (await Told(quiet.Ngo.Organization, "clock.critical-overdue")).ShouldBe(2, "the supervisors, and whoever runs the case");
        // What protects a worker cannot wait.
        (await quiet.Handler.Post($"/clocks/{clock}/extensions", new { days = 3, reason = "complex" })).RefusedFor("clock.cannot-wait");
    }

    [Fact]
    public async Task C11_a_report_that_nobody_reads_rings_and_one_with_danger_rings_on_the_promised_day()
    {
        var plain = await network.AReceivedReport();
        var danger = await network.AStory();
        danger.Worker.Form["danger"] = "inDanger";
        await danger.Received();
        await using var later = await Later.By(network, 1);
        (await later.Sweep(danger.Ngo.Organization)).ShouldBe(1);
        (await later.Sweep(plain.Ngo.Organization)).ShouldBe(0);
        later.To(9);
        (await Task.WhenAll(later.Sweep(plain.Ngo.Organization), later.Sweep(plain.Ngo.Organization))).Sum().ShouldBe(1);
        (await later.Sweep(danger.Ngo.Organization)).ShouldBe(0);
        (await Told(danger.Ngo.Organization, "clock.danger-unread")).ShouldBe(1);
        (await Told(plain.Ngo.Organization, "clock.read-overdue")).ShouldBe(1);
    }

    [Fact]
    public async Task A_pause_stops_everything_and_moves_every_day_by_as_long_as_it_stood()
    {
        var story = await network.ASharedIssue();
        var before = (await story.Hr.Get($"/shared-issues/{story.Share}")).Ok();
        (await story.Handler.Post($"/issues/{story.Issue}/resume")).RefusedFor("clock.not-paused");
        (await story.Handler.Post($"/issues/{story.Issue}/pause", new { reason = "because" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await story.Handler.Post($"/issues/{story.Issue}/pause", new { reason = "workerAsked" })).Good();
        (await story.Handler.Post($"/issues/{story.Issue}/pause", new { reason = "workerAsked" })).RefusedFor("clock.already-paused");
        var seen = (await story.Hr.Get($"/shared-issues/{story.Share}")).Ok();
        seen["clocks"]![0]!["standing"]!.GetValue<string>().ShouldBe("paused");
        seen.ToJsonString().ShouldNotContain("workerAsked", Case.Insensitive);
        (await story.OfTheWorker())["waiting"]!["paused"]!.GetValue<bool>().ShouldBeTrue();

        await using var later = await Later.By(network, 40);
        (await later.Sweep(story.Ngo.Organization)).ShouldBe(0);
        var handler = await later.Is(story.Handler);
        (await handler.Get("/cases?overdue=true")).Ok()["items"]!.AsArray().ShouldBeEmpty();
        (await handler.Post($"/issues/{story.Issue}/resume")).Good();
        var after = (await (await later.Is(story.Hr)).Get($"/shared-issues/{story.Share}")).Ok();
        foreach (var day in new[] { "dueOn", "remindOn", "escalateOn", "buyerOn" })
            (Day(after["clocks"]![0]![day]).DayNumber - Day(before["clocks"]![0]![day]).DayNumber).ShouldBeInRange(39, 40, day);
        after["dueOn"]!.GetValue<string>().ShouldBe(after["clocks"]![0]!["dueOn"]!.GetValue<string>(), "the packet says what the clock says");
        after["clocks"]![0]!["standing"]!.GetValue<string>().ShouldBe("running");
    }

    [Fact]
    public async Task More_time_is_asked_by_one_and_granted_by_another()
    {
        var story = await network.ASharedIssue();
        var clock = Clock((await story.Handler.Get($"/cases/{story.Case}/clocks")).Ok(), "response");
        var path = $"/clocks/{clock["id"]}/extensions";
        (await story.Supervisor.Post(path, new { days = 0, reason = "x" })).Codes.ShouldBe(["input.too-small", "input.not-a-choice"]);
        var own = (await story.Supervisor.Post(path, new { days = 5, reason = "complex" })).Created()["id"]!.GetValue<Guid>();
        (await story.Handler.Post(path, new { days = 5, reason = "complex" })).RefusedFor("extension.asked-already");
        (await story.Supervisor.Post($"/extensions/{own}/decision", new { granted = true })).RefusedFor("extension.self-decision");
        var second = await network.Person(story.Ngo.Organization, Roles.Supervisor);
        (await second.Post($"/extensions/{own}/decision", new { granted = false })).Good();
        var asked = (await story.Handler.Post(path, new { days = 10, reason = "businessActs" })).Created()["id"]!.GetValue<Guid>();
        (await story.Handler.Post($"/extensions/{asked}/decision", new { granted = true })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await story.Supervisor.Post($"/extensions/{asked}/decision", new { granted = true })).Good();
        (await story.Supervisor.Post($"/extensions/{asked}/decision", new { granted = true })).RefusedFor("extension.decided-already");
        var after = Clock((await story.Handler.Get($"/cases/{story.Case}/clocks")).Ok(), "response");
        Day(after["dueOn"]).ShouldBe(Day(clock["dueOn"]).AddDays(10));
        Day(after["buyerOn"]).ShouldBe(Day(clock["buyerOn"]).AddDays(10));
        Day((await story.Hr.Get($"/shared-issues/{story.Share}")).Ok()["dueOn"]).ShouldBe(Day(after["dueOn"]));
    }

    [Fact]
    public async Task A_day_that_was_promised_never_comes_earlier_whoever_writes()
    {
        var story = await network.ASharedIssue();
        var refused = await Should.ThrowAsync<Npgsql.PostgresException>(() => network.Ask("update cases.clock set due_on = due_on - 1 where case_id = $1 and kind = 'Response'", story.Case));
        refused.MessageText.ShouldContain("would fall due earlier");
    }

    [Fact]
    public async Task The_list_the_home_page_and_the_count_say_the_same_is_overdue()
    {
        var story = await network.ASharedIssue();
        foreach (var more in Enumerable.Range(0, 3))
        {
            var other = new Story(network, story.Ngo, story.Factory, await Worker.AtTheDoor(network.Anonymous, story.Ngo.Channel));
            (await other.Worker.Sends("Report " + more)).Created();
        }
        await using var later = await Later.By(network, 0);
        foreach (var days in new[] { 0.0, 2, 14, 16, 70 })
        {
            later.To(days);
            var handler = await later.Is(story.Handler);
            var all = (await handler.Get("/cases?overdue=true")).Ok()["items"]!.AsArray();
            var marked = (await handler.Get("/cases")).Ok()["items"]!.AsArray();
            marked.Where(c => c!["overdue"]!.GetValue<bool>()).Select(c => c!["id"]!.GetValue<Guid>()).Order().ShouldBe(all.Select(c => c!["id"]!.GetValue<Guid>()).Order());
            (await handler.Get("/cases?overdue=false")).Ok()["items"]!.AsArray().Count.ShouldBe(marked.Count - all.Count);
            await using var work = await later.Node.Begin(handler);
            var home = await ReadToday.OfHandler(work);
            home.Overdue.ShouldBe((await handler.Get("/cases?overdue=true&state=triaged")).Ok()["items"]!.AsArray().Count, $"day {days}");
            home.PastPromise.ShouldBe((await handler.Get("/cases?overdue=true&unread=true")).Ok()["items"]!.AsArray().Count);
            var clocks = (await handler.Get($"/cases/{story.Case}/clocks")).Ok()["clocks"]!.AsArray();
            clocks.Any(c => c!["standing"]!.GetValue<string>() == "overdue").ShouldBe(all.Any(c => c!["id"]!.GetValue<Guid>() == story.Case), $"day {days}");
            if (days is 16) home.Overdue.ShouldBe(1);
            await using var asHr = await later.Node.Begin(await later.Is(story.Hr));
            (await ReadToday.OfBusiness(asHr)).PastDay.ShouldBe(days >= 14 ? 1 : 0);
        }
    }

    [Fact]
    public async Task The_program_and_the_database_agree_how_a_clock_stands()
    {
        var now = new DateTimeOffset(2024, 3, 10, 7, 0, 0, TimeSpan.Zero);
        string[] zones = ["UTC", "Asia/Bangkok", "Asia/Kathmandu", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Beirut"];
        await using var connection = await network.Super();
        await using var command = new Npgsql.NpgsqlCommand("select array_agg(cases.clock_standing(due_on, due_at, met_on, met_at, paused_on, ended_on, zone, at) order by n) from unnest($1::integer[], $2::date[], $3::timestamptz[], $4::date[], $5::timestamptz[], $6::date[], $7::date[], $8::text[], $9::timestamptz[]) x(n, due_on, due_at, met_on, met_at, paused_on, ended_on, zone, at)", connection);
        // Every combination of what there is and is not, around the moments at which a day ends somewhere.
        var facts = new List<(ClockFacts Clock, DateTimeOffset At)>();
        foreach (var zone in zones)
            foreach (var minutes in new[] { -2881, -1441, -1440, -841, -840, -661, -660, -346, -345, -301, -300, -241, -240, -60, -1, 0, 1, 239, 240, 299, 300, 419, 420, 599, 600, 1019, 1020, 1440, 2880 })
                for (var bits = 0; bits < 64; bits++)
                {
                    var due = DateOnly.FromDateTime(now.UtcDateTime);
                    DateOnly? Maybe(int bit, int days) => (bits & (1 << bit)) != 0 ? due.AddDays(days) : null;
                    DateTimeOffset? hour = (bits & 1) != 0 ? now : null;
                    facts.Add((new ClockFacts(due, hour, Maybe(1, (bits & 32) != 0 ? 1 : 0), hour is not null && (bits & 2) != 0 ? now.AddMinutes((bits & 16) - 8) : null, Maybe(2, -1), Maybe(3, 1), zone), now.AddMinutes(minutes)));
                }
        object[] columns =
        [
            Enumerable.Range(0, facts.Count).ToArray(), facts.Select(f => f.Clock.DueOn).ToArray(), facts.Select(f => f.Clock.DueAt).ToArray(), facts.Select(f => f.Clock.MetOn).ToArray(), facts.Select(f => f.Clock.MetAt).ToArray(),
            facts.Select(f => f.Clock.PausedOn).ToArray(), facts.Select(f => f.Clock.EndedOn).ToArray(), facts.Select(f => f.Clock.TimeZone).ToArray(), facts.Select(f => f.At).ToArray(),
        ];
        foreach (var column in columns) command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = column });
        var said = (string[])(await command.ExecuteScalarAsync())!;
        said.Length.ShouldBe(facts.Count);
        said.Distinct().Count().ShouldBe(Enum.GetValues<ClockStanding>().Length, "every standing is met with");
        facts.Select((f, i) => (Ours: ClockRules.Of(f.Clock, f.At).ToString(), Theirs: said[i], f)).Where(x => x.Ours != x.Theirs).Take(5).ShouldBeEmpty();
    }

    [Fact]
    public async Task Numbers_are_proposed_by_one_and_agreed_by_another_and_a_case_keeps_those_it_began_with()
    {
        var story = await network.ATriagedIssue();
        var from = DateOnly.FromDateTime(network.Clock.GetUtcNow().UtcDateTime).ToString("yyyy-MM-dd");
        (await story.Supervisor.Post("/clock-settings", new { from, numbers = new { remindDays = 9, escalateDays = 3 } })).RefusedFor("settings.out-of-order", HttpStatusCode.BadRequest);
        (await story.Supervisor.Post("/clock-settings", new { from, numbers = new { remindDay = 9 } })).Status.ShouldBe(HttpStatusCode.BadRequest);
        var id = (await story.Supervisor.Post("/clock-settings", new { from, numbers = new { remindDays = 2, escalateDays = 4, buyerDays = 6, bySeverity = new { high = new { escalateDays = 3 } } } })).Created()["id"]!.GetValue<Guid>();
        (await story.Supervisor.Post("/clock-settings", new { from, numbers = new { } })).RefusedFor("settings.proposal-waits");
        (await story.Supervisor.Post($"/clock-settings/{id}/decision", new { confirmed = true })).RefusedFor("settings.self-decision");
        (await story.Handler.Post($"/clock-settings/{id}/decision", new { confirmed = true })).Good();
        (await story.Handler.Post($"/clock-settings/{id}/decision", new { confirmed = true })).RefusedFor("settings.decided-already");
        var all = (await story.Handler.Get("/clock-settings")).Ok();
        all["inForce"]!.GetValue<int>().ShouldBe(2);
        all["versions"]!.AsArray().Select(v => v!["version"]!.GetValue<int>()).ShouldBe([2, 1]);

        var second = new Story(network, story.Ngo, story.Factory, await Worker.AtTheDoor(network.Anonymous, story.Ngo.Channel));
        (await second.Worker.Sends("Another one.")).Created();
        (await network.Ask("select string_agg(settings_version::text, ',' order by seq) from cases.\"case\" where org_id = $1", story.Ngo.Organization)).ShouldBe("1,2");
        await (await story.Drafted()).Shared();
        var clock = Clock((await story.Handler.Get($"/cases/{story.Case}/clocks")).Ok(), "response");
        (clock["settingsVersion"]!.GetValue<int>(), Day(clock["remindOn"]).DayNumber - Day(clock["startedOn"]).DayNumber).ShouldBe((1, 7));
        // Another organization has its own.
        (await (await network.AnNgo()).Handler.Get("/clock-settings")).Ok()["inForce"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_holiday_that_is_added_moves_the_clocks_of_its_country_and_none_comes_earlier()
    {
        // A country of this test alone: calendars are the network's.
        var ngo = await network.AnNgo();
        var from = DateOnly.FromDateTime(network.Clock.GetUtcNow().UtcDateTime);
        var proposal = (await ngo.Supervisor.Post("/clock-settings", new { from = from.ToString("yyyy-MM-dd"), numbers = new { responseUnit = "businessDays" } })).Created()["id"]!.GetValue<Guid>();
        (await ngo.Handler.Post($"/clock-settings/{proposal}/decision", new { confirmed = true })).Good();
        var employer = await network.Organization("Supplier");
        var site = await network.Site(employer, country: "BT");
        var hr = await network.Person(employer, Roles.SupplierUser);
        await network.Vault(hr);
        var story = await new Story(network, ngo, new Business(hr, site), await Worker.AtTheDoor(network.Anonymous, ngo.Channel)).Received();
        await (await (await story.Triaged()).Drafted()).Shared();
        async Task<JsonNode> Response() => Clock((await story.Handler.Get($"/cases/{story.Case}/clocks")).Ok(), "response");
        var before = await Response();
        var holiday = Day(before["startedOn"]).AddDays(1);
        while (holiday.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) holiday = holiday.AddDays(1);
        var body = new { day = holiday.ToString("yyyy-MM-dd"), name = "A new holiday" };
        (await story.Handler.Post("/calendars/BT/holidays", body)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await network.Administrator.Post("/calendars/bt/holidays", body)).Codes.ShouldBe(["input.not-a-choice"]);
        (await network.Administrator.Post("/calendars/BT/holidays", body)).Created();
        (await network.Administrator.Post("/calendars/BT/holidays", body)).RefusedFor("calendar.known-already");
        await using var now = await Later.By(network, 0);
        await now.Sweep(ngo.Organization);
        var after = await Response();
        Day(after["dueOn"]).ShouldBeGreaterThan(Day(before["dueOn"]));
        Day(after["escalateOn"]).ShouldBeGreaterThan(Day(before["escalateOn"]));
        (await network.Administrator.Post("/calendars/BT/holidays/remove", new { body.day })).NoContent();
        (await network.Administrator.Post("/calendars/BT/week", new { daysOff = new[] { "sunday" } })).NoContent();
        await now.Sweep(ngo.Organization);
        Day((await Response())["dueOn"]).ShouldBe(Day(after["dueOn"]), "what was promised stays promised");
        async Task<Answer> Import(string rows)
        {
            using var list = new StringContent(rows, System.Text.Encoding.UTF8, "text/csv");
            using var answer = await network.Administrator.Http.PostAsync("/api/v1/calendars/import", list);
            return new Answer(answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers);
        }
        var wrong = await Import("country,day,name\nBT,2030-01-02,x\nBT,02.01.2030,y\n");
        wrong.Codes.ShouldBe(["calendar.row-wrong"]);
        (wrong.Json["errors"]![0]!["facts"]!["Row"] ?? wrong.Json["errors"]![0]!["facts"]!["row"])!.GetValue<int>().ShouldBe(3);
        (await Import("country,day,name\nBT,2030-01-02,x\nBT,2030-01-03,y\n")).Created()["added"]!.GetValue<int>().ShouldBe(2);
        (await story.Handler.Get("/calendars/BT?year=2030")).Ok()["holidays"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Buyers_of_the_site_join_and_learn_of_each_other_what_each_allows()
    {
        var story = await network.ASharedIssue();
        var (one, two, third) = (await network.ABuyerOf(story.Factory), await network.ABuyerOf(story.Factory), await network.ABuyerOf(story.Factory));
        (await ConsentForBuyers(story)).Good();
        var packets = new Dictionary<Business, Guid>();
        foreach (var buyer in new[] { one, two, third })
        {
            packets[buyer] = (await story.Draft(recipient: buyer.Organization)).Created()["id"]!.GetValue<Guid>();
            (await story.Handler.Post($"/shares/{packets[buyer]}/release", new { now = true })).Good();
        }
        Task<Answer> Join(Business buyer, object body) => buyer.Person.Post($"/shared-issues/{packets[buyer]}/join", body);
        async Task<JsonNode?> Part(Business buyer, Guid? packet = null) => (await buyer.Person.Get($"/shared-issues/{packet ?? packets[buyer]}")).Ok()["remedy"];
        (await Join(one, new { note = "x" })).Codes.ShouldBe(["input.required"]);
        (await Join(one, new { kind = "collective", note = "We bring the repayment forward.", named = true })).Created();
        (await Join(one, new { kind = "collective" })).RefusedFor("joining-remedy.already");
        (await one.Person.Post($"/shared-issues/{packets[two]}/join", new { kind = "individual" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await story.Hr.Post($"/shared-issues/{story.Share}/join", new { kind = "individual" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Part(two)).ShouldBeNull("who did not join learns nothing of others");
        (await Join(two, new { kind = "collective" })).Created();
        (await Part(two))!["others"]!.GetValue<int>().ShouldBe(1);
        (await Part(two))!["names"]!.AsArray().ShouldBeEmpty("it gave no name itself");
        (await Part(one))!["names"]!.AsArray().ShouldBeEmpty("the other gave none");
        (await Join(third, new { kind = "individual", named = true })).Created();
        (await Part(one))!["others"]!.GetValue<int>().ShouldBe(2);
        (await Part(one))!["names"]!.AsArray().Count.ShouldBe(1);
        // The supplier learns of buyers only where they were told because it did not answer.
        (await Part(story.Factory, story.Share)).ShouldBeNull();
        var inCase = (await story.Handler.Get($"/cases/{story.Case}/clocks")).Ok()["joined"]!.AsArray();
        inCase.Count.ShouldBe(3);
        inCase.Single(j => j!["note"] is not null)!["note"]!.GetValue<string>().ShouldBe("We bring the repayment forward.");
        (await one.Person.Post($"/shared-issues/{packets[one]}/leave")).Created();
        (await one.Person.Post($"/shared-issues/{packets[one]}/leave")).RefusedFor("joining-remedy.not-joined");
        (await Part(two))!["others"]!.GetValue<int>().ShouldBe(1);
        (await network.Ask("update cases.share set escalated_on = current_date where id = $1 returning 1", packets[third])).ShouldBe(1);
        (await Part(story.Factory, story.Share))!["names"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_worker_the_business_and_the_handler_read_the_same_days_beforehand()
    {
        var story = await network.ASharedIssue();
        var handler = Clock((await story.Handler.Get($"/cases/{story.Case}/clocks")).Ok(), "response");
        var business = (await story.Hr.Get($"/shared-issues/{story.Share}")).Ok()["clocks"]!.AsArray().Single()!;
        var worker = (await story.OfTheWorker())["waiting"]!;
        worker["for"]!.GetValue<string>().ShouldBe("response");
        foreach (var (of, day) in new[] { ("by", "dueOn"), ("escalateOn", "escalateOn"), ("buyerOn", "buyerOn") })
        {
            business[day]!.GetValue<string>().ShouldBe(handler[day]!.GetValue<string>());
            worker[of]!.GetValue<string>().ShouldBe(handler[day]!.GetValue<string>());
        }
        worker["buyersMayKnow"]!.GetValue<bool>().ShouldBeFalse();
        (await ConsentForBuyers(story)).Good();
        (await story.OfTheWorker())["waiting"]!["buyersMayKnow"]!.GetValue<bool>().ShouldBeTrue();
        // Answered with an action: the next thing that is owed is the action, on the day that was agreed.
        (await story.Respond()).Good();
        (await story.OfTheWorker())["waiting"]!["for"]!.GetValue<string>().ShouldBe("action");
        (await story.ReportDone()).Good();
        (await story.OfTheWorker())["waiting"].ShouldBeNull();
        var clocks = (await story.Handler.Get($"/cases/{story.Case}/clocks")).Ok();
        Clock(clocks, "response")["standing"]!.GetValue<string>().ShouldBe("met");
        Clock(clocks, "action")["standing"]!.GetValue<string>().ShouldBe("met");
        Clock(clocks, "validation")["standing"]!.GetValue<string>().ShouldBe("running");
        await story.Asked();
        (await story.Says("confirmed", "good")).Created();
        clocks = (await story.Handler.Get($"/cases/{story.Case}/clocks")).Ok();
        Clock(clocks, "validation")["standing"]!.GetValue<string>().ShouldBe("met");
        Clock(clocks, "resolution")["standing"]!.GetValue<string>().ShouldBe("met");
    }

    [Fact]
    public async Task What_she_does_not_confirm_is_owed_again_on_the_day_that_was_agreed()
    {
        var story = await network.AnIssueAwaitingValidation();
        (await story.Says("notConfirmed")).Created();
        var clocks = (await story.Handler.Get($"/cases/{story.Case}/clocks")).Ok();
        Clock(clocks, "action")["standing"]!.GetValue<string>().ShouldBe("running");
        Clock(clocks, "validation")["standing"]!.GetValue<string>().ShouldBe("met");
        await using var later = await Later.By(network, 17);
        (await (await later.Is(story.Handler)).Get("/cases?overdue=true")).Ok()["items"]!.AsArray().Count.ShouldBe(1);
        await later.Sweep(story.Ngo.Organization);
        (await Steps(story)).ShouldContain("Remind");
        (await Told(story.Ngo.Organization, "clock.business-late")).ShouldBe(1);
    }
}
