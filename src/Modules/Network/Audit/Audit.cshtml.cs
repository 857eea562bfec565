using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Network;

/// <summary>The audit log: whether the chains are whole, and who did what.</summary>
[Needs(NetworkPermissions.ReadAudit)]
public sealed class AuditModel(Work work, Database database, InstallationSecrets secrets) : WorkspacePage(work)
{
    private int page;

    /// <summary>Result of verifying, when it was asked for.</summary>
    public AuditVerifyView? Verified { get; private set; }
    /// <summary>Entries of this page.</summary>
    public IReadOnlyList<ListAuditEntries.EntryView> Entries { get; private set; } = [];
    /// <summary>Organizations to filter by.</summary>
    public IReadOnlyList<Choice> Organizations { get; private set; } = [];
    /// <summary>Organization chosen.</summary>
    public Guid? Organization { get; private set; }
    /// <summary>Beginning of the verb.</summary>
    public string? Action { get; private set; }
    /// <summary>Newest day shown.</summary>
    public DateOnly? Day { get; private set; }
    /// <summary>Address of the page with newer entries.</summary>
    public string? Newer { get; private set; }
    /// <summary>Address of the page with older entries.</summary>
    public string? Older { get; private set; }
    /// <summary>Beginnings of verbs, to choose from.</summary>
    public IReadOnlyList<string> Beginnings { get; } = ["account.", "case.", "consent.", "issue.", "organization.", "passphrase.", "person.", "relation.", "session.", "share.", "site.", "validation.", "vault."];

    /// <summary>The first part of an id: enough to tell two apart on a page; the whole id stands in the title.</summary>
    public static string Short(Guid? id) => id is { } known && known != Guid.Empty ? known.ToString()[..8] : "";
    /// <summary>Time of day in UTC.</summary>
    public static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Shows a page of the log; verifies it when asked.</summary>
    public async Task<IActionResult> OnGet(string? organization, [FromQuery(Name = "action")] string? verb, string? day, string? p, bool verify)
    {
        Organization = Guid.TryParse(organization, out var one) ? one : null;
        Action = string.IsNullOrWhiteSpace(verb) ? null : verb.Trim();
        Day = DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var typed) ? typed : null;
        page = int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, ListAuditEntries.LastPage) : 1;
        (Entries, var more) = await ListAuditEntries.Handle(new ListAuditEntries.Filter(Organization, Action, Day, page), Work);
        Organizations = [.. (await Work.All<OrganizationFacts>("select id, name, kind, country, active from access.organization order by name")).Select(o => new Choice(o.Id.ToString(), o.Name))];
        if (page > 1) Newer = Href(page - 1);
        if (more && page < ListAuditEntries.LastPage) Older = Href(page + 1);
        // The chains are checked outside of anybody's rows: a preview of the role sees nobody's.
        if (verify && Actor.ViewingAs is null)
        {
            var (entries, faults) = await AuditLog.VerifyAll(database.Data, (data, signature) => secrets.Verify(data, signature), HttpContext.RequestAborted);
            Verified = new AuditVerifyView(entries, faults.Count == 0, [.. faults.Select(f => new AuditFaultView(f.Organization, f.Seq, f.What))]);
        }
        return Page();
    }

    private string Href(int to)
    {
        var query = new QueryBuilder { { "p", to.ToString(CultureInfo.InvariantCulture) } };
        if (Organization is { } one) query.Add("organization", one.ToString());
        if (Action is { } verb) query.Add("action", verb);
        if (Day is { } newest) query.Add("day", newest.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return "/app/audit" + query.ToQueryString();
    }
}
