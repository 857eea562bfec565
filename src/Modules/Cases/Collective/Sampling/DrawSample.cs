using System.Security.Cryptography;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Draws who is asked about the remedy as it stands: once, by chance that is written down, with everybody of a group that is present. Drawing until a
/// convenient sample comes is not possible.</summary>
public static class DrawSample
{
    /// <summary>How many.</summary>
    /// <param name="Size">How many are asked; null for what the rule asks. Never fewer, as far as there are as many.</param>
    public sealed record Input(int? Size = null);

    /// <summary>Every reason against drawing now.</summary>
    /// <param name="state">Where the issue stands.</param>
    /// <param name="chosen">Whether a sample decides.</param>
    /// <param name="drawn">Whether the sample of this remedy is drawn.</param>
    /// <param name="ledger">How many stand in the ledger.</param>
    /// <param name="drawable">How many of them can be drawn.</param>
    /// <param name="size">How many the handler wants; null for the rule.</param>
    /// <param name="rule">The rule.</param>
    public static IEnumerable<Refusal> WhyNot(IssueState state, bool chosen, bool drawn, int ledger, int drawable, int? size, SampleSize rule)
    {
        if (!chosen) { yield return new CollectiveRefusals.NotChosen(); yield break; }
        if (state is not (IssueState.ActionReported or IssueState.AwaitingValidation)) yield return new CollectiveRefusals.NothingToAsk(state);
        if (drawn) yield return new CollectiveRefusals.AlreadyDrawn();
        if (drawable == 0) yield return new CollectiveRefusals.NobodyToDraw(ledger, ledger - drawable);
        else if (size < rule.Of(drawable)) yield return new CollectiveRefusals.SampleTooSmall(rule.Of(drawable));
    }

    /// <summary>Draws.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid issue, int? version, Input input, Work work)
    {
        var held = await IssueFile.Hold(work, issue, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var (file, rule) = (held.Value!, held.Value!.Calendar.Settings.SampleSize);
        var rows = new Question<Row>("select id, number, state, is_reporter, gender, nationality, contract_type, recruiter, department, site from cases.affected_worker where issue_id = $1 order by number", issue);
        var earlier = new Question<Guid>("select id from cases.sample where issue_id = $1 and revision = $2", issue, file.Revision);
        await work.Ask(rows, earlier);
        // The reporter is asked as the reporter.
        var ledger = rows.Rows.Where(r => !r.IsReporter).ToList();
        var frame = ledger.Where(r => LedgerStates.CanBeDrawn(r.State))
            .Select(r => new FrameWorker(r.Number, r.Id, [r.Gender, r.Nationality, r.ContractType, r.Recruiter, r.Department, r.Site])).ToList();
        if (WhyNot(file.State, file.Facts.Collective is not null, earlier.Rows.Count > 0, ledger.Count, frame.Count, input.Size, rule).ToList() is { Count: > 0 } reasons)
            return Outcome<ActView>.Refused(reasons);

        var (id, seed, least) = (Guid.NewGuid(), RandomNumberGenerator.GetBytes(SeededChance.SeedBytes), rule.Of(frame.Count));
        var size = Math.Min(frame.Count, input.Size ?? least);
        var (drawn, written) = (SampleDraw.Draw(seed, frame, size, SampleSize.ReserveOf(size, frame.Count)), SampleFrame.Write(frame));
        work.Write("""
            insert into cases.sample (id, org_id, case_id, issue_id, revision, seed, frame, hash, least, size, reserve, unmet, left_out, drawn_on, drawn_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """, id, file.Row.OrgId, file.Row.CaseId, issue, file.Revision, seed, written, SampleFrame.Hash(written), least, drawn.Asked.Count, drawn.Reserve.Count, drawn.Unmet.ToArray(),
            ledger.Count - frame.Count, work.Today, work.Actor.PersonId);
        var members = drawn.Asked.Select(w => (w.Id, As: "Asked")).Concat(drawn.Reserve.Select(w => (w.Id, As: "Reserve"))).ToList();
        work.Write("""
            insert into cases.sample_member (id, org_id, case_id, sample_id, worker_id, place, drawn_as, standing)
            select u.id, $1, $2, $3, u.worker, u.place, u.drawn, u.drawn from unnest($4::uuid[], $5::uuid[], $6::integer[], $7::text[]) as u(id, worker, place, drawn)
            """, file.Row.OrgId, file.Row.CaseId, id, members.Select(_ => Guid.NewGuid()).ToArray(), members.Select(m => m.Id).ToArray(), Enumerable.Range(1, members.Count).ToArray(), members.Select(m => m.As).ToArray());
        work.Write("update cases.share set workers_asked = true where issue_id = $1", issue);
        work.Write("update cases.labor_issue set version = version + 1 where id = $1", issue);
        CaseFile.Touch(work, file.Row.CaseId);
        CaseLog.Note(work, file.Row.OrgId, file.Row.CaseId, issue, "issue.sample-drawn", CaseParty.Of(work.Actor),
            new { sample = id, revision = file.Revision, asked = drawn.Asked.Count, reserve = drawn.Reserve.Count, of = frame.Count, frame = Convert.ToHexStringLower(SampleFrame.Hash(written)) });
        return await work.Commit(file.Stand(id));
    }

    private sealed record Row(Guid Id, int Number, LedgerState State, bool IsReporter, string? Gender, string? Nationality, string? ContractType, string? Recruiter, string? Department, string? Site);
}
