using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>The business side of a case: what businesses ask, how they see the matter, what was recorded for them; beside it what the employer's own mechanism received.</summary>
[Needs(CasesPermissions.Read)]
public sealed class BusinessModel(Work work, IDirectory directory, Dossiers dossiers, Keystore keystore, WorkFactory works) : ActPage(work)
{
    /// <summary>Packet by packet.</summary>
    public ReadDialogue.CaseDialogueView All { get; private set; } = null!;
    /// <summary>The mechanism of the site; null where none is described.</summary>
    public ReadMechanism.MechanismView? Mechanism { get; private set; }
    /// <summary>Which form was sent.</summary>
    public string Scope { get; private set; } = "";
    /// <summary>The reasons against one of the forms.</summary>
    public IReadOnlyList<Refusal> ReasonsOf(string scope) => Scope == scope ? Refusals : [];

    /// <summary>Shows it. The reading is in the audit log first.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var page = await Show(id);
        if (All is null) return page;
        if (All.Packets.Any(p => !p.Locked)) Work.Audit("case.dialogue-read", "case", id);
        await Work.Commit();
        return page;
    }

    /// <summary>Answers a question, or refuses.</summary>
    public Task<IActionResult> OnPostAnswerAsync(Guid id, Guid question, IFormCollection form) => Do(id, form, "q-" + question, DialoguePermissions.Answer,
        async said => await AnswerInquiry.Handle(question, said.Number("rowVersion"), said.Ticked("refuse") ? new(null, said.Words("refusal")) : new(said.Words("text")), Work, dossiers, keystore));

    /// <summary>Shows an account to buyers, or gives it back.</summary>
    public Task<IActionResult> OnPostDecideAsync(Guid id, Guid account, IFormCollection form) => Do(id, form, "a-" + account, DialoguePermissions.Answer,
        async said => await DecideAccount.Handle(account, said.Number("rowVersion"), new(said.Words("show") == "true", said.Text("reason")), Work, directory, dossiers, keystore));

    /// <summary>Records an account for a business that does not write here itself.</summary>
    public Task<IActionResult> OnPostRecordAsync(Guid id, Guid issue, Guid share, IFormCollection form) => Do(id, form, "r-" + share, CasesPermissions.RecordForBusiness,
        async said => await GiveAccount.OnBehalf(issue, null, new(said.Words("text"), share), Work, keystore));

    private Task<IActionResult> Do(Guid id, IFormCollection form, string scope, string permission, Func<Filled, Task<Outcome<ActView>>> act)
    {
        Scope = scope;
        return Actor.May(permission) ? Act(id, form, said => said, async said => await act(said), () => $"/app/cases/{id}/business") : Task.FromResult<IActionResult>(NotFound());
    }

    /// <inheritdoc />
    protected override async Task Load()
    {
        // Whoever was refused needs the words before her to say it better. Nothing commits with a refused act, so they are read, and the reading kept, apart from it.
        await using var apart = Said.IsSent ? await works.Again(HttpContext, Work, CasesPermissions.Read) : null;
        var reading = apart ?? Work;
        All = (await ReadDialogue.OfCase(reading, Head.CaseId, Said.IsSent && apart is null ? null : keystore))!;
        Mechanism = await ReadMechanism.BesideSite(reading, directory, Head.SiteId);
        if (apart is null) return;
        apart.Audit("case.dialogue-read", "case", Head.CaseId);
        await apart.Commit();
    }
}
