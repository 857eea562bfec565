using OpenIlm.Cases;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Voice;

namespace OpenIlm.Web.Demonstration;

/// <summary>What is done in a story until a business is told: each the use case that a page or a request would call.</summary>
internal static class Acts
{
    private static readonly string[] fields = [PacketFields.Site, PacketFields.Category, PacketFields.Issue, PacketFields.Severity, PacketFields.Affected];

    // --- The worker ---

    public static async Task OpenForm(Stage stage, Story story)
    {
        var form = await stage.Unknown("the form", w => MakeForm.Handle(new() { Language = story.Language, ChannelId = stage.Channels[story.Ngo], Country = story.Country }, w, stage.Get<Door>()));
        (story.FormState, story.Receipt) = (form.FormState, form.Receipt);
    }

    public static async Task SendReport(Stage stage, Story story)
    {
        await stage.Unknown("the report", w => Voice.SendReport.Handle(new()
        {
            FormState = story.FormState, Receipt = story.Receipt, Language = story.Language, Reason = story.Reason, Danger = story.Danger, Country = story.Country,
            Text = Tellings.Report(story.Language, story.ThemeKey, story.Draw), SiteId = Site(stage, story), EmployerName = story.Employer,
            IssueCodes = story.Theme is null ? [] : [story.Code], AffectedWorkers = story.Affected > 1 ? story.Affected : null,
            Reporter = Reporter(story), ContactPlan = Plan(story), Consent = new() { Level = story.Consent },
        }, w, stage.Get<Door>()));
        // Her own receipt finds her case again, as it does on her pages.
        story.Case = await stage.Unknown("following the report", async w => (await stage.Get<ReceiptDoor>().Open(story.Receipt, w)) is { Value: { } found } ? (Outcome<Guid>)found.Row.CaseId : Outcome<Guid>.Missing);
    }

    /// <summary>She photographs her pay slip. A draw of its own, so that the other stories stay as they are.</summary>
    public static Task SendPicture(Stage stage, Story story) => stage.Unknown("a picture",
        w => AttachFile.Handle(story.Receipt, new IncomingFile(new MemoryStream(Pictures.PaySlip(Draw.For(90_000 + story.Number))), null, "image/png"), w, stage.Get<Door>(), stage.Get<FileDesk>()));

    /// <summary>The colleague looks at it. On a machine without the tools it waits: that is told on the page.</summary>
    public static async Task LookAtPicture(Stage stage, Story story)
    {
        var files = await stage.Act(story.Owner, CasesPermissions.Read, w => ListCaseFiles.Handle(story.Case, w, stage.Get<FileOpening>(), stage.Get<Keystore>()));
        foreach (var file in files) await stage.Try(story.Owner, CasesPermissions.Read, w => OpenCaseFile.Copy(story.Case, file.Id, w, stage.Get<FileOpening>()));
    }

    public static Task WriteAgain(Stage stage, Story story) => stage.Unknown("another message",
        w => WriteMessage.Handle(new() { Receipt = story.Receipt, Text = Tellings.Line(story.Language, "later", story.Draw) }, w, stage.Get<Door>()));

    // --- The colleague who runs the case ---

    public static async Task LogContact(Stage stage, Story story)
    {
        var logged = await stage.Act(story.Owner, VoicePermissions.LogContacts, w => Voice.LogContact.Handle(new()
        {
            Channel = story.Channel, Reason = story.Reason, Danger = story.Danger, Language = story.Language, Country = story.Country,
            Text = Tellings.Report(story.Language, story.ThemeKey, story.Draw), SiteId = Site(stage, story), EmployerName = story.Employer,
            IssueCodes = story.Theme is null ? [] : [story.Code], AffectedWorkers = story.Affected > 1 ? story.Affected : null,
            Reporter = Reporter(story), ContactPlan = Plan(story), Consent = new() { Level = story.Consent }, Call = Calls.Sheet(story, stage.Clock.GetUtcNow()),
        }, w, stage.Get<Door>()));
        story.Case = logged.CaseId;
        if (story.Draw.In100(15))
            story.Receipt = (await stage.Act(story.Owner, VoicePermissions.GiveReceipts, w => GiveReceipt.Handle(story.Case, w, stage.Get<Door>()))).Receipt;
    }

    public static async Task Triage(Stage stage, Story story)
    {
        await Reading.Read(stage, story);
        List<Cases.Triage.NewIssue> issues = [new(story.Code, story.Affected, story.ShowsStage ? "EMP" : null)];
        await stage.Act(story.Owner, CasesPermissions.Triage, w => Cases.Triage.Handle(story.Case, null,
            new(Site(stage, story), story.Employer, story.Severity, issues, null, stage.Players[story.Owner]), w, stage.Get<IDirectory>()));
        await Reading.FindIssue(stage, story);
    }

    public static Task AnswerHer(Stage stage, Story story) => stage.Act(story.Owner, CasesPermissions.Write,
        w => WriteToWorker.Handle(story.Case, null, new(Tellings.Line(story.Language, "us", story.Draw)), w, stage.Get<Dossiers>(), stage.Get<IWorkerChannels>(), stage.Get<IDirectory>()));

    public static Task CloseRequest(Stage stage, Story story) => stage.Act(story.Owner, CasesPermissions.Close,
        w => CloseCase.Handle(story.Case, null, new(story.Reason == ContactReason.Information ? "answered" : story.Draw.In100(50) ? "assisted" : "referred"), w));

    public static Task Refer(Stage stage, Story story) => Referring.Refer(stage, story, story.Draw.Of(["medical", "legalAid", "embassy", "stateAuthority"]));

    public static async Task Review(Stage stage, Story story, SafetyDecision decision)
    {
        await stage.Act(story.Owner, CasesPermissions.Safety,
            w => RecordSafetyReview.Handle(story.Case, null, new(
            story.Danger == Danger.InDanger ? "high" : story.Draw.Of(["low", "low", "medium"]), decision,
            decision == SafetyDecision.Proceed ? [story.Draw.Of(["coarserFacts", "delayedSharing", "followUpCall", "codeWord"])] : ["quietContact"],
            story.Draw.Of(Theme.ReviewNotes), TimingIdentifiesNobody: story.Affected > 20, WishesRecorded: true, LeadTold: true), w, stage.Get<Dossiers>()));
        await Protecting.Begin(stage, story);
        if (story.ThemeKey == "voice") await Protecting.VoiceSuppressed(stage, story);
    }

    public static async Task Consent(Stage stage, Story story) => story.ConsentId = (await stage.Act(story.Owner, CasesPermissions.Consent,
        w => RecordConsent.Handle(story.Case, null, new(
            story.Fate == Fate.NoConsent ? ConsentLevel.None : story.Consent, Purpose(story), story.Fate == Fate.NoConsent ? [] : Fields(story),
            story.IsWeb ? "web" : "verbal", story.Language,
            story.Recipient is null ? null : stage.Troupes[story.Recipient], story.Recipient is null ? RecipientKind.Outside : RecipientKind.Organization,
            story.Recipient is null ? story.Employer : null), w, stage.Get<IDirectory>()))).Id;

    public static Task WithdrawConsent(Stage stage, Story story) => stage.Act(story.Owner, CasesPermissions.Consent, w => Cases.WithdrawConsent.Handle(story.ConsentId, w));

    public static Task ConsentForBuyers(Stage stage, Story story) => stage.Act(story.Owner, CasesPermissions.Consent,
        w => RecordConsent.Handle(story.Case, null, new(ConsentLevel.Summary, "information", fields, "verbal", story.Language, null, RecipientKind.BuyersOfThisSite), w, stage.Get<IDirectory>()));

    public static async Task Draft(Stage stage, Story story)
    {
        var names = story.Consent == ConsentLevel.Identified && story.WorkerName is not null;
        var summary = story.Consent == ConsentLevel.CodedFacts ? null
            : story.Draw.Of(story.Theme!.Summaries) + (names ? $" The worker agrees to be named so that what is owed can be paid: {story.WorkerName}." : "");
        var draft = await stage.Act(story.Owner, CasesPermissions.DraftShare, w => DraftShare.Handle(story.Issue, null,
            new(Purpose(story), Fields(story), summary, story.Recipient is null ? null : stage.Troupes[story.Recipient], story.Recipient is null ? story.Employer : null, names),
            w, stage.Get<IDirectory>(), stage.Get<Dossiers>(), stage.Get<Keystore>()));
        (story.Share, story.NeedsSecond) = (draft.Id, draft.NeedsSecondPerson);
    }

    public static async Task DraftForBuyer(Stage stage, Story story)
    {
        var draft = await stage.Act(story.Owner, CasesPermissions.DraftShare, w => DraftShare.Handle(story.Issue, null,
            new("information", fields, story.Draw.Of(story.Theme!.Summaries), stage.Troupes["brand.demo"]), w, stage.Get<IDirectory>(), stage.Get<Dossiers>(), stage.Get<Keystore>()));
        (story.BuyerShare, story.BuyerNeedsSecond) = (draft.Id, draft.NeedsSecondPerson);
    }

    public static Task Approve(Stage stage, Story story, Guid share) => stage.Act(story.Second, CasesPermissions.ApproveShare,
        w => ApproveShare.Handle(share, null, w, stage.Get<IDirectory>()));

    public static async Task Release(Stage stage, Story story, Guid share)
    {
        var released = await stage.Act(story.Owner, CasesPermissions.ReleaseShare,
            w => ReleaseShare.Handle(share, null, new(), w, stage.Get<IDirectory>(), stage.Get<Dossiers>(), stage.Get<Keystore>()));
        // With the weekly batch it goes out on a later day; nobody answers before.
        story.Due = released.On;
    }

    /// <summary>Nobody at this business could open it: refused, and it stays a draft.</summary>
    public static async Task ReleaseInVain(Stage stage, Story story)
    {
        var refused = await stage.Try(story.Owner, CasesPermissions.ReleaseShare,
            w => ReleaseShare.Handle(story.Share, null, new(), w, stage.Get<IDirectory>(), stage.Get<Dossiers>(), stage.Get<Keystore>()));
        if (!refused.Refusals.OfType<ShareRefusals.RecipientHasNoKey>().Any()) throw new InvalidOperationException("The demonstration could not be made: a packet nobody could open was not refused.");
    }

    public static Task Revoke(Stage stage, Story story) => stage.Act(story.Owner, CasesPermissions.DraftShare, w => RevokeShare.Handle(story.Share, null, w));

    private static string Purpose(Story story) => story.Consent == ConsentLevel.Identified ? "payment" : "remedy";

    private static string[] Fields(Story story) => story.ShowsStage ? [.. fields, PacketFields.JourneyStage] : fields;

    private static Guid? Site(Stage stage, Story story) => story.Site is null ? null : stage.Steads[story.Site.Key];

    private static Reporter? Reporter(Story story) => story.WorkerName is null ? null : new() { Name = story.WorkerName, Phone = story.WorkerPhone, AgeBand = story.Draw.Of(["18-24", "25-34", "35-44"]) };

    private static ContactPlan? Plan(Story story) => !story.HasPlan ? null : new()
    {
        Channel = story.Draw.Of(["Telephone", "Text message", "Through my friend outside"]),
        SafeHours = story.Draw.Of(["After the night shift", "Sunday afternoon", "Only in the evening"]), CodeWord = story.Draw.Of(["mango", "blue bicycle", "school book"]),
    };
}
