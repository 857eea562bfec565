using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using OpenIlm.Cases;
using OpenIlm.Kernel;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Tests.Unit.Cases;

public class CaseInputsTests
{
    private static (CaseFilter Filter, IReadOnlyList<Refusal> Wrong) Read(params (string Name, string Value)[] query) =>
        CaseFilter.Read(new QueryCollection(query.GroupBy(q => q.Name).ToDictionary(g => g.Key, g => new StringValues([.. g.Select(q => q.Value)]))));

    [Fact]
    public void A_filter_reads_every_name_it_knows()
    {
        var site = Guid.NewGuid();
        var (filter, wrong) = Read(("state", "triaged"), ("siteId", site.ToString()), ("category", "WAG"), ("severity", "high"), ("critical", "true"), ("danger", "inDanger"),
            ("assignedTo", "me"), ("overdue", "false"), ("from", "2026-01-31"), ("to", "2026-02-01"), ("reason", "assistance"), ("unread", "true"), ("query", "River Copper"), ("inbox", "true"), ("limit", "200"));
        wrong.ShouldBeEmpty();
        filter.ShouldBe(new CaseFilter
        {
            State = CaseState.Triaged, SiteId = site, Category = "WAG", Severity = Severity.High, Critical = true, Danger = Danger.InDanger, Mine = true, Overdue = false,
            From = new(2026, 1, 31), To = new(2026, 2, 1), Reason = ContactReason.Assistance, Unread = true, Query = "river-copper", Inbox = true, Limit = 200,
        });
    }

    [Theory]
    [InlineData("state", "open", "input.not-a-choice")]
    [InlineData("state", "1", "input.not-a-choice")]
    [InlineData("state", "received,closed", "input.not-a-choice")]
    [InlineData("siteId", "5", "input.not-a-choice")]
    [InlineData("category", "WAG-01", "input.not-a-choice")]
    [InlineData("critical", "yes", "input.not-a-choice")]
    [InlineData("from", "31.1.2026", "input.not-a-day")]
    [InlineData("limit", "ten", "input.not-a-number")]
    [InlineData("limit", "0", "input.too-small")]
    [InlineData("limit", "201", "input.too-large")]
    [InlineData("query", "%", "input.not-a-choice")]
    [InlineData("organisationId", "x", "input.unknown-member")]
    public void A_filter_tells_what_it_cannot_take(string name, string value, string code) =>
        Read((name, value)).Wrong.ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Code.ShouldBe(code), r => r.Field.ShouldBe(name));

    [Fact]
    public void A_filter_given_twice_is_told() => Read(("state", "closed"), ("state", "triaged")).Wrong.ShouldHaveSingleItem().Code.ShouldBe("input.twice");

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+66", "'+66")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("plain-text", "plain-text")]
    [InlineData("", "")]
    public void A_cell_is_never_a_formula(string value, string cell) => CaseCsv.Cell(value).ShouldBe(cell);

    [Theory]
    [InlineData("  two\n lines ", "two lines")]
    [InlineData("ကျွန်မ", "ကျွန်မ")]
    public void A_headline_is_one_line(string text, string line) => ReadHeadlines.Short(text).ShouldBe(line);

    [Fact]
    public void A_headline_is_cut_between_characters()
    {
        var line = ReadHeadlines.Short(string.Concat(Enumerable.Repeat("👩‍🏭", 100)));
        line.ShouldBe(string.Concat(Enumerable.Repeat("👩‍🏭", ReadHeadlines.Most)) + "…");
    }

    [Theory]
    [InlineData(1, "fewerThan10")]
    [InlineData(9, "fewerThan10")]
    [InlineData(10, "10to49")]
    [InlineData(49, "10to49")]
    [InlineData(50, "50to199")]
    [InlineData(200, "200to999")]
    [InlineData(1000, "1000orMore")]
    public void A_business_never_sees_an_exact_number_of_workers(int workers, string band) => PacketFields.Band(workers).ShouldBe(band);

    [Fact]
    public void Nobody_has_counted_who_stands_at_a_stage_of_the_journey()
    {
        Crowd.Of(new Dictionary<string, string> { [PacketFields.Site] = "x" }, new(800, null, []), []).ShouldBe(800);
        Crowd.Of(new Dictionary<string, string> { [PacketFields.Site] = "x", [PacketFields.JourneyStage] = "EMP" }, new(800, null, []), []).ShouldBe(new MatchRange(0, 800));
    }

    [Theory]
    [InlineData("employer")]
    [InlineData("recruiter")]
    [InlineData("business")]
    public void The_employer_never_asks_the_worker(string asker) =>
        RecordValidation.WhyNot(new(Guid.NewGuid(), ValidationOutcome.Confirmed, asker, "HOTLINE", 1)).ShouldHaveSingleItem().ShouldBe(new RecordValidation.AskedByEmployer("askedBy"));

    [Fact]
    public void The_grievance_channel_of_the_company_brings_no_answer() =>
        RecordValidation.WhyNot(new(Guid.NewGuid(), ValidationOutcome.Confirmed, "handler", "COMPANY", 1)).ShouldHaveSingleItem().ShouldBe(new RecordValidation.AskedByEmployer("channel"));

    [Fact]
    public void An_answer_about_a_remedy_that_changed_is_not_taken() =>
        AnswerClaim.WhyNot(new(Guid.NewGuid(), Guid.NewGuid(), ValidationOutcome.Confirmed, ResolutionQuality.Good, 4, RetaliationAnswer.No, null), 1, 2)
            .ShouldHaveSingleItem().ShouldBe(new ValidationRefusals.ClaimSuperseded());

    [Fact]
    public void Escalation_goes_step_by_step_and_a_serious_issue_skips_the_first()
    {
        EscalateCase.WhyNot(null, EscalationLevel.PrimaryFocalPoint, serious: false).ShouldBeEmpty();
        EscalateCase.WhyNot(null, EscalationLevel.Buyer, serious: false).ShouldBe([new EscalateCase.OutOfOrder(EscalationLevel.PrimaryFocalPoint)]);
        EscalateCase.WhyNot(null, EscalationLevel.EscalationFocalPoint, serious: true).ShouldBeEmpty();
        EscalateCase.WhyNot(EscalationLevel.Buyer, EscalationLevel.Buyer, serious: true).ShouldBe([new EscalateCase.OutOfOrder(null)]);
    }

    [Fact]
    public void Triage_names_every_mistake_at_its_place() =>
        Triage.WhyNot(new(Guid.NewGuid(), "Also a name", null, [new("WAG-01", 0, "nowhere"), new("WAG", 1), new("WAG-01", 2)]))
            .Select(r => $"{r.Code} {r.Field}").ShouldBe(
            [
                "input.one-of employerName", "input.required severity", "input.too-small issues[0].affectedWorkers", "input.not-a-choice issues[0].journeyStage",
                "input.not-a-choice issues[1].code", "input.twice issues[2].code",
            ]);

    [Fact]
    public void A_packet_goes_to_one_recipient()
    {
        DraftShare.WhyNot(new("remedy", ["site"]), new DateOnly(2026, 3, 5)).ShouldHaveSingleItem().ShouldBe(new BadInput("input.one-of", "recipientOrganizationId"));
        DraftShare.WhyNot(new("remedy", ["site"], null, Guid.NewGuid(), "Outside"), new DateOnly(2026, 3, 5)).ShouldHaveSingleItem().ShouldBe(new BadInput("input.one-of", "recipientOrganizationId"));
        DraftShare.WhyNot(new("remedy", ["site", "shoeSize"], null, Guid.NewGuid()), new DateOnly(2026, 3, 5)).ShouldHaveSingleItem().ShouldBe(new BadInput("input.not-a-choice", "fields[1]"));
        DraftShare.WhyNot(new("payment", ["site"], null, Guid.NewGuid(), null, Identifies: true), new DateOnly(2026, 3, 5)).ShouldHaveSingleItem().ShouldBe(new BadInput("input.required", "summary"));
    }

    [Fact]
    public void A_consent_names_its_recipient_and_its_facts()
    {
        var today = new DateOnly(2026, 11, 21);
        RecordConsent.WhyNot(new(ConsentLevel.Summary, "remedy", ["site"], "verbal", "my", Guid.NewGuid()), today).ShouldBeEmpty();
        RecordConsent.WhyNot(new(ConsentLevel.None, "remedy", null, "verbal", "my", Guid.NewGuid()), today).ShouldBeEmpty();
        RecordConsent.WhyNot(new(ConsentLevel.Summary, "remedy", null, "verbal", "my"), today).Select(r => r.Field).ShouldBe(["recipientOrganizationId", "fields"]);
        RecordConsent.WhyNot(new(ConsentLevel.Summary, "remedy", ["site"], "verbal", "my", null, RecipientKind.Outside), today).ShouldHaveSingleItem().Field.ShouldBe("recipientName");
        RecordConsent.WhyNot(new(ConsentLevel.Summary, "remedy", ["site"], "verbal", "my", Guid.NewGuid(), ExpiresOn: today.AddDays(-1)), today).ShouldHaveSingleItem().Code.ShouldBe("input.in-the-past");
    }

    [Theory]
    [InlineData(Roles.Supervisor, IssueParty.Supervisor)]
    [InlineData(Roles.CaseHandler, IssueParty.Handler)]
    [InlineData(Roles.SupplierUser, IssueParty.Business)]
    [InlineData(Roles.AgencyUser, IssueParty.Business)]
    [InlineData(Roles.BuyerUser, IssueParty.Buyer)]
    [InlineData(Roles.NetworkConvenor, IssueParty.Convenor)]
    [InlineData(Roles.Auditor, IssueParty.Auditor)]
    [InlineData(Roles.Operator, IssueParty.Operator)]
    public void The_party_follows_from_the_role(string role, IssueParty party) => CaseParty.Of(new Actor { Kind = ActorKind.Person, Roles = [role] }).ShouldBe(party);
}
