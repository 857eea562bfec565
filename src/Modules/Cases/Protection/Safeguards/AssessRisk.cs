using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Judges what somebody may suffer, from whom, and what keeps her from using the mechanism (ILM-18, MSI-50).</summary>
public static class AssessRisk
{
    /// <summary>The assessment.</summary>
    /// <param name="FromWhom">One of <see cref="ProtectionCodes.FromWhom"/>.</param>
    /// <param name="Threats">What they may do, of <see cref="ProtectionCodes.Threats"/>; at least one.</param>
    /// <param name="Likelihood">How likely.</param>
    /// <param name="Harm">How bad.</param>
    /// <param name="Barriers">What keeps her from using the mechanism, of <see cref="ProtectionCodes.Barriers"/>.</param>
    /// <param name="ForWhom">One of <see cref="ProtectionCodes.ForWhom"/>.</param>
    /// <param name="Note">In words; sealed into the file.</param>
    public sealed record Input(string FromWhom, IReadOnlyList<string>? Threats, Likelihood? Likelihood, Harm? Harm, IReadOnlyList<string>? Barriers = null, string ForWhom = "worker", string? Note = null);

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        foreach (var reason in Given.Choice(input.FromWhom, ProtectionCodes.FromWhom, "fromWhom")) yield return reason;
        if (input.Threats is not { Count: > 0 }) yield return new BadInput("input.required", "threats");
        foreach (var reason in Given.Choices(input.Threats, ProtectionCodes.Threats, "threats")) yield return reason;
        if (input.Likelihood is null) yield return new BadInput("input.required", "likelihood");
        if (input.Harm is null) yield return new BadInput("input.required", "harm");
        foreach (var reason in Given.Choices(input.Barriers, ProtectionCodes.Barriers, "barriers")) yield return reason;
        foreach (var reason in Given.Choice(input.ForWhom, ProtectionCodes.ForWhom, "forWhom")) yield return reason;
        foreach (var reason in Given.OptionalText(input.Note, "note")) yield return reason;
    }

    /// <summary>Records the assessment.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, Dossiers dossiers)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await CaseFile.Hold(work, id, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var row = held.Value!;
        var note = await SealedNote.Add(work, dossiers, row.DossierId, "risk-note", row.Language, input.Note);
        if (!note.IsDone) return Outcome<ActView>.From(note);
        var (risk, level) = (Guid.NewGuid(), RiskTable.LevelOf(input.Likelihood!.Value, input.Harm!.Value));
        work.Write("""
            insert into cases.risk (id, org_id, case_id, from_whom, for_whom, threats, likelihood, harm, level, barriers, day, by_person, note)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """, risk, row.OrgId, id, input.FromWhom, input.ForWhom, input.Threats!.Distinct().ToArray(), input.Likelihood, input.Harm, level, (input.Barriers ?? []).Distinct().ToArray(),
            work.Today, work.Actor.PersonId, note.Value!.Id);
        CaseFile.Touch(work, id);
        CaseLog.Note(work, row.OrgId, id, null, "case.risk-assessed", CaseParty.Of(work.Actor), new { risk, from = input.FromWhom, level, forWhom = input.ForWhom });
        if (level is RiskLevel.Critical) work.Notify("case.risk-critical", "case", id, role: Roles.Supervisor);
        return await work.Commit(new ActView(risk, null, row.State));
    }
}

/// <summary>Words that come with an act of protection: sealed into the file of the case, and named by their id where the act is.</summary>
internal static class SealedNote
{
    /// <summary>Where the words stand; null where nothing was said.</summary>
    public sealed record Kept(Guid? Id, OpenDossier? Dossier);

    /// <summary>Seals the words; or why the file cannot be opened. Without words nothing has to be opened.</summary>
    public static async Task<Outcome<Kept>> Add(Work work, Dossiers dossiers, Guid dossier, string kind, string language, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return new Kept(null, null);
        var opened = await dossiers.Open(work, dossier);
        return opened.IsDone ? new Kept(opened.Value!.AddNarrative(work, kind, language, text.Trim()), opened.Value) : Outcome<Kept>.From(opened);
    }
}
