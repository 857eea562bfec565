using OpenIlm.Network;

namespace OpenIlm.Tests.Unit.Network;

/// <summary>Security test 49 for the forms that have no session yet, and the way on after sign-in.</summary>
public class DoorTests
{
    [Theory]
    [InlineData("same-origin", "null", true)] // our own pages send no referrer
    [InlineData("same-origin", "https://ilm.test", true)]
    [InlineData("none", "", true)]
    [InlineData("", "", true)] // no browser
    [InlineData("", "https://ilm.test", true)]
    [InlineData("cross-site", "", false)]
    [InlineData("cross-site", "https://ilm.test", false)]
    [InlineData("same-site", "null", false)]
    [InlineData("", "null", false)]
    [InlineData("none", "null", false)]
    [InlineData("same-origin", "https://evil.test", false)]
    [InlineData("", "https://evil.test", false)]
    [InlineData("", "https://ilm.test:8443", false)]
    [InlineData("", "https://ilm.test.evil.test", false)]
    [InlineData("", "not an address", false)]
    public void A_form_is_taken_only_from_this_site(string site, string origin, bool taken) =>
        DoorPage.IsFromHere(site, origin, "ilm.test").ShouldBe(taken);

    [Theory]
    [InlineData("/app", true)]
    [InlineData("/app/vault", true)]
    [InlineData("/app?x=1", true)]
    [InlineData("/app/cases?state=Triaged", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("/application", false)]
    [InlineData("/w", false)]
    [InlineData("//evil.test/app", false)]
    [InlineData("/app//evil.test", false)]
    [InlineData("/app/\\evil.test", false)]
    [InlineData("https://evil.test/app", false)]
    [InlineData("/app/\r\nLocation: x", false)]
    [InlineData("/app/sign-out", false)]
    public void Sign_in_leads_only_into_the_workspace(string? next, bool ours) => Onward.IsOurs(next).ShouldBe(ours);
}
