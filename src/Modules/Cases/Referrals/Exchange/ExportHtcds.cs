using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>
/// Hands one case over in the form of HTCDS 2.0, to the one recipient that her consent names, with the fields that it names and no others. A supervisor does it, with
/// a reason that is kept; the timeline of the case says that it happened.
/// </summary>
public static class ExportHtcds
{
    /// <summary>Why, under which consent, and in which form.</summary>
    /// <param name="ConsentId">A live consent of the case, given for exchange of data.</param>
    /// <param name="Reason">One of <see cref="Reasons"/>.</param>
    /// <param name="Format">json, csv or xlsx.</param>
    public sealed record Input(Guid? ConsentId, string Reason, string Format);

    /// <summary>Why case data is handed over.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["caseWork", "safeReturn", "legalDuty", "joinedData"];
    /// <summary>Forms.</summary>
    public static readonly IReadOnlyList<string> Formats = ["json", .. TableWriter.Formats];

    /// <summary>The case as it goes out.</summary>
    /// <param name="Reference">For the name of the file; it stands in no field.</param>
    /// <param name="Recipient">Whom the consent names.</param>
    /// <param name="Fields">Official names and values.</param>
    internal sealed record Export(string Reference, string? Recipient, IReadOnlyList<KeyValuePair<string, object>> Fields);

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.ConsentId is null) yield return new BadInput("input.required", "consentId");
        foreach (var reason in Given.Choice(input.Reason, Reasons, "reason")) yield return reason;
        foreach (var reason in Given.Choice(input.Format, Formats, "format")) yield return reason;
    }

    /// <summary>Every reason why the consent does not carry the export: it is none, it ended, it was given for something else, or it says less than its fields need.</summary>
    public static IEnumerable<Refusal> WhyNot(ConsentGiven? consent, DateOnly today)
    {
        if (consent is null) { yield return new ConsentRefusals.Missing(); yield break; }
        var identifies = HtcdsFields.All.Any(f => f.Identifies && consent.Fields.Contains(f.Name));
        var wanted = new Disclosure(consent.Recipient, consent.OutsideName, false, HtcdsFields.Purpose, consent.Fields, HasSummary: false, identifies);
        foreach (var reason in ConsentCover.WhyNot(consent, wanted, today)) yield return reason;
    }

    /// <summary>Makes it. What happened is committed before anything leaves.</summary>
    internal static async Task<Outcome<Export>> Handle(Guid id, Input input, Work work, IDirectory directory, Dossiers dossiers)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<Export>.Refused(wrong);
        var row = await work.FirstOrNone<Row>("""
            select c.org_id, c.dossier_id, c.reference, c.state, c.close_reason, c.language, c.country, c.site_id, c.employer, p.name as owner, o.name as organization, o.kind as organization_kind,
                   array(select i.code from cases.labor_issue i where i.case_id = c.id order by i.seq) as issues,
                   (select count(*) from cases.labor_issue i where i.case_id = c.id and i.state not in ('Closed', 'WithdrawnByWorker', 'Dismissed'))::integer as open_issues,
                   exists (select 1 from cases.check_in k where k.case_id = c.id and k.state in ('Scheduled', 'Reached', 'NotReached')) as watched,
                   (select s.result from cases.screening s where s.case_id = c.id order by s.seq desc limit 1) as screening,
                   (select s.conclusion from cases.screening s where s.case_id = c.id and s.conclusion is not null order by s.seq desc limit 1) as conclusion,
                   (select s.basis from cases.screening s where s.case_id = c.id and s.conclusion is not null order by s.seq desc limit 1) as basis
              from cases."case" c left join access.person p on p.id = c.assigned_to join access.organization o on o.id = c.org_id where c.id = $1
            """, id);
        if (row is null) return Outcome<Export>.Missing;
        var consent = await work.FirstOrNone<ConsentRow>("select * from cases.consent where id = $1 and case_id = $2", input.ConsentId, id);
        if (WhyNot(consent?.Given(), work.Today).ToList() is { Count: > 0 } reasons) return Outcome<Export>.Refused(reasons);
        // An unlocked member of the vault, also where no field of hers is opened: handing a case over is not done in passing.
        var dossier = await dossiers.Open(work, row.DossierId);
        if (!dossier.IsDone) return Outcome<Export>.From(dossier);
        var allowed = consent!.Fields.ToHashSet();
        var identifies = HtcdsFields.All.Any(f => f.Identifies && allowed.Contains(f.Name));
        var who = identifies ? await dossier.Value!.Identity(work) : null;
        var site = row.SiteId is { } at ? await directory.Site(work, at) : null;
        var referrals = await work.All<HtcdsReferral>("""
            select coalesce(r.recipient_name, (select o.name from access.organization o where o.id = r.recipient_org)) as recipient, r.sent_on, r.kind, r.services
              from cases.referral r where r.case_id = $1 and r.sent_on is not null and r.state <> 'Revoked' order by r.sent_on, r.seq
            """, id);
        var facts = new HtcdsFacts(row.Organization, row.OrganizationKind, row.Owner, row.State, row.CloseReason, row.OpenIssues, row.Watched, row.Language, row.Issues, site?.OrganizationName ?? row.Employer, site?.Country ?? row.Country,
            row.Screening, row.Conclusion, row.Basis, referrals, who);
        var fields = HtcdsFields.Fill(facts, allowed);
        CaseLog.Note(work, row.OrgId, id, null, "case.exchanged", CaseParty.Of(work.Actor), new { standard = "HTCDS", consent = consent.Id, reason = input.Reason, format = input.Format, fields = fields.Select(f => f.Key), identifies });
        if (identifies) work.Audit("case.identity-read", "case", id, new { reason = "referral" });
        // The answer of a write is kept under its key, readable; this one must not be.
        work.Once = null;
        var recipient = consent.RecipientName ?? (consent.RecipientOrg is { } org ? (await directory.Organization(work, org))?.Name : null);
        return await work.Commit(new Export(row.Reference, recipient, fields));
    }

    /// <summary>The export as a file.</summary>
    internal static (byte[] Bytes, string Type, string Name) File(Export export, string format, DateOnly day)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"htcds-{export.Reference}-{day:yyyy-MM-dd}.{format}");
        if (format == "json")
        {
            var record = export.Fields.ToDictionary(f => f.Key, f => f.Value);
            var bytes = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object?> { ["standard"] = "HTCDS", ["version"] = HtcdsFields.Version, ["recipient"] = export.Recipient, ["exportedOn"] = day, ["case"] = record }, indented);
            return (bytes, "application/json", name);
        }
        // Several values of one field stand in one cell with a semicolon between them, as in the spreadsheet of the standard.
        var table = new Table("HTCDS", [.. export.Fields.Select(f => f.Key)], [[.. export.Fields.Select(f => f.Value is IReadOnlyList<string> many ? string.Join(';', many) : f.Value)]]);
        return format == "xlsx" ? (TableWriter.Xlsx(table), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name)
            : ([0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(TableWriter.Csv(table))], "text/csv; charset=utf-8", name);
    }

    private static readonly JsonSerializerOptions indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) };

    private sealed record Row(Guid OrgId, Guid DossierId, string Reference, CaseState State, string? CloseReason, string Language, string? Country, Guid? SiteId, string? Employer, string? Owner, string Organization,
        string OrganizationKind, string[] Issues, int OpenIssues, bool Watched, ScreeningResult? Screening, string? Conclusion, string? Basis);
}
