using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>What a business is shown beside a packet, and what it sends as evidence of its actions.</summary>
[Needs(CasesPermissions.ReadShared)]
[StreamsBody]
[RequestSizeLimit(FileSettings.MostBody)]
public sealed class EvidenceModel(Work work, AddCaseFile.Room room) : WorkspacePage(work)
{
    /// <summary>An action, coded facts only.</summary>
    public sealed record ActionLine([property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] ActionState State, [property: Field(FieldClass.C1)] DateOnly? DueOn, [property: Field(FieldClass.C1)] string? Responsible) : IView<Businesses>;

    /// <summary>The packet.</summary>
    public AnswerPage.PacketHead Packet { get; private set; } = null!;
    /// <summary>Its files.</summary>
    public IReadOnlyList<SharedFiles.SharedFileView> Files { get; private set; } = [];
    /// <summary>Its actions.</summary>
    public IReadOnlyList<ActionLine> Actions { get; private set; } = [];
    /// <summary>Something was sent just now.</summary>
    public bool Sent { get; private set; }
    /// <summary>Whether this person may send evidence; a buyer reads.</summary>
    public bool MaySend => Actor.May(CasesPermissions.RespondToShared);
    /// <summary>Nothing sealed opens in this session now.</summary>
    public bool Locked => Actor.Locked;

    /// <inheritdoc />
    protected override bool TakesFiles => true;

    /// <summary>Shows them.</summary>
    public Task<IActionResult> OnGetAsync(Guid id, bool sent = false)
    {
        Sent = sent;
        return Show(Work, id);
    }

    /// <summary>Sends one file.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var id = Guid.Parse((string)RouteData.Values["id"]!);
        if (!FormWithFile.IsThere(Request) || !MaySend) return NotFound();
        var read = await FormWithFile.Read(Request, HttpContext.RequestAborted);
        if (read.Value is { } form && !IsFromHere(form)) return BadRequest();
        if (read.IsDone && await Work.AnsweredBefore() is not null) return Redirect($"/app/shared/{id}/files");
        var outcome = read.Value is not { } whole ? Outcome<GiveEvidence.GivenView>.From(read)
            : Guid.TryParse(whole.Text("actionId"), out var action) ? await GiveEvidence.Handle(id, action, whole.File, HttpContext, Work, room)
            : Outcome<GiveEvidence.GivenView>.Refused(new BadInput("input.required", "actionId"));
        if (outcome.IsDone) return Redirect($"/app/shared/{id}/files?sent=true");
        await FormWithFile.Drain(Request, HttpContext.RequestAborted);
        await using var again = await room.Works.Again(HttpContext, Work, CasesPermissions.ReadShared);
        return again is null ? NotFound() : await After(outcome, "", () => Show(again, id));
    }

    private async Task<IActionResult> Show(Work reading, Guid id)
    {
        if (await reading.FirstOrNone<AnswerPage.PacketHead>("""
            select s.id, (select o.name from access.organization o where o.id = s.org_id) as "from", s.due_on
              from cases.share s where s.id = $1 and s.recipient_org = access.org() and s.state = 'Released'
            """, id) is not { } packet) return NotFound();
        Packet = packet;
        Files = await SharedFiles.Of(reading, id, room.Opening, room.Keystore);
        Actions = await reading.All<ActionLine>("select a.id, a.state, a.due_on, a.responsible from cases.action a where a.share_id = $1 and a.recipient_org = access.org() order by a.seq", id);
        Response.Headers.ContentSecurityPolicy += "; media-src 'self'";
        return Page();
    }
}

/// <summary>A cleaned copy for the pages of a business; or the page of its files, which says why not.</summary>
[Needs(CasesPermissions.ReadShared, Unlocked = true)]
public sealed class SharedCopyModel(Work work, Keystore keystore, FileOpening opening) : WorkspacePage(work)
{
    /// <summary>The packet.</summary>
    public Guid Share { get; private set; }

    /// <summary>Sends it. The reading is in the audit log first.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, Guid fileId)
    {
        Share = id;
        var outcome = await SharedFiles.Open(id, fileId, Work, keystore, opening);
        return outcome.Value is { } file ? new Sent(new SealedDownload(file, Work)) : await After(outcome, "", () => Task.FromResult<IActionResult>(Page()));
    }
}
