using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>What the worker says of a packet, beside it: one line that loads after the page.</summary>
[Needs(CasesPermissions.Read)]
public sealed class ShareWordsPanelModel(Work work) : WorkspacePage(work)
{
    /// <summary>The last word on the packet.</summary>
    public sealed record Line(
        [property: Field(FieldClass.C1)] ShareState ShareState, [property: Field(FieldClass.C1)] RenderingState? State, [property: Field(FieldClass.C1)] bool Current, [property: Field(FieldClass.C1)] DateOnly? Day) : IView<Handlers>;

    /// <summary>The packet.</summary>
    public Guid Share { get; private set; }
    /// <summary>Where it stands.</summary>
    public Line Found { get; private set; } = null!;

    /// <summary>Reads it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Work.FirstOrNone<Line>("""
            select s.state as share_state, r.state, coalesce(r.revision = s.revision, false) as current, coalesce(r.answered_on, r.asked_on) as day from cases.share s
              left join lateral (select * from cases.rendering x where x.share_id = s.id and x.state <> 'TakenBack' order by x.seq desc limit 1) r on true where s.id = $1 and s.org_id = access.org()
            """, id) is not { } found) return NotFound();
        (Share, Found) = (id, found);
        return Page();
    }
}
