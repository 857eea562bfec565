using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Records measures taken to protect the worker, between reviews.</summary>
public static class RecordSafeguards
{
    /// <summary>The measures, of <see cref="CaseCodes.Measures"/>.</summary>
    public sealed record Input(IReadOnlyList<string>? Measures);

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input) => input.Measures is { Count: > 0 }
        ? Given.Choices(input.Measures, CaseCodes.Measures, "measures")
        : [new BadInput("input.required", "measures")];

    /// <summary>Records them.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await CaseFile.Hold(work, id, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        CaseFile.Touch(work, id);
        CaseLog.Note(work, held.Value!.OrgId, id, null, "case.safeguarded", CaseParty.Of(work.Actor), new { measures = input.Measures });
        return await work.Commit(new ActView(id, null, held.Value!.State));
    }
}
