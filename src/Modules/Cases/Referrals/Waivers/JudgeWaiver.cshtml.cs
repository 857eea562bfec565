using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A second person judges whether a text asks her to give up a claim. The text itself stands in the case, with what surrounds it.</summary>
[Needs(ReferralsPermissions.JudgeWaivers)]
public sealed class JudgeWaiverModel(Work work, Dossiers dossiers) : ActPage(work)
{
    /// <summary>The text, in coded facts.</summary>
    public sealed record Facts(
        [property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] int Version, [property: Field(FieldClass.C1)] Guid IssueId, [property: Field(FieldClass.C1)] string Source,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> Kinds, [property: Field(FieldClass.C1)] DateOnly Day) : IView<Handlers>;

    private Guid flag;
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>The text.</summary>
    public Facts? Found { get; private set; }

    /// <summary>The form.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, Guid flag)
    {
        this.flag = flag;
        return Whole(await Show(id));
    }

    /// <summary>Records what was found.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, Guid flag, IFormCollection form)
    {
        this.flag = flag;
        return Whole(await Act(id, form, said => new JudgeWaiver.Input(said.Choice<WaiverVerdict>("verdict"), said.Text("note")),
            async input => await JudgeWaiver.Handle(flag, Said.Version, input, Work, dossiers), () => $"/app/cases/{id}/referrals#waiver-{flag}"));
    }

    private IActionResult Whole(IActionResult shown) => shown is Microsoft.AspNetCore.Mvc.RazorPages.PageResult && Found is null ? NotFound() : shown;

    /// <inheritdoc />
    protected override async Task Load() => Found = await Work.FirstOrNone<Facts>("select id, version, issue_id, source, kinds, day from cases.waiver_flag where id = $1 and case_id = $2", flag, Head.CaseId);
}
