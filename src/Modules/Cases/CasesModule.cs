using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using P = OpenIlm.Cases.CasesPermissions;

namespace OpenIlm.Cases;

/// <summary>Case files, what is shared from them, and what the worker says of the remedy.</summary>
public sealed class CasesModule : IModule
{
    /// <inheritdoc />
    public string Name => "cases";
    /// <inheritdoc />
    public int Order => 30;

    /// <inheritdoc />
    public void Register(IServiceCollection services)
    {
        services
            .AddSingleton<FreeReferences>()
            .AddSingleton<ICaseFiles, CaseFiles>()
            .AddSingleton<IDirectoryUse, DirectoryUse>()
            .AddSingleton<IHandle<ReplyKeyReplaced>, SealClaimsAnew>()
            .AddSingleton<IHandle<SiteMerged>, FollowMergedSites>()
            .AddSingleton<IHandle<SiteSplit>, FollowMergedSites>()
            .AddSingleton<ICaseHandover, HandOver>()
            .AddSingleton<ICaseGlance, GlanceAtCases>()
            .AddSingleton<IVaultContents, PacketsInVault>()
            .AddSingleton<IVaultContents, AnswersInVault>()
            .AddSingleton<ReadCase>()
            .AddSingleton(new CaseRoom("workers", 30, CollectivePermissions.Read, HasPanel: true))
            .AddSingleton(new CaseRoom("linked", 35, CasesPermissions.Read))
            .AddSingleton<AddCaseFile.Room>()
            .AddSingleton(new CaseRoom("files", 40, CasesPermissions.Read, HasPanel: true))
            .AddHostedService<WeeklyRelease>()
            .AddSingleton(new CaseRoom("messages", 10, P.Read))
            .AddSingleton<EscalationPost>()
            .AddHostedService<ClockSweep>()
            .AddSingleton(new CaseRoom("clocks", 20, P.Read, HasPanel: true))
            .AddHostedService<DailyHandover>()
            .AddSingleton<HandlerLines>().AddSingleton<ITodayLines>(s => s.GetRequiredService<HandlerLines>()).AddSingleton<ITaskCount>(s => s.GetRequiredService<HandlerLines>())
            .AddSingleton<BusinessLines>().AddSingleton<ITodayLines>(s => s.GetRequiredService<BusinessLines>()).AddSingleton<ITaskCount>(s => s.GetRequiredService<BusinessLines>())
            .AddSingleton(new LiveKind("case", P.Read))
            .AddSingleton(new LiveKind("shared", P.ReadShared))
            .AddSingleton<INavigation, CasesNavigation>();
        ProtectionApi.Register(services);
        WarningApi.Register(services);
        BusinessApi.Register(services);
        ReferralsApi.Register(services);
        SafeContactApi.Register(services);
        HerWordsApi.Register(services);
        foreach (var (kind, href) in longForms) services.AddSingleton(new DraftKind(kind, href));
    }

    // Forms with much to type: what is typed is kept sealed until it is sent (data-draft on the form).
    private static readonly (string Kind, string Href)[] longForms =
    [
        ("note", "/app/cases/{subject}/note"), ("message", "/app/cases/{subject}/message"), ("safety-review", "/app/cases/{subject}/safety"), ("share", "/app/issues/{subject}/share"),
        ("remedy", "/app/issues/{subject}/remedy"), ("response-on-behalf", "/app/issues/{subject}/response"), ("report-on-behalf", "/app/issues/{subject}/report"),
        ("answer", "/app/shared/{subject}/answer"), ("report-done", "/app/shared/{subject}/report"),
    ];

    /// <inheritdoc />
    public void Map(SealedEndpoints api)
    {
        MapReading(api);
        MapCases(api);
        MapSharing(api);
        MapIssues(api);
        MapBusinesses(api);
        CollectiveApi.Map(api);
        ProtectionApi.Map(api);
        ReferralsApi.Map(api);
        SafeContactApi.Map(api);
        HerWordsApi.Map(api);
        AttachmentsApi.Map(api);
        ClocksApi.Map(api);
        DailyApi.Map(api);
        WarningApi.Map(api);
        BusinessApi.Map(api);
    }

    private static void MapReading(SealedEndpoints api)
    {
        api.Get("/cases", P.Read, async (HttpContext http, Work work, IDirectory directory) =>
        {
            var (filter, wrong) = CaseFilter.Read(http.Request.Query);
            if (wrong.Count > 0) return Answers.From(Outcome.Refused(wrong));
            var outcome = await ListCases.Handle(filter, work, directory);
            return outcome.IsDone && http.Request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase)
                ? Results.Text(CaseCsv.Write(outcome.Value!.Items), "text/csv; charset=utf-8") : Answers.Ok(outcome);
        }).Produces<Page<CaseItemView>>();
        api.GetSealed("/cases/headlines", P.Read, async (string? ids, Work work, Dossiers dossiers) => Answers.Ok(await ReadHeadlines.Handle(ids, work, dossiers))).Produces<IReadOnlyList<ReadHeadlines.HeadlineView>>();
        api.Get("/cases/{id:guid}", P.Read, async (Guid id, HttpContext http, Work work, ReadCase reading) =>
        {
            var outcome = await reading.Handle(id, work);
            if (outcome.IsDone) http.Response.Headers.ETag = $"\"{outcome.Value!.Version}\"";
            return Answers.Ok(outcome);
        }).Produces<CaseView>();
        api.PostSealed("/cases/{id:guid}/identity", P.ReadIdentity, async (Guid id, ReadIdentity.Input input, Work work, Dossiers dossiers) => Answers.Ok(await ReadIdentity.Handle(id, input, work, dossiers))).Produces<IReadOnlyList<ReadIdentity.IdentityView>>();
    }

    private static void MapCases(SealedEndpoints api)
    {
        api.Post("/cases/{id:guid}/triage", P.Triage, async (Guid id, Triage.Input input, HttpRequest http, Work work, IDirectory directory) => Answers.Created(await Triage.Handle(id, Given.Version(http), input, work, directory))).Produces<ActView>(201);
        api.Post("/cases/{id:guid}/assign", P.Triage, async (Guid id, AssignCase.Input input, HttpRequest http, Work work, IDirectory directory) => Answers.Created(await AssignCase.Handle(id, Given.Version(http), input, work, directory))).Produces<ActView>(201);
        api.PostSealed("/cases/{id:guid}/safety-reviews", P.Safety, async (Guid id, RecordSafetyReview.Input input, HttpRequest http, Work work, Dossiers dossiers) => Answers.Created(await RecordSafetyReview.Handle(id, Given.Version(http), input, work, dossiers))).Produces<ActView>(201);
        api.Post("/cases/{id:guid}/consents", P.Consent, async (Guid id, RecordConsent.Input input, HttpRequest http, Work work, IDirectory directory) => Answers.Created(await RecordConsent.Handle(id, Given.Version(http), input, work, directory))).Produces<ActView>(201);
        api.Post("/consents/{id:guid}/withdraw", P.Consent, async (Guid id, Work work) => Answers.Created(await WithdrawConsent.Handle(id, work))).Produces<WithdrawConsent.WithdrawnView>(201);
        api.PostSealed("/cases/{id:guid}/notes", P.Write, async (Guid id, WriteToCase.NoteInput input, HttpRequest http, Work work, Dossiers dossiers) => Answers.Created(await WriteToCase.Note(id, Given.Version(http), input, work, dossiers))).Produces<ActView>(201);
        api.PostSealed("/cases/{id:guid}/messages", P.Write, async (Guid id, WriteToWorker.Input input, HttpRequest http, Work work, Dossiers dossiers, IWorkerChannels channels, IDirectory directory) => Answers.Created(await WriteToWorker.Handle(id, Given.Version(http), input, work, dossiers, channels, directory))).Produces<ActView>(201);
        api.GetSealed("/cases/{id:guid}/messages", P.Read, async (Guid id, Work work, Dossiers dossiers, IWorkerChannels channels) => Answers.Ok(await ReadConversation.Handle(id, work, dossiers, channels))).Produces<ReadConversation.ConversationView>();
        api.Post("/cases/{id:guid}/join", P.Triage, async (Guid id, JoinCase.Input input, HttpRequest http, Work work, IWorkerChannels channels) => Answers.Created(await JoinCase.Handle(id, Given.Version(http), input, work, channels))).Produces<ActView>(201);
        api.Post("/cases/{id:guid}/escalations", P.Close, async (Guid id, EscalateCase.Input input, HttpRequest http, Work work, IDirectory directory, EscalationPost post) => Answers.Created(await EscalateCase.Handle(id, Given.Version(http), input, work, directory, post))).Produces<ActView>(201);
        api.Post("/cases/{id:guid}/close", P.Close, async (Guid id, CloseCase.Input input, HttpRequest http, Work work) => Answers.Created(await CloseCase.Handle(id, Given.Version(http), input, work))).Produces<ActView>(201);
        api.PostSealed("/cases/{id:guid}/reopen", P.Close, async (Guid id, WrittenReason input, HttpRequest http, Work work, Dossiers dossiers) => Answers.Created(await ReopenCase.Handle(id, Given.Version(http), input, work, dossiers))).Produces<ActView>(201);
    }

    private static void MapSharing(SealedEndpoints api)
    {
        api.PostSealed("/issues/{id:guid}/shares", P.DraftShare, async (Guid id, DraftShare.Input input, HttpRequest http, Work work, IDirectory directory, Dossiers dossiers, Keystore keystore) => Answers.Created(await DraftShare.Handle(id, Given.Version(http), input, work, directory, dossiers, keystore))).Produces<DraftShare.DraftView>(201);
        api.GetSealed("/shares/{id:guid}", P.Read, async (Guid id, HttpContext http, Work work, Keystore keystore, IDirectory directory) =>
        {
            var outcome = await ReadShare.Handle(id, work, keystore, directory);
            if (outcome.IsDone) http.Response.Headers.ETag = $"\"{outcome.Value!.Version}\"";
            return Answers.Ok(outcome);
        }).Produces<ShareView>();
        api.Post("/shares/{id:guid}/approve", P.ApproveShare, async (Guid id, HttpRequest http, Work work, IDirectory directory) => Answers.Created(await ApproveShare.Handle(id, Given.Version(http), work, directory))).Produces<ActView>(201);
        api.PostSealed("/shares/{id:guid}/release", P.ReleaseShare, async (Guid id, ReleaseShare.Input? input, HttpRequest http, Work work, IDirectory directory, Dossiers dossiers, Keystore keystore) => Answers.Created(await ReleaseShare.Handle(id, Given.Version(http), input ?? new(), work, directory, dossiers, keystore))).Produces<ReleaseShare.ReleaseView>(201);
        api.Post("/shares/{id:guid}/revoke", P.DraftShare, async (Guid id, HttpRequest http, Work work) => Answers.Created(await RevokeShare.Handle(id, Given.Version(http), work))).Produces<RevokeShare.RevokedView>(201);
    }

    private static void MapIssues(SealedEndpoints api)
    {
        api.PostSealed("/issues/{id:guid}/responses", P.RecordForBusiness, async (Guid id, RecordOnBehalf.ResponseInput input, HttpRequest http, Work work, Keystore keystore) => Answers.Created(await RecordOnBehalf.Response(id, Given.Version(http), input, work, keystore))).Produces<ActView>(201);
        api.PostSealed("/issues/{id:guid}/actions", P.RecordForBusiness, async (Guid id, RecordOnBehalf.ActionsInput input, HttpRequest http, Work work, Keystore keystore) => Answers.Created(await RecordOnBehalf.Actions(id, Given.Version(http), input, work, keystore))).Produces<ActView>(201);
        api.PostSealed("/issues/{id:guid}/actions/{actionId:guid}/report", P.RecordForBusiness, async (Guid id, Guid actionId, ReportSharedAction.Input input, HttpRequest http, Work work, Keystore keystore, Dossiers dossiers) => Answers.Created(await RecordOnBehalf.Report(id, actionId, Given.Version(http), input, work, keystore, dossiers))).Produces<ActView>(201);
        api.PostSealed("/issues/{id:guid}/remedies", P.RecordForBusiness, async (Guid id, RecordRemedy.Input input, HttpRequest http, Work work, Dossiers dossiers) => Answers.Created(await RecordRemedy.Handle(id, Given.Version(http), input, work, dossiers))).Produces<ActView>(201);
        api.PostSealed("/issues/{id:guid}/validation-requests", P.Validate, async (Guid id, PutClaim.Input input, HttpRequest http, Work work, Dossiers dossiers, IWorkerChannels channels) => Answers.Created(await PutClaim.Handle(id, Given.Version(http), input, work, dossiers, channels))).Produces<ActView>(201);
        api.PostSealed("/issues/{id:guid}/validations", P.Validate, async (Guid id, RecordValidation.Input input, HttpRequest http, Work work, Dossiers dossiers) => Answers.Created(await RecordValidation.Handle(id, Given.Version(http), input, work, dossiers))).Produces<ActView>(201);
        api.Post("/issues/{id:guid}/close", P.Close, async (Guid id, HttpRequest http, Work work) => Answers.Created(await CloseIssue.Handle(id, Given.Version(http), work))).Produces<ActView>(201);
        api.PostSealed("/issues/{id:guid}/reopen", P.Close, async (Guid id, WrittenReason input, HttpRequest http, Work work, Dossiers dossiers) => Answers.Created(await MoveWithReason.Reopen(id, Given.Version(http), input, work, dossiers))).Produces<ActView>(201);
        api.PostSealed("/issues/{id:guid}/withdraw", P.Close, async (Guid id, WrittenReason input, HttpRequest http, Work work, Dossiers dossiers) => Answers.Created(await MoveWithReason.Withdraw(id, Given.Version(http), input, work, dossiers))).Produces<ActView>(201);
        api.PostSealed("/issues/{id:guid}/return-to-action", P.Close, async (Guid id, WrittenReason input, HttpRequest http, Work work, Dossiers dossiers) => Answers.Created(await MoveWithReason.ReturnToAction(id, Given.Version(http), input, work, dossiers))).Produces<ActView>(201);
        api.PostSealed("/issues/{id:guid}/dismiss", P.Close, async (Guid id, DismissIssue.Input input, HttpRequest http, Work work, Dossiers dossiers) => Answers.Created(await DismissIssue.Handle(id, Given.Version(http), input, work, dossiers))).Produces<ActView>(201);
        api.Post("/issues/{id:guid}/contact-lost", P.Close, async (Guid id, HttpRequest http, Work work) => Answers.Created(await MarkContact.Lost(id, Given.Version(http), work))).Produces<ActView>(201);
        api.Post("/issues/{id:guid}/contact-regained", P.Close, async (Guid id, HttpRequest http, Work work) => Answers.Created(await MarkContact.Regained(id, Given.Version(http), work))).Produces<ActView>(201);
    }

    private static void MapBusinesses(SealedEndpoints api)
    {
        api.Get("/shared-issues", P.ReadShared, async (int? limit, string? cursor, bool? escalated, Work work, Keystore keystore) => Answers.Ok(await ListSharedIssues.Handle(limit, cursor, work, keystore, escalated))).Produces<Page<SharedIssueView>>();
        api.GetSealed("/shared-issues/{id:guid}", P.ReadShared, async (Guid id, Work work, Keystore keystore) => Answers.Ok(await ReadSharedIssue.Handle(id, work, keystore))).Produces<SharedIssueView>();
        api.PostSealed("/shared-issues/{id:guid}/responses", P.RespondToShared, async (Guid id, RespondToShared.Input input, Work work, Keystore keystore) => Answers.Created(await RespondToShared.Handle(id, input, work, keystore))).Produces<RespondToShared.RespondedView>(201);
        api.PostSealed("/shared-issues/{id:guid}/actions/{actionId:guid}/report", P.RespondToShared, async (Guid id, Guid actionId, ReportSharedAction.Input input, Work work, Keystore keystore) => Answers.Created(await ReportSharedAction.Handle(id, actionId, input, work, keystore))).Produces<ReportSharedAction.ReportedView>(201);
    }
}
