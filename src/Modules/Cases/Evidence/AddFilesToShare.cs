using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>
/// Puts cleaned copies beside a packet that is still being composed. The consent has to name pictures and documents; a voice or a film goes only where
/// it names the worker herself; and a second person looks at each of them before the packet can go out.
/// </summary>
public static class AddFilesToShare
{
    /// <summary>The field of a consent that allows it.</summary>
    public const string Field = "attachments";
    /// <summary>The check that calls the second person.</summary>
    public const string Check = "packet.attachments";
    /// <summary>What a consent may name: the coded facts, and this.</summary>
    public static readonly IReadOnlyList<string> Consentable = [.. PacketFields.All, Field];

    /// <summary>Which files.</summary>
    public sealed record Input(IReadOnlyList<Guid> FileIds);

    /// <summary>She can be recognized by it, and the packet does not say who she is.</summary>
    public sealed record VoiceIdentifies() : Refusal("share.voice-identifies");
    /// <summary>Only what is cleaned and scanned goes out.</summary>
    public sealed record NotReady() : Refusal("share.file-not-ready");

    /// <summary>Every reason against these files in this packet.</summary>
    /// <param name="state">Where the packet stands.</param>
    /// <param name="identifies">It says who she is, with her consent.</param>
    /// <param name="files">What they are and how they stand.</param>
    public static IEnumerable<Refusal> WhyNot(ShareState state, bool identifies, IReadOnlyCollection<(FileKind Kind, FileState State)> files)
    {
        if (state is not ShareState.Draft) yield return new ShareRefusals.WrongState(state);
        if (files.Any(f => f.State is not FileState.Cleaned)) yield return new NotReady();
        if (!identifies && files.Any(f => f.Kind is FileKind.Audio or FileKind.Video)) yield return new VoiceIdentifies();
    }

    /// <summary>Adds them.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, IDirectory directory, Keystore keystore, FileOpening opening)
    {
        if (input.FileIds is not { Count: > 0 }) return Outcome<ActView>.Refused(new BadInput("input.required", "fileIds"));
        if (input.FileIds.Count > FileSettings.MostFiles) return Outcome<ActView>.Refused(new BadInput("input.too-many", "fileIds", FileSettings.MostFiles));
        var found = await ShareFile.Hold(work, id, version, directory);
        if (!found.IsDone) return Outcome<ActView>.From(found);
        var (held, share) = (found.Value!, found.Value!.Row);
        var files = await Files(work, share.CaseId, input.FileIds);
        if (files.Count < input.FileIds.Distinct().Count()) return Outcome<ActView>.Refused(new BadInput("input.not-a-choice", "fileIds"));
        if (WhyNot(share.State, share.Identifies, [.. files.Select(f => (f.Kind, opening.StateOf(f)))]).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        // The consent is asked as for every other field; the database asks it once more at the release.
        var fields = share.Fields.Append(Field).Distinct().Order(StringComparer.Ordinal).ToArray();
        var wanted = held.Facts.Wanted with { Fields = fields.ToHashSet() };
        if (SharePolicy.WhyNotShare(held.Facts with { Wanted = wanted }).ToList() is { Count: > 0 } against) return Outcome<ActView>.Refused(against);
        if (!(await Packets.Open(work, keystore, [id])).TryGetValue(id, out var packet) || await Keys(work, files, keystore) is not { } keys)
            return Outcome<ActView>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());

        var there = (await work.All<Guid>("select file_id from cases.share_file where share_id = $1", id)).ToHashSet();
        foreach (var file in files.Where(f => !there.Contains(f.Id))) SharedFiles.Queue(work, id, share.OrgId, share.RecipientOrg, file.DossierId, file.Id, null, packet, keys[file.Id]);
        var count = there.Union(files.Select(f => f.Id)).Count();
        PacketCheck[] checks = [.. share.Results.Where(c => c.Code != Check), new(Check, CheckResult.Warn, new Dictionary<string, object?> { ["Count"] = count })];
        // Another consent may be the one that covers pictures.
        var consent = held.Issue.Consents.First(c => !ConsentCover.WhyNot(c.Given(), wanted, work.Today).Any());
        work.Write("update cases.share set fields = $2, checks = $3, needs_second = true, consent_id = $4, release_on = null, revision = revision + 1, version = version + 1 where id = $1", id, fields, JsonSerializer.Serialize(checks, Json.Compact), consent.Id);
        CaseFile.Touch(work, share.CaseId);
        CaseLog.Note(work, share.OrgId, share.CaseId, share.IssueId, "share.files-added", CaseParty.Of(work.Actor), new { share = id, files = files.Select(f => f.Id) });
        if (!held.Facts.NeedsSecondPerson) work.Notify("share.needs-second-person", "share", id, role: Roles.Supervisor);
        return await work.Commit(held.Issue.Stand(id));
    }

    /// <summary>Files of the case among the ids.</summary>
    internal static Task<IReadOnlyList<StoredFile>> Files(Work work, Guid @case, IEnumerable<Guid> ids) => work.All<StoredFile>(StoredFile.Query +
        " where f.id = any ($2) and f.org_id = access.org() and f.dossier_id in (select x.dossier_id from cases.file x where x.case_id = $1) order by f.seq", @case, ids.ToArray());

    private static async Task<Dictionary<Guid, byte[]>?> Keys(Work work, IReadOnlyList<StoredFile> files, Keystore keystore)
    {
        var erasure = await keystore.Find([.. files.Select(f => f.DossierId).Distinct()], work.Cancelled);
        var keys = new Dictionary<Guid, byte[]>();
        foreach (var file in files)
        {
            if (!erasure.TryGetValue(file.DossierId, out var ek) || file.OpenCleanedKey(work, ek) is not { } key) return null;
            keys[file.Id] = key;
        }
        return keys;
    }
}
