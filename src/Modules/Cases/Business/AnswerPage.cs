using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A form about a packet that was shared with the own organization.</summary>
public abstract class AnswerPage(Work work) : WorkspacePage(work)
{
    /// <summary>What may be said of a packet without opening it.</summary>
    public sealed record PacketHead(
        [property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] string From, [property: Field(FieldClass.C1)] DateOnly? DueOn) : IView<Businesses>;

    /// <summary>The packet.</summary>
    public PacketHead Packet { get; private set; } = null!;
    /// <summary>What was typed.</summary>
    public Filled Said { get; protected set; } = Filled.Nothing;
    /// <summary>Today.</summary>
    public DateOnly Today => Work.Today;

    /// <summary>Reads what the form offers.</summary>
    protected virtual Task Load() => Task.CompletedTask;

    /// <summary>Shows the form; 404 when no such packet was released to this organization at the person's sites.</summary>
    protected async Task<IActionResult> Show(Guid id)
    {
        if (await Work.FirstOrNone<PacketHead>("""
            select s.id, (select o.name from access.organization o where o.id = s.org_id) as "from", s.due_on
              from cases.share s where s.id = $1 and s.recipient_org = access.org() and s.state = 'Released'
            """, id) is not { } packet) return NotFound();
        if (!Said.IsSent && Work.Keys.IsLocked) return Redirect("/app/unlock?next=" + Uri.EscapeDataString(Request.Path + Request.QueryString));
        Packet = packet;
        await Load();
        return Page();
    }
}
