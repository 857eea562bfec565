using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>The worker's door for files.</summary>
internal static class AttachmentsApi
{
    /// <summary>Maps it. One file a request: what broke off on a poor line is one file and not ten.</summary>
    internal static void Map(SealedEndpoints api, string noAccount, Func<Kernel.Outcome<AttachFile.Attached>, IResult> answer) =>
        api.Open("POST", "/voice/attachments", noAccount, async (HttpRequest request, Work work, Door door, FileDesk desk) =>
        {
            var read = await FormWithFile.Read(request, work.Cancelled);
            var outcome = read.Value is { } form ? await AttachFile.Handle(form.Text("receipt"), form.File, work, door, desk) : Kernel.Outcome<AttachFile.Attached>.From(read);
            if (!outcome.IsDone) await FormWithFile.Drain(request, work.Cancelled);
            return answer(outcome);
        }).WithMetadata(new StreamsBodyAttribute()).Produces<AttachFile.Attached>(201);
}
