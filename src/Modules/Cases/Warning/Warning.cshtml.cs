using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Where more workers report than before, in the own organization: what rises, what became of it, and every site in numbers.</summary>
[Needs(WarningPermissions.Read)]
public sealed class WarningModel(Work work, IDirectory directory) : WorkspacePage(work)
{
    /// <summary>Warnings and sites.</summary>
    public ReadWarnings.WarningsView It { get; private set; } = null!;
    /// <summary>What rises now.</summary>
    public IReadOnlyList<WarningView> Rising => [.. It.Warnings.Where(w => w.EndedOn is null)];
    /// <summary>What is over.</summary>
    public IReadOnlyList<WarningView> Over => [.. It.Warnings.Where(w => w.EndedOn is not null)];
    /// <summary>Whether the person judges.</summary>
    public bool MayJudge => Actor.May(WarningPermissions.Judge);
    /// <summary>The warning whose form was refused; null before.</summary>
    public Guid? Judged { get; private set; }

    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGetAsync() => Show();

    /// <summary>Judges one: the answer chosen says both what and why, for example <c>Dismiss.season</c>.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm] string? answer, [FromForm] int version)
    {
        if (!MayJudge) return NotFound();
        Judged = id;
        var parts = (answer ?? "").Split('.', 2);
        JudgeWarning.Act? act = parts[0] switch { nameof(JudgeWarning.Act.Acknowledge) => JudgeWarning.Act.Acknowledge, nameof(JudgeWarning.Act.Dismiss) => JudgeWarning.Act.Dismiss, _ => null };
        var outcome = act is null ? Outcome.Refused(new BadInput("input.required", "answer")) : await JudgeWarning.Handle(id, version, new(act, parts.ElementAtOrDefault(1)), Work);
        return await After(outcome, "/app/warning", Show);
    }

    private async Task<IActionResult> Show()
    {
        It = (await ReadWarnings.Handle(Work, directory)).Value!;
        return Page();
    }
}
