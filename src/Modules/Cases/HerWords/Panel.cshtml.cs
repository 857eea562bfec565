using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>What waits for her word, beside the case: loads after it.</summary>
[Needs(CasesPermissions.Read)]
public sealed class WordsPanelModel(Work work) : WorkspacePage(work)
{
    /// <summary>Counts of a case.</summary>
    public sealed record Facts(
        [property: Field(FieldClass.C1)] int Waiting, [property: Field(FieldClass.C1)] int Answered, [property: Field(FieldClass.C1)] int PacketsWaiting, [property: Field(FieldClass.C1)] int Stopped) : IView<Handlers>;

    /// <summary>The case.</summary>
    public Guid Case { get; private set; }
    /// <summary>What there is.</summary>
    public Facts Found { get; private set; } = null!;

    /// <summary>Counts.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        Case = id;
        if (await Work.FirstOrNone<Facts>("""
            select (select count(*) from cases.question where case_id = c.id and state = 'Asked')::integer as waiting, (select count(*) from cases.question where case_id = c.id and state = 'Answered')::integer as answered,
                   (select count(*) from cases.rendering r join cases.share s on s.id = r.share_id where r.case_id = c.id and r.state = 'Asked' and s.state in ('Draft', 'Approved'))::integer as packets_waiting,
                   (select count(*) from cases.rendering r join cases.share s on s.id = r.share_id where r.case_id = c.id and r.state in ('No', 'Change') and r.revision = s.revision and s.state in ('Draft', 'Approved'))::integer as stopped
              from cases."case" c where c.id = $1
            """, id) is not { } found) return NotFound();
        Found = found;
        return Page();
    }
}
