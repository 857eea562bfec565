using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Keeps the focal points of a business: one whom the network talks to, and one for serious issues (BI3). One of each at a time, for the
/// organization or for one of its sites; who it was before stays known.</summary>
public static class KeepFocalPoint
{
    /// <summary>Levels.</summary>
    public static readonly IReadOnlyList<string> Levels = ["Primary", "Escalation"];

    /// <summary>A focal point.</summary>
    /// <param name="Level">Primary or Escalation.</param>
    /// <param name="Name">Name.</param>
    /// <param name="Title">Role or title, for example HR director.</param>
    /// <param name="Email">E-mail address; this or a phone number is needed.</param>
    /// <param name="Phone">Phone number, E.164.</param>
    /// <param name="Languages">BCP 47 tags of the languages they speak.</param>
    /// <param name="SiteId">For one site; null for the whole organization.</param>
    /// <param name="Replaces">Whether whoever holds the place now hands it over.</param>
    public sealed record Input(string Level, string Name, string? Title = null, string? Email = null, string? Phone = null, IReadOnlyList<string>? Languages = null, Guid? SiteId = null, bool Replaces = false);

    /// <summary>Somebody holds the place.</summary>
    public sealed record TakenBy(string Level, string Name) : Refusal("focal-point.taken")
    {
        /// <inheritdoc />
        public override string Field => "level";
    }

    /// <summary>Every reason against it.</summary>
    /// <param name="input">The focal point.</param>
    /// <param name="holder">Who holds the place today; null when it is free.</param>
    public static IEnumerable<Refusal> WhyNot(Input input, string? holder)
    {
        if (!Levels.Contains(input.Level)) yield return new BadInput("input.not-a-choice", "level");
        if (string.IsNullOrWhiteSpace(input.Name)) yield return new BadInput("input.required", "name");
        else if (input.Name.Length > 200) yield return new BadInput("input.too-long", "name", 200);
        if (input.Title?.Length > 200) yield return new BadInput("input.too-long", "title", 200);
        if (string.IsNullOrWhiteSpace(input.Email) && string.IsNullOrWhiteSpace(input.Phone)) yield return new BadInput("focal-point.unreachable", "email");
        if (!string.IsNullOrWhiteSpace(input.Email) && (input.Email.Length > 254 || !System.Net.Mail.MailAddress.TryCreate(input.Email.Trim(), out var address) || address.Address != input.Email.Trim())) yield return new BadInput("input.not-an-address", "email");
        if (!string.IsNullOrWhiteSpace(input.Phone) && !IsPhone(input.Phone)) yield return new BadInput("focal-point.not-a-phone", "phone");
        if (input.Languages is not { Count: > 0 }) yield return new BadInput("input.required", "languages");
        else if (input.Languages.Count > 20) yield return new BadInput("input.too-many", "languages", 20);
        else if (input.Languages.Any(l => l is null || l.Length is < 2 or > 35 || !l.Split('-').All(p => p.Length is > 0 and <= 8 && p.All(char.IsAsciiLetterOrDigit)))) yield return new BadInput("input.not-a-choice", "languages");
        if (holder is not null && !input.Replaces) yield return new TakenBy(input.Level, holder);
    }

    /// <summary>Adds it; with <see cref="Input.Replaces"/>, whoever held the place ends today.</summary>
    public static async Task<Outcome<CreatedView>> Add(Guid organization, Input input, Work work)
    {
        if (await Kept.Subject(work, "organization", organization) is null) return Outcome<CreatedView>.Missing;
        var holder = await work.FirstOrNone<string>("select name from network.focal_point where org_id = $1 and site_id is not distinct from $2 and level = $3 and until_day is null", organization, input.SiteId, input.Level ?? "");
        if (WhyNot(input, holder).ToList() is { Count: > 0 } reasons) return Outcome<CreatedView>.Refused(reasons);
        if (input.SiteId is { } site && await work.FirstOrNone<int>("select 1 from network.site where id = $1 and org_id = $2", site, organization) == 0) return Outcome<CreatedView>.Refused(new BadInput("person.site-of-others", "siteId"));
        var id = Guid.NewGuid();
        await work.InRowsOf(organization, () =>
        {
            work.Write("update network.focal_point set until_day = $4 where org_id = $1 and site_id is not distinct from $2 and level = $3 and until_day is null", organization, input.SiteId, input.Level, work.Today);
            work.Write("insert into network.focal_point (id, org_id, site_id, level, name, title, email, phone, languages, from_day) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                id, organization, input.SiteId, input.Level, input.Name.Trim(), input.Title?.Trim() ?? "", input.Email?.Trim() ?? "", Digits(input.Phone), input.Languages!.Distinct().ToArray(), work.Today);
            return Task.CompletedTask;
        });
        work.Audit(holder is null ? "focal-point.added" : "focal-point.replaced", "organization", organization, new { focalPoint = id, input.Level });
        return await work.Commit(new CreatedView(id));
    }

    /// <summary>Ends it today; it stays in the history.</summary>
    public static async Task<Outcome> End(Guid organization, Guid id, Work work)
    {
        if (await Kept.Subject(work, "organization", organization) is null) return Outcome.Missing;
        var ended = 0;
        await work.InRowsOf(organization, async () => ended = await work.Change("update network.focal_point set until_day = $3 where id = $1 and org_id = $2 and until_day is null", id, organization, work.Today));
        if (ended == 0) return Outcome.Missing;
        work.Audit("focal-point.ended", "organization", organization, new { focalPoint = id });
        return await work.Commit();
    }

    // E.164, as HTCDS asks; people write spaces, hyphens and brackets into it.
    private static bool IsPhone(string typed) => Digits(typed) is var number && number.TrimStart('+') is { Length: >= 3 and <= 15 } digits && digits.All(char.IsAsciiDigit) && digits[0] != '0';

    private static string Digits(string? typed) => new([.. (typed ?? "").Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '(' or ')' or '.' or '\u00a0'))]);
}
