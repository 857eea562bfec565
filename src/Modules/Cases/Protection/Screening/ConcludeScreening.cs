using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A named person writes down what she, a specialist, an authority or a court concluded, with reasons. It changes nothing that the indication began:
/// ending protection is an act of its own.</summary>
public static class ConcludeScreening
{
    /// <summary>The conclusion.</summary>
    /// <param name="Conclusion">One of <see cref="ProtectionCodes.Conclusions"/>.</param>
    /// <param name="Basis">Whose it is: one of <see cref="ProtectionCodes.Bases"/>.</param>
    /// <param name="Reasons">In words; sealed into the file. Needed.</param>
    public sealed record Input(string Conclusion, string Basis, string Reasons);

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input) =>
        [.. Given.Choice(input.Conclusion, ProtectionCodes.Conclusions, "conclusion"), .. Given.Choice(input.Basis, ProtectionCodes.Bases, "basis"), .. Given.Text(input.Reasons, "reasons")];

    /// <summary>Writes it down.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, Dossiers dossiers)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var of = await work.FirstOrNone<Guid?>("select case_id from cases.screening where id = $1", id);
        if (of is null) return Outcome<ActView>.Missing;
        var held = await CaseFile.Hold(work, of.Value, null);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var row = held.Value!;
        var found = (await work.FirstOrNone<Row>("select version, concluded_on from cases.screening where id = $1 for update", id))!;
        if (version is { } asked && asked != found.Version) return Outcome<ActView>.Stale;
        if (found.ConcludedOn is { } on) return Outcome<ActView>.Refused(new ProtectionRefusals.AlreadyConcluded(on));
        var reasons = await SealedNote.Add(work, dossiers, row.DossierId, "screening-reasons", row.Language, input.Reasons);
        if (!reasons.IsDone) return Outcome<ActView>.From(reasons);
        work.Write("update cases.screening set conclusion = $2, basis = $3, concluded_by = $4, concluded_on = $5, reasons = $6, version = version + 1 where id = $1",
            id, input.Conclusion, input.Basis, work.Actor.PersonId, work.Today, reasons.Value!.Id);
        CaseFile.Touch(work, row.Id);
        CaseLog.Note(work, row.OrgId, row.Id, null, "case.screening-concluded", CaseParty.Of(work.Actor), new { screening = id, conclusion = input.Conclusion, basis = input.Basis });
        return await work.Commit(new ActView(id, null, row.State));
    }

    private sealed record Row(int Version, DateOnly? ConcludedOn);
}
