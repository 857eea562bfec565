using OpenIlm.Kernel;

namespace OpenIlm.Tests.Browser;

/// <summary>Every page that a role reaches by links: usable with a screen reader, no error, nothing that the content policy stops
/// (security tests 103, 104, 109).</summary>
public sealed class LookTest(House house)
{
    [Theory]
    [InlineData("en")]
    [InlineData("my")]
    [InlineData("km")]
    [InlineData("th")]
    [InlineData("ne")]
    public async Task TheWorkersPages(string language)
    {
        await using var worker = await house.Visit(new VisitorOptions { Width = 390, Height = 844 });
        var looker = new Looker(worker, dark: false);
        await worker.Go("/w");
        await looker.Look("/w");
        foreach (var page in new[] { "", "/report", "/ask", "/follow", "/jobs", "/help" })
        {
            await worker.Go($"/w/{language}{page}");
            await looker.Look(worker.Path);
        }
        var pages = 0;
        worker.EachPage = async () =>
        {
            await worker.ShouldFit(390);
            await looker.Look($"{language} report, page {++pages}");
            if (language is "en" or "my") await worker.Picture(house, $"worker-{language}-{pages:00}-390");
        };
        var receipt = await worker.Reports(language, "A report to look at", "inDanger");
        await worker.Follows(language, receipt);
        await worker.Press("button[name=act][value=close]");
        Sound(looker, worker);
    }

    [Fact]
    public async Task TheFrontAndTheDoorsOfTheWorkspace()
    {
        await using var anybody = await house.Visit();
        var looker = new Looker(anybody, dark: true);
        await looker.Walk("/", "/app/sign-in", "/app/welcome", "/app/recover");
        looker.Seen.ShouldContain("/w");
        foreach (var (path, name) in new[] { ("/", "front"), ("/app/sign-in", "sign-in"), ("/w", "worker-languages") })
        {
            await anybody.Go(path);
            await anybody.Picture(house, name + "-1440");
        }
        Sound(looker, anybody);
    }

    [Theory]
    [InlineData(Roles.CaseHandler)]
    [InlineData(Roles.Supervisor)]
    [InlineData(Roles.SupplierUser)]
    [InlineData(Roles.AgencyUser)]
    [InlineData(Roles.BuyerUser)]
    [InlineData(Roles.NetworkConvenor)]
    [InlineData(Roles.Auditor)]
    [InlineData(Roles.Operator)]
    public async Task ThePagesOfARole(string role)
    {
        await house.Report("Something to look at", danger: "punished");
        await using var person = await house.Visit(await Who(role));
        var looker = new Looker(person, dark: true);
        await looker.Walk(person.Path, "/app/account");
        looker.Seen.Count.ShouldBeGreaterThan(2);
        Sound(looker, person);
        await Pictures(role, person, looker);
    }

    private async Task Pictures(string role, Visitor person, Looker looker)
    {
        foreach (var path in looker.Seen.Where(p => !p.Contains('*')))
            foreach (var width in new[] { 1440, 390 })
            {
                await person.Page.SetViewportSizeAsync(width, 900);
                await person.Go(path);
                await person.Picture(house, $"{role}{path.Replace('/', '-')}-{width}");
                await person.ShouldFit(width);
            }
    }

    private async Task<Person> Who(string role)
    {
        switch (role)
        {
            case Roles.CaseHandler: return house.Handler;
            case Roles.Supervisor: return house.Supervisor;
            case Roles.Operator: return house.Network.Administrator;
        }
        var kind = role switch
        {
            Roles.SupplierUser => "Supplier", Roles.AgencyUser => "RecruitmentAgency", Roles.BuyerUser => "Buyer", Roles.NetworkConvenor => "Convenor", _ => "AuditBody",
        };
        var person = await house.Network.Person(await house.Network.Organization(kind), role);
        if (role is Roles.SupplierUser or Roles.AgencyUser or Roles.BuyerUser) await house.Network.Vault(person);
        return person;
    }

    private void Sound(Looker looker, Visitor visitor)
    {
        looker.Faults.Distinct().ShouldBeEmpty(string.Join('\n', looker.Faults.Distinct()));
        visitor.Complaints.ShouldBeEmpty();
        visitor.Requests.ShouldAllBe(r => r.StartsWith(house.Address + "/", StringComparison.Ordinal) || r.StartsWith("data:", StringComparison.Ordinal), "a request to another host");
    }
}
