using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>
/// Composes what one business would be told about one issue: allowed facts, made coarse, and a summary typed for it. Needs a safety review
/// and a consent that covers all of it (C8). Looks for the worker in it before anybody else can.
/// </summary>
public static class DraftShare
{
    /// <summary>The packet.</summary>
    /// <param name="RecipientOrganizationId">The business; null for one outside the network.</param>
    /// <param name="RecipientName">The name of a business outside the network.</param>
    /// <param name="Purpose">One of <see cref="CaseCodes.Purposes"/>.</param>
    /// <param name="Fields">Facts to tell (<see cref="PacketFields.All"/>).</param>
    /// <param name="Summary">Words typed for this business; null for coded facts only.</param>
    /// <param name="Identifies">The summary says who she is, for the purpose that her consent names.</param>
    /// <param name="Values">What the fields say that the handler fills (<see cref="PacketFields.Said"/>), as coarse as <see cref="Ladder"/> knows them.</param>
    /// <param name="AsksWaiver">Whether anything in it offers that she gives up a claim: yes is refused. To be answered where the words look like it.</param>
    public sealed record Input(string Purpose, IReadOnlyList<string>? Fields, string? Summary = null, Guid? RecipientOrganizationId = null, string? RecipientName = null, bool Identifies = false,
        IReadOnlyDictionary<string, string>? Values = null, bool? AsksWaiver = null);

    /// <summary>The packet that was composed: coded facts only, as the answer of a write is kept under its key.</summary>
    /// <param name="Id">The packet.</param>
    /// <param name="Checks">Each check with its result.</param>
    /// <param name="NeedsSecondPerson">A second person must approve.</param>
    public sealed record DraftView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] IReadOnlyList<PacketCheck> Checks,
        [property: Field(FieldClass.C1)] bool NeedsSecondPerson) : IView<Handlers>;

    /// <summary>No business of this id can be told about this site.</summary>
    public sealed record NotARecipient() : Refusal("share.not-a-recipient")
    {
        /// <inheritdoc />
        public override string Field => "recipientOrganizationId";
    }

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, DateOnly today)
    {
        if (input.RecipientOrganizationId is null == string.IsNullOrWhiteSpace(input.RecipientName)) yield return new BadInput("input.one-of", "recipientOrganizationId");
        foreach (var reason in Given.OptionalText(input.RecipientName, "recipientName", 200)) yield return reason;
        foreach (var reason in Given.Choice(input.Purpose, CaseCodes.Purposes, "purpose")) yield return reason;
        if (input.Fields is not { Count: > 0 }) yield return new BadInput("input.required", "fields");
        foreach (var reason in Given.Choices(input.Fields, PacketFields.All, "fields")) yield return reason;
        foreach (var reason in Given.OptionalText(input.Summary, "summary", 8192)) yield return reason;
        foreach (var field in PacketFields.Said.Where(f => input.Fields?.Contains(f) ?? false))
            if (string.IsNullOrWhiteSpace(input.Values?.GetValueOrDefault(field))) yield return new BadInput("input.required", "values." + field);
            else if (!Ladder.Takes(field, input.Values[field], today)) yield return new BadInput(field == PacketFields.Happened ? "packet.not-a-time" : "input.not-a-choice", "values." + field);
        // A value whose field is not told would be lost without a word.
        foreach (var field in (input.Values?.Keys ?? []).Where(v => !PacketFields.Said.Contains(v) || !(input.Fields?.Contains(v) ?? false)))
            yield return new BadInput("packet.value-without-field", "values." + field);
        if (input.Identifies && string.IsNullOrWhiteSpace(input.Summary)) yield return new BadInput("input.required", "summary");
        foreach (var reason in WaiverGuard.WhyNot(input.AsksWaiver, input.Summary)) yield return reason;
    }

    /// <summary>Composes the packet, checks it, and seals its key for the author and for the recipient: held until the release.</summary>
    public static async Task<Outcome<DraftView>> Handle(Guid issue, int? version, Input input, Work work, IDirectory directory, Dossiers dossiers, Keystore keystore)
    {
        if (WhyNot(input, work.Today).ToList() is { Count: > 0 } wrong) return Outcome<DraftView>.Refused(wrong);
        var held = await IssueFile.Hold(work, issue, version);
        if (!held.IsDone) return Outcome<DraftView>.From(held);
        var (file, row) = (held.Value!, held.Value!.Row);
        var composed = await Compose(file, input, [], work, directory, dossiers);
        if (!composed.IsDone) return Outcome<DraftView>.From(composed);
        var packet = composed.Value!;
        if (file.Move(work, IssueAction.ComposePacket, CaseParty.Of(work.Actor), file.Facts with { Consent = packet.Consent.Level },
                new { recipient = packet.Wanted.Recipient, consent = packet.Consent.Id, fields = packet.Fields, checks = packet.Checks.Where(c => c.Result is not CheckResult.Pass).Select(c => c.Code) }) is { Count: > 0 } reasons)
            return Outcome<DraftView>.Refused(reasons);

        var (id, key, dossier) = (Guid.NewGuid(), Packets.NewKey(), packet.Dossier);
        work.Write("""
            insert into cases.share (id, org_id, recipient_org, recipient_name, case_id, issue_id, dossier_id, site_id, consent_id, state, purpose, fields, has_summary, identifies,
                                     checks, needs_second, author, made_on, ct)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'Draft', $10, $11, $12, $13, $14, $15, $16, $17, $18)
            """, id, row.OrgId, packet.Wanted.Recipient, packet.Wanted.OutsideName, row.CaseId, issue, row.DossierId, row.SiteId, packet.Consent.Id, input.Purpose, packet.Fields, packet.Wanted.HasSummary, input.Identifies,
            JsonSerializer.Serialize(packet.Checks, Json.Compact), packet.NeedsSecond, work.Actor.PersonId, work.Today, Packets.Seal(key, id, row.DossierId, packet.Content));
        Packets.Keep(work, id, row.OrgId, row.OrgId, row.DossierId, dossier.ErasureKey, dossier.VaultId, dossier.VaultVersion, dossier.VaultPub, key, "held");
        if (packet.Wanted.Recipient is { } org && await VaultDoor.Of(work, org) is { } door)
            Packets.Keep(work, id, row.OrgId, org, row.DossierId, dossier.ErasureKey, door.Id, door.Version, door.Pub, key, "held");
        // What the business said for itself, and was shown, a buyer reads from the first day.
        if (packet.Wanted is { Recipient: { } company, RecipientBuysFromSite: true }) await DecideAccount.Copy(work, keystore, row.OrgId, issue, id, company, row.DossierId, key);
        if (packet.NeedsSecond) work.Notify("share.needs-second-person", "share", id, role: Roles.Supervisor);
        return await work.Commit(new DraftView(id, packet.Checks, packet.NeedsSecond));
    }

    /// <summary>What was composed, checked and covered by a consent, before it is sealed.</summary>
    internal sealed record Composed(Disclosure Wanted, string[] Fields, ConsentRow Consent, IReadOnlyList<PacketCheck> Checks, bool NeedsSecond, OpenDossier Dossier, PacketContent Content);

    /// <summary>Composes a packet: the same for a new one and for one that is changed before it goes.</summary>
    /// <param name="file">The issue in the hand of the act.</param>
    /// <param name="input">What was asked for.</param>
    /// <param name="beside">Checks of what stands beside the packet, where it has files already: their field stays told, their result stays.</param>
    /// <param name="work">The unit of work.</param>
    /// <param name="directory">The directory.</param>
    /// <param name="dossiers">The sealed files.</param>
    internal static async Task<Outcome<Composed>> Compose(IssueFile file, Input input, IReadOnlyList<PacketCheck> beside, Work work, IDirectory directory, Dossiers dossiers)
    {
        var row = file.Row;
        var site = row.SiteId is { } at ? await directory.Site(work, at) : null;
        var recipient = input.RecipientOrganizationId;
        if (recipient is { } business && (site is null || !(await directory.RecipientsFor(work, site.Id)).Any(o => o.Id == business))) return Outcome<Composed>.Refused(new NotARecipient());
        var buys = recipient is { } buyer && site is not null && await directory.BuysFrom(work, buyer, site.Id);
        var summary = string.IsNullOrWhiteSpace(input.Summary) ? null : input.Summary.Trim();
        var fields = input.Fields!.Concat(beside.Count > 0 ? [AddFilesToShare.Field] : []).Distinct().Order(StringComparer.Ordinal).ToArray();
        var wanted = new Disclosure(recipient, recipient is null ? input.RecipientName!.Trim() : null, buys, input.Purpose, fields.ToHashSet(), summary is not null, input.Identifies);

        var facts = new ShareFacts
        {
            Issue = file.State, SafetyReview = file.Facts.SafetyReview, CriticalPath = file.CriticalPath, RecipientIsSuspect = file.IsSuspect(recipient), Consents = [.. file.Consents.Select(c => c.Given())],
            Wanted = wanted, Today = work.Today, Author = work.Actor.PersonId,
        };
        if (SharePolicy.WhyNotShare(facts).ToList() is { Count: > 0 } against) return Outcome<Composed>.Refused(against);
        var consent = file.Consents.First(c => !ConsentCover.WhyNot(c.Given(), wanted, work.Today).Any());

        var known = await PacketLook.Open(work, dossiers, row, summary ?? "");
        if (!known.IsDone) return Outcome<Composed>.From(known);
        var told = FactsOf(fields, row, site, input.Values);
        IReadOnlyList<PacketCheck> checks = [.. await PacketLook.Checks(work, directory, file, known.Value!, told, summary, input.Identifies), .. beside];
        return new Composed(wanted, fields, consent, checks, (facts with { Checks = checks }).NeedsSecondPerson, known.Value!.Dossier, new PacketContent(told, summary));
    }

    /// <summary>The facts as they go out.</summary>
    private static Dictionary<string, string> FactsOf(IEnumerable<string> fields, IssueRow row, SiteFacts? site, IReadOnlyDictionary<string, string>? values)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields)
            if (field switch
                {
                    PacketFields.Site => site?.Name ?? row.Employer,
                    PacketFields.Category => row.Category,
                    PacketFields.Issue => row.Code,
                    PacketFields.Severity => row.Severity?.ToString(),
                    PacketFields.Affected => PacketFields.Band(row.Affected),
                    PacketFields.JourneyStage => row.JourneyStage,
                    _ => values?.GetValueOrDefault(field)?.Trim(),
                } is { } value) facts[field] = value;
        return facts;
    }
}
