using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Notes which elements of trafficking she tells of. The result is an indication for specialists: the program never concludes (F9).</summary>
public static class ScreenForTrafficking
{
    /// <summary>What she tells of.</summary>
    /// <param name="Age">Adult, child or unknown.</param>
    /// <param name="Acts">Codes <c>TA1</c> to <c>TA5</c>.</param>
    /// <param name="Means">Codes <c>TM1</c> to <c>TM8</c>; a child needs none.</param>
    /// <param name="Purposes">Codes <c>TP1</c> to <c>TP7</c>.</param>
    /// <param name="ConsentGiven">Whether she agreed at the time. Kept because it will be asked; it changes nothing.</param>
    /// <param name="Note">In words; sealed into the file.</param>
    public sealed record Input(ScreeningAge? Age, IReadOnlyList<string>? Acts = null, IReadOnlyList<string>? Means = null, IReadOnlyList<string>? Purposes = null, Known ConsentGiven = Known.Unknown, string? Note = null);

    /// <summary>What the screening came to.</summary>
    /// <param name="Id">The screening.</param>
    /// <param name="Result">An indication for specialists, or none. Not a conclusion.</param>
    /// <param name="OpensCriticalPath">The case stands on the critical path now.</param>
    /// <param name="SuggestedReferrals">Whom to refer to, most urgent first; none without an indication.</param>
    public sealed record ScreenedView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] ScreeningResult Result,
        [property: Field(FieldClass.C1)] bool OpensCriticalPath,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> SuggestedReferrals) : IView<Handlers>;

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.Age is null) yield return new BadInput("input.required", "age");
        foreach (var reason in Given.Choices(input.Acts, ProtectionCodes.Acts, "acts")) yield return reason;
        foreach (var reason in Given.Choices(input.Means, ProtectionCodes.Means, "means")) yield return reason;
        foreach (var reason in Given.Choices(input.Purposes, ProtectionCodes.Purposes, "purposes")) yield return reason;
        foreach (var reason in Given.OptionalText(input.Note, "note")) yield return reason;
    }

    /// <summary>Notes it. An indication makes the case critical: its path opens, and supervisors are told.</summary>
    public static async Task<Outcome<ScreenedView>> Handle(Guid id, int? version, Input input, Work work, Dossiers dossiers)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ScreenedView>.Refused(wrong);
        var held = await CaseFile.Hold(work, id, version);
        if (!held.IsDone) return Outcome<ScreenedView>.From(held);
        var (row, party) = (held.Value!, CaseParty.Of(work.Actor));
        var result = ScreeningTable.ResultOf(input.Age!.Value, input.Acts is { Count: > 0 }, input.Means is { Count: > 0 }, input.Purposes is { Count: > 0 });
        var note = await SealedNote.Add(work, dossiers, row.DossierId, "screening-note", row.Language, input.Note);
        if (!note.IsDone) return Outcome<ScreenedView>.From(note);
        var screening = Guid.NewGuid();
        work.Write("""
            insert into cases.screening (id, org_id, case_id, age, acts, means, purposes, consent_given, result, day, by_person, note) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """, screening, row.OrgId, id, input.Age, (input.Acts ?? []).Distinct().ToArray(), (input.Means ?? []).Distinct().ToArray(), (input.Purposes ?? []).Distinct().ToArray(),
            input.ConsentGiven, result, work.Today, work.Actor.PersonId, note.Value!.Id);
        CaseFile.Touch(work, id);
        CaseLog.Note(work, row.OrgId, id, null, "case.screened", party, new { screening, result });
        var opens = ScreeningTable.OpensCriticalPath(result);
        if (opens)
        {
            if (!row.Critical)
            {
                work.Write("update cases.\"case\" set critical = true where id = $1", id);
                CaseLog.Note(work, row.OrgId, id, null, "case.path-opened", party, new { screening });
            }
            work.Notify("case.critical", "case", id, role: Roles.Supervisor);
            IssueClocks.Critical(work, row.OrgId, id, await CaseCalendar.Of(work, id));
        }
        return await work.Commit(new ScreenedView(screening, result, opens || row.Critical, opens ? ScreeningTable.SuggestedReferrals : []));
    }
}
