using System.Security.Cryptography;
using Npgsql;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>
/// A worker's report. Answered "received" only when everything of it is committed. The receipt is the idempotency key: the same form
/// again gets the same answer and makes no second report; with another text the new text is added as a message, never dropped
/// (security design, sections 2.4 and 2.8.1).
/// </summary>
public static class SendReport
{
    /// <summary>The form as sent.</summary>
    public sealed record Input
    {
        /// <summary>As issued with the form.</summary>
        public string? FormState { get; init; }
        /// <summary>The receipt that came with the form.</summary>
        public string? Receipt { get; init; }
        /// <summary>Proof of work; not asked while the form's <c>bits</c> are 0.</summary>
        public string? Proof { get; init; }
        /// <summary>BCP 47 tag of the text.</summary>
        public string? Language { get; init; }
        /// <summary>Why she writes.</summary>
        public ContactReason Reason { get; init; }
        /// <summary>What she tapped.</summary>
        public Danger Danger { get; init; }
        /// <summary>Her words.</summary>
        public string? Text { get; init; }
        /// <summary>Where the problem is, ISO 3166-1 alpha-2.</summary>
        public string? Country { get; init; }
        /// <summary>The site, when she knows it from the directory.</summary>
        public Guid? SiteId { get; init; }
        /// <summary>The employer in her words.</summary>
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
        public ConsentGiven? Consent { get; init; }
    }

    /// <summary>Received and kept.</summary>
    /// <param name="ReceivedOn">The day the report was first received.</param>
    public sealed record Received([property: Field(FieldClass.C1)] DateOnly ReceivedOn) : IView<ReceiptHolder>;

    /// <summary>Received, and which contact it is.</summary>
    internal sealed record Taken(DateOnly ReceivedOn, Guid Contact, Guid Organization);

    /// <summary>The wording of the consent question on the worker's pages.</summary>
    public const string ConsentWording = "web-1";

    /// <summary>Every reason against the input itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input) =>
    [
        .. TextRules.WhyNot(input.Text),
        .. Facts.WhyNotLanguage(input.Language),
        .. Facts.WhyNotCountry(input.Country),
        .. TextRules.WhyNotShort(input.EmployerName, "employerName"),
        .. Facts.WhyNotCodes(input.IssueCodes),
        .. Facts.WhyNotAffected(input.AffectedWorkers),
        .. Facts.WhyNot(input.Reporter),
        .. Facts.WhyNot(input.ContactPlan),
    ];

    /// <summary>Receives it, or says what stands against it. The cheap checks come first: nothing mistyped costs an Argon2.</summary>
    public static async Task<Outcome<Received>> Handle(Input input, Work work, Door door) 
    {
        var outcome = await Take(input, work, door);
        return outcome.Value is { } taken ? new Received(taken.ReceivedOn) : Outcome<Received>.From(outcome);
    }

    /// <summary>As <see cref="Handle"/>; tells the page which contact it was.</summary>
    internal static async Task<Outcome<Taken>> Take(Input input, Work work, Door door)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } reasons) return Outcome<Taken>.Refused(reasons);
        if (!ReceiptDoor.TryRead(input.Receipt, out var receipt, out var fault)) return Outcome<Taken>.Refused(fault);
        var form = ReadForm(input.FormState, receipt, door.Secrets.FormKey);
        var standing = FormRules.Judge(form, form is not null, work.Now, door.Options);
        var whyNot = FormRules.WhyNot(standing, form, work.Now, door.Options);
        if (standing is FormStanding.TooYoung) return Outcome<Taken>.Refused(whyNot!);

        if (await door.Receipts.Keys(receipt, work.Cancelled) is not { } keys) return Outcome<Taken>.Busy;
        try
        {
            if (await Before(input, form, keys, work, door) is { } before) return before;
            if (whyNot is not null) return Outcome<Taken>.Refused(whyNot);
            return await Receive(input, form!.ChannelId, keys, work, door);
        }
        catch (PostgresException twice) when (twice is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "contact_lookup_key" })
        {
            // The same form arrived in parallel and was committed first: this one is the second.
            await work.DisposeAsync();
            await using var again = door.Works.Begin(work.Cancelled);
            return await Before(input, form, keys, again, door) ?? Outcome<Taken>.Busy;
        }
        catch (Exception away) when (Away.Is(away)) { return Outcome<Taken>.Busy; }
    }

    /// <summary>What the form state says; null when it is altered or was issued with another receipt.</summary>
    private static FormClaims? ReadForm(string? state, Receipt receipt, byte[] key) =>
        FormState.TryRead(key, state, out var claims) && FormState.ReceiptMatches(key, claims, receipt) ? claims : null;

    /// <summary>The answer when this receipt's report was received before; null when it was not.</summary>
    private static async Task<Outcome<Taken>?> Before(Input input, FormClaims? form, ReceiptKeys keys, Work work, Door door)
    {
        if (await door.Receipts.Find(keys, work) is not { } found) return null;
        // Without its form, a receipt whose channel she closed is as unknown here as everywhere.
        if (found.Row.ClosedByWorker && form is null) return null;
        var received = new Taken(found.Row.ReceivedOn, found.Row.Id, found.Row.OrgId);
        var same = found.Row.FirstTextHash is { } first && CryptographicOperations.FixedTimeEquals(first, found.Mark("report", input.Text!));
        if (same || !await WriteMessage.Add(found, input.Text!, found.Mark("report", input.Text!), input.Danger, work, door)) return received;
        return await work.Commit(received);
    }

    private static async Task<Outcome<Taken>> Receive(Input input, Guid channelId, ReceiptKeys keys, Work work, Door door)
    {
        if (await ChannelDoor.Of(work, channelId) is not { Open: true } channel) return Outcome<Taken>.Refused(new Door.ChannelClosed());
        if (door.WhyNotTake(channel.Vault).ToList() is { Count: > 0 } closed) return Outcome<Taken>.Refused(closed);
        await work.ActAnonymously(channel.OrgId);
        // A form that was open while the site was merged names its old id; the case goes to where it leads.
        var place = input.SiteId is { } named ? await door.Directory.Site(work, named) : null;
        if (input.SiteId is not null && place is null) return Outcome<Taken>.Refused(new BadInput("input.not-a-choice", "siteId"));

        var (contact, reply) = (Guid.NewGuid(), KeyPair.Generate());
        var level = input.Consent?.Level ?? ConsentLevel.None;
        var dossier = await door.Dossiers.Make(work, channel.OrgId, channel.Vault!);
        dossier.AddNarrative(work, "report", input.Language!, input.Text!);
        if (Identities.Of(input.Reporter, input.ContactPlan, input.EmployerName) is { } identity) dossier.PutIdentity(work, identity);
        var opened = await door.Cases.Open(work, new NewCase(contact, dossier.Id, channel.OrgId, dossier.VaultId, input.Reason, input.Danger, "WEB",
            input.Language!, input.Country, place?.Id, input.IssueCodes ?? [], input.AffectedWorkers, level, LoggedBy: null));
        work.Write("""
            insert into voice.contact (id, org_id, dossier_id, vault_id, channel_id, channel, reason, danger, language, country, received_on,
                                       lookup, reply_pub, reply_sk_wrapped, first_text_hash, case_id, consent, consent_how, consent_wording)
            values ($1, $2, $3, $4, $5, 'WEB', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'web', $17)
            """, contact, channel.OrgId, dossier.Id, dossier.VaultId, channel.Id, input.Reason, input.Danger, input.Language, input.Country, work.Today,
            keys.Lookup, reply.Public, ReplyKey.Wrap(dossier.ErasureKey, keys.Kek(contact), reply, contact, dossier.Id),
            FoundContact.Mark(keys, contact, "report", input.Text!), opened.Id, level, ConsentWording);
        work.Audit("contact.received", "contact", contact, new { channel = "WEB", input.Reason, input.Danger, @case = opened.Id });
        return await work.Commit(new Taken(work.Today, contact, channel.OrgId));
    }
}
