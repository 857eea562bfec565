using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A supervisor takes a warning up or dismisses it, and says why. It stays in the list until the rise is over, and comes back when the reports double.</summary>
public static class JudgeWarning
{
    /// <summary>What was judged.</summary>
    public enum Act
    {
        /// <summary>Something is done about it.</summary>
        Acknowledge,
        /// <summary>It means nothing.</summary>
        Dismiss,
    }

    /// <summary>Why something is done, or what.</summary>
    public static readonly IReadOnlyList<string> Taken = ["lookedInto", "visitPlanned", "raisedWithBusiness", "casesLinked"];
    /// <summary>Why it means nothing.</summary>
    public static readonly IReadOnlyList<string> Meaningless = ["outreach", "oneEvent", "moreWorkers", "season", "sortedWrongly"];

    /// <summary>The judgment.</summary>
    /// <param name="Act">Taken up or dismissed.</param>
    /// <param name="Reason">One of <see cref="Taken"/> or of <see cref="Meaningless"/>.</param>
    public sealed record Input(Act? Act, string? Reason);

    /// <summary>The warning as it stands now.</summary>
    public sealed record JudgedView([property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] WarningState State) : IView<Handlers>;

    /// <summary>The rise is over: there is nothing left to judge.</summary>
    public sealed record HasEnded(DateOnly On) : Refusal("warning.has-ended");
    /// <summary>It was judged already.</summary>
    public sealed record AlreadyJudged() : Refusal("warning.already-judged");

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.Act is not { } act) { yield return new BadInput("input.required", "act"); yield break; }
        foreach (var reason in Given.Choice(input.Reason, act is Act.Acknowledge ? Taken : Meaningless, "reason")) yield return reason;
    }

    /// <summary>Judges it.</summary>
    public static async Task<Outcome<JudgedView>> Handle(Guid id, int? version, Input input, Work work)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<JudgedView>.Refused(wrong);
        var row = await work.FirstOrNone<Row>("select state, reports, ended_on, version from cases.warning where id = $1 for update", id);
        if (row is null) return Outcome<JudgedView>.Missing;
        if (version is { } asked && asked != row.Version) return Outcome<JudgedView>.Stale;
        if (row.EndedOn is { } ended) return Outcome<JudgedView>.Refused(new HasEnded(ended));
        if (row.State is not WarningState.Open) return Outcome<JudgedView>.Refused(new AlreadyJudged());
        var state = input.Act is Act.Acknowledge ? WarningState.Acknowledged : WarningState.Dismissed;
        work.Write("update cases.warning set state = $2, reason = $3, judged_by = $4, judged_on = $5, judged_at = reports, version = version + 1 where id = $1",
            id, state, input.Reason, work.Actor.PersonId, work.Today);
        work.Audit("warning.judged", "warning", id, new { state, reason = input.Reason });
        return await work.Commit(new JudgedView(id, state));
    }

    private sealed record Row(WarningState State, int Reports, DateOnly? EndedOn, int Version);
}
