using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Network;

/// <summary>Adds a service or changes what is said about one.</summary>
[Needs(NetworkPermissions.KeepServices)]
public sealed class KeepServiceModel(Work work, ITexts texts, ServiceOptions options) : WorkspacePage(work)
{
    private static readonly char[] between = [',', ' ', ';', '\n', '\r'];

    /// <summary>The entry as it stands in the form.</summary>
    public AddService.Input Said { get; private set; } = new() { SecretAddress = false };
    /// <summary>The version that was read; null while it is added.</summary>
    public int? Version { get; private set; }
    /// <summary>Path of this form.</summary>
    public string Here => RouteData.Values["id"] is { } id ? $"/app/services/{id}/edit" : "/app/services/add";
    /// <summary>Where it leads back.</summary>
    public string Back => RouteData.Values["id"] is { } id ? $"/app/services/{id}" : "/app/services";
    /// <summary>Organizations of the directory that may provide a service.</summary>
    public IReadOnlyList<Choice> Providers { get; private set; } = [];
    /// <summary>Kinds.</summary>
    public IEnumerable<Choice> Kinds => ServiceKinds.All.Select(k => new Choice(k.Id, texts[Actor.Language, "service-kind." + k.Id]));
    /// <summary>Countries.</summary>
    public IEnumerable<Choice> CountryChoices => Countries.Choices(texts, Actor.Language);

    /// <summary>What was typed where it could not be read, else the value.</summary>
    public object? Typed(string member, object? value) => HttpMethods.IsPost(Request.Method) ? Request.Form[member].ToString() : value;

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGet(Guid? id)
    {
        if (id is not { } there) return await Show();
        var read = await ReadService.Handle(there, Work, options);
        if (!read.IsDone || !read.Value!.MayKeep) return NotFound();
        var it = read.Value;
        Version = it.Version;
        Said = new AddService.Input
        {
            ProviderId = it.ProviderId, ProviderName = it.ProviderId is null ? it.Provider : null, Name = it.Name, Description = it.Description, Kinds = it.Kinds, Countries = it.Countries,
            Places = it.Places, Sides = it.Sides, Languages = it.Languages, Eligibility = it.Eligibility, MinimumAge = it.MinimumAge, MaximumAge = it.MaximumAge, ForWhom = it.ForWhom, Free = it.Free,
            Cost = it.Cost, Hours = it.Hours, HoursNote = it.HoursNote, TimeZone = it.TimeZone, Phones = it.Phones, Email = it.Email, Url = it.Url, SecretAddress = it.SecretAddress, Address = it.Address,
            City = it.City, Province = it.Province, PostalCode = it.PostalCode, AddressCountry = it.AddressCountry, Interpretation = it.Interpretation, Application = it.Application,
            SuggestedByWorkers = it.SuggestedByWorkers, Source = it.Source,
        };
        return await Show();
    }

    /// <summary>Keeps it.</summary>
    public async Task<IActionResult> OnPost(Guid? id, [FromForm] int? version)
    {
        Version = version;
        var reasons = new List<Refusal>();
        Said = Read(reasons);
        var outcome = reasons.Count > 0 ? Outcome<CreatedView>.Refused(reasons)
            : id is { } there ? await ChangeService.Handle(there, version, Said, Work) : await AddService.Handle(Said, Work);
        return await After(outcome, $"/app/services/{outcome.Value?.Id}", Show);
    }

    private AddService.Input Read(List<Refusal> reasons)
    {
        string? Text(string name) => Request.Form[name].ToString().Replace("\r\n", "\n", StringComparison.Ordinal).Trim() is { Length: > 0 } text ? text : null;
        IReadOnlyList<string> Ticked(string name) => [.. Request.Form[name].OfType<string>().Where(v => v.Length > 0)];
        IReadOnlyList<string> Codes(string name) => Text(name)?.Split(between, StringSplitOptions.RemoveEmptyEntries) ?? [];
        IReadOnlyList<string> Lines(string name) => Text(name)?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        int? Age(string name)
        {
            if (Text(name) is not { } text) return null;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var age)) return age;
            reasons.Add(new BadInput("input.not-a-whole-number", name));
            return null;
        }
        if (Text("providerId") is { } typed && !Guid.TryParse(typed, out _)) reasons.Add(new BadInput("input.not-a-choice", "providerId"));
        return new AddService.Input
        {
            ProviderId = Guid.TryParse(Text("providerId"), out var provider) ? provider : null, ProviderName = Text("providerName"), Name = Text("name") ?? "", Description = Text("description"),
            Kinds = Ticked("kinds"), Countries = [.. Codes("countries").Select(c => c.ToUpperInvariant())], Places = Text("places"), Sides = Ticked("sides"), Languages = Codes("languages"),
            Eligibility = Text("eligibility"), MinimumAge = Age("minimumAge"), MaximumAge = Age("maximumAge"), ForWhom = Ticked("forWhom"), Free = Text("free") is not null, Cost = Text("cost"),
            Hours = Lines("hours"), HoursNote = Text("hoursNote"), TimeZone = Text("timeZone"), Phones = Lines("phones"), Email = Text("email"), Url = Text("url"),
            SecretAddress = Text("secretAddress") is not null, Address = Text("address"), City = Text("city"), Province = Text("province"), PostalCode = Text("postalCode"),
            AddressCountry = Text("addressCountry"), Interpretation = Text("interpretation"), Application = Text("application"), SuggestedByWorkers = Text("suggestedByWorkers") is not null, Source = Text("source"),
        };
    }

    private async Task<IActionResult> Show()
    {
        // Businesses that workers complain about are not offered as those who help them.
        Providers = [.. (await Work.All<OrganizationFacts>("""
            select id, name, kind, country, active from access.organization
             where active and kind not in ('Supplier', 'Buyer', 'RecruitmentAgency', 'AuditBody') and network.may_see(id) order by name
            """)).Select(o => new Choice(o.Id.ToString(), o.Name))];
        return Page();
    }
}
