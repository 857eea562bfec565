using System.Net;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Service;

/// <summary>Role x endpoint x scope. The table says for each door that takes an id whose thing it is and who comes to it: the own organization, another
/// organization of the same kind, a colleague of another site, a colleague of another case. y: the door knows the thing. n: the answer is the same, to the
/// letter, as for an id that nobody has. Ended and future grants and the lists are walked for every door there is.</summary>
public sealed class ScopeMatrixTest(TestNetwork network)
{
    /// <summary>Door: thing own other site case. A dash: this scope does not exist for the roles of the door.</summary>
    private static readonly IReadOnlyDictionary<string, (string Thing, string Scopes)> table = """
        GET /cases/{id}: case y n - n
        GET /cases/{id}/clocks: case y n - n
        GET /shares/{id}: share y n - n
        GET /shared-issues/{id}: shared y n n -
        GET /warnings/sites/{id}: site y n - n
        POST /warnings/{id}: warning y n - n
        GET /people/{id}: person y n - -
        GET /organizations/{id}: organization y y - -
        GET /sites/{id}: site y y - -
        POST /callbacks/{id}/attempts: callback y n - n
        POST /cases/{id}/assign: case y n - n
        POST /cases/{id}/triage: case y n - n
        POST /cases/{id}/safety-reviews: case y n - n
        POST /cases/{id}/safeguards: case y n - n
        GET /cases/{id}/protection: case y n - n
        GET /cases/{id}/safe-contact: case y n - n
        POST /cases/{id}/contact-plans/open: case y n - n
        POST /cases/{id}/contact-plans: case y n - n
        POST /cases/{id}/planned-contacts: case y n - n
        GET /cases/{id}/words: case y n - n
        POST /cases/{id}/questions: case y n - n
        POST /questions/{id}/answer: question y n - n
        POST /questions/{id}/take-back: question y n - n
        POST /shares/{id}/revise: share y n - n
        POST /shares/{id}/renderings: share y n - n
        POST /renderings/{id}/answer: rendering y n - n
        POST /renderings/{id}/take-back: rendering y n - n
        POST /cases/{id}/risks: case y n - n
        POST /cases/{id}/critical-path: case y n - n
        POST /cases/{id}/screenings: case y n - n
        POST /cases/{id}/voice-suppressions: case y n - n
        POST /safeguards/{id}: safeguard y n - n
        POST /check-ins/{id}: checkIn y n - n
        POST /screenings/{id}/conclusion: screening y n - n
        POST /retaliation-reports/{id}/advance: retaliation y n - n
        POST /retaliation-reports/{id}/resolve: retaliation y n - n
        POST /cases/{id}/retaliation-reports: case y n - n
        POST /cases/{id}/consents: case y n - n
        POST /cases/{id}/notes: case y n - n
        POST /cases/{id}/messages: case y n - n
        POST /cases/{id}/referrals: case y n - n
        GET /cases/{id}/referrals: case y n - n
        GET /referrals/{id}/letter: referral y n - n
        POST /referrals/{id}/recipient: referral y n - n
        POST /referrals/{id}/consent: referral y n - n
        POST /referrals/{id}/letter: referral y n - n
        POST /referrals/{id}/approve: referral y n - n
        POST /referrals/{id}/send: referral y n - n
        POST /referrals/{id}/move: referral y n - n
        POST /referrals/{id}/revoke: referral y n - n
        GET /received-referrals/{id}: received y n - -
        POST /received-referrals/{id}/answer: received y n - -
        POST /waiver-flags/{id}/judge: waiver y n - n
        POST /cases/{id}/htcds: case y n - -
        POST /cases/{id}/escalations: case y n - n
        POST /cases/{id}/close: case y n - n
        POST /cases/{id}/reopen: case y n - n
        POST /cases/{id}/identity: case y n - n
        POST /cases/{id}/receipt: case y n - n
        POST /issues/{id}/close: issue y n - n
        POST /issues/{id}/pause: issue y n - n
        POST /issues/{id}/resume: issue y n - n
        POST /clocks/{id}/extensions: clock y n - n
        POST /shares/{id}/ready: share y n - n
        POST /issues/{id}/contact-lost: issue y n - n
        POST /issues/{id}/contact-regained: issue y n - n
        POST /issues/{id}/referred: issue y n - n
        POST /issues/{id}/withdraw: issue y n - n
        POST /issues/{id}/reopen: issue y n - n
        POST /issues/{id}/dismiss: issue y n - n
        POST /issues/{id}/return-to-action: issue y n - n
        POST /issues/{id}/remedies: issue y n - n
        POST /issues/{id}/responses: issue y n - n
        POST /issues/{id}/actions: issue y n - n
        POST /issues/{id}/shares: issue y n - n
        POST /issues/{id}/validation-requests: issue y n - n
        POST /issues/{id}/validations: issue y n - n
        GET /issues/{id}/workers: issue y n - n
        POST /issues/{id}/workers: issue y n - n
        POST /issues/{id}/workers/import: issue y n - n
        POST /issues/{id}/workers/states: issue y n - n
        POST /issues/{id}/workers/identity: issue y n - n
        POST /issues/{id}/workers/export: issue y n - -
        POST /issues/{id}/collective: issue y n - n
        GET /issues/{id}/sample: sampled y n - n
        GET /issues/{id}/sample/proof: sampled y n - n
        POST /issues/{id}/sample: issue y n - n
        POST /issues/{id}/sample/conclude: issue y n - n
        POST /sample-members/{id}/answers: member y n - n
        GET /cases/{id}/links: case y n - n
        POST /cases/{id}/links: case y n - n
        POST /cases/{id}/unlink: case y n - n
        POST /cases/{id}/links/remedies: case y n - n
        POST /shares/{id}/approve: share y n - n
        POST /shares/{id}/release: share y n - n
        POST /shares/{id}/revoke: share y n - n
        POST /shares/{id}/generalize: share y n - n
        POST /shares/{id}/delay: share y n - n
        POST /shares/{id}/second-person: share y n - n
        GET /cases/{id}/business: case y n - n
        GET /cases/{id}/mechanism: case y n - n
        POST /inquiries/{id}/answer: inquiry y n - n
        POST /accounts/{id}/decision: account y n - n
        POST /issues/{id}/accounts: issue y n - n
        GET /shared-issues/{id}/words: shared y n n -
        POST /shared-issues/{id}/inquiries: shared y n n -
        POST /shared-issues/{id}/account: shared y n n -
        POST /sites/{id}/mechanism: ownSite y n n -
        POST /sites/{id}/mechanism/months: ownSite y n n -
        POST /consents/{id}/withdraw: consent y n - n
        POST /shared-issues/{id}/responses: shared y n n -
        GET /cases/{id}/files: case y n - n
        POST /shares/{id}/files: share y n - n
        GET /shared-issues/{id}/files: shared y n n -
        POST /channels/{id}: channel y n - -
        POST /gateways/{id}: gateway y n - -
        POST /gateways/{id}/test: gateway y n - -
        GET /cases/{id}/messages: case y n - n
        POST /cases/{id}/join: case y n - n
        POST /people/{id}/grants: person y n - -
        POST /people/{id}/end: person y n - -
        POST /grants/{id}/until: grant y n - -
        POST /grants/{id}/end: grant y n - -
        POST /people/invitations/{id}/resend: invitation y n - -
        POST /people/invitations/{id}/revoke: invitation y n - -
        GET /relations/{id}: relation y n - -
        POST /relations/{id}/disclosures: recruiting y n - -
        POST /disclosures/{id}/end: disclosure y n - -
        POST /requirements/{id}/end: requirement y n - -
        POST /requirements/{id}/acknowledge: told y n - -
        GET /services/{id}: service y y - -
        POST /services/{id}: service y n - -
        POST /services/{id}/reviews: service y n - -
        POST /services/{id}/status: service y n - -
        POST /services/{id}/address: service y n - -
        POST /filters/{id}: filter y n - -
        POST /filters/{id}/remove: filter y n - -
        POST /lists/{id}/take-out: list y n - -
        POST /lists/{id}/end: list y n - -
        POST /handovers/{id}/end: handover y n - -
        POST /recusals/{id}/lift: recusal y n - -
        """.Split('\n').Select(l => l.Trim().Split(": ")).ToDictionary(l => l[0], l => (l[1].Split(' ')[0], string.Concat(l[1].Split(' ').Skip(1))));

    /// <summary>Doors of the network office, which reaches every organization: for whoever else has to do with the thing they are no doors at all.</summary>
    private static readonly IReadOnlyDictionary<string, string> office = """
        GET /joining/organizations/{id}: organization
        POST /organizations/{id}: organization
        POST /organizations/{id}/switch: organization
        POST /organizations/{id}/merge: organization
        POST /organizations/{id}/focal-points: organization
        POST /organizations/{id}/focal-points/{focalPointId}/end: organization
        POST /organizations/{id}/identifiers: organization
        POST /organizations/{id}/identifiers/{identifierId}/remove: organization
        POST /organizations/{id}/names: organization
        POST /organizations/{id}/names/{nameId}/remove: organization
        POST /sites/{id}: site
        POST /sites/{id}/merge: site
        POST /sites/{id}/headcounts: site
        POST /sites/{id}/identifiers: site
        POST /sites/{id}/identifiers/{identifierId}/remove: site
        POST /sites/{id}/names: site
        POST /sites/{id}/names/{nameId}/remove: site
        POST /relations/{id}/end: relation
        POST /relations/{id}/agreements: recruiting
        POST /relations/{id}/agreements/{agreementId}: recruiting
        """.Split('\n').Select(l => l.Trim().Split(": ")).ToDictionary(l => l[0], l => l[1]);

    /// <summary>Doors with an id that the walk leaves to other tests, each with the reason.</summary>
    private static readonly IReadOnlyDictionary<string, string> elsewhere = new Dictionary<string, string>
    {
        ["POST /agreements/{id}/review"] = "the network office keeps the whole directory: graph tests",
        ["POST /corridors/{id}"] = "the network office keeps the whole directory: graph tests",
        ["POST /gaps/{id}/close"] = "the network office keeps the whole directory: graph tests",
        ["POST /matches/{id}/apart"] = "the network office keeps the whole directory: matching tests",
        ["POST /merges/{id}/split"] = "the network office keeps the whole directory: matching tests",
        ["GET /imports/{id}"] = "the network office keeps the whole directory: import tests",
        ["GET /imports/{id}/problems"] = "the network office keeps the whole directory: import tests",
        ["GET /imports/{id}/rows"] = "the network office keeps the whole directory: import tests",
        ["POST /imports/{id}/apply"] = "the network office keeps the whole directory: import tests",
        ["POST /imports/{id}/decisions"] = "the network office keeps the whole directory: import tests",
        ["POST /imports/{id}/mapping"] = "the network office keeps the whole directory: import tests",
        ["POST /imports/{id}/undo"] = "the network office keeps the whole directory: import tests",
        ["POST /cases/{id}/attachments"] = "takes a form with a file: attachments tests",
        ["GET /cases/{id}/files/{fileId}"] = "two ids: attachments tests",
        ["POST /cases/{id}/files/{fileId}/original"] = "two ids: attachments tests",
        ["POST /cases/{id}/files/{fileId}/remove"] = "two ids: attachments tests",
        ["GET /shared-issues/{id}/files/{fileId}"] = "two ids: attachments tests",
        ["POST /shared-issues/{id}/actions/{actionId}/evidence"] = "two ids: attachments tests",
        ["POST /extensions/{id}/decision"] = "decided once: clocks tests",
        ["POST /clock-settings/{id}/decision"] = "decided once: clocks tests",
        ["POST /shared-issues/{id}/join"] = "the packet of a buyer: clocks tests",
        ["POST /shared-issues/{id}/leave"] = "the packet of a buyer: clocks tests",
        ["POST /issues/{id}/actions/{actionId}/report"] = "two ids: journey tests",
        ["POST /shared-issues/{id}/actions/{actionId}/report"] = "two ids: journey tests",
    };

    /// <summary>Bodies that are whole, so that the door comes to look for the thing.</summary>
    private static readonly IReadOnlyDictionary<string, object> bodies = new Dictionary<string, object>
    {
        ["POST /callbacks/{id}/attempts"] = new { outcome = "notReached" },
        ["POST /cases/{id}/contact-plans/open"] = new { reason = "contactWorker" },
        ["POST /cases/{id}/contact-plans"] = new { reason = "contactWorker", hours = new[] { "MO-FR 19:00-21:00" }, timeZone = "Asia/Bangkok" },
        ["POST /cases/{id}/planned-contacts"] = new { way = "call" },
        ["POST /cases/{id}/questions"] = new { codes = new[] { "proof" } },
        ["POST /questions/{id}/answer"] = new { answer = "yes", channel = "HOTLINE" },
        ["POST /shares/{id}/revise"] = new { purpose = "remedy", fields = new[] { "site" } },
        ["POST /shares/{id}/renderings"] = new { language = "my", text = "x" },
        ["POST /renderings/{id}/answer"] = new { answer = "yes", channel = "HOTLINE" },
        ["POST /renderings/{id}/take-back"] = new { reason = "mistake" },
        ["POST /cases/{id}/triage"] = new { severity = "medium", issues = new[] { new { code = "WAG-02", affectedWorkers = 3 } } },
        ["POST /issues/{id}/pause"] = new { reason = "safety" },
        ["POST /clocks/{id}/extensions"] = new { days = 3, reason = "complex" },
        ["POST /cases/{id}/safety-reviews"] = new { risk = "low", decision = "proceed", measures = new[] { "quietContact" } },
        ["POST /cases/{id}/safeguards"] = new { measures = new[] { "quietContact" } },
        ["POST /cases/{id}/risks"] = new { fromWhom = "employer", threats = new[] { "dismissal" }, likelihood = "likely", harm = "serious" },
        ["POST /cases/{id}/critical-path"] = new { step = "safetyAssessed" },
        ["POST /cases/{id}/screenings"] = new { age = "adult" },
        ["POST /cases/{id}/voice-suppressions"] = new { kind = "threatened", organizationName = "X" },
        ["POST /safeguards/{id}"] = new { act = "review", finding = "works" },
        ["POST /check-ins/{id}"] = new { act = "try" },
        ["POST /screenings/{id}/conclusion"] = new { conclusion = "undecided", basis = "specialist", reasons = "x" },
        ["POST /retaliation-reports/{id}/advance"] = new { act = "assess", risk = "high" },
        ["POST /retaliation-reports/{id}/resolve"] = new { resolution = "stopped", note = "x", workerSays = "agrees" },
        ["POST /cases/{id}/referrals"] = new { to = "union" },
        ["POST /issues/{id}/referred"] = new { to = "union" },
        ["POST /referrals/{id}/recipient"] = new { to = "union", recipientName = "Another clinic" },
        ["POST /referrals/{id}/consent"] = new { level = "codedFacts", fields = new[] { "need" }, how = "verbal", language = "my" },
        ["POST /referrals/{id}/letter"] = new { fields = new[] { "need" }, language = "en", asksWaiver = false },
        ["POST /referrals/{id}/send"] = new { how = "handed", asksWaiver = false },
        ["POST /referrals/{id}/move"] = new { act = "accept" },
        ["POST /referrals/{id}/revoke"] = new { reason = "mistake" },
        ["POST /received-referrals/{id}/answer"] = new { accepts = true },
        ["POST /waiver-flags/{id}/judge"] = new { verdict = "harmless", note = "x" },
        ["POST /cases/{id}/htcds"] = new { consentId = Guid.Empty, reason = "caseWork", format = "json" },
        ["POST /cases/{id}/notes"] = new { text = "A note." },
        ["POST /cases/{id}/messages"] = new { text = "A message." },
        ["POST /issues/{id}/workers"] = new { name = "Ma Khin" },
        ["POST /issues/{id}/workers/states"] = new { state = "reached", from = "affected" },
        ["POST /issues/{id}/workers/identity"] = new { reason = "safety" },
        ["POST /issues/{id}/workers/export"] = new { reason = "safety" },
        ["POST /issues/{id}/collective"] = new { collective = true },
        ["POST /sample-members/{id}/answers"] = new { outcome = "unreachable", askedBy = "handler", channel = "HOTLINE", attempts = 3 },
        ["POST /cases/{id}/links"] = new { caseId = Guid.NewGuid() },
        ["POST /cases/{id}/links/remedies"] = new { text = "Paid." },
        ["POST /shares/{id}/generalize"] = new { field = "severity" },
        ["POST /shares/{id}/delay"] = new { notBefore = (string?)null },
        ["POST /inquiries/{id}/answer"] = new { refusal = "notNeeded" },
        ["POST /accounts/{id}/decision"] = new { show = true },
        ["POST /issues/{id}/accounts"] = new { text = "We paid." },
        ["POST /shared-issues/{id}/inquiries"] = new { text = "Which month?" },
        ["POST /shared-issues/{id}/account"] = new { text = "We paid." },
        ["POST /sites/{id}/mechanism"] = new { description = "A box at the gate." },
        ["POST /sites/{id}/mechanism/months"] = new { month = "2026-01-01", counts = Array.Empty<object>() },
        ["POST /cases/{id}/join"] = new { into = Guid.Empty },
        ["POST /warnings/{id}"] = new { act = "dismiss", reason = "season" },
        ["POST /shares/{id}/files"] = new { fileIds = new[] { Guid.NewGuid() } },
        ["POST /people/{id}/grants"] = new { role = Roles.CaseHandler },
        ["POST /relations/{id}/disclosures"] = new { customerId = Guid.Empty },
        ["POST /services/{id}"] = new { name = "Clinic", description = "A doctor.", kinds = new[] { "AS2" }, countries = new[] { "TH" }, languages = new[] { "th" }, providerName = "Clinic", hours = new[] { "MO-FR 9:00-17:00" }, timeZone = "Asia/Bangkok", phones = new[] { "+66 2 555 0101" }, secretAddress = true, sides = new[] { "destination" } },
        ["POST /services/{id}/reviews"] = new { onDay = "2026-01-05", outcome = "passed" },
        ["POST /services/{id}/status"] = new { status = "inactive" },
        ["POST /filters/{id}"] = new { name = "Changed", query = "unread=true" },
        ["POST /lists/{id}/take-out"] = new { cases = new[] { Guid.Empty } },
        ["POST /grants/{id}/until"] = new { until = (string?)null },
    };

    [Fact]
    public void Every_door_that_takes_an_id_stands_in_the_table()
    {
        var doors = Doors.Api(network).Where(d => d.Permission is not null && d.Ids > 0).Select(d => d.ToString()).ToList();
        doors.Except(table.Keys).Except(office.Keys).Except(elsewhere.Keys).ShouldBeEmpty();
        table.Keys.Concat(office.Keys).Concat(elsewhere.Keys).Except(doors).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_door_of_the_network_office_is_no_door_for_the_organization_itself_its_buyer_or_a_case_handler()
    {
        var ngo = await network.AnNgo();
        var factory = await network.AFactory();
        var buyer = await network.ABuyerOf(factory);
        var things = new Dictionary<string, Guid>
        {
            ["organization"] = factory.Organization, ["site"] = factory.Site,
            ["relation"] = (Guid)(await network.Ask("select id from network.relation where org_id = $1", buyer.Organization))!, ["recruiting"] = await ARecruiter(factory),
        };
        var nothing = (await ngo.Supervisor.Get($"/cases/{Guid.NewGuid()}")).Text;
        foreach (var (door, thing) in office)
            foreach (var who in new[] { ngo.Supervisor, factory.Person, buyer.Person })
            {
                var answer = await Ask(who, door, things[thing]);
                answer.Status.ShouldBe(HttpStatusCode.NotFound, door);
                answer.Text.ShouldBe(nothing, door);
            }
    }

    private async Task<Guid> ARecruiter(Business factory)
    {
        var agency = await network.Organization("RecruitmentAgency");
        await network.Relation(agency, factory.Organization, "recruitsFor");
        return (Guid)(await network.Ask("select id from network.relation where org_id = $1", agency))!;
    }

    [Fact]
    public async Task Every_door_knows_the_thing_for_whom_the_table_says_and_for_nobody_else()
    {
        var story = await network.ASharedIssue();
        var stranger = new { Ngo = await network.AnNgo(), Factory = await network.AFactory() };
        var second = new Story(network, story.Ngo, story.Factory, await Worker.AtTheDoor(network.Anonymous, story.Ngo.Channel));
        (await second.Worker.Sends("Of something else.")).Created();
        var otherCase = (await story.Supervisor.Get("/cases")).Ok()["items"]!.AsArray().Select(i => i!["id"]!.GetValue<Guid>()).Single(c => c != story.Case);
        var elsewhereSite = await network.Person(story.Factory.Organization, Roles.SupplierUser, await network.Site(story.Factory.Organization));
        (await story.Hr.Post("/vault/members", new { personId = elsewhereSite.Id })).NoContent();
        var oneCase = await network.Person(story.Ngo.Organization, Roles.CaseHandler);
        var all = (Guid)(await network.Ask("select id from access.role_grant where person_id = $1", oneCase.Id))!;
        (await story.Supervisor.Post($"/people/{oneCase.Id}/grants", new { role = Roles.CaseHandler, scopeKind = "case", scopeId = otherCase })).Created();
        (await story.Supervisor.Post($"/grants/{all}/end")).NoContent();
        (await story.Supervisor.Post("/vault/members", new { personId = oneCase.Id })).NoContent();
        var invitation = (await story.Supervisor.Post("/people/invitations", new { organizationId = story.Ngo.Organization, email = $"m-{Guid.NewGuid():N}@test.example", name = "M", role = Roles.CaseHandler })).Created()["id"]!.GetValue<Guid>();
        var (buyer, otherBuyer) = (await network.ABuyerOf(story.Factory), await network.ABuyerOf(stranger.Factory));
        var recruiting = await ARecruiter(story.Factory);
        var disclosure = (await story.Hr.Post($"/relations/{recruiting}/disclosures", new { customerId = buyer.Organization })).Created()["id"]!.GetValue<Guid>();
        var requirement = (await buyer.Person.Post("/requirements", new { to = story.Factory.Organization, kind = "Requirement", text = "No fees." })).Created()["id"]!.GetValue<Guid>();
        var service = (await story.Supervisor.Post("/services", new
        {
            providerName = $"Clinic {Guid.NewGuid():N}", name = "Clinic", description = "A doctor.", kinds = new[] { "AS2" }, countries = new[] { "TH" }, languages = new[] { "th" }, hours = new[] { "MO-FR 9:00-17:00" },
            timeZone = "Asia/Bangkok", phones = new[] { "+66 2 555 0101" }, secretAddress = true, address = "Behind the temple", sides = new[] { "destination" },
        })).Created()["id"]!.GetValue<Guid>();
        // A collective issue beside the one that was shared: its remedy is reported and its sample drawn.
        var sampled = new Story(network, story.Ngo, story.Factory, await Worker.AtTheDoor(network.Anonymous, story.Ngo.Channel));
        (await sampled.Worker.Sends("Of all of us.")).Created();
        await sampled.Of((await story.Supervisor.Get("/cases")).Ok()["items"]!.AsArray().Select(i => i!["id"]!.GetValue<Guid>()).Single(c => c != story.Case && c != otherCase), "WAG-03");
        (await sampled.Review()).Good();
        (await story.Handler.Post($"/issues/{sampled.Issue}/remedies", new { text = "Paid." })).Good();
        (await story.Handler.Post($"/issues/{sampled.Issue}/workers", new { name = "Ma Ei" })).Good();
        (await story.Handler.Post($"/issues/{sampled.Issue}/collective", new { collective = true })).Good();
        (await story.Handler.Post($"/issues/{sampled.Issue}/sample")).Good();
        (await story.Supervisor.Post("/contacts", new { channel = "HOTLINE", language = "my", text = "Please call.", caseId = story.Case, call = new { callBack = new { on = DateOnly.FromDateTime(network.Clock.GetUtcNow().UtcDateTime.AddDays(2)) } } })).Created();
        var filter = (await story.Supervisor.Post("/filters", new { name = "Late", query = "overdue=true" })).Created()["id"]!.GetValue<Guid>();
        var list = (await story.Supervisor.Post("/lists", new { name = "Visit" })).Created()["id"]!.GetValue<Guid>();
        var handover = (await story.Supervisor.Post("/handovers", new { to = story.Handler.Id })).Created()["id"]!.GetValue<Guid>();
        var recusal = (await story.Handler.Post("/recusals", new { caseId = otherCase, reason = "family" })).Created()["id"]!.GetValue<Guid>();
        var owners = new Dictionary<string, (Person Own, Person Other)>
        {
            ["shared"] = (story.Hr, stranger.Factory.Person), ["ownSite"] = (story.Hr, stranger.Factory.Person), ["relation"] = (buyer.Person, otherBuyer.Person), ["requirement"] = (buyer.Person, otherBuyer.Person), ["told"] = (story.Hr, stranger.Factory.Person),
            ["recruiting"] = (story.Hr, stranger.Factory.Person), ["disclosure"] = (story.Hr, stranger.Factory.Person),
        };
        var inquiry = (await story.Hr.Post($"/shared-issues/{story.Share}/inquiries", new { text = "Which month?" })).Good().Id;
        var account = (await story.Hr.Post($"/shared-issues/{story.Share}/account", new { text = "We paid." })).Good().Id;
        var safeguard = (await story.Handler.Post($"/cases/{story.Case}/safeguards", new { measures = new[] { "codeWord" } })).Created()["id"]!.GetValue<Guid>();
        var screening = (await story.Handler.Post($"/cases/{story.Case}/screenings", new { age = "adult" })).Created()["id"]!.GetValue<Guid>();
        var retaliation = (await story.Handler.Post($"/cases/{story.Case}/retaliation-reports", new { text = "x" })).Created()["id"]!.GetValue<Guid>();
        var warning = (Guid)(await network.Ask("""
            insert into cases.warning (id, org_id, site_id, category, since_week, weeks, reports, expected, flagged_on) values (gen_random_uuid(), $1, $2, 'WAG', current_date, 1, 4, 0.1, current_date) returning id
            """, story.Ngo.Organization, story.Factory.Site))!;
        // A letter that was written, one that another organization sent, and a text that may ask her to give up a claim.
        var referral = await ALetter(story, null);
        var sender = await network.ATriagedIssue();
        var received = await ALetter(sender, story.Ngo.Organization);
        (await sender.Handler.Post($"/referrals/{received}/send", new { how = "network", asksWaiver = false })).Good();
        (await story.Hr.Post($"/shared-issues/{story.Share}/responses", new { text = "In full and final settlement.", asksWaiver = false })).Good();
        var question = (await story.Handler.Post($"/cases/{story.Case}/questions", new { codes = new[] { "safeNow" } })).Created()["ids"]![0]!.GetValue<Guid>();
        var unsent = (await story.Draft()).Good().Id;
        var rendering = (await story.Handler.Post($"/shares/{unsent}/renderings", new { language = "my", text = "x" })).Created()["id"]!.GetValue<Guid>();
        var things = new Dictionary<string, Guid>
        {
            ["referral"] = referral, ["received"] = received, ["waiver"] = (Guid)(await network.Ask("select id from cases.waiver_flag where case_id = $1", story.Case))!,
            ["question"] = question, ["rendering"] = rendering, ["inquiry"] = inquiry, ["account"] = account, ["ownSite"] = story.Factory.Site, ["warning"] = warning, ["safeguard"] = safeguard, ["screening"] = screening, ["retaliation"] = retaliation, ["checkIn"] = (Guid)(await network.Ask("select id from cases.check_in where case_id = $1 order by due_on limit 1", story.Case))!,
            ["relation"] = (Guid)(await network.Ask("select id from network.relation where org_id = $1", buyer.Organization))!, ["recruiting"] = recruiting, ["disclosure"] = disclosure, ["requirement"] = requirement, ["told"] = requirement, ["service"] = service,
            ["sampled"] = sampled.Issue, ["member"] = (Guid)(await network.Ask("select m.id from cases.sample_member m join cases.sample s on s.id = m.sample_id where s.issue_id = $1", sampled.Issue))!,
            ["case"] = story.Case, ["issue"] = story.Issue, ["share"] = story.Share, ["shared"] = story.Share, ["person"] = story.Handler.Id, ["organization"] = story.Ngo.Organization, ["site"] = story.Factory.Site, ["channel"] = story.Ngo.Channel, ["gateway"] = (await story.Ngo.AGateway(OpenIlm.Voice.GatewayProvider.Twilio)).Id, ["invitation"] = invitation,
            ["callback"] = (Guid)(await network.Ask("select id from voice.callback where org_id = $1", story.Ngo.Organization))!,
            ["relation"] = (Guid)(await network.Ask("select id from network.relation where org_id = $1", buyer.Organization))!, ["recruiting"] = recruiting, ["disclosure"] = disclosure, ["filter"] = filter, ["list"] = list, ["handover"] = handover, ["recusal"] = recusal, ["requirement"] = requirement, ["told"] = requirement, ["service"] = service,
            ["case"] = story.Case, ["issue"] = story.Issue, ["share"] = story.Share, ["shared"] = story.Share, ["person"] = story.Handler.Id, ["organization"] = story.Ngo.Organization, ["site"] = story.Factory.Site, ["channel"] = story.Ngo.Channel, ["invitation"] = invitation,
            ["grant"] = (Guid)(await network.Ask("select id from access.role_grant where person_id = $1", story.Handler.Id))!, ["consent"] = (Guid)(await network.Ask("select id from cases.consent where case_id = $1", story.Case))!,
            ["clock"] = (Guid)(await network.Ask("select id from cases.clock where case_id = $1 and kind = 'Response'", story.Case))!,
        };
        var (faults, asked) = (new List<string>(), 0);
        // Who may not comes first: what the owner does afterwards may end the thing.
        foreach (var scope in new[] { 1, 2, 3, 0 })
            foreach (var (door, (thing, scopes)) in table.OrderBy(t => t.Key.Contains("/end", StringComparison.Ordinal) || t.Key.Contains("revoke", StringComparison.Ordinal) || t.Key.Contains("withdraw", StringComparison.Ordinal)))
            {
                if (scopes[scope] == '-') continue;
                var (own, other) = owners.GetValueOrDefault(thing, (story.Supervisor, stranger.Ngo.Supervisor));
                var who = scope switch { 0 => own, 1 => other, 2 => elsewhereSite, _ => oneCase };
                var (real, none) = (await Ask(who, door, things[thing]), await Ask(who, door, Guid.NewGuid()));
                asked++;
                var known = real.Status != none.Status || real.Text != none.Text;
                // Where the input itself is judged first, both are refused alike, and a whole body stands in the list above for the rest.
                if (scopes[scope] == 'n' ? known : !known && none.Status != HttpStatusCode.BadRequest && none.Status != HttpStatusCode.Conflict) faults.Add($"{door} {"own,other,site,case".Split(',')[scope]}: {(int)real.Status} and {(int)none.Status} {real.Text}");
                if ((int)real.Status >= 500) faults.Add($"{door}: {real.Text}");
            }
        faults.ShouldBeEmpty();
        asked.ShouldBeGreaterThan(100);
    }

    private static async Task<Guid> ALetter(Story story, Guid? to)
    {
        var id = (await story.Handler.Post($"/cases/{story.Case}/referrals", new { to = "legalAid", recipientOrganizationId = to, recipientName = to is null ? "Clinic" : null })).Created()["id"]!.GetValue<Guid>();
        (await story.Handler.Post($"/referrals/{id}/consent", new { level = "codedFacts", fields = new[] { "need" }, how = "verbal", language = "my" })).Good();
        (await story.Handler.Post($"/referrals/{id}/letter", new { fields = new[] { "need" }, language = "en", asksWaiver = false })).Good();
        return id;
    }

    private static Task<Answer> Ask(Person who, string door, Guid id)
    {
        var path = System.Text.RegularExpressions.Regex.Replace(door.Split(' ')[1].Replace("{id}", id.ToString(), StringComparison.Ordinal), @"\{\w+\}", Guid.NewGuid().ToString());
        return door.StartsWith("GET", StringComparison.Ordinal) ? who.Get(path) : who.Post(path, bodies.GetValueOrDefault(door) ?? new { });
    }

    [Theory]
    [InlineData("until_day = current_date - 1", "an ended grant")]
    [InlineData("from_day = current_date + 1", "a future grant")]
    public async Task A_grant_that_does_not_hold_today_opens_no_door(string change, string why)
    {
        var nothing = (await network.Administrator.Get($"/people/{Guid.NewGuid()}")).Text;
        var knocks = 0;
        foreach (var role in Roles.All)
        {
            var kind = OpenIlm.Network.InvitePerson.RolesByKind.First(k => k.Value.Contains(role)).Key;
            var person = await network.Person(role == Roles.Operator ? network.Administrator.OrganizationId : await network.Organization(kind), role);
            await network.Ask($"update access.role_grant set {change} where person_id = $1", person.Id);
            foreach (var door in Doors.Api(network).Where(d => d.Permission is not null))
            {
                var answer = await door.Knock(person.Http, Guid.NewGuid(), Guid.NewGuid());
                answer.Status.ShouldBe(HttpStatusCode.NotFound, $"{why}: {role} {door}");
                answer.Text.ShouldBe(nothing);
                knocks++;
            }
            foreach (var page in Doors.All(network).Where(d => d.Method == "GET" && d.Permission is not null && !d.Pattern.RawText!.StartsWith("/api", StringComparison.Ordinal)))
                (await page.Knock(person.Http, Guid.NewGuid(), Guid.NewGuid())).Status.ShouldBe(HttpStatusCode.NotFound, $"{why}: {role} {page}");
        }
        knocks.ShouldBeGreaterThan(400);
    }

    [Fact]
    public async Task An_ended_relation_is_gone_on_the_next_request_in_lists_counts_and_links()
    {
        var factory = await network.AFactory();
        var buyer = await network.ABuyerOf(factory);
        async Task<(HttpStatusCode Link, bool Listed, int Sites)> Sees() => ((await buyer.Person.Get($"/organizations/{factory.Organization}")).Status,
            (await buyer.Person.Get("/organizations?limit=100")).Text.Contains(factory.Organization.ToString(), StringComparison.Ordinal), (await buyer.Person.Get($"/sites?organizationId={factory.Organization}")).Ok()["items"]!.AsArray().Count);
        (await Sees()).ShouldBe((HttpStatusCode.OK, true, 1));
        await network.Ask("update network.relation set until_day = current_date - 1 where org_id = $1 and to_org = $2", buyer.Organization, factory.Organization);
        (await Sees()).ShouldBe((HttpStatusCode.NotFound, false, 0));
    }
}
