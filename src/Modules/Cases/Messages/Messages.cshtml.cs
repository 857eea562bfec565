using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>The conversation of a case, and whether this sender wrote before.</summary>
[Needs(CasesPermissions.Read)]
public sealed class MessagesModel(Work work, Dossiers dossiers, IWorkerChannels channels) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>The conversation.</summary>
    public ReadConversation.ConversationView Talk { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Show(id) is var shown && shown is not Microsoft.AspNetCore.Mvc.RazorPages.PageResult) return shown;
        if ((await ReadConversation.Handle(id, Work, dossiers, channels)).Value is not { } talk) return NotFound();
        Talk = talk;
        return shown;
    }
}

/// <summary>Joins a case to one that was there before.</summary>
[Needs(CasesPermissions.Triage)]
public sealed class JoinModel(Work work, IWorkerChannels channels) : ActPage(work)
{
    /// <summary>The reference of the case that it would join.</summary>
    public string Reference { get; private set; } = "";
    /// <summary>That case.</summary>
    public Guid Into { get; private set; }

    /// <summary>Asks once more.</summary>
    public Task<IActionResult> OnGetAsync(Guid id, Guid into)
    {
        Into = into;
        return Show(id);
    }

    /// <summary>Joins it.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form)
    {
        Into = Guid.TryParse(form["into"], out var into) ? into : Guid.Empty;
        return Act(id, form, _ => new JoinCase.Input(Into), async input => await JoinCase.Handle(id, null, input, Work, channels), () => $"/app/cases/{Into}/messages");
    }

    /// <inheritdoc />
    protected override async Task Load() => Reference = await Work.FirstOrNone<string>("select reference from cases.\"case\" where id = $1", Into) ?? "";
}
