using System.Net;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Service;

/// <summary>Who may come through which door (security tests 52 and 53). The doors are found in the running program; the table below is what
/// people agreed to: a new door, or one that opens to another role, fails until somebody changes the table.</summary>
public sealed class RoleMatrixTest(TestNetwork network)
{
    private static readonly Dictionary<char, string> letters = new()
    {
        ['H'] = Roles.CaseHandler, ['S'] = Roles.Supervisor, ['E'] = Roles.SupplierUser, ['A'] = Roles.AgencyUser, ['B'] = Roles.BuyerUser, ['C'] = Roles.NetworkConvenor, ['U'] = Roles.Auditor, ['O'] = Roles.Operator,
    };

    private static readonly IReadOnlyDictionary<string, string> table = """
        DELETE /drafts/{kind}/{subject}: own
        DELETE /sessions/current: own
        DELETE /sessions/current/view: own
        GET /access-reviews: SCO
        GET /audit/verify: U
        GET /callbacks: HS
        GET /cases: HS
        GET /cases/export: HS
        GET /cases/headlines: HS
        GET /cases/{id}: HS
        GET /calendars: HSCO
        GET /calendars/{country}: HSCO
        GET /cases/{id}/clocks: HS
        GET /channels: S
        GET /gateways: S
        POST /gateways: S
        POST /gateways/{id}: S
        POST /gateways/{id}/test: S
        GET /cases/{id}/messages: HS
        POST /cases/{id}/join: HS
        GET /voice/hooks/{id}: open
        POST /voice/hooks/{id}: open
        POST /voice/hooks/{id}/calls: open
        POST /voice/hooks/{id}/files: open
        POST /voice/hooks/{id}/status: open
        POST /voice/hooks/{id}/voice: open
        GET /contacts: HS
        GET /contacts/sites: HS
        GET /drafts: own
        GET /drafts/keys: own
        GET /drafts/{kind}/{subject}: own
        GET /clock-settings: HS
        GET /codes: open
        GET /codes/{list}: open
        GET /imports: BCO
        GET /imports/{id}: BCO
        GET /imports/{id}/problems: BCO
        GET /imports/{id}/rows: BCO
        GET /matches: CO
        GET /matches/look: CO
        GET /joining: SEAB
        GET /joining/organizations: CO
        GET /joining/organizations/{id}: CO
        GET /filters: HS
        GET /handovers: HS
        GET /lists: HS
        GET /live: own
        GET /me: own
        GET /notifications/mail: HSEABCUO
        GET /recusals: HS
        GET /today: own
        GET /merges: CO
        GET /notifications: HSEABCUO
        GET /organizations: HSEABCUO
        GET /organizations/{id}: HSEABCUO
        GET /people: SO
        GET /people/{id}: SO
        GET /requirements: EABC
        GET /shared-issues: EAB
        GET /shared-issues/{id}: EAB
        GET /shares/{id}: HS
        GET /services: HSC
        GET /services/{id}: HSC
        GET /sites: HSEABCUO
        POST /organizations/{id}: CO
        GET /sites/{id}: HSEABCUO
        POST /sites/{id}: CO
        POST /sites/{id}/headcounts: CO
        POST /organizations/{id}/names: CO
        POST /organizations/{id}/names/{nameId}/remove: CO
        POST /organizations/{id}/identifiers: CO
        POST /organizations/{id}/identifiers/{identifierId}/remove: CO
        POST /sites/{id}/names: CO
        POST /sites/{id}/names/{nameId}/remove: CO
        POST /sites/{id}/identifiers: CO
        POST /sites/{id}/identifiers/{identifierId}/remove: CO
        POST /organizations/{id}/focal-points: CO
        POST /organizations/{id}/focal-points/{focalPointId}/end: CO
        GET /relations/{id}: HSEABCUO
        POST /relations/{id}/end: CO
        POST /relations/{id}/disclosures: E
        POST /disclosures/{id}/end: E
        POST /relations/{id}/agreements: CO
        POST /relations/{id}/agreements/{agreementId}: CO
        POST /agreements/{id}/review: CO
        GET /corridors: HSEABCUO
        POST /corridors: CO
        POST /corridors/{id}: CO
        POST /licensing: CO
        POST /gaps: CO
        POST /gaps/{id}/close: CO
        GET /supply-chain: EBC
        GET /supply-chain/sites: EBC
        GET /supply-chain/branches: EBC
        GET /supply-chain/places: EBC
        GET /organizations/export: HSEABCUO
        GET /sites/export: HSEABCUO
        GET /relations/export: HSEABCUO
        GET /vault: SEABC
        GET /voice/channels: open
        GET /workplaces: own
        POST /access-reviews: SO
        POST /callbacks/{id}/attempts: HS
        POST /calendars/import: CO
        POST /calendars/{country}/holidays: CO
        POST /calendars/{country}/holidays/remove: CO
        POST /calendars/{country}/week: CO
        POST /cases/bulk: HS
        POST /cases/{id}/assign: HS
        POST /cases/{id}/close: HS
        POST /cases/{id}/consents: HS
        POST /cases/{id}/escalations: HS
        POST /cases/{id}/identity: HS
        POST /cases/{id}/messages: HS
        POST /cases/{id}/notes: HS
        POST /cases/{id}/receipt: HS
        POST /cases/{id}/referrals: HS
        GET /cases/{id}/referrals: HS
        GET /referrals/{id}/letter: HS
        POST /referrals/{id}/recipient: HS
        POST /referrals/{id}/consent: HS
        POST /referrals/{id}/letter: HS
        POST /referrals/{id}/approve: HS
        POST /referrals/{id}/send: HS
        POST /referrals/{id}/move: HS
        POST /referrals/{id}/revoke: HS
        GET /received-referrals: HS
        GET /received-referrals/{id}: HS
        POST /received-referrals/{id}/answer: HS
        POST /waiver-flags/{id}/judge: HS
        POST /cases/{id}/htcds: S
        POST /cases/{id}/reopen: HS
        POST /cases/{id}/retaliation-reports: HS
        POST /cases/{id}/safeguards: HS
        GET /cases/{id}/protection: HS
        GET /cases/{id}/safe-contact: HS
        POST /cases/{id}/contact-plans/open: HS
        POST /cases/{id}/contact-plans: HS
        POST /cases/{id}/planned-contacts: HS
        GET /cases/{id}/words: HS
        POST /cases/{id}/questions: HS
        POST /questions/{id}/answer: HS
        POST /questions/{id}/take-back: HS
        POST /shares/{id}/revise: HS
        POST /shares/{id}/renderings: HS
        POST /renderings/{id}/answer: HS
        POST /renderings/{id}/take-back: HS
        GET /protection/due: HS
        GET /protection/watch: HS
        POST /protection/watch: S
        GET /voice-suppressions: HS
        GET /warnings: HS
        GET /warnings/sites/{id}: HS
        POST /warnings/{id}: S
        GET /warnings/network: C
        POST /cases/{id}/risks: HS
        POST /cases/{id}/critical-path: HS
        POST /cases/{id}/screenings: HS
        POST /cases/{id}/voice-suppressions: HS
        POST /safeguards/{id}: HS
        POST /check-ins/{id}: HS
        POST /screenings/{id}/conclusion: HS
        POST /retaliation-reports/{id}/advance: HS
        POST /cases/{id}/safety-reviews: HS
        POST /cases/{id}/triage: HS
        POST /channels: S
        POST /channels/{id}: S
        POST /clock-settings: S
        POST /clock-settings/{id}/decision: HS
        POST /clocks/{id}/extensions: HS
        POST /consents/{id}/withdraw: HS
        POST /contacts: HS
        POST /contacts/known: HS
        POST /extensions/{id}/decision: S
        POST /filters: HS
        POST /filters/choice: HS
        POST /filters/{id}: HS
        POST /filters/{id}/remove: HS
        POST /grants/{id}/end: SO
        POST /grants/{id}/until: SO
        POST /handovers: HS
        POST /handovers/{id}/end: HS
        POST /imports: BCO
        POST /imports/{id}/apply: BCO
        POST /imports/{id}/decisions: BCO
        POST /imports/{id}/mapping: BCO
        POST /imports/{id}/undo: BCO
        POST /invitations/accept: own
        POST /issues/{id}/actions: HS
        POST /issues/{id}/actions/{actionId}/report: HS
        POST /issues/{id}/close: HS
        POST /issues/{id}/contact-lost: HS
        POST /issues/{id}/contact-regained: HS
        POST /issues/{id}/dismiss: HS
        POST /issues/{id}/pause: HS
        POST /issues/{id}/referred: HS
        POST /issues/{id}/remedies: HS
        POST /issues/{id}/reopen: HS
        POST /issues/{id}/responses: HS
        POST /issues/{id}/resume: HS
        POST /issues/{id}/return-to-action: HS
        POST /issues/{id}/shares: HS
        POST /issues/{id}/validation-requests: HS
        POST /issues/{id}/validations: HS
        POST /issues/{id}/withdraw: HS
        GET /issues/{id}/workers: HS
        POST /issues/{id}/workers: HS
        POST /issues/{id}/workers/import: HS
        POST /issues/{id}/workers/states: HS
        POST /issues/{id}/workers/identity: HS
        POST /issues/{id}/workers/export: S
        POST /issues/{id}/collective: HS
        POST /issues/{id}/sample: HS
        GET /issues/{id}/sample: HS
        GET /issues/{id}/sample/proof: HS
        POST /issues/{id}/sample/conclude: HS
        POST /sample-members/{id}/answers: HS
        GET /cases/{id}/links: HS
        POST /cases/{id}/links: HS
        POST /cases/{id}/unlink: HS
        POST /cases/{id}/links/remedies: HS
        POST /lists: HS
        POST /lists/{id}/end: HS
        POST /lists/{id}/take-out: HS
        POST /matches/look: CO
        POST /matches/{id}/apart: CO
        POST /merges/{id}/split: CO
        POST /joining/acceptances: SEAB
        POST /joining/baseline: SEAB
        POST /joining/consequences: C
        POST /joining/focal-points: SEAB
        POST /notifications/mail: HSEABCUO
        POST /notifications/read: HSEABCUO
        POST /organizations: CO
        POST /organizations/{id}/merge: CO
        POST /organizations/{id}/switch: CO
        POST /people/invitations: SO
        POST /people/invitations/{id}/resend: SO
        POST /people/invitations/{id}/revoke: SO
        POST /people/{id}/end: SO
        POST /people/{id}/grants: SO
        POST /recusals: HS
        POST /recusals/{id}/lift: S
        POST /relations: CO
        POST /requirements: B
        POST /requirements/{id}/acknowledge: EA
        POST /requirements/{id}/end: B
        POST /retaliation-reports/{id}/resolve: HS
        POST /services: HSC
        POST /services/{id}: HSC
        POST /services/{id}/address: HS
        POST /services/{id}/reviews: HSC
        POST /services/{id}/status: HSC
        POST /sessions: open
        POST /sessions/current/view: SO
        POST /sessions/current/workplace: own
        POST /shared-issues/{id}/actions/{actionId}/report: EA
        POST /shared-issues/{id}/join: B
        POST /shared-issues/{id}/leave: B
        POST /shared-issues/{id}/responses: EA
        POST /shares/{id}/approve: HS
        POST /shares/{id}/ready: HS
        POST /shares/{id}/release: HS
        POST /shares/{id}/revoke: HS
        POST /sites: CO
        POST /sites/{id}/merge: CO
        POST /vault: SEABC
        POST /vault/members: SEABC
        GET /cases/{id}/files: HS
        GET /cases/{id}/files/{fileId}: HS
        GET /shared-issues/{id}/files: EAB
        GET /shared-issues/{id}/files/{fileId}: EAB
        POST /cases/{id}/attachments: HS
        POST /cases/{id}/files/{fileId}/original: HS
        POST /cases/{id}/files/{fileId}/remove: S
        POST /shares/{id}/files: HS
        POST /shared-issues/{id}/actions/{actionId}/evidence: EA
        POST /voice/answers: open
        POST /voice/packets: open
        POST /voice/attachments: open
        POST /voice/channel/close: open
        POST /voice/forms: open
        POST /voice/messages: open
        POST /voice/reports: open
        POST /voice/status: open
        POST /voice/validations: open
        POST /shares/{id}/generalize: HS
        POST /shares/{id}/delay: HS
        POST /shares/{id}/second-person: HS
        GET /cases/{id}/business: HS
        POST /inquiries/{id}/answer: HS
        POST /accounts/{id}/decision: HS
        POST /issues/{id}/accounts: HS
        GET /shared-issues/{id}/words: EAB
        POST /shared-issues/{id}/inquiries: EAB
        POST /shared-issues/{id}/account: EA
        GET /mechanism: EA
        POST /sites/{id}/mechanism: EA
        POST /sites/{id}/mechanism/months: EA
        GET /mechanisms: B
        GET /cases/{id}/mechanism: HS
        PUT /drafts/{kind}/{subject}: own
        """.Split('\n').Select(l => l.Trim().Split(": ")).ToDictionary(l => l[0], l => l[1]);

    [Fact]
    public void Every_door_of_the_api_stands_in_the_table_and_opens_to_the_roles_that_it_names()
    {
        var permissions = network.Services.GetService(typeof(PermissionCatalogue)) as PermissionCatalogue;
        var found = Doors.Api(network).Select(d => $"{d}: {(d.Own ? "own" : d.Permission is null ? "open" : string.Concat(letters.Where(l => permissions!.Of(l.Value).Contains(d.Permission)).Select(l => l.Key)))}").ToList();
        var agreed = table.Select(t => $"{t.Key}: {t.Value}").ToList();
        found.Except(agreed).ShouldBeEmpty("doors that are not in the table, or are open to others than it says");
        agreed.Except(found).ShouldBeEmpty("lines of the table that are no doors");
    }

    [Fact]
    public async Task A_role_that_may_not_gets_the_same_answer_as_for_an_id_that_does_not_exist()
    {
        var people = await OneOfEveryRole();
        var nothing = (await people[Roles.CaseHandler].Get($"/cases/{Guid.NewGuid()}")).Text;
        nothing.ShouldContain("not-found");
        var (faults, knocks, refused) = (new List<string>(), 0, 0);
        foreach (var door in Doors.Api(network).Where(d => d.Permission is not null))
            foreach (var (letter, role) in letters)
            {
                var answer = await door.Knock(people[role].Http, Guid.NewGuid(), Guid.NewGuid());
                knocks++;
                var may = table[door.ToString()].Contains(letter);
                if (!may) refused++;
                // Whoever may comes to the input or to the thing itself; for an id that nobody has, in the path or in the body, that is a 404 again.
                if (may ? answer.Status == HttpStatusCode.NotFound && door is { Ids: 0, Method: "GET" } || answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.InternalServerError
                    : answer.Status != HttpStatusCode.NotFound || answer.Text != nothing) faults.Add($"{role} {door}: {(int)answer.Status} {answer.Text}");
            }
        faults.ShouldBeEmpty();
        (knocks, refused).ShouldSatisfyAllConditions(x => x.knocks.ShouldBeGreaterThan(300), x => x.refused.ShouldBeGreaterThan(200));
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_asked_to_sign_in_and_told_nothing_else()
    {
        foreach (var door in Doors.Api(network).Where(d => d.Permission is not null || d.Own))
        {
            var answer = await door.Knock(network.Anonymous, Guid.NewGuid());
            answer.Status.ShouldBe(HttpStatusCode.Unauthorized, door.ToString());
            answer.Json["code"]!.GetValue<string>().ShouldBe("session.none");
        }
    }

    [Fact]
    public async Task The_pages_turn_away_the_same_roles()
    {
        var people = await OneOfEveryRole();
        var permissions = (PermissionCatalogue)network.Services.GetService(typeof(PermissionCatalogue))!;
        var faults = new List<string>();
        foreach (var door in Doors.All(network).Where(d => d.Method == "GET" && d.Permission is not null && !d.Pattern.RawText!.StartsWith("/api", StringComparison.Ordinal)))
        {
            var anonymous = await door.Knock(network.Anonymous, Guid.NewGuid());
            if (anonymous.Status != HttpStatusCode.Redirect || !anonymous.Headers.Location!.OriginalString.StartsWith("/app/sign-in", StringComparison.Ordinal)) faults.Add($"anonymous {door}: {anonymous.Status}");
            foreach (var (role, person) in people)
            {
                var answer = await door.Knock(person.Http, Guid.NewGuid(), Guid.NewGuid());
                if (permissions.Of(role).Contains(door.Permission!) ? answer.Status is HttpStatusCode.InternalServerError or HttpStatusCode.Unauthorized : answer.Status != HttpStatusCode.NotFound) faults.Add($"{role} {door}: {(int)answer.Status}");
            }
        }
        faults.ShouldBeEmpty();
    }

    private async Task<Dictionary<string, Person>> OneOfEveryRole()
    {
        var people = new Dictionary<string, Person>();
        foreach (var role in letters.Values)
        {
            var kind = OpenIlm.Network.InvitePerson.RolesByKind.First(k => k.Value.Contains(role)).Key;
            people[role] = role == Roles.Operator ? network.Administrator : await network.Person(await network.Organization(kind), role);
        }
        return people;
    }
}
