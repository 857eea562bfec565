using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A handler writes down that a business says an action is done.</summary>
[Needs(CasesPermissions.RecordForBusiness)]
public sealed class ReportOnBehalfModel(Work work, Keystore keystore, Dossiers dossiers) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>An agreed action, coded facts only.</summary>
    public sealed record ActionChoice([property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] DateOnly? DueOn, [property: Field(FieldClass.C1)] string? Responsible) : IView<Handlers>;

    /// <summary>The actions that are not reported.</summary>
    public IReadOnlyList<ActionChoice> Actions { get; private set; } = [];
    /// <summary>The one that the link named.</summary>
    public Guid? Chosen { get; private set; }
    /// <inheritdoc />
    protected override bool IsAboutIssue => true;

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id, Guid? action)
    {
        Chosen = action;
        return Show(id);
    }

    /// <summary>Records it.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form,
        said => new ReportSharedAction.Input(said.Words("text"), Lines(said.Text("evidence")), WaiverQuestion.Read(said)),
        async input => await RecordOnBehalf.Report(id, Said.Id("actionId") ?? Guid.Empty, Said.Version, input, Work, keystore, dossiers));

    /// <inheritdoc />
    protected override async Task Load()
    {
        Chosen ??= Said.Id("actionId");
        Actions = await Work.All<ActionChoice>("select id, due_on, responsible from cases.action where issue_id = $1 and state = 'Agreed' order by seq", Head.IssueId);
    }

    internal static IReadOnlyList<string>? Lines(string? text) => text?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
