using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>
/// Changes a packet before it goes: what it tells, its words, its purpose; never its recipient. Everything is asked and checked as for a new one. It is a draft again, whoever changed it is its
/// author, an approval is gone, and where the worker was shown it she is shown it again.
/// </summary>
public static class ReviseShare
{
    /// <summary>The packet as it is to be.</summary>
    /// <param name="Purpose">One of <see cref="CaseCodes.Purposes"/>.</param>
    /// <param name="Fields">Facts to tell (<see cref="PacketFields.All"/>).</param>
    /// <param name="Summary">Words typed for this business; null for coded facts only.</param>
    /// <param name="Identifies">The summary says who she is, for the purpose that her consent names.</param>
    /// <param name="Values">What the fields say that the handler fills (<see cref="PacketFields.Said"/>).</param>
    /// <param name="AsksWaiver">Whether anything in it offers that she gives up a claim.</param>
    public sealed record Input(string Purpose, IReadOnlyList<string>? Fields, string? Summary = null, bool Identifies = false, IReadOnlyDictionary<string, string>? Values = null, bool? AsksWaiver = null);

    /// <summary>Every reason against a change of a packet that stands there.</summary>
    public static IEnumerable<Refusal> WhyNot(ShareState state)
    {
        if (state is not (ShareState.Draft or ShareState.Approved)) yield return new ShareRefusals.WrongState(state);
    }

    /// <summary>Changes it.</summary>
    public static async Task<Outcome<DraftShare.DraftView>> Handle(Guid id, int? version, Input input, Work work, IDirectory directory, Dossiers dossiers, Keystore keystore)
    {
        var found = await ShareFile.Hold(work, id, version, directory);
        if (!found.IsDone) return Outcome<DraftShare.DraftView>.From(found);
        var (held, row) = (found.Value!, found.Value!.Row);
        var asked = new DraftShare.Input(input.Purpose, input.Fields, input.Summary, row.RecipientOrg, row.RecipientOrg is null ? row.RecipientName : null, input.Identifies, input.Values, input.AsksWaiver);
        if (DraftShare.WhyNot(asked, work.Today).Concat(WhyNot(row.State)).ToList() is { Count: > 0 } wrong) return Outcome<DraftShare.DraftView>.Refused(wrong);
        var files = await work.All<Guid>("select file_id from cases.share_file where share_id = $1 and action_id is null", id);
        if (!input.Identifies && files.Count > 0 && (await AddFilesToShare.Files(work, row.CaseId, files)).Any(f => f.Kind is FileKind.Audio or FileKind.Video))
            return Outcome<DraftShare.DraftView>.Refused(new AddFilesToShare.VoiceIdentifies());
        var composed = await DraftShare.Compose(held.Issue, asked, files.Count == 0 ? [] : [.. row.Results.Where(c => c.Code == AddFilesToShare.Check)], work, directory, dossiers);
        if (!composed.IsDone) return Outcome<DraftShare.DraftView>.From(composed);
        var packet = composed.Value!;
        if (!(await Packets.Open(work, keystore, [id])).TryGetValue(id, out var key)) return Outcome<DraftShare.DraftView>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
        if (held.Issue.Move(work, IssueAction.ComposePacket, CaseParty.Of(work.Actor), held.Issue.Facts with { Consent = packet.Consent.Level },
                new { recipient = row.RecipientOrg, revised = id, revision = row.Revision + 1, consent = packet.Consent.Id, fields = packet.Fields }) is { Count: > 0 } reasons)
            return Outcome<DraftShare.DraftView>.Refused(reasons);
        work.Write("""
            update cases.share set state = 'Draft', approved_by = null, release_on = null, ready_on = null, ready_by = null, author = $2, purpose = $3, fields = $4, has_summary = $5, identifies = $6, checks = $7, needs_second = $8,
                   consent_id = $9, ct = $10, revision = revision + 1, version = version + 1 where id = $1
            """, id, work.Actor.PersonId, input.Purpose, packet.Fields, packet.Wanted.HasSummary, input.Identifies, JsonSerializer.Serialize(packet.Checks, Json.Compact), packet.NeedsSecond, packet.Consent.Id,
            Packets.Seal(key, id, row.DossierId, packet.Content));
        if (packet.NeedsSecond) work.Notify("share.needs-second-person", "share", id, role: Roles.Supervisor);
        return await work.Commit(new DraftShare.DraftView(id, packet.Checks, packet.NeedsSecond));
    }
}
