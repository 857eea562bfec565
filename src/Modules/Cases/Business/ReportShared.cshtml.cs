using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A business reports one of its actions done.</summary>
[Needs(CasesPermissions.RespondToShared)]
public sealed class ReportSharedModel(Work work, Keystore keystore) : AnswerPage(work)
{
    /// <summary>An agreed action, coded facts only.</summary>
    public sealed record ActionChoice([property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] DateOnly? DueOn, [property: Field(FieldClass.C1)] string? Responsible) : IView<Businesses>;

    /// <summary>The actions that are not reported.</summary>
    public IReadOnlyList<ActionChoice> Actions { get; private set; } = [];
    /// <summary>The one that the link named.</summary>
    public Guid? Chosen { get; private set; }
    private Guid packet;

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id, Guid? action)
    {
        (Chosen, packet) = (action, id);
        return Show(id);
    }

    /// <summary>Sends it.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, IFormCollection form)
    {
        Said = new Filled(form);
        (Chosen, packet) = (Said.Id("actionId"), id);
        var outcome = await ReportSharedAction.Handle(id, Chosen ?? Guid.Empty, new ReportSharedAction.Input(Said.Words("text"), ReportOnBehalfModel.Lines(Said.Text("evidence")), WaiverQuestion.Read(Said)), Work, keystore);
        return await After(outcome, $"/app/shared/{id}", () => Show(id));
    }

    /// <inheritdoc />
    protected override async Task Load() =>
        Actions = await Work.All<ActionChoice>("select a.id, a.due_on, a.responsible from cases.action a where a.share_id = $1 and a.recipient_org = access.org() and a.state = 'Agreed' order by a.seq", packet);
}
