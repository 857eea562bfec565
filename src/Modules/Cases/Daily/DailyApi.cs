using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using D = OpenIlm.Cases.DailyPermissions;
using P = OpenIlm.Cases.CasesPermissions;

namespace OpenIlm.Cases;

/// <summary>The API of the day's work.</summary>
internal static class DailyApi
{
    internal static void Map(SealedEndpoints api)
    {
        api.Own("GET", "/today", async (Work work, IEnumerable<ITodayLines> rooms) => Results.Json(await DayLines.Read(work, rooms), Json.Api)).Produces<DayLines.TodayView>();
        api.Get("/cases/export", P.Read, Export);
        api.Post("/cases/bulk", P.Triage, async (BulkAct.Input input, Work work, IDirectory directory, Dossiers dossiers) => Answers.Created(await BulkAct.Handle(input, work, directory, dossiers))).Produces<BulkAct.ResultView>(201);
        api.Get("/filters", P.Read, async (Work work) => Results.Json(await SavedFilters.Read(work), Json.Api)).Produces<SavedFilters.ListView>();
        api.Post("/filters", D.KeepLists, async (SavedFilters.Input input, Work work) => Answers.Created(await SavedFilters.Save(null, null, input, work))).Produces<SavedFilters.FilterView>(201);
        api.Post("/filters/choice", D.KeepLists, async (SavedFilters.Choice input, Work work) => Answers.From(await SavedFilters.Choose(input, work)));
        api.Post("/filters/{id:guid}", D.KeepLists, async (Guid id, SavedFilters.Input input, HttpRequest http, Work work) => Answers.Created(await SavedFilters.Save(id, Given.Version(http), input, work))).Produces<SavedFilters.FilterView>(201);
        api.Post("/filters/{id:guid}/remove", D.KeepLists, async (Guid id, Work work) => Answers.From(await SavedFilters.Remove(id, work)));
        api.Get("/lists", P.Read, async (Work work) => Results.Json(await WorkLists.Read(work), Json.Api)).Produces<IReadOnlyList<WorkLists.WorkListView>>();
        api.Post("/lists", D.KeepLists, async (WorkLists.Input input, Work work) => Answers.Created(await WorkLists.Make(input, work))).Produces<WorkLists.WorkListView>(201);
        api.Post("/lists/{id:guid}/take-out", D.KeepLists, async (Guid id, WorkLists.Without input, Work work) => Answers.From(await WorkLists.TakeOut(id, input, work)));
        api.Post("/lists/{id:guid}/end", D.KeepLists, async (Guid id, Work work) => Answers.From(await WorkLists.End(id, work)));
        api.Get("/handovers", P.Read, async (Work work) => Results.Json(await Handovers.Read(work), Json.Api)).Produces<IReadOnlyList<Handovers.HandoverView>>();
        api.Post("/handovers", P.Triage, async (Handovers.Input input, Work work, IDirectory directory, Dossiers dossiers) => Answers.Created(await Handovers.Plan(input, work, directory, dossiers))).Produces<Handovers.HandoverView>(201);
        api.Post("/handovers/{id:guid}/end", P.Triage, async (Guid id, HttpRequest http, Work work) => Answers.Created(await Handovers.End(id, Given.Version(http), work))).Produces<Handovers.HandoverView>(201);
        api.Get("/recusals", D.Recuse, async (Work work) => Results.Json(await Recusals.Read(work), Json.Api)).Produces<IReadOnlyList<Recusals.RecusalView>>();
        api.Post("/recusals", D.Recuse, async (Recusals.Input input, Work work, IDirectory directory) => Answers.Created(await Recusals.Declare(input, work, directory))).Produces<Recusals.DeclaredView>(201);
        api.Post("/recusals/{id:guid}/lift", D.LiftRecusals, async (Guid id, HttpRequest http, Work work) => Answers.From(await Recusals.Lift(id, Given.Version(http), work)));
    }

    /// <summary>The list as a file, with the filter of the address; coded facts only. That it was taken out is in the audit log.</summary>
    private static async Task<IResult> Export(string? format, HttpContext http, Work work, IDirectory directory)
    {
        if (format is not null && !TableWriter.Formats.Contains(format)) return Answers.From(Outcome.Refused(new BadInput("input.not-a-choice", "format")));
        var (filter, wrong) = CaseFilter.Read(new QueryCollection(http.Request.Query.Where(q => q.Key != "format").ToDictionary(q => q.Key, q => q.Value)));
        if (wrong.Count > 0) return Answers.From(Outcome.Refused(wrong));
        var outcome = await ListCases.All(filter, CaseCsv.Most, work, directory);
        if (!outcome.IsDone) return Answers.From(outcome);
        work.Audit("cases.exported", "organization", work.Actor.OrganizationId, new { rows = outcome.Value!.Count, format = format ?? "csv" });
        await work.Commit();
        return TableWriter.Download(CaseCsv.Of(outcome.Value), format ?? "csv", work.Today);
    }
}
