using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Leads her to somebody who can help beside us, or says whom a referral is to that was offered without a name.</summary>
[Needs(ReferralsPermissions.Refer)]
public sealed class ReferModel(Work work, IDirectory directory, IServices services, Words words) : ActPage(work)
{
    /// <summary>Most services in the list.</summary>
    private const int Most = 40;

    /// <summary>Services that fit.</summary>
    public IReadOnlyList<HelpService> Services { get; private set; } = [];
    /// <summary>Organizations of the network that can help.</summary>
    public IReadOnlyList<Choice> Organizations { get; private set; } = [];
    /// <summary>Countries of the directory.</summary>
    public IReadOnlyList<string> Countries { get; private set; } = [];
    /// <summary>Kinds of help in the country.</summary>
    public IReadOnlyList<string> Needs { get; private set; } = [];
    /// <summary>Where help is looked for.</summary>
    public string? Country { get; private set; }
    /// <summary>Which help; null for every kind.</summary>
    public string? Need { get; private set; }
    /// <summary>The referral that is to be named; null for a new one.</summary>
    public Guid? Referral { get; private set; }

    /// <summary>The form; <c>country</c> and <c>need</c> narrow the services, <c>referral</c> names one that was offered.</summary>
    public Task<IActionResult> OnGetAsync(Guid id, string? country, string? need, Guid? referral)
    {
        (Country, Need, Referral) = (country, need, referral);
        return Show(id);
    }

    /// <summary>Refers her.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, string? country, string? need, Guid? referral, IFormCollection form)
    {
        (Country, Need, Referral) = (country, need, referral);
        var made = Guid.Empty;
        return Act(id, form, said => new OfferReferral.Input(said.Words("to"), said.Id("serviceId"), said.Id("recipientOrganizationId"), said.Text("recipientName"), said.Text("route"), said.Day("followUpOn")), async input =>
        {
            var outcome = referral is { } named ? await NameRecipient.Handle(named, null, input, Work, directory, services) : await OfferReferral.OfCase(id, Said.Version, input, Work, directory, services);
            made = outcome.Value?.Id ?? Guid.Empty;
            return outcome;
        }, () => $"/app/cases/{id}/referrals/{made}");
    }

    /// <inheritdoc />
    protected override async Task Load()
    {
        Countries = await services.Countries(Work);
        var site = Head.SiteId is { } at ? await directory.Site(Work, at) : null;
        Country = Country is not null && Countries.Contains(Country) ? Country : site is not null && Countries.Contains(site.Country) ? site.Country : Countries.Count > 0 ? Countries[0] : null;
        if (Country is not null)
        {
            Needs = await services.Needs(Work, Country);
            if (Need is not null && !Needs.Contains(Need)) Need = null;
            Services = [.. (await services.In(Work, Country, Need, Head.Language)).Take(Most)];
        }
        Organizations = [.. (await Work.All<Named>("select id, name from access.organization where active and kind = any ($1) and id <> access.org() order by name limit 200", (object)ReferralCodes.Helpers.ToArray())).Select(o => new Choice(o.Id.ToString(), o.Name))];
    }

    /// <summary>What a service is, in one line.</summary>
    public string Say(HelpService service) => string.Join(" · ", new[] { service.Provider, service.Places, service.Free ? words["help.free"] : service.Cost, string.Join(", ", service.Languages) }.Where(p => p.Length > 0).Distinct());

    private sealed record Named(Guid Id, string Name);
}
