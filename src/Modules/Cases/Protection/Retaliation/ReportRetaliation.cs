using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Records that somebody is made to suffer for speaking. Nothing of the case closes before it is resolved (C5); what was closed opens again.</summary>
public static class ReportRetaliation
{
    /// <summary>What happened.</summary>
    /// <param name="Text">In words; sealed.</param>
    /// <param name="IssueId">The issue it belongs to; null for the case as a whole.</param>
    public sealed record Input(string Text, Guid? IssueId = null);

    /// <summary>Records the report.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, Dossiers dossiers)
    {
        if (Given.Text(input.Text, "text").ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await CaseFile.Hold(work, id, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var row = held.Value!;
        if (input.IssueId is { } issue && await work.FirstOrNone<Guid?>("select id from cases.labor_issue where id = $1 and case_id = $2", issue, id) is null)
            return Outcome<ActView>.Refused(new BadInput("input.not-a-choice", "issueId"));
        var dossier = await dossiers.Open(work, row.DossierId);
        if (!dossier.IsDone) return Outcome<ActView>.From(dossier);
        var reported = await OpenRetaliation.Handle(work, row, input.IssueId, CaseParty.Of(work.Actor), "handler", (column, at) => dossier.Value!.Seal(column, at, input.Text));
        return reported.IsDone ? await work.Commit(reported.Value!) : reported;
    }
}
