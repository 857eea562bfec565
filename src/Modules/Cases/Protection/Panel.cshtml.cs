using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>What of protection stands beside the case: a few coded facts in one question. A fragment that loads after the file.</summary>
[Needs(CasesPermissions.Read)]
public sealed class ProtectionPanelModel(Work work) : WorkspacePage(work)
{
    /// <summary>The facts.</summary>
    public sealed record Facts(
        [property: Field(FieldClass.C1)] bool Critical,
        [property: Field(FieldClass.C1)] int StepsDone,
        [property: Field(FieldClass.C1)] int FirstSteps,
        [property: Field(FieldClass.C1)] int Measures,
        [property: Field(FieldClass.C1)] DateOnly? NextReview,
        [property: Field(FieldClass.C1)] DateOnly? NextCheckIn,
        [property: Field(FieldClass.C1)] string? Level) : IView<Handlers>;

    /// <summary>The case.</summary>
    public Guid Case { get; private set; }
    /// <summary>What there is.</summary>
    public Facts Found { get; private set; } = null!;
    /// <summary>Today.</summary>
    public DateOnly Today => Work.Today;
    /// <summary>Steps of the critical path that somebody records.</summary>
    public static int Steps => PathSteps.All.Count - 1;

    /// <summary>Reads it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        Case = id;
        if (await Work.FirstOrNone<Facts>("""
            select c.critical, (select count(distinct step) from cases.path_step where case_id = c.id)::integer as steps_done,
                   (select count(distinct step) from cases.path_step where case_id = c.id and state = 'Done' and step in ('SafetyAssessed', 'WishesRecorded', 'LeadTold'))::integer as first_steps,
                   (select count(*) from cases.safeguard where case_id = c.id and state <> 'Ended')::integer as measures,
                   (select min(review_on) from cases.safeguard where case_id = c.id and state <> 'Ended') as next_review,
                   (select min(next_on) from cases.check_in where case_id = c.id and state in ('Scheduled', 'Reached', 'NotReached')) as next_check_in,
                   (select level from cases.risk where case_id = c.id order by seq desc limit 1) as level
              from cases."case" c where c.id = $1
            """, id) is not { } found) return NotFound();
        Found = found;
        return Page();
    }
}
