using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Adds a service to the directory. It is public only after somebody looked into it (<see cref="ReviewService"/>).</summary>
public static class AddService
{
    /// <summary>A service as its keeper writes it.</summary>
    public sealed record Input
    {
        /// <summary>The provider in the directory; null when it stands outside.</summary>
        public Guid? ProviderId { get; init; }
        /// <summary>The provider outside the directory, by name.</summary>
        public string? ProviderName { get; init; }
        /// <summary>Name, as workers know it.</summary>
        public string Name { get; init; } = "";
        /// <summary>What is done for whoever comes.</summary>
        public string? Description { get; init; }
        /// <summary>Kinds (<see cref="ServiceKinds"/>).</summary>
        public IReadOnlyList<string>? Kinds { get; init; }
        /// <summary>Countries served, ISO 3166-1 alpha-2.</summary>
        public IReadOnlyList<string>? Countries { get; init; }
        /// <summary>Parts of them in words; empty is everywhere.</summary>
        public string? Places { get; init; }
        /// <summary>Sides of the journey: origin, transit, destination.</summary>
        public IReadOnlyList<string>? Sides { get; init; }
        /// <summary>BCP 47 tags of the languages spoken without an interpreter.</summary>
        public IReadOnlyList<string>? Languages { get; init; }
        /// <summary>Who may come, in words.</summary>
        public string? Eligibility { get; init; }
        /// <summary>Youngest age in years.</summary>
        public int? MinimumAge { get; init; }
        /// <summary>Oldest age in years.</summary>
        public int? MaximumAge { get; init; }
        /// <summary>Demographic factors the service is made for (<c>demographic_factors.csv</c>); never asked of a person.</summary>
        public IReadOnlyList<string>? ForWhom { get; init; }
        /// <summary>Whether nothing is to be paid.</summary>
        public bool Free { get; init; } = true;
        /// <summary>What it costs, or what comes on top, in words.</summary>
        public string? Cost { get; init; }
        /// <summary>Opening hours, such as <c>MO-FR 09:00-17:00</c>.</summary>
        public IReadOnlyList<string>? Hours { get; init; }
        /// <summary>What the rows cannot say.</summary>
        public string? HoursNote { get; init; }
        /// <summary>IANA zone of the hours; needed with them.</summary>
        public string? TimeZone { get; init; }
        /// <summary>Numbers to call.</summary>
        public IReadOnlyList<string>? Phones { get; init; }
        /// <summary>E-mail address of the service.</summary>
        public string? Email { get; init; }
        /// <summary>Its page.</summary>
        public string? Url { get; init; }
        /// <summary>Whether its address must not be known. A shelter's never may, whatever this says.</summary>
        public bool SecretAddress { get; init; }
        /// <summary>Street and number; of a secret address all of it.</summary>
        public string? Address { get; init; }
        /// <summary>Town; empty where the address is secret.</summary>
        public string? City { get; init; }
        /// <summary>Province or state.</summary>
        public string? Province { get; init; }
        /// <summary>Postal code.</summary>
        public string? PostalCode { get; init; }
        /// <summary>Country of the address.</summary>
        public string? AddressCountry { get; init; }
        /// <summary>Interpreters: which languages, how to ask.</summary>
        public string? Interpretation { get; init; }
        /// <summary>How one comes to it: walk in, call first, who refers.</summary>
        public string? Application { get; init; }
        /// <summary>Whether workers themselves named it.</summary>
        public bool SuggestedByWorkers { get; init; }
        /// <summary>Where it is known from.</summary>
        public string? Source { get; init; }

        /// <summary>Whether the address is kept apart.</summary>
        internal bool Secret => SecretAddress || Kinds?.Contains(ServiceKinds.Shelter) == true;
    }

    /// <summary>A secret address is written by whoever handles cases.</summary>
    public sealed record AddressForHandlers() : Refusal("service.address-for-handlers")
    {
        /// <inheritdoc />
        public override string Field => "address";
    }

    /// <summary>Every reason the input itself shows.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (string.IsNullOrWhiteSpace(input.Name)) yield return new BadInput("input.required", "name");
        if (string.IsNullOrWhiteSpace(input.Description)) yield return new BadInput("input.required", "description");
        if (input.ProviderId is null == string.IsNullOrWhiteSpace(input.ProviderName)) yield return new BadInput("service.one-provider", "providerName");
        if (input.Kinds is not { Count: > 0 }) yield return new BadInput("input.required", "kinds");
        else if (!input.Kinds.All(ServiceKinds.Knows)) yield return new BadInput("input.not-a-choice", "kinds");
        if (input.Countries is not { Count: > 0 }) yield return new BadInput("input.required", "countries");
        else if (!input.Countries.All(AddOrganization.IsCountry)) yield return new BadInput("input.not-a-country", "countries");
        if ((input.Sides ?? []).Except(ServiceKinds.Sides).Any()) yield return new BadInput("input.not-a-choice", "sides");
        if ((input.ForWhom ?? []).Except(CodeLists.Of("demographic_factors").Select(c => c.Id)).Any()) yield return new BadInput("input.not-a-choice", "forWhom");
        foreach (var tag in input.Languages ?? []) if (!ServiceWords.IsLanguage(tag)) yield return new BadInput("service.not-a-language", "languages", tag);
        if (input.MinimumAge is < 0 or > 120) yield return new BadInput("input.out-of-range", "minimumAge", "0 to 120");
        if (input.MaximumAge is < 0 or > 120) yield return new BadInput("input.out-of-range", "maximumAge", "0 to 120");
        if (input.MinimumAge > input.MaximumAge) yield return new BadInput("service.ages-reversed", "maximumAge");
        if (!input.Free && string.IsNullOrWhiteSpace(input.Cost)) yield return new BadInput("service.cost-unsaid", "cost");
        foreach (var (row, text) in Rows(input.Hours)) if (OpeningHours.Read(text) is null) yield return new BadInput("service.hours-unreadable", "hours", Named(row, text));
        if (input.Hours is { Count: > 0 } && !TimeZoneInfo.TryFindSystemTimeZoneById(input.TimeZone ?? "", out _)) yield return new BadInput("input.not-a-time-zone", "timeZone");
        foreach (var (row, text) in Rows(input.Phones)) if (!ServiceWords.IsPhone(text)) yield return new BadInput("service.not-a-phone", "phones", Named(row, text));
        if (!string.IsNullOrEmpty(input.Email) && !ServiceWords.IsEmail(input.Email)) yield return new BadInput("input.not-an-address", "email");
        if (!string.IsNullOrEmpty(input.Url) && !ServiceWords.IsPage(input.Url)) yield return new BadInput("service.not-a-page", "url");
        if (input.Hours is { Count: > 14 }) yield return new BadInput("input.too-many", "hours", 14);
        if (input.Phones is { Count: > 10 }) yield return new BadInput("input.too-many", "phones", 10);
        foreach (var (member, text, limit) in ServiceWords.Texts(input)) if (text?.Length > limit) yield return new BadInput("input.too-long", member, limit);
        foreach (var reason in WhyNotAddress(input)) yield return reason;
    }

    private static IEnumerable<Refusal> WhyNotAddress(Input input)
    {
        if (input.Secret)
        {
            // Town and province of a secret address are part of the secret.
            foreach (var (member, text) in new[] { ("city", input.City), ("province", input.Province), ("postalCode", input.PostalCode), ("addressCountry", input.AddressCountry) })
                if (!string.IsNullOrWhiteSpace(text)) yield return new BadInput("service.address-is-secret", member);
            foreach (var (member, text, _) in ServiceWords.Texts(input))
                if (member != "address" && ServiceWords.Tells(text, input.Address)) yield return new BadInput("service.address-in-words", member);
        }
        else if (!string.IsNullOrWhiteSpace(input.Address))
        {
            if (string.IsNullOrWhiteSpace(input.City)) yield return new BadInput("input.required", "city");
            if (!AddOrganization.IsCountry(input.AddressCountry ?? "")) yield return new BadInput("input.not-a-country", "addressCountry");
        }
        var open = !input.Secret && !string.IsNullOrWhiteSpace(input.Address);
        if (input.Phones is not { Count: > 0 } && string.IsNullOrWhiteSpace(input.Email) && string.IsNullOrWhiteSpace(input.Url) && !open) yield return new BadInput("service.no-way-to-reach", "phones");
    }

    private static string Named(int row, string text) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{row}: “{text}”");

    private static IEnumerable<(int Row, string Text)> Rows(IReadOnlyList<string>? rows) => (rows ?? []).Select((text, i) => (i + 1, text));

    /// <summary>Adds it in the rows of the caller's organization.</summary>
    public static async Task<Outcome<CreatedView>> Handle(Input input, Work work)
    {
        if (WhyNot(input).Concat(await WhyNotHere(input, work)).ToList() is { Count: > 0 } reasons) return Outcome<CreatedView>.Refused(reasons);
        var id = Guid.NewGuid();
        work.Write($"insert into network.service (id, org_id, {ServiceWords.Columns}, modified_at) values ($1, $2, {ServiceWords.Places(3)}, ${ServiceWords.Count + 3})",
            [id, work.Actor.OrganizationId, .. ServiceWords.Values(input), work.Now]);
        if (input.Secret && !string.IsNullOrWhiteSpace(input.Address))
            work.Write("insert into network.service_address_secret (service_id, org_id, address) values ($1, $2, $3)", id, work.Actor.OrganizationId, input.Address.Trim());
        work.Audit("service.added", "service", id, new { input.Kinds, input.Countries });
        return await work.Commit(new CreatedView(id));
    }

    /// <summary>Reasons that only the directory and the caller's rights show.</summary>
    internal static async Task<IReadOnlyList<Refusal>> WhyNotHere(Input input, Work work)
    {
        var reasons = new List<Refusal>();
        if (input.ProviderId is { } provider && await work.FirstOrNone<int>("select 1 from access.organization where id = $1 and network.may_see(id)", provider) == 0)
            reasons.Add(new BadInput("input.not-a-choice", "providerId"));
        if (input.Secret && !string.IsNullOrWhiteSpace(input.Address) && !work.Actor.May(NetworkPermissions.ReadSecretAddresses)) reasons.Add(new AddressForHandlers());
        return reasons;
    }
}
