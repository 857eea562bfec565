using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Says who runs the case.</summary>
[Needs(CasesPermissions.Triage)]
public sealed class AssignModel(Work work, IDirectory directory) : ActPage(work)
{
    /// <summary>Colleagues who may run it.</summary>
    public IReadOnlyList<Colleague> Colleagues { get; private set; } = [];

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Assigns it.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form,
        said => new AssignCase.Input(said.Id("assignedTo") ?? Guid.Empty), async input => await AssignCase.Handle(id, Said.Version, input, Work, directory));

    /// <inheritdoc />
    protected override async Task Load() => Colleagues = await directory.CaseHandlers(Work);
}
