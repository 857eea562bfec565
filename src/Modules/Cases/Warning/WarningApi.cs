using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using P = OpenIlm.Cases.WarningPermissions;

namespace OpenIlm.Cases;

/// <summary>The doors of early warning.</summary>
internal static class WarningApi
{
    /// <summary>What the room needs to run.</summary>
    internal static void Register(IServiceCollection services) => services
        .AddSingleton<WarningLines>().AddSingleton<ITodayLines>(s => s.GetRequiredService<WarningLines>()).AddSingleton<ITaskCount>(s => s.GetRequiredService<WarningLines>())
        .AddHostedService<WarningSweep>();

    internal static void Map(SealedEndpoints api)
    {
        api.Get("/warnings", P.Read, async (Work work, IDirectory directory) => Answers.Ok(await ReadWarnings.Handle(work, directory))).Produces<ReadWarnings.WarningsView>();
        api.Get("/warnings/sites/{id:guid}", P.Read, async (Guid id, Work work, IDirectory directory) => Answers.Ok(await ReadSiteChart.Handle(id, work, directory))).Produces<ReadSiteChart.SiteChartView>();
        api.Post("/warnings/{id:guid}", P.Judge, async (Guid id, JudgeWarning.Input input, HttpRequest http, Work work) => Answers.Created(await JudgeWarning.Handle(id, Given.Version(http), input, work))).Produces<JudgeWarning.JudgedView>(201);
        api.Get("/warnings/network", P.Network, async (Work work) => Answers.Ok(await ReadEmerging.Handle(work))).Produces<ReadEmerging.EmergingView>();
    }
}
