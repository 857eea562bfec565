using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using P = OpenIlm.Cases.CollectivePermissions;

namespace OpenIlm.Cases;

/// <summary>The API of collective cases: ledger, sample, links.</summary>
internal static class CollectiveApi
{
    internal static void Map(SealedEndpoints api)
    {
        MapLedger(api);
        api.Post("/issues/{id:guid}/collective", CasesPermissions.Validate, async (Guid id, ChooseValidation.Input input, HttpRequest http, Work work) => Answers.Created(await ChooseValidation.Handle(id, Given.Version(http), input, work))).Produces<ActView>(201);
        api.Post("/issues/{id:guid}/sample", CasesPermissions.Validate, async (Guid id, DrawSample.Input? input, HttpRequest http, Work work) => Answers.Created(await DrawSample.Handle(id, Given.Version(http), input ?? new(), work))).Produces<ActView>(201);
        api.Get("/issues/{id:guid}/sample", P.Read, async (Guid id, Work work) => Answers.Ok(await ReadSample.Handle(id, work))).Produces<SampleView>();
        api.Get("/issues/{id:guid}/sample/proof", P.Read, async (Guid id, Work work) => Answers.Ok(await ReadSample.Prove(id, work))).Produces<SampleProofView>();
        api.Post("/issues/{id:guid}/sample/conclude", CasesPermissions.Validate, async (Guid id, HttpRequest http, Work work) => Answers.Created(await ConcludeSample.Handle(id, Given.Version(http), work))).Produces<ActView>(201);
        api.Post("/sample-members/{id:guid}/answers", CasesPermissions.Validate, async (Guid id, RecordSampleAnswer.Input input, HttpRequest http, Work work) => Answers.Created(await RecordSampleAnswer.Handle(id, Given.Version(http), input, work))).Produces<RecordSampleAnswer.AnsweredView>(201);
        api.Get("/cases/{id:guid}/links", CasesPermissions.Read, async (Guid id, Work work) => Answers.Ok(await ReadLinks.Handle(id, work))).Produces<LinksView>();
        api.Post("/cases/{id:guid}/links", P.Link, async (Guid id, LinkCases.Input input, HttpRequest http, Work work) => Answers.Created(await LinkCases.Handle(id, Given.Version(http), input, work))).Produces<ActView>(201);
        api.Post("/cases/{id:guid}/unlink", P.Link, async (Guid id, HttpRequest http, Work work) => Answers.Created(await LinkCases.Unlink(id, Given.Version(http), work))).Produces<ActView>(201);
        api.PostSealed("/cases/{id:guid}/links/remedies", P.Link, async (Guid id, RecordRemedy.Input input, Work work, Dossiers dossiers) => Answers.Created(await RecordGroupRemedy.Handle(id, input, work, dossiers))).Produces<RecordGroupRemedy.GroupRemedyView>(201);
    }

    private static void MapLedger(SealedEndpoints api)
    {
        api.Get("/issues/{id:guid}/workers", P.Read, async (Guid id, HttpContext http, Work work) =>
        {
            var (filter, wrong) = LedgerFilter.Read(http.Request.Query);
            if (wrong.Count > 0) return Answers.From(Outcome.Refused(wrong));
            var outcome = await ReadLedger.Handle(id, filter, work);
            if (outcome.IsDone) http.Response.Headers.ETag = $"\"{outcome.Value!.Version}\"";
            return Answers.Ok(outcome);
        }).Produces<LedgerView>();
        api.PostSealed("/issues/{id:guid}/workers", P.Keep, async (Guid id, AddWorker.Input input, HttpRequest http, Work work, Dossiers dossiers) => Answers.Created(await AddWorker.Handle(id, Given.Version(http), input, work, dossiers))).Produces<ActView>(201);
        api.PostSealed("/issues/{id:guid}/workers/import", P.Keep, async (Guid id, HttpRequest http, Work work, Dossiers dossiers) =>
        {
            // Whether there is such an issue is asked before the file is read.
            if (await work.FirstOrNone<Guid?>("select id from cases.labor_issue where id = $1", id) is null) return Answers.From(Outcome.Missing);
            var upload = await Upload.Receive(http, WorkerList.LargestFile, work.Cancelled);
            return upload.IsDone ? Answers.Created(await ImportWorkers.Handle(id, Given.Version(http), upload.Value!, work, dossiers)) : Answers.From(upload);
        }).Produces<ImportedView>(201).WithMetadata(new RequestSizeLimitAttribute(WorkerList.LargestFile + Upload.AroundTheFile));
        api.Post("/issues/{id:guid}/workers/states", P.Keep, async (Guid id, SetWorkerStates.Input input, HttpRequest http, Work work) => Answers.Created(await SetWorkerStates.Handle(id, Given.Version(http), input, work))).Produces<LedgerChangeView>(201);
        api.PostSealed("/issues/{id:guid}/workers/identity", CasesPermissions.ReadIdentity, async (Guid id, ReadWorkerNames.Input input, Work work, Dossiers dossiers) => Answers.Ok(await ReadWorkerNames.Handle(id, input, work, dossiers))).Produces<IReadOnlyList<LedgerNameView>>();
        api.PostSealed("/issues/{id:guid}/workers/export", P.Export, async (Guid id, ExportLedger.Input input, Work work, Dossiers dossiers) =>
        {
            var made = await ExportLedger.Handle(id, input, work, dossiers);
            return made.IsDone ? TableWriter.Download(made.Value!, "csv", work.Today) : Answers.From(made);
        });
    }
}
