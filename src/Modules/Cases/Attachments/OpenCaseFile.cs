using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Opens a file of a case: its cleaned copy for whoever reads the case; as it came for whoever may see who the worker is, with a reason.
/// The audit entry is committed before a byte goes out.</summary>
public static class OpenCaseFile
{
    /// <summary>Why the original; one of <see cref="CaseCodes.IdentityReasons"/>.</summary>
    public sealed record Input(string Reason);

    /// <summary>The cleaned copy. What is still to be scanned or cleaned is, now that somebody is here who holds the key.</summary>
    public static async Task<Outcome<OpenedFile>> Copy(Guid id, Guid file, Work work, FileOpening opening)
    {
        if (await ListCaseFiles.Find(work, id, file) is not { } row) return Outcome<OpenedFile>.Missing;
        var opened = await opening.Cleaned(work, row);
        return opened.IsDone ? await Audited(work, opened.Value!, () => work.Audit("file.read", "file", file, new { @case = id })) : opened;
    }

    /// <summary>The file as it came: photographs carry place, time and device, documents their author.</summary>
    public static async Task<Outcome<OpenedFile>> Original(Guid id, Guid file, Input input, Work work, FileOpening opening)
    {
        if (Given.Choice(input.Reason, CaseCodes.IdentityReasons, "reason").ToList() is { Count: > 0 } wrong) return Outcome<OpenedFile>.Refused(wrong);
        if (await ListCaseFiles.Find(work, id, file) is not { } row) return Outcome<OpenedFile>.Missing;
        var opened = await opening.Original(work, row);
        if (!opened.IsDone) return opened;
        // An answer under an idempotency key is kept, readable; this one must not be.
        work.Once = null;
        return await Audited(work, opened.Value!, () => CaseLog.Note(work, row.OrgId, id, null, "case.file-opened", CaseParty.Of(work.Actor), new { file, reason = input.Reason }));
    }

    private static async Task<Outcome<OpenedFile>> Audited(Work work, OpenedFile file, Action note)
    {
        note();
        var done = await work.Commit();
        return done.IsDone ? file : Outcome<OpenedFile>.From(done);
    }
}
