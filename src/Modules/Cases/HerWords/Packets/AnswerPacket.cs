using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>
/// What she says of a packet before it goes: yes, change, no. By her receipt, or to the handler who reads it to her. A yes is a consent to this packet as she saw it and to nothing else; a change
/// and a no send it back to whoever composed it, and it cannot go.
/// </summary>
public static class AnswerPacket
{
    /// <summary>Her answer, as the handler heard it.</summary>
    /// <param name="Answer">Yes, change or no.</param>
    /// <param name="Channel">Channel of the contact (<c>contact_channels.csv</c>); never the employer's.</param>
    /// <param name="Changes">What is to be different, of <see cref="HerWordPolicy.Changes"/>.</param>
    public sealed record Input(PacketWord? Answer, string Channel, IReadOnlyList<string>? Changes = null);

    /// <summary>Wording of the consent that a yes is.</summary>
    private const string Wording = "packet-1";

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.Answer is null) yield return new BadInput("input.required", "answer");
        if (input.Channel is not null && CaseCodes.EmployersChannels.Contains(input.Channel)) yield return new RecordValidation.AskedByEmployer("channel");
        else foreach (var reason in Given.Choice(input.Channel, CaseCodes.Channels, "channel")) yield return reason;
    }

    /// <summary>She answers by her receipt. Queues it, commits nothing. The same answer twice is one: that is a second tap.</summary>
    internal static async Task<Outcome> ByWorker(Work work, Guid contact, PacketAnswer answer)
    {
        var issue = await work.FirstOrNone<Guid?>("select issue_id from cases.rendering where id = $1 and contact_id = $2", answer.Id, contact);
        return issue is null ? Outcome.Missing : await Queue(work, answer.Id, issue.Value, State(answer.Word), answer.Changes, "web", null);
    }

    /// <summary>The handler records what she said.</summary>
    public static async Task<Outcome<ActView>> Record(Guid id, int? version, Input input, Work work)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        if (await work.FirstOrNone<At>("select issue_id, version from cases.rendering where id = $1", id) is not { } at) return Outcome<ActView>.Missing;
        if (version is { } read && read != at.Version) return Outcome<ActView>.Stale;
        var done = await Queue(work, id, at.IssueId, State(input.Answer!.Value), input.Changes ?? [], "verbal", input.Channel);
        return done.IsDone ? await work.Commit(new ActView(id, null, null)) : Outcome<ActView>.From(done);
    }

    private static RenderingState State(PacketWord word) => word switch { PacketWord.Yes => RenderingState.Yes, PacketWord.No => RenderingState.No, _ => RenderingState.Change };

    private static async Task<Outcome> Queue(Work work, Guid id, Guid issue, RenderingState said, IReadOnlyList<string> given, string how, string? channel)
    {
        // The issue is locked before the packet, as in every act.
        var file = await IssueFile.Hold(work, issue);
        if (!file.IsDone) return file;
        var row = (await work.FirstOrNone<Row>("""
            select r.share_id, r.state, r.changes, r.revision, r.language, r.consent_id, s.state as share_state, s.revision as current, s.org_id, s.case_id, s.author, s.recipient_org, s.recipient_name,
                   s.purpose, s.fields, s.has_summary, s.identifies
              from cases.rendering r join cases.share s on s.id = r.share_id where r.id = $1 for update
            """, id))!;
        string[] changes = [.. given.Distinct().Order(StringComparer.Ordinal)];
        var again = row.State == said && changes.SequenceEqual(row.Changes) && HerWordPolicy.WhyNotAnswer(RenderingState.Asked, row.ShareState, row.Revision, row.Current, said, changes).All(r => r is HerWordPolicy.HasGone);
        if (!again && HerWordPolicy.WhyNotAnswer(row.State, row.ShareState, row.Revision, row.Current, said, changes).ToList() is { Count: > 0 } reasons) return Outcome.Refused(reasons);
        var party = CaseParty.Of(work.Actor);
        if (again)
        {
            work.Audit("share.answered-again", "share", row.ShareId);
            return Outcome.Done;
        }
        var consent = said is RenderingState.Yes ? Guid.NewGuid() : (Guid?)null;
        if (consent is { } agreed)
        {
            var level = row.Identifies ? ConsentLevel.Identified : row.HasSummary ? ConsentLevel.Summary : ConsentLevel.CodedFacts;
            work.Write("""
                insert into cases.consent (id, org_id, case_id, level, recipient_org, recipient_kind, recipient_name, purpose, fields, how, text_version, language, taken_by, given_on, share_id, share_revision)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
                """, agreed, row.OrgId, row.CaseId, level, row.RecipientOrg, row.RecipientOrg is null ? RecipientKind.Outside : RecipientKind.Organization, row.RecipientName, row.Purpose, row.Fields, how, Wording,
                row.Language, how == "web" ? null : work.Actor.PersonId, work.Today, row.ShareId, row.Revision);
        }
        else
        {
            if (row.ConsentId is { } before) work.Write("update cases.consent set withdrawn_on = $2 where id = $1 and withdrawn_on is null", before, work.Today);
            work.Write("update cases.share set state = 'Draft', approved_by = null, release_on = null, ready_on = null, version = version + 1 where id = $1", row.ShareId);
        }
        work.Write("update cases.rendering set state = $2, changes = $3, how = $4, consent_id = coalesce($5, consent_id), answered_on = $6, recorded_by = $7, version = version + 1 where id = $1",
            id, said, changes, how, consent, work.Today, how == "web" ? null : work.Actor.PersonId);
        if (how == "web") CaseFiles.TurnUp(work, row.CaseId, Danger.None, file.Value!.Calendar);
        else CaseFile.Touch(work, row.CaseId);
        CaseLog.Note(work, row.OrgId, row.CaseId, issue, said switch { RenderingState.Yes => "share.worker-says-yes", RenderingState.No => "share.worker-says-no", _ => "share.worker-wants-change" }, party,
            new { share = row.ShareId, revision = row.Revision, how, channel, changes, consent });
        if (row.Author != work.Actor.PersonId) work.Notify(said is RenderingState.Yes ? "share.worker-says-yes" : "share.worker-stops-it", "share", row.ShareId, row.Author);
        return Outcome.Done;
    }

    private sealed record At(Guid IssueId, int Version);
    private sealed record Row(Guid ShareId, RenderingState State, string[] Changes, int Revision, string Language, Guid? ConsentId, ShareState ShareState, int Current, Guid OrgId, Guid CaseId, Guid Author,
        Guid? RecipientOrg, string? RecipientName, string Purpose, string[] Fields, bool HasSummary, bool Identifies);
}
