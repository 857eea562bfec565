using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Records what the worker answered to a claim, or that she was not reached.</summary>
[Needs(CasesPermissions.Validate)]
public sealed class TakeDownAnswerModel(Work work, Dossiers dossiers) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>A claim that was put about the remedy as it stands today.</summary>
    public sealed record ClaimChoice([property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] DateOnly MadeOn, [property: Field(FieldClass.C1)] string Language) : IView<Handlers>;

    /// <summary>The claims, newest first.</summary>
    public IReadOnlyList<ClaimChoice> Claims { get; private set; } = [];
    /// <inheritdoc />
    protected override bool IsAboutIssue => true;

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Records it.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form, Read, async input => await RecordValidation.Handle(id, Said.Version, input, Work, dossiers));

    /// <inheritdoc />
    protected override async Task Load() => Claims = await Work.All<ClaimChoice>(
        "select k.id, k.made_on, k.language from cases.claim k join cases.labor_issue i on i.id = k.issue_id where k.issue_id = $1 and k.revision = i.remedy_revision order by k.seq desc", Head.IssueId);

    private static RecordValidation.Input Read(Filled said) => new(said.Id("claimId") ?? Guid.Empty, said.Choice<ValidationOutcome>("outcome"), said.Words("askedBy"), said.Words("channel"),
        said.Number("attempts"), said.Choice<ResolutionQuality>("quality"), said.Number("satisfaction"), said.Choice<RetaliationAnswer>("retaliation") ?? RetaliationAnswer.Unknown, said.Text("text"));
}
