using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Kit;

namespace OpenIlm.Cases;

/// <summary>One thing that happened in a case, as its timeline shows it.</summary>
/// <param name="Day">The day.</param>
/// <param name="Look">worker, business, good, danger, or nothing: whose word it is.</param>
/// <param name="Icon">Its drawing.</param>
/// <param name="What">In words.</param>
/// <param name="By">Who; null for nobody in particular.</param>
/// <param name="IsSealed">It has a text.</param>
/// <param name="Text">The text; null where this session cannot open it.</param>
/// <param name="Issue">The issue it belongs to; null for the case.</param>
public sealed record Happened(DateOnly Day, string Look, string Icon, string What, string? By = null, bool IsSealed = false, string? Text = null, string? Issue = null);

/// <summary>
/// One stream of all that happened, newest first. The events give the order; where a row tells an event better (a text, an answer, a claim), it takes the event's place.
/// </summary>
public static class CaseStream
{
    private const string answer = "issue.answer";
    // Told by the row that the event is about, or by what opens the file.
    private static readonly HashSet<string> told =
    [
        "case.received", "case.noted", "case.worker-answered", "case.worker-wrote", "case.safety-reviewed", "issue.safety-reviewed", "case.consent-given", "case.retaliation-reported",
        "issue.response-recorded", "issue.actions-agreed", "issue.action-reported", "issue.actions-reported", "issue.remedy-recorded", "issue.claim-put-to-worker", "issue.answer-recorded",
        "issue.confirmed", "issue.partly-confirmed", "issue.not-confirmed", "issue.shared", "issue.born",
    ];
    private static readonly Dictionary<string, string> reasonOf = new()
    {
        ["share.released"] = "release-reason", ["share.release-planned"] = "release-reason", ["issue.dismissal-asked"] = "dismiss-reason", ["issue.dismissed"] = "dismiss-reason",
        ["issue.reopened"] = "reopen-reason", ["issue.withdrawn"] = "withdraw-reason", ["issue.returned-to-action"] = "return-reason", ["case.retaliation-resolved"] = "retaliation-resolution",
        ["case.risk-assessed"] = "risk-note", ["case.safeguarded"] = "safeguard-note", ["case.safeguard-reviewed"] = "safeguard-note", ["case.safeguard-ended"] = "safeguard-note",
        ["case.safeguard-in-place"] = "safeguard-note", ["case.checked-in"] = "check-in-note", ["case.check-in-reached"] = "check-in-note", ["case.check-in-tried"] = "check-in-note",
        ["case.retaliation-assessed"] = "retaliation-note", ["case.retaliation-protected"] = "retaliation-note", ["case.retaliation-investigated"] = "retaliation-note",
        ["case.path-step-done"] = "path-note", ["case.path-step-declined"] = "path-note", ["case.screened"] = "screening-note", ["case.screening-concluded"] = "screening-reasons",
        ["case.voice-suppressed"] = "suppression-note", ["share.put-off"] = "delay-reason", ["share.second-person-asked"] = "second-person-note",
        ["case.referral-accepted"] = "referral-note", ["case.referral-declined"] = "referral-note", ["case.referral-started"] = "referral-note", ["case.referral-followed-up"] = "referral-note",
        ["case.referral-completed"] = "referral-note", ["case.referral-feedback"] = "referral-feedback", ["issue.waiver-judged"] = "waiver-note",
    };

    /// <summary>The texts that open the file: what she told, and how it came.</summary>
    public static IEnumerable<TextView> Told(CaseView view) => view.Texts.Where(t => t.Kind is "report" or "contact");

    /// <summary>The stream.</summary>
    public static IReadOnlyList<Happened> Of(CaseView view, Words words)
    {
        var rows = Rows(view, words).ToList();
        var reasons = view.Texts.Where(t => t.Kind is not ("report" or "contact" or "note")).ToList();
        var stream = new List<Happened>();
        foreach (var e in view.Timeline)
        {
            var kind = e.Kind is "issue.confirmed" or "issue.partly-confirmed" or "issue.not-confirmed" or "issue.answer-recorded" ? answer : e.Kind;
            var mine = rows.Where(r => r.Kind == kind && r.Row.Day == e.Day && (r.Issue is null || e.IssueId is null || r.Issue == e.IssueId)).Take(kind is "issue.actions-agreed" ? 20 : 1).ToList();
            // What a colleague recorded for a business says who recorded it.
            var recordedBy = e.Kind is "issue.response-recorded" or "issue.actions-agreed" or "issue.action-reported" or "issue.actions-reported" ? e.By : null;
            foreach (var row in mine) { rows.Remove(row); stream.Add(row.Row with { By = row.Row.By is { } said ? recordedBy is null ? said : $"{said} · {recordedBy}" : recordedBy }); }
            if (mine.Count > 0 || told.Contains(e.Kind)) continue;
            var happened = Event(e, words) with { Issue = Name(view, e.IssueId) };
            if (reasonOf.TryGetValue(e.Kind, out var about) && reasons.Find(t => t.Kind == about && t.Day == e.Day) is { } reason)
            {
                reasons.Remove(reason);
                happened = happened with { IsSealed = true, Text = reason.Text };
            }
            stream.Add(happened);
        }
        stream.AddRange(rows.Select(r => r.Row));
        stream.AddRange(reasons.Select(t => new Happened(t.Day, "", "flag", words.Name("text-kind", t.Kind), t.By, true, t.Text)));
        return [.. stream.Select((h, i) => (h, i)).OrderByDescending(x => x.h.Day).ThenByDescending(x => x.i).Select(x => x.h)];
    }

    private static string? Name(CaseView view, Guid? issue) => view.Issues.Count > 1 ? view.Issues.FirstOrDefault(i => i.Id == issue)?.Name : null;

    private static IEnumerable<(string Kind, Guid? Issue, Happened Row)> Rows(CaseView view, Words words)
    {
        foreach (var t in view.Texts.Where(t => t.Kind == "note"))
            yield return ("case.noted", null, new Happened(t.Day, "", "audit", words.Name("text-kind", t.Kind), t.By, true, t.Text));
        foreach (var m in view.Messages)
            yield return (m.FromWorker ? "case.worker-wrote" : "case.worker-answered", null,
                new Happened(m.Day, m.FromWorker ? "worker" : "", m.FromWorker ? "chat" : "send", words[m.FromWorker ? "stream.worker-wrote" : "stream.we-wrote"], null, true, m.Text));
        foreach (var r in view.SafetyReviews)
            yield return ("case.safety-reviewed", null, new Happened(r.Day, r.Decision is SafetyDecision.Proceed ? "good" : "danger", "shield",
                words.Format("stream.safety", ("Risk", words.Name("risk", r.Risk)), ("Decision", r.Decision)), r.By, r.Note is not null, r.Note));
        foreach (var c in view.Consents)
            yield return ("case.consent-given", null, new Happened(c.GivenOn, "worker", "check",
                words.Format("stream.consent", ("Level", c.Level), ("Recipient", RecipientOf(c, words)), ("Purpose", words.Name("purpose", c.Purpose)))));
        foreach (var r in view.RetaliationReports)
            yield return ("case.retaliation-reported", r.IssueId, new Happened(r.Day, "danger", "flag",
                words[r.ByWorker ? "retaliation-page.by-worker" : "retaliation-page.by-handler"], null, r.Text is not null, r.Text, Name(view, r.IssueId)));
        foreach (var issue in view.Issues)
            foreach (var (kind, row) in OfIssue(issue, words)) yield return (kind, issue.Id, row with { Issue = Name(view, issue.Id) });
    }

    /// <summary>Whom a consent names.</summary>
    public static string RecipientOf(ConsentView consent, Words words) => consent.RecipientKind is RecipientKind.BuyersOfThisSite ? words["consent-page.buyers"] : consent.Recipient ?? "";

    private static IEnumerable<(string Kind, Happened Row)> OfIssue(IssueView issue, Words words)
    {
        foreach (var response in issue.Responses)
            yield return ("issue.response-recorded", new Happened(response.Day, "business", "building", words[response.OnBehalf ? "stream.response-on-behalf" : "stream.response"], null, true, response.Text));
        foreach (var action in issue.Actions)
        {
            if (action.ShareId is not null)
                yield return ("issue.actions-agreed", new Happened(action.AgreedOn, "business", "list", words.Format("stream.action", ("Due", action.DueOn)), action.Responsible, true, action.What));
            if (action.ReportedOn is { } on)
                yield return (action.ShareId is null ? "issue.remedy-recorded" : issue.Actions.Last(a => a.ReportedOn == on) == action ? "issue.actions-reported" : "issue.action-reported",
                    new Happened(on, "business", "check", words[action.ShareId is null ? "stream.remedy" : "stream.reported"], null, true, action.Report ?? action.What));
        }
        foreach (var claim in issue.Claims)
            yield return ("issue.claim-put-to-worker",
                new Happened(claim.MadeOn, "", "send", words.Format(claim.SentToWorker ? "stream.claim-sent" : "stream.claim", ("Language", PageWords.Language(claim.Language))), null, true, claim.Text));
        foreach (var said in issue.Validations)
            yield return (answer, new Happened(said.Day, "worker", said.Outcome switch { ValidationOutcome.Confirmed => "check", ValidationOutcome.Unreachable => "phone", _ => "alert" },
                words.Format(said.ByWorker ? "stream.answer" : "stream.answer-recorded", ("Outcome", said.Outcome), ("Attempts", said.Attempts)) + Quality(said, words), null, said.Text is not null, said.Text));
    }

    private static string Quality(ValidationView said, Words words) =>
        (said.Quality is { } quality ? " " + words.Format("stream.quality", ("Quality", quality)) : "") + (said.Satisfaction is { } number ? " " + words.Format("stream.satisfaction", ("Number", number)) : "")
        + (said.Retaliation is RetaliationAnswer.Yes ? " " + words["stream.retaliation"] : "");

    private static Happened Event(EventView e, Words words)
    {
        var icon = e.Kind.StartsWith("share.", StringComparison.Ordinal) ? "share" : e.Kind switch
        {
            "case.identity-read" or "case.read" => "eye",
            "issue.closed" or "case.closed" => "check",
            "case.assigned" => "people",
            "issue.escalated" or "case.retaliation-resolved" => "flag",
            "issue.contact-lost" or "issue.contact-regained" => "phone",
            _ => "clock",
        };
        var look = e.Kind switch { "issue.closed" or "case.closed" => "good", "share.revoked" or "share.release-refused" or "issue.contact-lost" => "danger", "share.released" => "business", _ => "" };
        var detail = Detail(e, words);
        return new Happened(e.Day, look, icon, words.Name("event", e.Kind) + (detail is null ? "" : ": " + detail), e.By ?? (e.Party is IssueParty.System ? words["stream.by-itself"] : null));
    }

    // Coded facts that make the line useful; ids are nobody's reading.
    private static string? Detail(EventView e, Words words) => e.Kind switch
    {
        "case.triaged" => Coded(e, "severity", "severity", words),
        "case.identity-read" => Coded(e, "reason", "identity-reason", words),
        "case.referred" or "issue.referred" => Coded(e, "to", "referral", words),
        "case.referral-feedback" => Coded(e, "helped", "helped", words),
        "issue.waiver-judged" => Coded(e, "verdict", "waiver.verdict", words),
        "case.printed" => Coded(e, "audience", "name.PrintAudience", words),
        _ when e.Kind.StartsWith("case.referral-", StringComparison.Ordinal) => Coded(e, "to", "referral", words),
        "case.closed" => Coded(e, "reason", "close-reason", words),
        "issue.escalated" => Coded(e, "level", "name.EscalationLevel", words),
        "share.release-planned" => e.Detail.TryGetProperty("on", out var on) && DateOnly.TryParse(on.GetString(), System.Globalization.CultureInfo.InvariantCulture, out var day) ? words.Format("stream.on", ("Day", day)) : null,
        "case.safeguarded" => e.Detail.TryGetProperty("measures", out var measures) && measures.ValueKind is JsonValueKind.Array ? string.Join(", ", measures.EnumerateArray().Select(m => words.Name("measure", m.GetString()))) : null,
        "case.path-step-done" or "case.path-step-declined" => Coded(e, "step", "name.PathStep", words),
        "case.checked-in" => Coded(e, "outcome", "check-in-outcome", words),
        "case.voice-suppressed" => Coded(e, "kind", "suppression", words),
        "case.screened" => Coded(e, "result", "name.ScreeningResult", words),
        "case.retaliation-investigated" => Coded(e, "finding", "inquiry", words),
        _ => null,
    };

    private static string? Coded(EventView e, string member, string prefix, Words words)
    {
        if (!e.Detail.TryGetProperty(member, out var value) || value.ValueKind is not JsonValueKind.String || value.GetString() is not { Length: > 0 } code) return null;
        // Details are written in camel case; the names of enum members are not.
        return prefix is "severity" || prefix.StartsWith("name.", StringComparison.Ordinal) ? words.Name(prefix, char.ToUpperInvariant(code[0]) + code[1..]) : words.Name(prefix, code);
    }
}
