using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A handler writes down what a business answered or agreed to outside this system.</summary>
[Needs(CasesPermissions.RecordForBusiness)]
public sealed class ResponseOnBehalfModel(Work work, Keystore keystore) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>Today.</summary>
    public DateOnly Today => Work.Today;
    /// <inheritdoc />
    protected override bool IsAboutIssue => true;

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Records it: words with or without actions, or actions alone.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form, said => (Text: said.Text("text"), Actions: ActionLines.Read(said), Asks: WaiverQuestion.Read(said)),
        async input => input.Text is null && input.Actions.Count > 0
            ? await RecordOnBehalf.Actions(id, Said.Version, new RecordOnBehalf.ActionsInput(input.Actions, AsksWaiver: input.Asks), Work, keystore)
            : await RecordOnBehalf.Response(id, Said.Version, new RecordOnBehalf.ResponseInput(input.Text ?? "", input.Actions, AsksWaiver: input.Asks), Work, keystore));
}
