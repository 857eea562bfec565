using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>Plans measures that protect the worker or somebody who helps: each with whoever sees to it and the day it is looked at again (ILM-18, ILM-19).</summary>
public static class RecordSafeguards
{
    /// <summary>The measures.</summary>
    /// <param name="Measures">Of <see cref="CaseCodes.Measures"/>; each becomes one.</param>
    /// <param name="ForWhom">One of <see cref="ProtectionCodes.ForWhom"/>.</param>
    /// <param name="HelperName">Who the helper is; sealed. Not for the worker: who she is stands elsewhere.</param>
    /// <param name="Owner">Colleague who sees to it; null for whoever records it.</param>
    /// <param name="ReviewOn">The day it is looked at again; null for the day that the risk asks for.</param>
    /// <param name="RiskId">The assessment it answers; null for none in particular.</param>
    /// <param name="InPlace">It stands already.</param>
    /// <param name="Note">In words; sealed into the file.</param>
    public sealed record Input(IReadOnlyList<string>? Measures, string ForWhom = "worker", string? HelperName = null, Guid? Owner = null, DateOnly? ReviewOn = null, Guid? RiskId = null,
        bool InPlace = false, string? Note = null);

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, DateOnly today)
    {
        if (input.Measures is not { Count: > 0 }) yield return new BadInput("input.required", "measures");
        foreach (var reason in Given.Choices(input.Measures, CaseCodes.Measures, "measures")) yield return reason;
        foreach (var reason in Given.Choice(input.ForWhom, ProtectionCodes.ForWhom, "forWhom")) yield return reason;
        if (input.ForWhom is "worker" && !string.IsNullOrWhiteSpace(input.HelperName)) yield return new BadInput("safeguard.worker-is-no-helper", "helperName");
        foreach (var reason in Given.OptionalText(input.HelperName, "helperName", 400)) yield return reason;
        if (input.ReviewOn < today) yield return new BadInput("safeguard.review-in-the-past", "reviewOn");
        if (input.ReviewOn > today.AddDays(366)) yield return new BadInput("safeguard.review-too-late", "reviewOn");
        foreach (var reason in Given.OptionalText(input.Note, "note")) yield return reason;
    }

    /// <summary>Records them.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, Dossiers dossiers, IDirectory directory)
    {
        if (WhyNot(input, work.Today).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await CaseFile.Hold(work, id, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var row = held.Value!;
        if (input.Owner is { } named && !(await directory.CaseHandlers(work)).Any(c => c.Id == named)) return Outcome<ActView>.Refused(new BadInput("input.not-a-choice", "owner"));
        var risk = await work.FirstOrNone<RiskRow>("select id, level from cases.risk where case_id = $1 and ($2::uuid is null or id = $2) order by seq desc limit 1", id, input.RiskId);
        if (input.RiskId is not null && risk is null) return Outcome<ActView>.Refused(new BadInput("input.not-a-choice", "riskId"));
        OpenDossier? dossier = null;
        if (!string.IsNullOrWhiteSpace(input.Note) || !string.IsNullOrWhiteSpace(input.HelperName))
        {
            var opened = await dossiers.Open(work, row.DossierId);
            if (!opened.IsDone) return Outcome<ActView>.From(opened);
            dossier = opened.Value!;
        }
        Guid? note = string.IsNullOrWhiteSpace(input.Note) ? null : dossier!.AddNarrative(work, "safeguard-note", row.Language, input.Note.Trim());
        var review = input.ReviewOn ?? work.Today.AddDays(RiskTable.ReviewDays(risk?.Level));
        var first = Guid.Empty;
        foreach (var measure in input.Measures!.Distinct())
        {
            var made = Guid.NewGuid();
            if (first == Guid.Empty) first = made;
            work.Write("""
                insert into cases.safeguard (id, org_id, case_id, dossier_id, risk_id, measure, for_whom, owner, state, review_on, made_on, in_place_on, note, helper_ct)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
                """, made, row.OrgId, id, row.DossierId, input.RiskId ?? risk?.Id, measure, input.ForWhom, input.Owner ?? work.Actor.PersonId,
                input.InPlace ? SafeguardState.InPlace : SafeguardState.Planned, review, work.Today, input.InPlace ? work.Today : null, note,
                string.IsNullOrWhiteSpace(input.HelperName) ? null : dossier!.Seal(SealedColumns.SafeguardHelper, made, input.HelperName.Trim()));
        }
        CaseFile.Touch(work, id);
        CaseLog.Note(work, row.OrgId, id, null, "case.safeguarded", CaseParty.Of(work.Actor), new { measures = input.Measures, forWhom = input.ForWhom, reviewOn = review });
        if (input.Owner is { } other && other != work.Actor.PersonId) work.Notify("case.safeguard-yours", "case", id, other);
        return await work.Commit(new ActView(first, null, row.State));
    }

    private sealed record RiskRow(Guid Id, RiskLevel Level);
}
