using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>
/// A case handler logs a call, message or visit: it makes a case or joins one. No receipt and no Argon2; a receipt is a second act,
/// when the worker wants one (security design, section 2.8.2).
/// </summary>
public static class LogContact
{
    /// <summary>The contact as logged.</summary>
    public sealed record Input
    {
        /// <summary>Code of <c>contact_channels.csv</c>, upper or lower case.</summary>
        public string? Channel { get; init; }
        /// <summary>Why she made contact.</summary>
        public ContactReason Reason { get; init; }
        /// <summary>Whether she is in danger.</summary>
        public Danger Danger { get; init; }
        /// <summary>BCP 47 tag of the language she spoke.</summary>
        public string? Language { get; init; }
        /// <summary>ISO 3166-1 alpha-2.</summary>
        public string? Country { get; init; }
        /// <summary>What she told.</summary>
        public string? Text { get; init; }
        /// <summary>The site, from the directory.</summary>
        public Guid? SiteId { get; init; }
        /// <summary>The employer as she named it.</summary>
        public string? EmployerName { get; init; }
        /// <summary>Issues or categories of the taxonomy.</summary>
        public IReadOnlyList<string>? IssueCodes { get; init; }
        /// <summary>How many workers it concerns.</summary>
        public int? AffectedWorkers { get; init; }
        /// <summary>Who she is.</summary>
        public Reporter? Reporter { get; init; }
        /// <summary>How she can be reached.</summary>
        public ContactPlan? ContactPlan { get; init; }
        /// <summary>What she allows.</summary>
        public SpokenConsent? Consent { get; init; }
        /// <summary>The case that the contact joins; a new one without it.</summary>
        public Guid? CaseId { get; init; }
        /// <summary>What belongs to the call itself.</summary>
        public CallSheet? Call { get; init; }
    }

    /// <summary>Consent as it was asked for.</summary>
    public sealed record SpokenConsent
    {
        /// <summary>The level; nothing said means nothing told.</summary>
        public ConsentLevel Level { get; init; }
        /// <summary><c>verbal</c> or <c>written</c>.</summary>
        public string How { get; init; } = "verbal";
        /// <summary>Version of the script that was read to her, in her language.</summary>
        public string ScriptVersion { get; init; } = CurrentScript;
    }

    /// <summary>Version of the consent script that the page shows.</summary>
    public const string CurrentScript = "verbal-1";

    /// <summary>Logged.</summary>
    public sealed record Logged(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] Guid CaseId,
        [property: Field(FieldClass.C1)] string Reference) : IView<Handlers>;

    /// <summary>Every reason against the input itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (string.IsNullOrEmpty(input.Channel)) yield return new BadInput("input.required", "channel");
        else if (ChannelCode(input.Channel) is null) yield return new BadInput("input.not-a-choice", "channel");
        foreach (var reason in (IEnumerable<Refusal>)
                 [
                     .. TextRules.WhyNot(input.Text), .. Facts.WhyNotLanguage(input.Language), .. Facts.WhyNotCountry(input.Country),
                     .. TextRules.WhyNotShort(input.EmployerName, "employerName"), .. Facts.WhyNotCodes(input.IssueCodes), .. Facts.WhyNotAffected(input.AffectedWorkers),
                     .. Facts.WhyNot(input.Reporter), .. Facts.WhyNot(input.ContactPlan), .. TextRules.WhyNotShort(input.Consent?.ScriptVersion, "consent.scriptVersion", 40),
                 ]) yield return reason;
        if (input.Consent is { How: not ("verbal" or "written") }) yield return new BadInput("input.not-a-choice", "consent.how");
    }

    /// <summary>Logs it.</summary>
    public static async Task<Outcome<Logged>> Handle(Input input, Work work, Door door)
    {
        if (input.Call?.DraftId is { } sent && await LoggedBefore(sent, work, door) is { } before) return before;
        if (WhyNot(input).Concat(CallRules.WhyNot(input, work.Today)).ToList() is { Count: > 0 } reasons) return Outcome<Logged>.Refused(reasons);
        var organization = work.Actor.OrganizationId;
        var vault = await VaultDoor.Of(work, organization);
        if (door.WhyNotTake(vault).ToList() is { Count: > 0 } closed) return Outcome<Logged>.Refused(closed);
        // A form that was open while the site was merged names its old id; the case goes to where it leads.
        var place = input.SiteId is { } named ? await door.Directory.Site(work, named) : null;
        if (input.SiteId is not null && place is null) return Outcome<Logged>.Refused(new BadInput("input.not-a-choice", "siteId"));

        var (contact, channel, consent) = (Guid.NewGuid(), ChannelCode(input.Channel!)!, input.Consent ?? new SpokenConsent());
        var dossier = await door.Dossiers.Make(work, organization, vault!);
        var opened = input.CaseId is { } existing
            ? await door.Cases.Join(work, existing, contact, dossier.Id, input.Danger)
            : await door.Cases.Open(work, new NewCase(contact, dossier.Id, organization, dossier.VaultId, input.Reason, input.Danger, channel,
                input.Language!, input.Country, place?.Id, input.IssueCodes ?? [], input.AffectedWorkers, consent.Level, work.Actor.PersonId));
        if (opened is null) return Outcome<Logged>.Missing;
        dossier.AddNarrative(work, "contact", input.Language!, input.Text!);
        if (Identities.Of(input.Reporter, input.ContactPlan, input.EmployerName) is { } identity) dossier.PutIdentity(work, identity, Index(identity.Phone, vault!, work));
        var call = input.Call ?? new CallSheet();
        work.Write("""
            insert into voice.contact (id, org_id, dossier_id, vault_id, channel, reason, danger, language, country, received_on, logged_by,
                                       case_id, joined, consent, consent_how, consent_wording,
                                       handler_language, interpreter, interpreter_independent, length, attempts, next_step, topic, finished, draft_id)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)
            """, contact, organization, dossier.Id, dossier.VaultId, channel, input.Reason, input.Danger, input.Language, input.Country, work.Today, work.Actor.PersonId,
            opened.Id, input.CaseId is not null, consent.Level, consent.How, consent.ScriptVersion,
            call.HandlerLanguage, call.Interpreter?.Kind, call.Interpreter?.Independent, CallRules.Length(call.StartedAt, call.EndedAt), call.Attempts, call.NextStep, call.Topic, call.Finished, call.DraftId);
        CallKept.Queue(input, call, contact, dossier, opened, work, door);
        work.Audit("contact.logged", "contact", contact, new { channel, input.Reason, input.Danger, joined = input.CaseId is not null, @case = opened.Id });
        return await work.Commit(new Logged(contact, opened.Id, opened.Reference));
    }

    private static async Task<Logged?> LoggedBefore(Guid draft, Work work, Door door)
    {
        var row = await work.FirstOrNone<Before>("select id, case_id from voice.contact where draft_id = $1 and logged_by = $2", draft, work.Actor.PersonId);
        return row is not null && (await door.Glance.Of(work, [row.CaseId])).TryGetValue(row.CaseId, out var found) ? new Logged(row.Id, row.CaseId, found.Reference) : null;
    }

    private sealed record Before(Guid Id, Guid CaseId);

    /// <summary>The code as listed; null when there is none.</summary>
    private static string? ChannelCode(string channel) => CodeLists.Of("contact_channels").FirstOrDefault(c => c.Id.Equals(channel, StringComparison.OrdinalIgnoreCase))?.Id;

    // Only an unlocked member of the vault can compute the index: the server by itself cannot (security design, section 2.5).
    private static byte[]? Index(string? phone, VaultDoor vault, Work work) =>
        PhoneNumbers.ToE164(phone) is { } number && work.Keys.Vault(vault.Id, vault.Version) is { } pair ? PhoneIndex.Of(pair.Private, number) : null;
}
