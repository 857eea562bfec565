using OpenIlm.Kernel;

namespace OpenIlm.Tests.Service;

/// <summary>An NGO that runs a hotline: a supervisor and a handler who both hold the key of its vault, and an open channel.</summary>
public sealed record Ngo(TestNetwork Network, Person Supervisor, Person Handler, Guid Channel)
{
    public Guid Organization => Supervisor.OrganizationId;

    /// <summary>What an auditor would be told is wrong with this organization's chain.</summary>
    public Task<IReadOnlyList<string>> AuditFaults() => Network.AuditFaults(Organization);
}

/// <summary>A business: its site, and the person who answers for it and holds the key of its vault.</summary>
public sealed record Business(Person Person, Guid Site)
{
    public Guid Organization => Person.OrganizationId;
}

/// <summary>Organizations of the field, ready to act.</summary>
public static class Organizations
{
    public static async Task<Ngo> AnNgo(this TestNetwork network)
    {
        var organization = await network.Organization("CivilSociety");
        var supervisor = await network.Person(organization, Roles.Supervisor);
        var handler = await network.Person(organization, Roles.CaseHandler);
        await network.Vault(supervisor, handler);
        // The vault's key is in the session from the next request on: it is read with the session, not stored in it.
        return new Ngo(network, supervisor, handler, await network.AChannel(supervisor));
    }

    /// <summary>A channel of the supervisor's organization.</summary>
    public static async Task<Guid> AChannel(this TestNetwork network, Person supervisor) => (await supervisor.Post("/channels", new
    {
        slug = "line-" + Guid.NewGuid().ToString("N")[..12], name = "Migrant line", countries = new[] { "TH", "MM" }, languages = new[] { "my", "th", "en" }, hours = "daily", telephones = new[] { "1300" },
    })).Created()["id"]!.GetValue<Guid>();

    public static async Task<Business> AFactory(this TestNetwork network, int? headcount = 800)
    {
        var organization = await network.Organization("Supplier");
        var site = await network.Site(organization, headcount);
        var hr = await network.Person(organization, Roles.SupplierUser);
        await network.Vault(hr);
        return new Business(hr, site);
    }

    /// <summary>A buyer that buys from the factory today.</summary>
    public static async Task<Business> ABuyerOf(this TestNetwork network, Business factory)
    {
        var organization = await network.Organization("Buyer");
        await network.Relation(organization, factory.Organization, "buysFrom");
        var buyer = await network.Person(organization, Roles.BuyerUser);
        await network.Vault(buyer);
        return new Business(buyer, factory.Site);
    }

    public static async Task<Person> AnAuditor(this TestNetwork network) => await network.Person(await network.Organization("AuditBody"), Roles.Auditor);

    public static async Task<IReadOnlyList<string>> AuditFaults(this TestNetwork network, Guid organization)
    {
        var auditor = await network.AnAuditor();
        var verified = (await auditor.Get("/audit/verify")).Ok();
        return [.. verified["faults"]!.AsArray().Where(f => f!["organization"]!.GetValue<Guid>() == organization).Select(f => f!["what"]!.GetValue<string>())];
    }
}
