using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>
/// Writes the letter of a referral from what her consent names: coded facts, who she is where she wants to be known, and words. Looks for everything in it that she
/// did not allow, and for words that ask her to give up rights. It can be written anew until it is sent.
/// </summary>
public static class WriteLetter
{
    /// <summary>The letter.</summary>
    /// <param name="Fields">What it tells (<see cref="LetterFields.All"/>).</param>
    /// <param name="Words">What is written to the recipient; null for none.</param>
    /// <param name="Language">Language of the letter: one of those with texts.</param>
    /// <param name="AsksWaiver">Whether anything in it asks her to give up a claim: it must be answered, and yes is refused.</param>
    public sealed record Input(IReadOnlyList<string>? Fields, string? Words, string Language, bool? AsksWaiver = null);

    /// <summary>The letter that was written, in coded facts.</summary>
    /// <param name="Id">The referral.</param>
    /// <param name="Checks">Each check with its result.</param>
    /// <param name="NeedsSecondPerson">A second person must approve.</param>
    public sealed record WrittenView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] IReadOnlyList<PacketCheck> Checks,
        [property: Field(FieldClass.C1)] bool NeedsSecondPerson) : IView<Handlers>;

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.Fields is not { Count: > 0 }) yield return new BadInput("input.required", "fields");
        foreach (var reason in Given.Choices(input.Fields, LetterFields.All, "fields")) yield return reason;
        foreach (var reason in Given.OptionalText(input.Words, "words", 8192)) yield return reason;
        if (!Languages.Knows(input.Language ?? "")) yield return new BadInput("input.not-a-choice", "language");
        if (input.AsksWaiver is null) yield return new BadInput("input.required", "asksWaiver");
        foreach (var reason in WaiverGuard.WhyNot(input.AsksWaiver, input.Words).Where(_ => input.AsksWaiver is not null)) yield return reason;
    }

    /// <summary>Writes it.</summary>
    public static async Task<Outcome<WrittenView>> Handle(Guid id, int? version, Input input, Work work, IDirectory directory, Dossiers dossiers)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<WrittenView>.Refused(wrong);
        var found = await ReferralFile.Hold(work, id, version);
        if (!found.IsDone) return Outcome<WrittenView>.From(found);
        var (file, party) = (found.Value!, CaseParty.Of(work.Actor));
        var words = string.IsNullOrWhiteSpace(input.Words) ? null : input.Words.Trim();
        var fields = input.Fields!.Distinct().Order(StringComparer.Ordinal).ToArray();
        var wanted = new Disclosure(file.To.Organization, file.To.Name, false, ReferralCodes.Purpose, fields.ToHashSet(), words is not null, fields.Any(LetterFields.Personal.Contains));
        var facts = await file.Facts(work, directory, wanted: wanted);
        if (file.WhyNot(ReferralAct.Write, party, facts) is { Count: > 0 } reasons) return Outcome<WrittenView>.Refused(reasons);
        var consent = file.Consents.First(c => !ConsentCover.WhyNot(c.Given(), wanted, work.Today).Any());

        var files = await work.All<Guid>("select dossier_id from cases.file where case_id = $1", file.Row.CaseId);
        var opened = await dossiers.OpenAll(work, files);
        // A file whose identity cannot be looked for could let a name through.
        if (opened.Count < files.Count || !opened.TryGetValue(file.Case.DossierId, out var dossier)) return Outcome<WrittenView>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
        var people = new List<(Guid Dossier, WorkerIdentity Who)>();
        foreach (var one in opened.Values) if (await one.Identity(work) is { } who) people.Add((one.Id, who));
        var her = people.FirstOrDefault(p => p.Dossier == file.Case.DossierId).Who ?? people.Select(p => p.Who).FirstOrDefault();
        var (told, empty) = await FactsOf(work, directory, file, fields, her);
        if (empty.Count > 0) return Outcome<WrittenView>.Refused(new ReferralRefusals.NothingToTell(string.Join(", ", empty)));
        var settings = (await CaseCalendar.Of(work, file.Row.CaseId)).Settings;
        var checks = Check(words, file.Case, wanted, people.Select(p => p.Who), settings);
        var second = checks.Any(c => c.Result is CheckResult.Warn);

        var (key, ct) = Letters.Seal(id, file.Case.DossierId, new LetterContent(told, words));
        // A letter that is written anew has a new key, and nobody has agreed to it yet.
        work.Write("delete from cases.referral_key where referral_id = $1", id);
        work.Write("""
            insert into cases.referral_letter (referral_id, org_id, case_id, dossier_id, recipient_org, kind, state, fields, has_words, identifies, language, checks, needs_second, author, made_on, ct)
            values ($1, $2, $3, $4, $5, $6, 'Draft', $7, $8, $9, $10, $11, $12, $13, $14, $15)
            on conflict (referral_id) do update set recipient_org = excluded.recipient_org, state = 'Draft', fields = excluded.fields, has_words = excluded.has_words, identifies = excluded.identifies,
                language = excluded.language, asks_waiver = false, checks = excluded.checks, needs_second = excluded.needs_second, author = excluded.author, approved_by = null, made_on = excluded.made_on, ct = excluded.ct
            """, id, file.Row.OrgId, file.Row.CaseId, file.Case.DossierId, file.To.Organization, file.Row.Kind, fields, words is not null, wanted.Identifies, input.Language, JsonSerializer.Serialize(checks, Json.Compact), second,
            work.Actor.PersonId, work.Today, ct);
        Letters.Keep(work, file, file.Row.OrgId, dossier.ErasureKey, dossier.VaultId, dossier.VaultVersion, dossier.VaultPub, key);
        work.Write("update cases.referral set consent_id = $2, version = version + 1 where id = $1", id, consent.Id);
        file.Note(work, "case.referral-letter-written", party, new { referral = id, to = file.Row.Kind, fields, identifies = wanted.Identifies, checks = checks.Where(c => c.Result is not CheckResult.Pass).Select(c => c.Code) });
        // Whoever puts her name into a letter has seen who she is: that is kept as such.
        if (wanted.Identifies) work.Audit("case.identity-read", "case", file.Row.CaseId, new { reason = "referral" });
        if (second) work.Notify("case.referral-needs-second-person", "case", file.Row.CaseId, role: Roles.Supervisor);
        return await work.Commit(new WrittenView(id, checks, second));
    }

    // Whom it may name is her choice; what else could give her or others away is looked for as in every packet. How many workers match does not matter to a doctor.
    private static List<PacketCheck> Check(string? words, CaseRow row, Disclosure wanted, IEnumerable<WorkerIdentity> people, CaseSettings settings)
    {
        var known = people.ToList();
        var all = PacketChecks.OfText(words ?? "", new KnownIdentity(
            [.. known.SelectMany(w => new[] { wanted.Fields.Contains(LetterFields.Name) ? null : w.Name, wanted.Fields.Contains(LetterFields.SafeContact) ? null : w.CodeWord }).OfType<string>()],
            [.. known.Select(w => wanted.Fields.Contains(LetterFields.Phone) ? null : w.Phone).OfType<string>()], []), [row.ReceivedOn], settings);
        return [.. all.Where(c => c.Code is not (PacketChecks.ExactDate or PacketChecks.ExactTime)
            && !(wanted.Identifies && c.Code is PacketChecks.NumberPattern or PacketChecks.AddressPattern or PacketChecks.JobTitle or PacketChecks.Place or PacketChecks.Quantity))];
    }

    private static async Task<(Dictionary<string, string> Told, List<string> Empty)> FactsOf(Work work, IDirectory directory, ReferralFile file, IEnumerable<string> fields, WorkerIdentity? her)
    {
        var c = await work.FirstOrNone<Coded>("select c.language, c.country, c.danger, c.site_id, c.employer, c.categories from cases.\"case\" c where c.id = $1", file.Row.CaseId);
        var site = c!.SiteId is { } at ? await directory.Site(work, at) : null;
        var (told, empty) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<string>());
        foreach (var field in fields)
            if (field switch
                {
                    LetterFields.Need => file.Row.Kind,
                    LetterFields.Problem => c.Categories.Length == 0 ? null : string.Join(",", c.Categories),
                    LetterFields.Language => c.Language,
                    LetterFields.Country => site?.Country ?? c.Country,
                    LetterFields.Danger => c.Danger.ToString(),
                    LetterFields.Workplace => site is null ? c.Employer : $"{site.Name}, {site.OrganizationName}",
                    LetterFields.Name => her?.Name,
                    LetterFields.Phone => her?.Phone,
                    LetterFields.SafeContact => her is null ? null : string.Join(" · ", new[] { her.SafeChannel, her.SafeHours, her.CodeWord }.Where(p => !string.IsNullOrWhiteSpace(p))),
                    LetterFields.Gender => her?.Gender,
                    LetterFields.Nationality => her?.Nationality,
                    LetterFields.Age => her?.AgeBand,
                    _ => null,
                } is { Length: > 0 } value) told[field] = value;
            else empty.Add(field);
        return (told, empty);
    }

    private sealed record Coded(string Language, string? Country, Danger Danger, Guid? SiteId, string? Employer, string[] Categories);
}

/// <summary>A second person looks at a letter and agrees. Nobody approves an own letter.</summary>
public static class ApproveLetter
{
    /// <summary>Approves it.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Work work, IDirectory directory)
    {
        var found = await ReferralFile.Hold(work, id, version);
        if (!found.IsDone) return Outcome<ActView>.From(found);
        var (file, party) = (found.Value!, CaseParty.Of(work.Actor));
        if (file.WhyNot(ReferralAct.Approve, party, await file.Facts(work, directory)) is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        work.Write("update cases.referral_letter set state = 'Approved', approved_by = $2 where referral_id = $1", id, work.Actor.PersonId);
        work.Write("update cases.referral set version = version + 1 where id = $1", id);
        file.Note(work, "case.referral-letter-approved", party);
        if (file.Row.Author is { } author && author != work.Actor.PersonId) work.Notify("case.referral-approved", "case", file.Row.CaseId, author);
        return await work.Commit(new ActView(id, null, file.Case.State));
    }
}
