using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Records where affected workers stand, one or many at once. What only an answer can say is refused.</summary>
public static class SetWorkerStates
{
    /// <summary>Most rows named at once.</summary>
    public const int MostNamed = 500;

    /// <summary>Who, and where they stand.</summary>
    /// <param name="Workers">Rows; null for everybody who stands at <paramref name="From"/>.</param>
    /// <param name="From">Everybody who stands here; null where rows are named.</param>
    /// <param name="State">Where they stand now.</param>
    public sealed record Input(LedgerState? State, IReadOnlyList<Guid>? Workers = null, LedgerState? From = null);

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.State is not { } state) yield return new BadInput("input.required", "state");
        else if (!LedgerStates.Recordable.Contains(state)) yield return new CollectiveRefusals.OnlyAnAnswerSays(state);
        if (input.Workers is null == input.From is null) yield return new BadInput("ledger.name-or-state", "workers");
        if (input.Workers is { Count: 0 }) yield return new BadInput("input.required", "workers");
        if (input.Workers?.Count > MostNamed) yield return new BadInput("input.too-many", "workers", MostNamed);
        // A word that was given is not taken back by setting a state over it.
        if (input.From is { } from && !LedgerStates.Recordable.Contains(from)) yield return new CollectiveRefusals.OnlyAnAnswerSays(from);
    }

    /// <summary>Records it. Who answered keeps her answer: only leaving can be recorded of her.</summary>
    public static async Task<Outcome<LedgerChangeView>> Handle(Guid issue, int? version, Input input, Work work)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<LedgerChangeView>.Refused(wrong);
        var held = await IssueFile.Hold(work, issue, version);
        if (!held.IsDone) return Outcome<LedgerChangeView>.From(held);
        var (file, workers) = (held.Value!, input.Workers?.Distinct().ToArray());
        if (workers is not null && await work.FirstOrNone<int>("select count(*)::integer from cases.affected_worker where issue_id = $1 and id = any($2)", issue, workers) != workers.Length)
            return Outcome<LedgerChangeView>.Refused(new BadInput("input.not-a-choice", "workers"));
        var changed = await work.Change("""
            update cases.affected_worker set state = $2, state_on = $3,
                   reached_on = case when $2 = 'Reached' then coalesce(reached_on, $3) else reached_on end, departed_on = case when $2 = 'Departed' then $3 when state = 'Departed' then null else departed_on end
             where issue_id = $1 and state <> $2 and ($4::uuid[] is null or id = any($4)) and ($5::text is null or state = $5)
               and ($2 = 'Departed' or state in ('Affected', 'Reached', 'NotReachable', 'Departed'))
            """, issue, input.State!.Value, work.Today, workers, input.From?.ToString());
        CaseFile.Touch(work, file.Row.CaseId);
        CaseLog.Note(work, file.Row.OrgId, file.Row.CaseId, issue, "workers.state-recorded", CaseParty.Of(work.Actor), new { state = input.State, workers = changed });
        return await work.Commit(new LedgerChangeView(issue, changed));
    }
}
