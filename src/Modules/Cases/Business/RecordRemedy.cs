using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>Records a remedy that needed no business, or one that a business gave without being told: the worker is asked about it all the same.</summary>
public static class RecordRemedy
{
    /// <summary>What was done.</summary>
    /// <param name="Text">In words; sealed into the file.</param>
    /// <param name="DoneOn">When; null for today.</param>
    /// <param name="AsksWaiver">Whether she had to give up a claim for it: yes is refused. To be answered where the words look like it.</param>
    public sealed record Input(string Text, DateOnly? DoneOn = null, bool? AsksWaiver = null);

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, DateOnly today)
    {
        foreach (var reason in Given.Text(input.Text, "text")) yield return reason;
        if (input.DoneOn > today) yield return new BadInput("input.in-the-future", "doneOn");
        foreach (var reason in WaiverGuard.WhyNot(input.AsksWaiver, input.Text)) yield return reason;
    }

    /// <summary>Records the remedy.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid issue, int? version, Input input, Work work, Dossiers dossiers)
    {
        if (WhyNot(input, work.Today).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await IssueFile.Hold(work, issue, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var (file, row) = (held.Value!, held.Value!.Row);
        var dossier = await dossiers.Open(work, row.DossierId);
        if (!dossier.IsDone) return Outcome<ActView>.From(dossier);
        var (id, reasons) = Queue(work, file, dossier.Value!, input);
        return reasons.Count > 0 ? Outcome<ActView>.Refused(reasons) : await work.Commit(file.Stand(id));
    }

    /// <summary>Queues the remedy of an issue that is held; every reason against, and nothing queued, when it cannot take it.</summary>
    internal static (Guid Id, IReadOnlyList<Refusal> Reasons) Queue(Work work, IssueFile file, OpenDossier dossier, Input input)
    {
        var (id, row) = (Guid.NewGuid(), file.Row);
        if (file.Move(work, IssueAction.RecordRemedyWithoutBusiness, CaseParty.Of(work.Actor), file.Facts with { Actions = file.Facts.Actions + 1 }, new { action = id }) is { Count: > 0 } reasons)
            return (id, reasons);
        work.Write("""
            insert into cases.action (id, org_id, issue_id, dossier_id, state, due_on, agreed_on, reported_on, on_behalf, ct, report_ct)
            values ($1, $2, $3, $4, 'Reported', $5, $6, $6, true, $7, $8)
            """, id, row.OrgId, row.Id, row.DossierId, input.DoneOn ?? work.Today, work.Today,
            dossier.Seal(SealedColumns.ActionWhat, id, input.Text), dossier.Seal(SealedColumns.ActionReport, id, input.Text));
        WaiverFlags.Raise(work, file, CaseParty.Of(work.Actor), "remedy", id, input.Text);
        return (id, []);
    }
}
