using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Records a step of the critical path.</summary>
[Needs(CasesPermissions.Safety)]
public sealed class StepModel(Work work, Dossiers dossiers, IDirectory directory) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>Which step.</summary>
    public PathStep Step { get; private set; }
    /// <summary>Businesses that have to do with the site: the suspect is one of them, or outside.</summary>
    public IReadOnlyList<OrganizationFacts> Businesses { get; private set; } = [];

    /// <summary>The form; the number is 1 to 7.</summary>
    public Task<IActionResult> OnGetAsync(Guid id, int step) => Is(step) ? Show(id) : Task.FromResult<IActionResult>(NotFound());

    /// <summary>Records it.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, int step, IFormCollection form) => !Is(step) ? Task.FromResult<IActionResult>(NotFound()) : Act(id, form,
        said => new RecordPathStep.Input(Step, said.Choice<PathStepState>("state") ?? PathStepState.Done, said.Text("to"), said.Choice<Known>("policeEndangers") ?? Known.Unknown,
            said.Choice<Known>("legalDuty") ?? Known.Unknown, said.Choice<Known>("agrees") ?? Known.Unknown, [.. said.All("suspects").Where(s => Guid.TryParse(s, out _)).Select(Guid.Parse)], said.All("suspects").Contains("outside"), said.Text("note")),
        async input => await RecordPathStep.Handle(id, Said.Version, input, Work, dossiers, directory), () => $"/app/cases/{id}/protection#path");

    private bool Is(int number)
    {
        Step = (PathStep)(number - 1);
        return Enum.IsDefined(Step) && Step is not PathStep.BusinessNotified;
    }

    /// <inheritdoc />
    protected override async Task Load()
    {
        if (Step is PathStep.SuspectUndisturbed && Head.SiteId is { } site) Businesses = await directory.RecipientsFor(Work, site);
    }
}
