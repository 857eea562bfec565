using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Somebody is made to suffer for speaking: report it, judge it, protect, look into it, and say how it ended. Until then nothing of the case closes.</summary>
[Needs(CasesPermissions.Safety)]
public sealed class RetaliationModel(Work work, Dossiers dossiers) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>A report, coded facts only.</summary>
    public sealed record ReportView(
        [property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] int Version, [property: Field(FieldClass.C1)] RetaliationState State, [property: Field(FieldClass.C1)] DateOnly Day,
        [property: Field(FieldClass.C1)] string Origin, [property: Field(FieldClass.C1)] RiskLevel? Risk, [property: Field(FieldClass.C1)] string? Protection, [property: Field(FieldClass.C1)] string? Finding,
        [property: Field(FieldClass.C1)] DateOnly? ResolvedOn, [property: Field(FieldClass.C1)] string? Resolution) : IView<Handlers>;

    /// <summary>An issue of the case, for the picker.</summary>
    public sealed record IssueChoice([property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] string Code) : IView<Handlers>;

    /// <summary>The reports, open ones first.</summary>
    public IReadOnlyList<ReportView> Reports { get; private set; } = [];
    /// <summary>The issues of the case.</summary>
    public IReadOnlyList<IssueChoice> Issues { get; private set; } = [];
    /// <summary>The report whose form was sent; null for the form of a new one.</summary>
    public Guid? Resolving { get; private set; }
    /// <summary>Measures of the case that stand.</summary>
    public int MeasuresInPlace { get; private set; }
    /// <summary>Whether the person may set an assessed report aside.</summary>
    public bool MaySetAside => RetaliationFlow.Table.ActsOf(RetaliationState.Assessed, CaseParty.Of(Actor)).Contains(RetaliationAct.SetAside);

    /// <summary>The forms.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Reports it.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form,
        said => new ReportRetaliation.Input(said.Words("text"), said.Id("issueId")), async input => await ReportRetaliation.Handle(id, null, input, Work, dossiers));

    /// <summary>Takes one a step on.</summary>
    public Task<IActionResult> OnPostAdvanceAsync(Guid id, Guid report, IFormCollection form)
    {
        Resolving = report;
        return Act(id, form, said => new AdvanceRetaliation.Input(said.Choice<RetaliationAct>("act"), said.Choice<RiskLevel>("risk"), said.Ticked("workerDeclines"), said.Text("finding"), said.Text("note")),
            async input => await AdvanceRetaliation.Handle(report, Said.Version, input, Work, dossiers), () => $"/app/cases/{id}/retaliation");
    }

    /// <summary>Says how one ended.</summary>
    public Task<IActionResult> OnPostResolveAsync(Guid id, Guid report, IFormCollection form)
    {
        Resolving = report;
        return Act(id, form, said => new ResolveRetaliation.Input(said.Words("resolution"), said.Words("note"), said.Words("workerSays")), async input => await ResolveRetaliation.Handle(report, Said.Version, input, Work, dossiers));
    }

    /// <inheritdoc />
    protected override async Task Load()
    {
        Reports = await Work.All<ReportView>("""
            select id, version, state, day, origin, risk, protection, finding, resolved_on, resolution from cases.retaliation_report where case_id = $1 order by state = 'Resolved', day desc, id
            """, Head.CaseId);
        MeasuresInPlace = await Work.FirstOrNone<int>("select count(*)::integer from cases.safeguard where case_id = $1 and state = 'InPlace'", Head.CaseId);
        Issues = await Work.All<IssueChoice>("select id, code from cases.labor_issue where case_id = $1 order by seq", Head.CaseId);
    }
}
