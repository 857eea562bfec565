using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>An action that a business agrees to.</summary>
/// <param name="What">What it will do; sealed.</param>
/// <param name="DueOn">By when; not in the past.</param>
/// <param name="Responsible">Who at the business, as a function or name; null when not said.</param>
public sealed record NewAction(string What, DateOnly? DueOn, string? Responsible = null);

/// <summary>What an answer of a business does, whether it gives it itself or a handler records it: the same rows, the same moves.</summary>
internal static class BusinessAnswer
{
    /// <summary>Every reason against the words.</summary>
    public static IEnumerable<Refusal> WhyNot(string? text, IReadOnlyList<NewAction>? actions, DateOnly today, bool? asksWaiver = null)
    {
        foreach (var reason in Given.Text(text, "text")) yield return reason;
        foreach (var reason in WhyNotActions(actions, today)) yield return reason;
        foreach (var reason in WaiverGuard.WhyNot(asksWaiver, Texts(text, actions))) yield return reason;
    }

    /// <summary>Every word of an answer: what <see cref="WaiverGuard"/> looks at.</summary>
    public static IEnumerable<string?> Texts(string? text, IReadOnlyList<NewAction>? actions) => [text, .. (actions ?? []).Select(a => a?.What)];

    /// <summary>Every reason against the actions.</summary>
    public static IEnumerable<Refusal> WhyNotActions(IReadOnlyList<NewAction>? actions, DateOnly today)
    {
        if (actions is { Count: > 20 }) yield return new BadInput("input.too-many", "actions", 20);
        for (var i = 0; i < (actions?.Count ?? 0); i++)
        {
            if (actions![i] is not { } action) { yield return new BadInput("input.required", $"actions[{i}]"); continue; }
            foreach (var reason in Given.Text(action.What, $"actions[{i}].what", 8192)) yield return reason;
            foreach (var reason in Given.OptionalText(action.Responsible, $"actions[{i}].responsible", 200)) yield return reason;
            if (action.DueOn is null) yield return new BadInput("input.required", $"actions[{i}].dueOn");
            else if (action.DueOn < today) yield return new BadInput("input.in-the-past", $"actions[{i}].dueOn");
        }
    }

    /// <summary>Queues the words of an answer, sealed under the packet's key; returns its id.</summary>
    public static Guid QueueResponse(Work work, AnsweredShare share, byte[] key, string text, bool onBehalf)
    {
        var id = Guid.NewGuid();
        work.Write("insert into cases.response (id, org_id, recipient_org, share_id, by_person, on_behalf, day, ct) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            id, share.OrgId, share.RecipientOrg, share.Id, work.Actor.PersonId, onBehalf, work.Today, Blob.SealText(key, text, new Aad(SealedColumns.Response, id, share.DossierId)));
        return id;
    }

    /// <summary>Queues the actions, sealed under the packet's key.</summary>
    public static IReadOnlyList<Guid> QueueActions(Work work, IssueFile file, AnsweredShare share, byte[] key, IReadOnlyList<NewAction>? actions, bool onBehalf)
    {
        var made = new List<Guid>();
        foreach (var action in actions ?? [])
        {
            var id = Guid.NewGuid();
            work.Write("""
                insert into cases.action (id, org_id, recipient_org, share_id, issue_id, dossier_id, state, due_on, responsible, agreed_on, on_behalf, ct)
                values ($1, $2, $3, $4, $5, $6, 'Agreed', $7, $8, $9, $10, $11)
                """, id, share.OrgId, share.RecipientOrg, share.Id, share.IssueId, share.DossierId, action.DueOn, string.IsNullOrWhiteSpace(action.Responsible) ? null : action.Responsible.Trim(),
                work.Today, onBehalf, Blob.SealText(key, action.What, new Aad(SealedColumns.ActionWhat, id, share.DossierId)));
            IssueClocks.Agreed(work, file, id, share.Id, share.RecipientOrg, action.DueOn!.Value);
            made.Add(id);
        }
        return made;
    }

    /// <summary>Moves the issue: an answer, and with actions the agreement on them.</summary>
    /// <param name="work">Inside the rows of the author.</param>
    /// <param name="file">The issue, held before the actions were counted in or after: <paramref name="added"/> are added.</param>
    /// <param name="party">The business, or the handler for it.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="response">The answer; null when only actions are added.</param>
    /// <param name="added">How many actions are new.</param>
    public static IReadOnlyList<Refusal> Move(Work work, IssueFile file, IssueParty party, AnsweredShare packet, Guid? response, int added)
    {
        var share = packet.Id;
        var reasons = response is null ? [] : file.Move(work, IssueAction.RecordResponse, party, file.Facts, new { share, response });
        if (reasons.Count == 0 && added == 0) IssueClocks.Answered(work, file, share, packet.RecipientOrg, withActions: false);
        if (reasons.Count > 0 || added == 0) return reasons;
        reasons = file.Move(work, IssueAction.AgreeActions, party,
            file.Facts with { Actions = file.Facts.Actions + added, UnreportedActions = file.Facts.UnreportedActions + added }, new { share, actions = added });
        if (reasons.Count == 0) IssueClocks.Answered(work, file, share, packet.RecipientOrg, withActions: true);
        return reasons;
    }

    /// <summary>Moves the issue after one more action was reported: the last one reports them all.</summary>
    public static IReadOnlyList<Refusal> MoveReported(Work work, IssueFile file, IssueParty party, Guid action)
    {
        var facts = file.Facts with { UnreportedActions = Math.Max(0, file.Facts.UnreportedActions - 1) };
        // Before the move: the last report ends what is still waited for, and this one was met.
        IssueClocks.Reported(work, file, action);
        return file.Move(work, facts.UnreportedActions == 0 ? IssueAction.ReportActions : IssueAction.ReportOneAction, party, facts, new { action });
    }
}

/// <summary>A packet as an answer to it needs it.</summary>
internal sealed record AnsweredShare(Guid Id, Guid OrgId, Guid? RecipientOrg, Guid IssueId, Guid CaseId, Guid DossierId)
{
    /// <summary>The columns, from <c>cases.share s</c>.</summary>
    public const string Query = "select s.id, s.org_id, s.recipient_org, s.issue_id, s.case_id, s.dossier_id from cases.share s";
}
