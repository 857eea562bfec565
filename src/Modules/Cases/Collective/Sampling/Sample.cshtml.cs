using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The sample of an issue: who is asked, what they answered, and that chance drew them.</summary>
[Needs(CollectivePermissions.Read)]
public sealed class SampleModel(Work work) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool IsAboutIssue => true;
    /// <summary>The sample.</summary>
    public SampleView? Sample { get; private set; }
    /// <summary>What drawing again gave; null where it was not asked for.</summary>
    public SampleProofView? Proof { get; private set; }
    /// <summary>Number of the reserve who took a place with the last answer.</summary>
    public int? Replaced { get; private set; }
    /// <summary>Reason for which names are shown.</summary>
    public string? Names { get; private set; }

    /// <summary>Shows it; <c>proof</c> draws again and compares.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, bool proof, int? replaced, string? names)
    {
        Replaced = replaced;
        Names = names is not null && CaseCodes.IdentityReasons.Contains(names) && Actor.May(CasesPermissions.ReadIdentity) ? names : null;
        var shown = await Show(id);
        if (Sample is null) return NotFound();
        if (proof) Proof = (await ReadSample.Prove(id, Work)).Value;
        return shown;
    }

    /// <summary>Concludes from the answers there are.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form, _ => 0, async _ => await ConcludeSample.Handle(id, null, Work));

    /// <inheritdoc />
    protected override async Task Load() => Sample = await ReadSample.Find(Head.IssueId!.Value, Work);
}
