using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using P = OpenIlm.Cases.CasesPermissions;

namespace OpenIlm.Cases;

/// <summary>The doors of safe contact.</summary>
internal static class SafeContactApi
{
    /// <summary>What the room needs to run. It has no panel beside the case: looking at a case must not open who she is.</summary>
    internal static void Register(IServiceCollection services) => services.AddSingleton(new CaseRoom("contact", 12, P.ReadIdentity));

    internal static void Map(SealedEndpoints api)
    {
        api.GetSealed("/cases/{id:guid}/safe-contact", P.ReadIdentity, async (Guid id, Work work, Dossiers dossiers) => Answers.Ok(await ReadSafeContact.AtThisMoment(id, work, dossiers))).Produces<ReadSafeContact.NowView>();
        api.PostSealed("/cases/{id:guid}/contact-plans/open", P.ReadIdentity, async (Guid id, ReadSafeContact.Input input, HttpContext http, Work work, Dossiers dossiers, IDirectory directory) =>
        {
            var outcome = await ReadSafeContact.Handle(id, input, work, dossiers, directory);
            if (outcome.IsDone) http.Response.Headers.ETag = $"\"{outcome.Value!.Version}\"";
            return Answers.Ok(outcome);
        }).Produces<ReadSafeContact.PlansView>();
        api.PostSealed("/cases/{id:guid}/contact-plans", P.ReadIdentity, async (Guid id, KeepSafeContact.Input input, HttpRequest http, Work work, Dossiers dossiers, IWorkerChannels channels) => Answers.Created(await KeepSafeContact.Handle(id, Given.Version(http), input, work, dossiers, channels))).Produces<ActView>(201);
        api.PostSealed("/cases/{id:guid}/planned-contacts", P.Write, async (Guid id, PlanContact.Input input, Work work, Dossiers dossiers, IWorkerChannels channels, ITexts texts) => Answers.Created(await PlanContact.Handle(id, input, work, dossiers, channels, texts))).Produces<PlanContact.PlannedView>(201);
    }
}
