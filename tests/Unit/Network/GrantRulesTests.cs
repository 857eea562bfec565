using OpenIlm.Kernel;
using OpenIlm.Network;

namespace OpenIlm.Tests.Unit.Network;

/// <summary>Who may hold what, how far, from when until when, and who must stay.</summary>
public class GrantRulesTests
{
    private static readonly DateOnly today = new(2026, 11, 21);
    private static readonly GrantFacts ngo = new("CivilSociety", today, Own: false);

    private static IEnumerable<string> Codes(string? role, string? scope, DateOnly? from = null, DateOnly? until = null, GrantFacts? facts = null) => GrantRules.WhyNot(role, scope, from, until, facts ?? ngo).Select(r => r.Code);

    [Theory]
    [InlineData(Roles.CaseHandler, GrantScopes.Organization, "CivilSociety")]
    [InlineData(Roles.CaseHandler, GrantScopes.Vault, "TradeUnion")]
    [InlineData(Roles.CaseHandler, GrantScopes.Case, "CivilSociety")]
    [InlineData(Roles.Supervisor, GrantScopes.Vault, "CivilSociety")]
    [InlineData(Roles.SupplierUser, GrantScopes.Site, "Supplier")]
    [InlineData(Roles.BuyerUser, GrantScopes.Site, "Buyer")]
    [InlineData(Roles.Operator, GrantScopes.Organization, "Convenor")]
    public void A_role_that_fits_is_granted(string role, string scope, string kind) => Codes(role, scope, facts: ngo with { Kind = kind }).ShouldBeEmpty();

    [Theory]
    [InlineData(Roles.CaseHandler, GrantScopes.Site, "grant.scope-does-not-fit")]
    [InlineData(Roles.Supervisor, GrantScopes.Case, "grant.scope-does-not-fit")]
    [InlineData(Roles.BuyerUser, GrantScopes.Organization, "person.role-does-not-fit")]
    [InlineData(Roles.Operator, GrantScopes.Organization, "person.role-does-not-fit")]
    [InlineData("Queen", GrantScopes.Organization, "input.not-a-choice")]
    [InlineData(Roles.CaseHandler, "planet", "input.not-a-choice")]
    [InlineData(null, null, "input.not-a-choice")]
    public void What_does_not_fit_is_refused_with_its_reason(string? role, string? scope, string code) => Codes(role, scope).ShouldContain(code);

    [Fact]
    public void Nobody_grants_to_herself() => Codes(Roles.CaseHandler, GrantScopes.Organization, facts: ngo with { Own = true }).ShouldBe(["grant.not-your-own"]);

    [Fact]
    public void A_grant_may_begin_later_and_never_backwards()
    {
        Codes(Roles.CaseHandler, GrantScopes.Organization, today.AddYears(1)).ShouldBeEmpty();
        Codes(Roles.CaseHandler, GrantScopes.Organization, today).ShouldBeEmpty();
        Codes(Roles.CaseHandler, GrantScopes.Organization, today.AddDays(-1)).ShouldBe(["grant.begins-in-the-past"]);
    }

    [Fact]
    public void The_last_day_is_not_before_the_first_and_not_over()
    {
        Codes(Roles.CaseHandler, GrantScopes.Organization, today, today).ShouldBeEmpty();
        Codes(Roles.CaseHandler, GrantScopes.Organization, today.AddDays(5), today.AddDays(4)).ShouldBe(["grant.ends-before-it-begins"]);
        GrantRules.WhyNotUntil(today.AddDays(-9), today.AddDays(-1), today).Select(r => r.Code).ShouldBe(["grant.ends-in-the-past"]);
        GrantRules.WhyNotUntil(today.AddDays(-9), null, today).ShouldBeEmpty();
    }

    [Fact]
    public void The_last_administrator_stays_until_there_is_a_successor_who_holds_the_role_today()
    {
        var (one, two) = (Given(Roles.Supervisor), Given(Roles.Supervisor));
        GrantRules.WithoutAdministrator("CivilSociety", [one], g => g.Id == one.Id, today).ShouldNotBeNull().Role.ShouldBe(Roles.Supervisor);
        GrantRules.WithoutAdministrator("CivilSociety", [one, two], g => g.Id == one.Id, today).ShouldBeNull();
        GrantRules.WithoutAdministrator("CivilSociety", [one, two], _ => true, today).ShouldNotBeNull();
        GrantRules.WithoutAdministrator("CivilSociety", [one, two with { From = today.AddDays(1) }], g => g.Id == one.Id, today).ShouldNotBeNull("a successor of tomorrow is none today");
        GrantRules.WithoutAdministrator("CivilSociety", [one, two with { ScopeKind = GrantScopes.Vault }], g => g.Id == one.Id, today).ShouldNotBeNull();
        GrantRules.WithoutAdministrator("CivilSociety", [Given(Roles.CaseHandler)], _ => true, today).ShouldBeNull("nothing of an administrator ends");
        GrantRules.WithoutAdministrator("Supplier", [Given(Roles.SupplierUser)], _ => true, today).ShouldBeNull("the operator answers for businesses");
        GrantRules.WithoutAdministrator("Convenor", [Given(Roles.Operator)], _ => true, today).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(0, 10, true)]
    [InlineData(10, 20, true)]
    [InlineData(11, 20, false)]
    [InlineData(-9, -6, false)]
    public void The_same_role_twice_at_one_time_is_seen(int from, int until, bool meets) =>
        GrantRules.Meet(Given(Roles.CaseHandler) with { Until = today.AddDays(10), ScopeId = Guid.Empty }, Roles.CaseHandler, GrantScopes.Organization, Guid.Empty, today.AddDays(from), today.AddDays(until)).ShouldBe(meets);

    [Theory]
    [InlineData(-91, "Overdue")]
    [InlineData(-90, "Due")]
    [InlineData(-76, "Due")]
    [InlineData(-75, "Later")]
    [InlineData(0, "Later")]
    public void A_grant_is_asked_for_before_it_is_overdue(int confirmed, string state) =>
        ReviewAccess.StateOf(GrantRules.ReviewDue(today.AddYears(-1), today.AddDays(confirmed), 90), today).ShouldBe(state);

    [Fact]
    public void A_leaver_with_open_cases_names_a_successor_where_there_is_one()
    {
        var (leaver, colleague) = (Guid.NewGuid(), Guid.NewGuid());
        EndAccess.WhyNot(3, null, leaver, own: true, [leaver, colleague]).ShouldBeOfType<EndAccess.HandOverFirst>().Cases.ShouldBe(3);
        EndAccess.WhyNot(3, colleague, leaver, own: true, [leaver, colleague]).ShouldBeNull();
        EndAccess.WhyNot(0, null, leaver, own: true, [leaver, colleague]).ShouldBeNull();
        EndAccess.WhyNot(3, null, leaver, own: true, [leaver]).ShouldBeNull("nobody is there to take them: the supervisors are told");
        EndAccess.WhyNot(3, leaver, leaver, own: true, [leaver, colleague])!.Code.ShouldBe("input.not-a-choice");
        EndAccess.WhyNot(3, Guid.NewGuid(), leaver, own: true, [leaver, colleague])!.Field.ShouldBe("handTo");
    }

    private static GivenGrant Given(string role) => new(Guid.NewGuid(), Guid.NewGuid(), role, GrantScopes.Organization, Guid.NewGuid(), today.AddDays(-5), null);
}
