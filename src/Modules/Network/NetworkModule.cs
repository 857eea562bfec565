using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Network;

/// <summary>The directory, accounts and vaults.</summary>
public sealed class NetworkModule : IModule
{
    /// <inheritdoc />
    public string Name => "network";
    /// <inheritdoc />
    public int Order => 10;

    /// <inheritdoc />
    public void Register(IServiceCollection services) => ServicesRoom(services)
        .AddSingleton<IDirectory, NetworkDirectory>()
        .AddSingleton<LookThroughDirectory>()
        .AddHostedService(services => services.GetRequiredService<LookThroughDirectory>())
        .AddImporting()
        .AddSingleton<InvitationPost>()
        .AddSingleton<ITodayLines, OfficeLines>()
        .AddSingleton(new LiveKind("notification", NetworkPermissions.ReadNotifications))
        .AddHostedService<MailRounds>()
        .AddSingleton<INavigation, NetworkNavigation>();

    /// <inheritdoc />
    public void Map(SealedEndpoints api)
    {
        api.Open("POST", "/sessions", "signing in", async (SignIn.Input input, Work work, Argon2Gate gate, InstallationSecrets secrets, WorkFactory factory, PermissionCatalogue permissions, CancellationToken cancelled) =>
        {
            var outcome = await SignIn.Handle(input, work, gate, secrets, factory);
            if (!outcome.IsDone) return outcome.Kind == OutcomeKind.Refused && outcome.Refusals is [SignIn.NotRight] ? new Unauthorized(outcome.Refusals) : Answers.From(outcome);
            await using var signedIn = await factory.Begin(outcome.Value!.Token, cancelled);
            return Answers.Created<SessionView>(new SessionView(outcome.Value.Token, outcome.Value.Locked, UserView.Of(signedIn!.Actor)));
        });
        api.Own("DELETE", "/sessions/current", async (Work work) => Answers.From(await EndSession.Handle(work))).WithMetadata(new WhilePreviewingAttribute());
        api.Own("GET", "/me", (Work work) => Results.Json(UserView.Of(work.Actor), Json.Api));
        api.Get("/organizations", NetworkPermissions.ReadDirectory, async (string? kind, string? query, int? limit, string? cursor, Work work) => Answers.Ok(await ListOrganizations.Handle(kind, query, limit, cursor, work)));
        api.Post("/organizations", NetworkPermissions.KeepDirectory, async (AddOrganization.Input input, Work work) => Answers.Created(Named(await AddOrganization.Handle(input, work))));
        GraphApi.Map(api);
        JoiningApi.Map(api);
        api.Post("/organizations/{id:guid}/switch", NetworkPermissions.KeepDirectory, async (Guid id, SwitchOrganization.Input input, Work work) => Answers.From(await SwitchOrganization.Handle(id, input.Active, work)));
        api.Get("/sites", NetworkPermissions.ReadDirectory, async (Guid? organizationId, string? country, string? query, int? limit, string? cursor, Work work) => Answers.Ok(await ListSites.Handle(organizationId, country, query, limit, cursor, work)));
        MergingApi.Map(api);
        api.Post("/sites", NetworkPermissions.KeepDirectory, async (AddSite.Input input, Work work) => Answers.Created(Named(await AddSite.Handle(input, work))));
        api.Post("/relations", NetworkPermissions.KeepDirectory, async (AddRelation.Input input, Work work) => Answers.Created(Named(await AddRelation.Handle(input, work))));
        AccessEndpoints.Map(api);
        api.Get("/vault", NetworkPermissions.KeepVault, async (Work work) => Results.Json(await ReadVault.Handle(work), Json.Api));
        api.PostSealed("/vault", NetworkPermissions.KeepVault, async (Work work) => Answers.Created(await MakeVault.Handle(work)));
        api.PostSealed("/vault/members", NetworkPermissions.KeepVault, async (AdmitToVault.Input input, Work work) => Answers.From(await AdmitToVault.Handle(input.PersonId, work)));
        api.Open("GET", "/codes", "code lists are public", () => Results.Json(CodeLists.Names, Json.Api));
        api.Open("GET", "/codes/{list}", "code lists are public", (string list, string? language, ITexts texts) =>
            CodeLists.Find(list) is { } rows ? Results.Json(rows.Select(r => CodeView.Of(r, list, language ?? "en", texts)), Json.Api) : Answers.From(Outcome.Missing));
        api.Get("/audit/verify", NetworkPermissions.ReadAudit, async (Database database, Work work, InstallationSecrets secrets, CancellationToken cancelled) =>
        {
            // The chains are checked outside of anybody's rows: a preview of the role sees nobody's.
            if (work.Actor.ViewingAs is not null) return Answers.From(Outcome.Missing);
            var (entries, faults) = await AuditLog.VerifyAll(database.Data, (data, signature) => secrets.Verify(data, signature), cancelled);
            return Results.Json(new AuditVerifyView(entries, faults.Count == 0, [.. faults.Select(f => new AuditFaultView(f.Organization, f.Seq, f.What))]), Json.Api);
        });
        ImportApi.MapImports(api);
        ServicesApi.Map(api);
        HsdsApi.Map(api);
        api.Post("/notifications/read", NetworkPermissions.ReadNotifications, async (ReadNotifications.Input input, Work work) => Answers.From(await ReadNotifications.MarkRead(input, work)));
        api.Get("/notifications/mail", NetworkPermissions.ReadNotifications, async (Work work, OutgoingMail mail) => Results.Json(await MailChoice.Read(work, mail), Json.Api)).Produces<MailChoice.ChoiceView>();
        api.Post("/notifications/mail", NetworkPermissions.ReadNotifications, async (MailChoice.Input input, Work work) => Answers.From(await MailChoice.Choose(input, work)));
        api.Get("/notifications", NetworkPermissions.ReadNotifications, async (int? limit, Work work) => Results.Json(await ReadNotifications.Handle(work, limit ?? Paging.Default), Json.Api));
    }

    // A network that sets its own options has registered them before.
    private static IServiceCollection ServicesRoom(IServiceCollection services)
    {
        services.TryAddSingleton(new ServiceOptions());
        return services.AddSingleton<PublishedServices>().AddSingleton<IServices>(s => s.GetRequiredService<PublishedServices>());
    }

    private static Outcome<CreatedView> Named(Outcome<Guid> made) => made.IsDone ? new CreatedView(made.Value) : Outcome<CreatedView>.From(made);

    private sealed class Unauthorized(IReadOnlyList<Refusal> reasons) : IResult
    {
        public Task ExecuteAsync(HttpContext http) => Answers.Refused(http, reasons, StatusCodes.Status401Unauthorized);
    }
}
