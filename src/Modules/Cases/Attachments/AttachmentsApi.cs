using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using P = OpenIlm.Cases.CasesPermissions;

namespace OpenIlm.Cases;

/// <summary>The room of files, as programs use it.</summary>
internal static class AttachmentsApi
{
    /// <summary>Maps it.</summary>
    internal static void Map(SealedEndpoints api)
    {
        api.Get("/cases/{id:guid}/files", P.Read, async (Guid id, Work work, FileOpening opening, Keystore keystore) => Answers.Ok(await ListCaseFiles.Handle(id, work, opening, keystore))).Produces<IReadOnlyList<ListCaseFiles.FileView>>();
        Takes(api.Post("/cases/{id:guid}/attachments", AttachmentsPermissions.Add, (Guid id, HttpContext http, Work work, AddCaseFile.Room room) => Take(http, work, form => AddCaseFile.Handle(id, form.File, http, work, room)))).Produces<AddCaseFile.AddedView>(201);
        api.GetSealed("/cases/{id:guid}/files/{fileId:guid}", P.Read, async (Guid id, Guid fileId, Work work, FileOpening opening) => Send(await OpenCaseFile.Copy(id, fileId, work, opening), work)).Produces(200);
        api.PostSealed("/cases/{id:guid}/files/{fileId:guid}/original", P.ReadIdentity, async (Guid id, Guid fileId, OpenCaseFile.Input input, Work work, FileOpening opening) => Send(await OpenCaseFile.Original(id, fileId, input, work, opening), work)).Produces(200);
        api.Post("/cases/{id:guid}/files/{fileId:guid}/remove", AttachmentsPermissions.Remove, async (Guid id, Guid fileId, Work work, FileOpening opening, IFileStore store) => Answers.Created(await RemoveCaseFile.Handle(id, fileId, work, opening, store))).Produces<RemoveCaseFile.RemovedView>(201);
        api.PostSealed("/shares/{id:guid}/files", P.DraftShare, async (Guid id, AddFilesToShare.Input input, HttpRequest http, Work work, IDirectory directory, Keystore keystore, FileOpening opening) => Answers.Created(await AddFilesToShare.Handle(id, Given.Version(http), input, work, directory, keystore, opening))).Produces<ActView>(201);
        Takes(api.PostSealed("/shared-issues/{id:guid}/actions/{actionId:guid}/evidence", P.RespondToShared, (Guid id, Guid actionId, HttpContext http, Work work, AddCaseFile.Room room) => Take(http, work, form => GiveEvidence.Handle(id, actionId, form.File, http, work, room)))).Produces<GiveEvidence.GivenView>(201);
        api.Get("/shared-issues/{id:guid}/files", P.ReadShared, async (Guid id, Work work, FileOpening opening, Keystore keystore) => Answers.Ok(await SharedFiles.ForBusiness(id, work, opening, keystore))).Produces<IReadOnlyList<SharedFiles.SharedFileView>>();
        api.GetSealed("/shared-issues/{id:guid}/files/{fileId:guid}", P.ReadShared, async (Guid id, Guid fileId, Work work, Keystore keystore, FileOpening opening) => Send(await SharedFiles.Open(id, fileId, work, keystore, opening), work)).Produces(200);
    }

    private static RouteHandlerBuilder Takes(RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new StreamsBodyAttribute());

    private static async Task<IResult> Take<T>(HttpContext http, Work work, Func<FormWithFile, Task<Outcome<T>>> handle)
    {
        var read = await FormWithFile.Read(http.Request, work.Cancelled);
        var outcome = read.Value is { } form ? await handle(form) : Outcome<T>.From(read);
        if (!outcome.IsDone) await FormWithFile.Drain(http.Request, work.Cancelled);
        return Answers.Created(outcome);
    }

    /// <summary>The file itself, or why not.</summary>
    internal static IResult Send(Outcome<OpenedFile> outcome, Work work) => outcome.Value is { } file ? new SealedDownload(file, work) : Answers.From(outcome);
}
