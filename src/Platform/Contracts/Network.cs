using OpenIlm.Kernel;

namespace OpenIlm.Platform.Contracts;

/// <summary>What other modules may ask of the directory.</summary>
public interface IDirectory
{
    /// <summary>A site the caller may see; null when hidden or absent.</summary>
    Task<SiteFacts?> Site(Work work, Guid site);
    /// <summary>The same site, to be asked together with other things; no row when hidden or absent.</summary>
    Question<SiteFacts> AskSite(Guid site);
    /// <summary>The sites among the ids that the caller may see, by id.</summary>
    Task<IReadOnlyDictionary<Guid, SiteFacts>> Sites(Work work, IReadOnlyCollection<Guid> sites);
    /// <summary>Every site the caller may see whose name, employer or place matches, for pickers; at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<SiteFacts>> FindSites(Work work, string? query, string? country, Guid? organization, int limit);
    /// <summary>An organization the caller may see; null when hidden or absent.</summary>
    Task<OrganizationFacts?> Organization(Work work, Guid organization);
    /// <summary>The organizations among the ids, by id.</summary>
    Task<IReadOnlyDictionary<Guid, OrganizationFacts>> Organizations(Work work, IReadOnlyCollection<Guid> organizations);
    /// <summary>Businesses a packet about this site may be addressed to: the employer, its agencies, its buyers today.</summary>
    Task<IReadOnlyList<OrganizationFacts>> RecipientsFor(Work work, Guid site);
    /// <summary>Whether the organization buys from the site's employer today.</summary>
    Task<bool> BuysFrom(Work work, Guid buyer, Guid site);
    /// <summary>Whom to talk to at an organization today: those of the site first.</summary>
    Task<IReadOnlyList<FocalPointFacts>> FocalPoints(Work work, Guid organization, Guid? site);
    /// <summary>The workforce of a site as it was counted last, with its parts; null when hidden, absent or never counted.</summary>
    Task<WorkforceFacts?> Workforce(Work work, Guid site);
    /// <summary>Colleagues of the caller who may run cases, for assignment.</summary>
    Task<IReadOnlyList<Colleague>> CaseHandlers(Work work);
}

/// <summary>A site as other modules need it.</summary>
/// <param name="Id">Site.</param>
/// <param name="Name">Name.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="OrganizationId">Employer.</param>
/// <param name="OrganizationName">Its name.</param>
/// <param name="TimeZone">IANA zone; deadlines are days there.</param>
/// <param name="Headcount">Workers, newest figure; null when unknown.</param>
public sealed record SiteFacts(Guid Id, string Name, string Country, Guid OrganizationId, string OrganizationName, string TimeZone, int? Headcount);

/// <summary>The workforce of a site as it was counted last.</summary>
/// <param name="Total">People in all.</param>
/// <param name="CountedOn">The day it holds for; null when not known.</param>
/// <param name="Parts">The total divided by one dimension at a time; none where only the total is known, or where the parts belong to an older count.</param>
public sealed record WorkforceFacts(int Total, DateOnly? CountedOn, IReadOnlyList<WorkforcePart> Parts);

/// <summary>A part of a workforce.</summary>
/// <param name="Dimension">nationality, gender or contract.</param>
/// <param name="Value">A code of the dimension; <see cref="Unknown"/> for those of whom nobody knows it.</param>
/// <param name="Workers">How many.</param>
public sealed record WorkforcePart(string Dimension, string Value, int Workers)
{
    /// <summary>Of whom nobody knows it.</summary>
    public const string Unknown = "unknown";
}

/// <summary>An organization as other modules need it.</summary>
/// <param name="Id">Organization.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind">Kind (<c>organization_types.csv</c>, enum_name).</param>
/// <param name="Country">ISO 3166-1 alpha-2, when known.</param>
/// <param name="Active">Whether its people may sign in.</param>
public sealed record OrganizationFacts(Guid Id, string Name, string Kind, string? Country, bool Active);

/// <summary>Whom to talk to at an organization.</summary>
/// <param name="Level">Primary or Escalation.</param>
/// <param name="Name">Name.</param>
/// <param name="Email">Address for mail; empty where there is none.</param>
/// <param name="OfSite">Named for the site, not for the organization as a whole.</param>
public sealed record FocalPointFacts(string Level, string Name, string Email, bool OfSite);

/// <summary>A colleague.</summary>
public sealed record Colleague(Guid Id, string Name);

/// <summary>A site turned out to be another: whatever names the old one shall name the survivor, and remember it under the merge.</summary>
/// <param name="Merge">The merge, by which a split finds what moved.</param>
/// <param name="Old">The id that leads on from now.</param>
/// <param name="Survivor">Where it leads.</param>
public sealed record SiteMerged(Guid Merge, Guid Old, Guid Survivor) : IDomainEvent;

/// <summary>Two sites that were made one are two again: what moved with the merge goes back, what came later stays.</summary>
public sealed record SiteSplit(Guid Merge, Guid Old, Guid Survivor) : IDomainEvent;
/// <summary>What another module keeps that names organizations or sites. Asked before an entry of the directory is taken back; the answer says
/// that something depends on it and never what.</summary>
public interface IDirectoryUse
{
    /// <summary>Those of the ids (sites and organizations) that something of this module names, whosever it is.</summary>
    Task<IReadOnlyCollection<Guid>> Used(Work work, IReadOnlyCollection<Guid> ids);
}

/// <summary>What the worker's door may ask of the service directory: what is published, and never a secret address.</summary>
public interface IServices
{
    /// <summary>Countries where somebody helps, ISO 3166-1 alpha-2.</summary>
    Task<IReadOnlyList<string>> Countries(Work work);
    /// <summary>The kinds of help that there are in a country, most urgent first.</summary>
    Task<IReadOnlyList<string>> Needs(Work work, string country);
    /// <summary>The services of a country for a need, those that speak the language first; for every need when it is null.</summary>
    Task<IReadOnlyList<HelpService>> In(Work work, string country, string? need, string language);
    /// <summary>One service; null where none of this id is published.</summary>
    Task<HelpService?> Find(Work work, Guid service);
}

/// <summary>A service as a worker may read it.</summary>
/// <param name="Id">Service.</param>
/// <param name="Name">Its name.</param>
/// <param name="Provider">Who provides it.</param>
/// <param name="Description">What is done.</param>
/// <param name="Kinds">Kinds of help.</param>
/// <param name="Open">False while it is closed for a time.</param>
/// <param name="Places">Where it works, in words; empty is the whole country.</param>
/// <param name="Languages">BCP 47 tags.</param>
/// <param name="Eligibility">Who may come, in words.</param>
/// <param name="MinimumAge">Youngest age in years.</param>
/// <param name="MaximumAge">Oldest age in years.</param>
/// <param name="Free">Whether nothing is to be paid.</param>
/// <param name="Cost">What it costs, in words.</param>
/// <param name="Hours">When it is open.</param>
/// <param name="HoursNote">What the rows cannot say.</param>
/// <param name="Phones">Numbers to call.</param>
/// <param name="Email">Its address for mail.</param>
/// <param name="Url">Its page.</param>
/// <param name="Address">Where it is; empty where nobody may know.</param>
/// <param name="Interpretation">Interpreters.</param>
/// <param name="Application">How one comes to it.</param>
/// <param name="ProviderId">The provider where it stands in the directory; null by name alone.</param>
public sealed record HelpService(Guid Id, string Name, string Provider, string Description, IReadOnlyList<string> Kinds, bool Open, string Places, IReadOnlyList<string> Languages,
    string Eligibility, int? MinimumAge, int? MaximumAge, bool Free, string Cost, IReadOnlyList<OpeningHours> Hours, string HoursNote, IReadOnlyList<string> Phones, string Email, string Url,
    string Address, string Interpretation, string Application, Guid? ProviderId = null);
