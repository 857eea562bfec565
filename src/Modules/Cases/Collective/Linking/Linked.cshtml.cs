using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Cases that tell of the same thing at the same site: suggestions, the group, and a remedy recorded once for all.</summary>
[Needs(CasesPermissions.Read)]
public sealed class LinkedModel(Work work, Dossiers dossiers) : ActPage(work)
{
    /// <summary>The links.</summary>
    public LinksView Links { get; private set; } = null!;
    /// <summary>Which of the forms was refused.</summary>
    public string Refused { get; private set; } = "";
    /// <summary>How many issues have the remedy that was just recorded.</summary>
    public int? Recorded { get; private set; }
    /// <summary>How many could not take it.</summary>
    public int? Left { get; private set; }

    /// <summary>Shows them.</summary>
    public Task<IActionResult> OnGetAsync(Guid id, int? recorded, int? left)
    {
        (Recorded, Left) = (recorded, left);
        return Show(id);
    }

    /// <summary>Links another case.</summary>
    public Task<IActionResult> OnPostLinkAsync(Guid id, IFormCollection form)
    {
        Refused = "link";
        return Mine(id, form, async () => await LinkCases.Handle(id, null, new(new Filled(form).Id("caseId") ?? Guid.Empty), Work));
    }

    /// <summary>Takes this case out of its group.</summary>
    public Task<IActionResult> OnPostUnlinkAsync(Guid id, IFormCollection form)
    {
        Refused = "unlink";
        return Mine(id, form, async () => await LinkCases.Unlink(id, null, Work));
    }

    /// <summary>Records what was done about all of them.</summary>
    public Task<IActionResult> OnPostRemedyAsync(Guid id, IFormCollection form)
    {
        Refused = "remedy";
        (int Recorded, int Left) came = default;
        if (!Actor.May(CollectivePermissions.Link)) return Task.FromResult<IActionResult>(NotFound());
        return Act(id, form, said => new RecordRemedy.Input(said.Words("text"), said.Day("doneOn")), async input =>
        {
            var outcome = await RecordGroupRemedy.Handle(id, input, Work, dossiers);
            if (outcome.Value is { } done) came = (done.Recorded.Count, done.Left.Count);
            return outcome;
        }, () => $"/app/cases/{id}/linked?recorded={came.Recorded}&left={came.Left}");
    }

    private Task<IActionResult> Mine(Guid id, IFormCollection form, Func<Task<Kernel.Outcome>> act) =>
        Actor.May(CollectivePermissions.Link) ? Act(id, form, _ => 0, _ => act(), () => $"/app/cases/{id}/linked") : Task.FromResult<IActionResult>(NotFound());

    /// <inheritdoc />
    protected override async Task Load() => Links = (await ReadLinks.Prepare(Head.CaseId, Work))!;
}
