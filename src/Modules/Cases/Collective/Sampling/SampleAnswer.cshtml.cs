using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Records what a worker of the sample answered, or that she was not reached.</summary>
[Needs(CasesPermissions.Validate)]
public sealed class SampleAnswerModel(Work work) : ActPage(work)
{
    /// <summary>Whose answer.</summary>
    public sealed record MemberHead([property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] Guid IssueId, [property: Field(FieldClass.C1)] int Number, [property: Field(FieldClass.C1)] int Attempts) : IView<Handlers>;

    /// <inheritdoc />
    protected override bool IsAboutIssue => true;
    /// <summary>Whose answer.</summary>
    public MemberHead Member { get; private set; } = null!;

    /// <summary>The form.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id) => await Find(id) ? await Show(Member.IssueId) : NotFound();

    /// <summary>Records it.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, IFormCollection form)
    {
        if (!await Find(id)) return NotFound();
        int? replaced = null;
        return await Act(Member.IssueId, form, said => new RecordSampleAnswer.Input(said.Choice<ValidationOutcome>("outcome"), said.Words("askedBy"), said.Words("channel"), said.Number("attempts"),
            said.Choice<ResolutionQuality>("quality"), said.Number("satisfaction"), said.Choice<RetaliationAnswer>("retaliation") ?? RetaliationAnswer.Unknown), async input =>
        {
            var outcome = await RecordSampleAnswer.Handle(id, null, input, Work);
            replaced = outcome.Value?.ReplacedBy;
            return outcome;
        }, () => $"/app/issues/{Member.IssueId}/sample" + (replaced is null ? "" : $"?replaced={replaced}"));
    }

    private async Task<bool> Find(Guid id)
    {
        if (await Work.FirstOrNone<MemberHead>("select m.id, s.issue_id, w.number, m.attempts from cases.sample_member m join cases.sample s on s.id = m.sample_id join cases.affected_worker w on w.id = m.worker_id where m.id = $1", id) is not { } member) return false;
        Member = member;
        return true;
    }
}
