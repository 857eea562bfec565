using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;
using static OpenIlm.Cases.WholeCase;

namespace OpenIlm.Cases;

/// <summary>Reads a case: coded facts, next steps drawn from the rules, and, for an unlocked member of its vault, what is sealed in it.</summary>
public sealed class ReadCase(Dossiers dossiers, IWorkerChannels channels, IDirectory directory, IRefusalTexts texts)
{
    /// <summary>Reads the case and commits the audit entry of the reading before anything is shown.</summary>
    public async Task<Outcome<CaseView>> Handle(Guid id, Work work)
    {
        var view = await Prepare(id, work);
        return view is null ? Outcome<CaseView>.Missing : await work.Commit(view);
    }

    /// <summary>Reads the case and queues the audit entry: for a page that reads more in the same transaction. Whoever calls it commits before showing.</summary>
    public async Task<CaseView?> Prepare(Guid id, Work work)
    {
        work.PlanOnce();
        var row = await work.FirstOrNone<WholeCase>(Query, id);
        if (row is null) return null;
        var files = Nested.Read<FileRow>(row.Files);
        Guid[] heard = [.. files.Select(f => f.ContactId)];
        var keys = dossiers.AskKeys(work, [.. files.Select(f => f.DossierId)]);
        var (contacts, letters, site) = (channels.AskContacts(heard), channels.AskMessages(heard), directory.AskSite(row.SiteId ?? Guid.Empty));
        var steps = new Question<PathStep>("select distinct step from cases.path_step where case_id = $1 and state = 'Done'", id);
        await work.Ask(keys.Question, contacts, letters, site, steps);
        var opened = await dossiers.Open(work, keys);
        var messages = files.Where(f => opened.ContainsKey(f.DossierId)).SelectMany(f => channels.Open(opened[f.DossierId], f.ContactId, letters.Rows)
            .Select(m => new MessageView(m.Id, f.ContactId, m.FromWorker, m.Day, m.Text))).ToList();
        if (work.Actor.ViewingAs is null) MarkRead(work, row);
        // A preview of a role is not a reading: the worker would be told that somebody read her.
        else work.Audit("case.previewed", "case", row.Id);
        return View(work, row, files, opened, contacts.Rows.ToDictionary(c => c.Id), messages, site.Rows.Count > 0 ? site.Rows[0] : null, row.Critical ? PathSteps.Gate(steps.Rows) : null);
    }

    private static void MarkRead(Work work, WholeCase row)
    {
        if (row.Unread) work.Write("update cases.\"case\" set unread = false, read_on = coalesce(read_on, $2) where id = $1", row.Id, work.Today);
        // The first reading is a fact of the case that the worker sees; later ones are for the auditor only.
        if (row.ReadOn is null) CaseLog.Note(work, row.OrgId, row.Id, null, "case.read", CaseParty.Of(work.Actor));
        else work.Audit("case.read", "case", row.Id);
    }

    private CaseView View(Work work, WholeCase row, IReadOnlyList<FileRow> files, IReadOnlyDictionary<Guid, OpenDossier> opened, IReadOnlyDictionary<Guid, ContactFacts> contacts,
        IReadOnlyList<MessageView> messages, SiteFacts? site, CriticalPath? path)
    {
        var people = Nested.Read<Named>(row.People).ToDictionary(p => p.Id, p => p.Name);
        var businesses = Nested.Read<Named>(row.Businesses).ToDictionary(p => p.Id, p => p.Name);
        string? Person(Guid? who) => who is { } one ? people.GetValueOrDefault(one) : null;
        string? Business(Guid? who) => who is { } one ? businesses.GetValueOrDefault(one) : null;
        string? Text(SealedColumn column, Guid dossier, Guid at, byte[]? ct) => ct is not null && opened.TryGetValue(dossier, out var open) ? open.Text(column, at, ct) : null;

        var keys = new Dictionary<Guid, byte[]>();
        foreach (var wrap in Nested.Read<PacketWrap>(row.Wraps))
            if (opened.TryGetValue(wrap.DossierId, out var open) && Packets.Open(work, wrap, open.ErasureKey) is { } key) keys[wrap.ShareId] = key;
        string? Packet(SealedColumn column, Guid? share, Guid at, byte[]? ct) => ct is null ? null
            : share is not { } id ? Text(column, row.DossierId, at, ct)
            : keys.TryGetValue(id, out var key) ? Blob.OpenText(key, ct, new Aad(column, at, row.DossierId)) : null;

        var party = CaseParty.Of(work.Actor);
        var reviews = Nested.Read<ReviewRow>(row.Reviews);
        var consents = Nested.Read<ConsentRow>(row.Consents);
        var issues = Nested.Read<IssueChild>(row.Issues);
        var shares = Nested.Read<ShareChild>(row.Shares).ToLookup(s => s.IssueId);
        var responses = Nested.Read<ResponseRow>(row.Responses).ToLookup(r => r.ShareId);
        var actions = Nested.Read<ActionRow>(row.Actions).ToLookup(a => a.IssueId);
        var claims = Nested.Read<ClaimRow>(row.Claims).ToLookup(c => c.IssueId);
        var validations = Nested.Read<ValidationRow>(row.Validations).ToLookup(v => v.IssueId);
        var consent = ConsentCover.HighestLive(consents.Where(c => c.Covers).Select(c => c.Given()), work.Today);

        IssueFacts Facts(IssueChild i) => new IssueFacts
        {
            SafetyReview = reviews.Count > 0 ? reviews[^1].Decision : null, Consent = consent,
            HasReleasablePacket = shares[i.Id].Any(s => s.State is ShareState.Approved || s is { State: ShareState.Draft, NeedsSecond: false, Blocked: false }),
            Actions = actions[i.Id].Count(), UnreportedActions = actions[i.Id].Count(a => a.State is ActionState.Agreed), RemedyRevision = i.RemedyRevision,
            Validations = [.. validations[i.Id].Select(v => new Validation(v.Outcome, v.Quality, v.Revision, v.ByWorker ? IssueParty.Worker : IssueParty.Handler))],
            OpenRetaliationReports = row.OpenRetaliation, ContactLost = i.ContactLostOn is not null, AffectedWorkers = i.Affected, IsCritical = i.Critical, CriticalPath = path,
            Collective = SampleFact.Read(i.Sample),
        }.WithReporterCounted();
        string? Opened(ValidationRow v) => v.Ct is not null && v.VaultVersion is { } version && opened.TryGetValue(v.DossierId, out var open) && open.VaultAt(version) is { } vault
            ? Envelope.OpenText(open.ErasureKey, vault, v.Ct, new Aad(SealedColumns.ValidationText, v.Id, v.DossierId)) : null;

        return new CaseView(row.Id, row.Version, row.Reference, row.State, row.Reason, row.Danger, row.Channel, row.Language, row.Country, row.SiteId, site?.Name,
            site?.OrganizationName ?? row.Employer, site?.Headcount, row.Severity, row.Critical, row.Affected, row.AskedConsent, row.AskedIssues, row.ReceivedOn, row.PromisedBy,
            row.ReadOn ?? work.Today, row.TriagedOn, row.ClosedOn, row.CloseReason, row.AssignedTo, Person(row.AssignedTo), row.OpenRetaliation,
            work.Keys.IsLocked ? "locked" : opened.Count < files.Count ? "notAdmitted" : null,
            [.. CaseFlow.NextSteps(row.State, party, new CaseFacts { Reason = row.Reason, Issues = StepIssues(row, issues), OpenRetaliationReports = row.OpenRetaliation })
                .Select(s => Step(work, s.Action.ToString(), s.To.ToString(), s.WhyNotYet))],
            [.. files.Select(f => contacts.TryGetValue(f.ContactId, out var c) ? new ContactView(f.ContactId, c.Channel, c.Language, c.CanBeAnswered, c.ClosedByWorker) : new ContactView(f.ContactId, null, null, false, false))],
            [.. issues.Select(i => new IssueView(i.Id, i.Version, i.Code, IssueTaxonomy.NameOf(i.Code), i.Category, i.JourneyStage, i.Affected, i.Critical, i.State, i.StateOn, i.RemedyRevision,
                i.ContactLostOn, i.ReferredOn, i.EscalatedTo, i.DismissAskedBy is not null && i.State is not IssueState.Dismissed,
                [.. IssueFlow.NextSteps(i.State, party, Facts(i)).Select(s => Step(work, s.Action.ToString(), s.To.ToString(), s.WhyNotYet))],
                [.. shares[i.Id].Select(s => new ShareItemView(s.Id, s.Version, s.RecipientName ?? Business(s.RecipientOrg), s.RecipientOrg, s.State, s.Purpose, s.Fields, s.NeedsSecond, s.Blocked,
                    s.MadeOn, s.ReleaseOn, s.ReleasedOn, s.DueOn, s.FirstOpenedOn, s.RevokedOn))],
                [.. shares[i.Id].SelectMany(s => responses[s.Id]).Select(r => new ResponseView(r.Id, r.ShareId, r.Day, r.OnBehalf, Packet(SealedColumns.Response, r.ShareId, r.Id, r.Ct)))],
                [.. actions[i.Id].Select(a => new ActionView(a.Id, a.ShareId, a.State, a.DueOn, a.Responsible, a.AgreedOn, a.ReportedOn, a.OnBehalf,
                    Packet(SealedColumns.ActionWhat, a.ShareId, a.Id, a.Ct), Packet(SealedColumns.ActionReport, a.ShareId, a.Id, a.ReportCt)))],
                [.. claims[i.Id].Select(c => new ClaimView(c.Id, c.Revision, c.Revision == i.RemedyRevision, c.Language, c.MadeOn, c.Sent, Text(SealedColumns.ClaimToVault, c.DossierId, c.Id, c.CtForVault)))],
                [.. validations[i.Id].Select(v => new ValidationView(v.Id, v.ClaimId, v.Outcome, v.Quality, v.Satisfaction, v.Retaliation, v.ByWorker, v.AskedBy, v.Channel, v.Attempts, v.Day, Opened(v)))],
                AskedView.Of(Facts(i).Collective)))],
            [.. reviews.Select(r => new ReviewView(r.Id, r.Risk, r.Decision, r.Measures, r.TimingIdentifiesNobody, r.WishesRecorded, r.LeadTold, r.Day, Person(r.ByPerson), Text(SealedColumns.SafetyNote, row.DossierId, r.Id, r.Ct)))],
            [.. consents.Select(c => new ConsentView(c.Id, c.Level, c.RecipientKind, c.RecipientOrg, c.RecipientName ?? Business(c.RecipientOrg), c.Purpose, c.Fields, c.How, c.GivenOn, c.ExpiresOn, c.WithdrawnOn,
                ConsentCover.IsLive(c.Given(), work.Today)))],
            [.. Nested.Read<ReportRow>(row.Reports).Select(r => new RetaliationView(r.Id, r.IssueId, r.State, r.Day, r.ResolvedOn, r.Resolution, r.ByWorker, Text(SealedColumns.RetaliationText, r.DossierId, r.Id, r.Ct)))],
            [.. Nested.Read<TextRow>(row.Texts).Where(t => t.Kind != "headline").Select(t => new TextView(t.Id, t.Kind, t.Language, t.Day, Person(t.PersonId), Text(SealedColumns.Narrative, t.DossierId, t.Id, t.Ct)))],
            messages,
            [.. Nested.Read<EventRow>(row.Events).Select(e => new EventView(e.Kind, e.IssueId, e.Day, e.Party, Person(e.PersonId), JsonElement.Parse(e.Detail)))]);
    }

    // The issues of a report are born with its triage: the form asks for them, so their absence is no reason against showing the button.
    private static IReadOnlyList<IssueState> StepIssues(WholeCase row, IReadOnlyList<IssueChild> issues) =>
        row is { State: CaseState.Received, Reason: ContactReason.Issue } && issues.Count == 0 ? [IssueState.Triaged] : [.. issues.Select(i => i.State)];

    private StepView Step(Work work, string action, string to, IReadOnlyList<Refusal> whyNot) =>
        new(action, to, whyNot.Count == 0, [.. whyNot.Select(r => new StepReasonView(r.Code, texts.Sentence(work.Actor.Language, r)))]);
}
