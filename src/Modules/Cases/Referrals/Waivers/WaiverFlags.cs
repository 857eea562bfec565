using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Texts that may ask her to give up a claim, until a second person has looked.</summary>
internal static class WaiverFlags
{
    /// <summary>Flags a text that looks like it, and tells the supervisors. Runs in the rows of the organization that runs the case; commits nothing.</summary>
    /// <param name="work">The unit of work.</param>
    /// <param name="file">The issue.</param>
    /// <param name="party">Who wrote it.</param>
    /// <param name="source">response, action, report or remedy.</param>
    /// <param name="thing">The row that holds the text, sealed.</param>
    /// <param name="texts">The text.</param>
    public static void Raise(Work work, IssueFile file, IssueParty party, string source, Guid thing, params IEnumerable<string?> texts)
    {
        if (WaiverPhrases.Find(texts) is not { Count: > 0 } kinds) return;
        var row = file.Row;
        work.Write("insert into cases.waiver_flag (id, org_id, case_id, issue_id, source, thing, kinds, by_person, day) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            Guid.NewGuid(), row.OrgId, row.CaseId, row.Id, source, thing, kinds.Select(k => k.ToString()).ToArray(), work.Actor.PersonId, work.Today);
        CaseLog.Note(work, row.OrgId, row.CaseId, row.Id, "issue.waiver-found", party, new { source, kinds });
        work.Notify("case.waiver-found", "case", row.CaseId, role: Roles.Supervisor);
    }

    /// <summary>How many texts about the issue stand against putting its remedy to her.</summary>
    public static Task<int> Open(Work work, Guid issue) =>
        work.FirstOrNone<int>("select count(*)::integer from cases.waiver_flag where issue_id = $1 and (verdict is null or verdict = 'stands')", issue);
}

/// <summary>What the second person found.</summary>
public enum WaiverVerdict
{
    /// <summary>It asks nothing of her.</summary>
    Harmless,
    /// <summary>It does: the remedy is not put to her as long as it stands.</summary>
    Stands,
    /// <summary>The business took it back in writing.</summary>
    TakenBack,
}

/// <summary>A second person looks at a text that may ask her to give up a claim.</summary>
public static class JudgeWaiver
{
    /// <summary>What she found.</summary>
    /// <param name="Verdict">Harmless, stands or takenBack.</param>
    /// <param name="Note">Why; sealed into the file. Needed.</param>
    public sealed record Input(WaiverVerdict? Verdict, string? Note = null);

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.Verdict is null) yield return new BadInput("input.required", "verdict");
        foreach (var reason in Given.Text(input.Note, "note")) yield return reason;
    }

    /// <summary>Records it.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, Dossiers dossiers)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        if (await work.FirstOrNone<Guid?>("select case_id from cases.waiver_flag where id = $1", id) is not { } of) return Outcome<ActView>.Missing;
        var held = await CaseFile.Hold(work, of, null);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var (row, flag) = (held.Value!, (await work.FirstOrNone<Row>("select issue_id, by_person, version from cases.waiver_flag where id = $1 for update", id))!);
        if (version is { } asked && asked != flag.Version) return Outcome<ActView>.Stale;
        if (flag.ByPerson == work.Actor.PersonId) return Outcome<ActView>.Refused(new WaiverRefusals.OwnText());
        var note = await SealedNote.Add(work, dossiers, row.DossierId, "waiver-note", row.Language, input.Note);
        if (!note.IsDone) return Outcome<ActView>.From(note);
        work.Write("update cases.waiver_flag set verdict = $2, judged_by = $3, judged_on = $4, note = $5, version = version + 1 where id = $1",
            id, Say(input.Verdict!.Value), work.Actor.PersonId, work.Today, note.Value!.Id);
        CaseFile.Touch(work, row.Id);
        CaseLog.Note(work, row.OrgId, row.Id, flag.IssueId, "issue.waiver-judged", CaseParty.Of(work.Actor), new { verdict = input.Verdict });
        if (row.AssignedTo is { } handler && handler != work.Actor.PersonId) work.Notify("case.waiver-judged", "case", row.Id, handler);
        return await work.Commit(new ActView(id, null, row.State));
    }

    private static string Say(WaiverVerdict verdict) => verdict switch { WaiverVerdict.Harmless => "harmless", WaiverVerdict.Stands => "stands", _ => "takenBack" };

    private sealed record Row(Guid IssueId, Guid ByPerson, int Version);
}
