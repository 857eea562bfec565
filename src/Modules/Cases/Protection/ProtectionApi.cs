using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using P = OpenIlm.Cases.CasesPermissions;

namespace OpenIlm.Cases;

/// <summary>The doors of protection.</summary>
internal static class ProtectionApi
{
    /// <summary>What the room needs to run.</summary>
    internal static void Register(IServiceCollection services) => services
        .AddSingleton<ReadProtection>()
        .AddSingleton<IDirectoryUse, ProtectionDirectoryUse>()
        .AddSingleton(new CaseRoom("protection", 20, P.Read, HasPanel: true))
        .AddSingleton<ProtectionLines>().AddSingleton<ITodayLines>(s => s.GetRequiredService<ProtectionLines>()).AddSingleton<ITaskCount>(s => s.GetRequiredService<ProtectionLines>())
        .AddHostedService<ProtectionClock>()
        .AddSingleton(new DraftKind("risk", "/app/cases/{subject}/protection/risk")).AddSingleton(new DraftKind("measures", "/app/cases/{subject}/protection/measures/new"))
        .AddSingleton(new DraftKind("screening", "/app/cases/{subject}/protection/screening")).AddSingleton(new DraftKind("suppression", "/app/cases/{subject}/protection/voice"))
        .AddSingleton(new DraftKind("retaliation", "/app/cases/{subject}/retaliation"));

    internal static void Map(SealedEndpoints api)
    {
        api.Get("/cases/{id:guid}/protection", P.Read, async (Guid id, HttpContext http, Work work, ReadProtection reading) =>
        {
            var outcome = await reading.Handle(id, work);
            if (outcome.IsDone) http.Response.Headers.ETag = $"\"{outcome.Value!.Version}\"";
            return Answers.Ok(outcome);
        }).Produces<ProtectionView>();
        api.Get("/protection/due", P.Read, async (Work work) => Answers.Ok(await ReadProtectionDue.Handle(work))).Produces<ReadProtectionDue.ProtectionDueView>();
        api.Get("/voice-suppressions", P.Read, async (Work work) => Answers.Ok(await ListSuppressions.Handle(work))).Produces<IReadOnlyList<ListSuppressions.SuppressorView>>();
        api.Get("/protection/watch", P.Read, async (Work work) => Answers.Ok((Kernel.Outcome<SetWatchDays.WatchDaysView>)await SetWatchDays.Read(work))).Produces<SetWatchDays.WatchDaysView>();
        api.Post("/protection/watch", ProtectionPermissions.SetWatch, async (SetWatchDays.Input input, Work work) => Answers.Created(await SetWatchDays.Handle(input, work))).Produces<SetWatchDays.WatchDaysView>(201);
        api.PostSealed("/cases/{id:guid}/risks", P.Safety, async (Guid id, AssessRisk.Input input, HttpRequest http, Work work, Dossiers dossiers) => Answers.Created(await AssessRisk.Handle(id, Given.Version(http), input, work, dossiers))).Produces<ActView>(201);
        api.PostSealed("/cases/{id:guid}/safeguards", P.Safety, async (Guid id, RecordSafeguards.Input input, HttpRequest http, Work work, Dossiers dossiers, IDirectory directory) => Answers.Created(await RecordSafeguards.Handle(id, Given.Version(http), input, work, dossiers, directory))).Produces<ActView>(201);
        api.PostSealed("/safeguards/{id:guid}", P.Safety, async (Guid id, MoveSafeguard.Input input, HttpRequest http, Work work, Dossiers dossiers, IDirectory directory) => Answers.Created(await MoveSafeguard.Handle(id, Given.Version(http), input, work, dossiers, directory))).Produces<ActView>(201);
        api.PostSealed("/check-ins/{id:guid}", P.Safety, async (Guid id, RecordCheckIn.Input input, HttpRequest http, Work work, Dossiers dossiers) => Answers.Created(await RecordCheckIn.Handle(id, Given.Version(http), input, work, dossiers))).Produces<ActView>(201);
        api.PostSealed("/cases/{id:guid}/retaliation-reports", P.Safety, async (Guid id, ReportRetaliation.Input input, HttpRequest http, Work work, Dossiers dossiers) => Answers.Created(await ReportRetaliation.Handle(id, Given.Version(http), input, work, dossiers))).Produces<ActView>(201);
        api.PostSealed("/retaliation-reports/{id:guid}/advance", P.Safety, async (Guid id, AdvanceRetaliation.Input input, HttpRequest http, Work work, Dossiers dossiers) => Answers.Created(await AdvanceRetaliation.Handle(id, Given.Version(http), input, work, dossiers))).Produces<ActView>(201);
        api.PostSealed("/retaliation-reports/{id:guid}/resolve", P.Safety, async (Guid id, ResolveRetaliation.Input input, HttpRequest http, Work work, Dossiers dossiers) => Answers.Created(await ResolveRetaliation.Handle(id, Given.Version(http), input, work, dossiers))).Produces<ActView>(201);
        api.PostSealed("/cases/{id:guid}/critical-path", P.Safety, async (Guid id, RecordPathStep.Input input, HttpRequest http, Work work, Dossiers dossiers, IDirectory directory) => Answers.Created(await RecordPathStep.Handle(id, Given.Version(http), input, work, dossiers, directory))).Produces<ActView>(201);
        api.PostSealed("/cases/{id:guid}/screenings", P.Safety, async (Guid id, ScreenForTrafficking.Input input, HttpRequest http, Work work, Dossiers dossiers) => Answers.Created(await ScreenForTrafficking.Handle(id, Given.Version(http), input, work, dossiers))).Produces<ScreenForTrafficking.ScreenedView>(201);
        api.PostSealed("/screenings/{id:guid}/conclusion", P.Safety, async (Guid id, ConcludeScreening.Input input, HttpRequest http, Work work, Dossiers dossiers) => Answers.Created(await ConcludeScreening.Handle(id, Given.Version(http), input, work, dossiers))).Produces<ActView>(201);
        api.PostSealed("/cases/{id:guid}/voice-suppressions", P.Safety, async (Guid id, RecordSuppression.Input input, HttpRequest http, Work work, Dossiers dossiers, IDirectory directory) => Answers.Created(await RecordSuppression.Handle(id, Given.Version(http), input, work, dossiers, directory))).Produces<ActView>(201);
    }
}

/// <summary>Says which organizations protection names: they are not taken back from the directory.</summary>
public sealed class ProtectionDirectoryUse : IDirectoryUse
{
    /// <inheritdoc />
    public async Task<IReadOnlyCollection<Guid>> Used(Work work, IReadOnlyCollection<Guid> ids) =>
        ids.Count == 0 ? [] : await work.All<Guid>("select * from cases.protection_names_any($1)", ids.ToArray());
}
