using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Sorts a report into a case: where, how bad, which labor issues. Its issues are born here; a request has none (C7).</summary>
public static class Triage
{
    /// <summary>How it was sorted.</summary>
    /// <param name="SiteId">Site of the directory; null when it is not in it.</param>
    /// <param name="EmployerName">Name of an employer outside the directory.</param>
    /// <param name="Severity">How bad, as the handler judges it.</param>
    /// <param name="Issues">The labor issues; none for a request.</param>
    /// <param name="Reason">What the contact is about, where the worker's own tap was another; null leaves it.</param>
    /// <param name="AssignedTo">Colleague who runs the case; null leaves it as it is.</param>
    public sealed record Input(Guid? SiteId, string? EmployerName, Severity? Severity, IReadOnlyList<NewIssue>? Issues, ContactReason? Reason = null, Guid? AssignedTo = null);

    /// <summary>A labor issue to be born.</summary>
    /// <param name="Code">Code of the taxonomy.</param>
    /// <param name="AffectedWorkers">How many workers, at least 1.</param>
    /// <param name="JourneyStage">Code of the stage; null when not known.</param>
    public sealed record NewIssue(string Code, int AffectedWorkers, string? JourneyStage = null);

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.SiteId is not null && !string.IsNullOrWhiteSpace(input.EmployerName)) yield return new BadInput("input.one-of", "employerName");
        foreach (var reason in Given.OptionalText(input.EmployerName, "employerName", 200)) yield return reason;
        if (input.Severity is null) yield return new BadInput("input.required", "severity");
        var issues = input.Issues ?? [];
        if (issues.Count > 20) yield return new BadInput("input.too-many", "issues", 20);
        for (var i = 0; i < issues.Count; i++)
        {
            if (issues[i] is not { } issue) { yield return new BadInput("input.required", $"issues[{i}]"); continue; }
            if (issue.Code is null || IssueTaxonomy.Find(issue.Code) is null) yield return new BadInput("input.not-a-choice", $"issues[{i}].code");
            if (issue.AffectedWorkers < 1) yield return new BadInput("input.too-small", $"issues[{i}].affectedWorkers", 1);
            if (issue.AffectedWorkers > 1_000_000) yield return new BadInput("input.too-large", $"issues[{i}].affectedWorkers", 1_000_000);
            if (issue.JourneyStage is not null && !CaseCodes.JourneyStages.Contains(issue.JourneyStage)) yield return new BadInput("input.not-a-choice", $"issues[{i}].journeyStage");
            if (issues.Take(i).Any(other => other?.Code == issue.Code)) yield return new BadInput("input.twice", $"issues[{i}].code");
        }
    }

    /// <summary>Sorts the case.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, IDirectory directory)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await CaseFile.Hold(work, id, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var row = held.Value!;
        var issues = input.Issues ?? [];
        var facts = row.Facts with { Reason = input.Reason ?? row.Reason, Issues = [.. row.Facts.Issues, .. issues.Select(_ => IssueState.Triaged)] };
        var party = CaseParty.Of(work.Actor);
        var decision = CaseFlow.Decide(row.State, CaseAction.Triage, party, facts);
        if (!decision.Allowed) return Outcome<ActView>.Refused(decision.Refusals);
        // A form that was open while the site was merged names its old id; the case goes to where it leads.
        var place = input.SiteId is { } named ? await directory.Site(work, named) : null;
        if (input.SiteId is not null && place is null) return Outcome<ActView>.Refused(new BadInput("input.not-a-choice", "siteId"));
        if (input.AssignedTo is { } colleague && !(await directory.CaseHandlers(work)).Any(c => c.Id == colleague)) return Outcome<ActView>.Refused(new BadInput("input.not-a-choice", "assignedTo"));

        var critical = input.Severity is Severity.Critical || issues.Any(i => IssueTaxonomy.IsCritical(i.Code));
        work.Write("""
            update cases."case" set state = $2, reason = $3, site_id = coalesce($4, case when $5::text is null then site_id end), employer = $5, severity = $6,
                   critical = $7 or exists (select 1 from cases.screening s where s.case_id = $1 and s.result in ('Indication', 'IndicationIfChild')),
                   affected = coalesce($8, affected), categories = $9, triaged_on = $10, assigned_to = coalesce($11, assigned_to, $12), version = version + 1
             where id = $1
            """, id, decision.To, facts.Reason, place?.Id, Trimmed(input.EmployerName), input.Severity, critical,
            issues.Count == 0 ? null : issues.Max(i => i.AffectedWorkers), issues.Select(i => IssueTaxonomy.CategoryOf(i.Code)).Distinct().ToArray(), work.Today,
            input.AssignedTo, work.Actor.PersonId);
        foreach (var issue in issues)
        {
            var born = Guid.NewGuid();
            work.Write("""
                insert into cases.labor_issue (id, org_id, case_id, code, category, journey_stage, affected, critical, state, reported_on, state_on)
                values ($1, $2, $3, $4, $5, $6, $7, $8, 'Triaged', $9, $10)
                """, born, row.OrgId, id, issue.Code, IssueTaxonomy.CategoryOf(issue.Code), issue.JourneyStage, issue.AffectedWorkers,
                input.Severity is Severity.Critical || IssueTaxonomy.IsCritical(issue.Code), row.ReceivedOn, work.Today);
            CaseLog.Note(work, row.OrgId, id, born, "issue.born", party, new { code = issue.Code, affected = issue.AffectedWorkers });
        }
        CaseLog.Note(work, row.OrgId, id, null, "case.triaged", party, new { severity = input.Severity, reason = facts.Reason, issues = issues.Count, critical });
        if (critical)
        {
            work.Notify("case.critical", "case", id, role: Roles.Supervisor);
            IssueClocks.Critical(work, row.OrgId, id, await CaseCalendar.Of(work, id));
        }
        return await work.Commit(new ActView(id, null, decision.To));
    }

    private static string? Trimmed(string? name) => string.IsNullOrWhiteSpace(name) ? null : name.Trim();
}
