using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The room of a case in which its people are protected: the critical path, measures, check-ins, retaliation, and what is indicated.</summary>
[Needs(CasesPermissions.Read)]
public sealed class ProtectionModel(Work work, ReadProtection reading) : WorkspacePage(work)
{
    /// <summary>The head of the page.</summary>
    public ActHead Head { get; private set; } = null!;
    /// <summary>What there is.</summary>
    public ProtectionView View { get; private set; } = null!;
    /// <summary>Today.</summary>
    public DateOnly Today => Work.Today;

    /// <summary>Reads it; the reading is in the audit log first.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await ActHead.OfCase(Work, id) is not { } head) return NotFound();
        Head = head;
        if ((await reading.Handle(id, Work)).Value is not { } view) return NotFound();
        View = view;
        return Page();
    }

    /// <summary>How a risk looks.</summary>
    public static string Tone(RiskLevel? level) => level switch { RiskLevel.Critical => "critical", RiskLevel.High => "bad", RiskLevel.Medium => "wait", _ => "done" };

    /// <summary>How an outcome of a check-in looks.</summary>
    public static string Tone(string? outcome) => outcome switch { "safe" => "good", "worried" => "wait", "retaliation" => "bad", _ => "done" };
}
