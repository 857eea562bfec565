using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Who is affected: the ledger of an issue of the case, how the remedy is validated, and what can be recorded of many at once. Names load after the
/// page, for the rows that are shown, once a reason was given.</summary>
[Needs(CollectivePermissions.Read)]
public sealed class WorkersModel(Work work) : ActPage(work)
{
    /// <summary>An issue of the case, to choose from.</summary>
    public sealed record IssueChoice([property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] string Code, [property: Field(FieldClass.C1)] int Affected, [property: Field(FieldClass.C1)] int Known) : IView<Handlers>;

    /// <summary>The issues of the case.</summary>
    public IReadOnlyList<IssueChoice> Issues { get; private set; } = [];
    /// <summary>The ledger that is shown; null where the case has no issue yet.</summary>
    public LedgerView? Ledger { get; private set; }
    /// <summary>The sample of the remedy as it stands; null before it is drawn.</summary>
    public SampleView? Sample { get; private set; }
    /// <summary>What the ledger is narrowed to.</summary>
    public LedgerFilter Filter { get; private set; } = new();
    /// <summary>The numbers that the case is judged by.</summary>
    public CaseSettings Numbers { get; private set; } = CaseSettings.Default;
    /// <summary>The reason for which names are shown; null for none.</summary>
    public string? Names { get; private set; }
    /// <summary>Which of the forms was refused.</summary>
    public string Refused { get; private set; } = "";
    /// <summary>How many the last act met; null before.</summary>
    public int? Changed { get; private set; }

    /// <summary>The ledger.</summary>
    public Task<IActionResult> OnGetAsync(Guid id, int? changed)
    {
        Changed = changed;
        return Show(id);
    }

    /// <summary>Records where workers stand.</summary>
    public Task<IActionResult> OnPostStatesAsync(Guid id, Guid issue, IFormCollection form)
    {
        Refused = "states";
        var changed = 0;
        return Act(id, form, said =>
        {
            var ticked = said.All("workers").Select(w => Guid.TryParse(w, out var one) ? one : Guid.Empty).ToList();
            var everybody = said.Choice<LedgerState>("from");
            return new SetWorkerStates.Input(said.Choice<LedgerState>("state"), everybody is null ? ticked : null, everybody);
        }, async input =>
        {
            var outcome = await SetWorkerStates.Handle(issue, null, input, Work);
            changed = outcome.Value?.Changed ?? 0;
            return outcome;
        }, () => $"/app/cases/{id}/workers?issue={issue}&changed={changed}");
    }

    /// <summary>Chooses how the remedy is validated.</summary>
    public Task<IActionResult> OnPostChooseAsync(Guid id, Guid issue, IFormCollection form)
    {
        Refused = "choose";
        return Act(id, form, said => new ChooseValidation.Input(said.Words("collective") == "true", said.Text("share")), async input => await ChooseValidation.Handle(issue, null, input, Work), () => $"/app/cases/{id}/workers?issue={issue}");
    }

    /// <summary>Draws the sample.</summary>
    public Task<IActionResult> OnPostDrawAsync(Guid id, Guid issue, IFormCollection form)
    {
        Refused = "draw";
        return Act(id, form, said => new DrawSample.Input(said.Number("size")), async input => await DrawSample.Handle(issue, null, input, Work), () => $"/app/issues/{issue}/sample");
    }

    /// <summary>Address of the page with one part of what it is narrowed to changed.</summary>
    public string Link(LedgerState? state = null, string? stratum = null, bool sampled = false, string? cursor = null, string? names = null) =>
        $"/app/cases/{Head.CaseId}/workers" + QueryString.Create(new Dictionary<string, string?>
        {
            ["issue"] = Ledger?.IssueId.ToString(), ["state"] = state is null ? null : state.ToString(), ["stratum"] = stratum, ["sampled"] = sampled ? "true" : null, ["cursor"] = cursor, ["names"] = names ?? Names,
        }.Where(p => p.Value is not null));

    /// <inheritdoc />
    protected override async Task Load()
    {
        Issues = await Work.All<IssueChoice>("select i.id, i.code, i.affected, (select count(*)::integer from cases.affected_worker w where w.issue_id = i.id) as known from cases.labor_issue i where i.case_id = $1 order by i.seq", Head.CaseId);
        if (Issues.Count == 0) return;
        var asked = Guid.TryParse(Request.Query["issue"], out var given) ? given : (Guid?)null;
        // The ledger that is in use, else the issue that concerns the most.
        var shown = Issues.FirstOrDefault(i => i.Id == asked) ?? Issues.OrderByDescending(i => i.Known > 0).ThenByDescending(i => i.Affected).First();
        (Filter, _) = LedgerFilter.Read(Request.Query);
        Names = CaseCodes.IdentityReasons.Contains(Request.Query["names"].ToString()) && Actor.May(CasesPermissions.ReadIdentity) ? Request.Query["names"].ToString() : null;
        Numbers = (await CaseCalendar.Of(Work, Head.CaseId)).Settings;
        Ledger = await ReadLedger.Prepare(shown.Id, Filter, Work);
        Sample = Ledger?.Asked is null ? null : await ReadSample.Find(shown.Id, Work);
    }
}
