using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The coded facts that stand at the head of every form about a case or about one of its issues.</summary>
public sealed record ActHead(
    [property: Field(FieldClass.C1)] Guid CaseId,
    [property: Field(FieldClass.C1)] string Reference,
    [property: Field(FieldClass.C1)] CaseState CaseState,
    [property: Field(FieldClass.C1)] ContactReason Reason,
    [property: Field(FieldClass.C1)] Danger Danger,
    [property: Field(FieldClass.C1)] string Language,
    [property: Field(FieldClass.C1)] string Channel,
    [property: Field(FieldClass.C1)] Guid? SiteId,
    [property: Field(FieldClass.C1)] string? Employer,
    [property: Field(FieldClass.C1)] Severity? Severity,
    [property: Field(FieldClass.C1)] bool Critical,
    [property: Field(FieldClass.C1)] int? Affected,
    [property: Field(FieldClass.C1)] ConsentLevel AskedConsent,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> AskedIssues,
    [property: Field(FieldClass.C1)] DateOnly ReceivedOn,
    [property: Field(FieldClass.C1)] Guid? AssignedTo,
    [property: Field(FieldClass.C1)] int CaseVersion,
    [property: Field(FieldClass.C1)] Guid? IssueId,
    [property: Field(FieldClass.C1)] string? IssueCode,
    [property: Field(FieldClass.C1)] IssueState? IssueState,
    [property: Field(FieldClass.C1)] int? IssueVersion,
    [property: Field(FieldClass.C1)] Guid? DismissAskedBy) : IView<Handlers>
{
    private const string columns = """
        select c.id as case_id, c.reference, c.state as case_state, c.reason, c.danger, c.language, c.channel, c.site_id, c.employer, c.severity, c.critical, c.affected, c.asked_consent,
               c.asked_issues, c.received_on, c.assigned_to, c.version as case_version,
        """;

    /// <summary>The version that the form carries: that of the thing it acts on.</summary>
    [Field(FieldClass.C1)]
    public int Version => IssueVersion ?? CaseVersion;
    /// <summary>The page of the case.</summary>
    [Field(FieldClass.C1)]
    public string CaseHref => $"/app/cases/{CaseId}";

    /// <summary>Of a case; null when hidden or absent.</summary>
    public static Task<ActHead?> OfCase(Work work, Guid id) => work.FirstOrNone<ActHead>(columns +
        " null::uuid as issue_id, null::text as issue_code, null::text as issue_state, null::integer as issue_version, null::uuid as dismiss_asked_by from cases.\"case\" c where c.id = $1", id);

    /// <summary>Of an issue; null when hidden or absent.</summary>
    public static Task<ActHead?> OfIssue(Work work, Guid id) => work.FirstOrNone<ActHead>(columns +
        " i.id as issue_id, i.code as issue_code, i.state as issue_state, i.version as issue_version, i.dismiss_asked_by from cases.labor_issue i join cases.\"case\" c on c.id = i.case_id where i.id = $1", id);
}

/// <summary>A page with one form that does one thing to a case or an issue. The use case decides; what was typed stays in the form after a refusal.</summary>
public abstract class ActPage(Work work) : WorkspacePage(work)
{
    /// <summary>What the form is about.</summary>
    public ActHead Head { get; private set; } = null!;
    /// <summary>What was typed.</summary>
    public Filled Said { get; private set; } = Filled.Nothing;
    /// <summary>Whether the page acts on an issue; else on a case.</summary>
    protected virtual bool IsAboutIssue => false;

    /// <summary>The act seals or opens words. A locked session is led to the passphrase before anything is typed; once sent, the words stay in the form.</summary>
    protected virtual bool NeedsKeys => false;

    /// <summary>Reads what the form offers. Never commits: a refused act may have written into the same transaction.</summary>
    protected virtual Task Load() => Task.CompletedTask;

    /// <summary>Shows the form; 404 when there is no such case or issue.</summary>
    protected async Task<IActionResult> Show(Guid id)
    {
        if (await (IsAboutIssue ? ActHead.OfIssue(Work, id) : ActHead.OfCase(Work, id)) is not { } head) return NotFound();
        if (NeedsKeys && !Said.IsSent && Work.Keys.IsLocked) return Redirect("/app/unlock?next=" + Uri.EscapeDataString(Request.Path + Request.QueryString));
        Head = head;
        await Load();
        return Page();
    }

    /// <summary>Reads the form, does the act, goes on to the case; or shows the form again with every reason.</summary>
    protected async Task<IActionResult> Act<TInput>(Guid id, IFormCollection form, Func<Filled, TInput> read, Func<TInput, Task<Outcome>> handle, Func<string>? onward = null)
    {
        Said = new Filled(form);
        var input = read(Said);
        if (await (IsAboutIssue ? ActHead.OfIssue(Work, id) : ActHead.OfCase(Work, id)) is not { } head) return NotFound();
        Head = head;
        var outcome = Said.Wrong.Count > 0 ? Outcome.Refused(Said.Wrong) : await handle(input);
        return await After(outcome, outcome.IsDone && onward is not null ? onward() : head.CaseHref, () => Show(id));
    }
}
