using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>One row of a small state machine of protection.</summary>
/// <typeparam name="TState">Its states.</typeparam>
/// <typeparam name="TAct">What is done.</typeparam>
/// <typeparam name="TFacts">What its guards look at.</typeparam>
/// <param name="From">Where the thing stands.</param>
/// <param name="Act">What is done.</param>
/// <param name="To">Where it stands afterwards.</param>
/// <param name="By">Who may.</param>
/// <param name="Guard">Every reason against; null where there is no condition.</param>
public sealed record FlowMove<TState, TAct, TFacts>(TState From, TAct Act, TState To, IReadOnlySet<IssueParty> By, Func<TFacts, IEnumerable<Refusal>>? Guard = null)
    where TState : struct, Enum where TAct : struct, Enum;

/// <summary>The answer of a small state machine.</summary>
/// <param name="To">Where it goes; where it stands, when refused.</param>
/// <param name="Refusals">Every reason against; none when allowed.</param>
public sealed record FlowDecision<TState>(TState To, IReadOnlyList<Refusal> Refusals)
{
    /// <summary>Whether it may be done.</summary>
    public bool Allowed => Refusals.Count == 0;
}

/// <summary>A state machine as data. Where one act leads to two states, the first row whose guard lets it through decides.</summary>
public sealed class Flow<TState, TAct, TFacts>(params FlowMove<TState, TAct, TFacts>[] moves) where TState : struct, Enum where TAct : struct, Enum
{
    /// <summary>Every move there is. What is not here cannot happen.</summary>
    public IReadOnlyList<FlowMove<TState, TAct, TFacts>> Moves => moves;

    /// <summary>Where the act leads, or every reason against it.</summary>
    public FlowDecision<TState> Decide(TState from, TAct act, IssueParty party, TFacts facts)
    {
        var rows = moves.Where(m => m.From.Equals(from) && m.Act.Equals(act)).ToList();
        if (rows.Count == 0) return new(from, [new ProtectionRefusals.IllegalMove(from, act)]);
        var mine = rows.Where(m => m.By.Contains(party)).ToList();
        if (mine.Count == 0) return new(from, [new ProtectionRefusals.NotYourMove(act, party)]);
        IReadOnlyList<Refusal> against = [];
        foreach (var row in mine)
        {
            against = row.Guard?.Invoke(facts).ToList() ?? [];
            if (against.Count == 0) return new(row.To, []);
        }
        return new(from, against);
    }

    /// <summary>What this party can do from here, whatever the guards say.</summary>
    public IReadOnlyList<TAct> ActsOf(TState from, IssueParty party) => [.. moves.Where(m => m.From.Equals(from) && m.By.Contains(party)).Select(m => m.Act).Distinct()];
}

/// <summary>Everything that can stand against an act of protection. Sentences: <c>Texts/Protection.resx</c>.</summary>
public static class ProtectionRefusals
{
    /// <summary>No such move from this state.</summary>
    public sealed record IllegalMove(Enum From, Enum Act) : Refusal("protection.illegal-move");
    /// <summary>The move exists, for others.</summary>
    public sealed record NotYourMove(Enum Act, IssueParty Party) : Refusal("protection.not-your-move");
    /// <summary>A written reason is needed.</summary>
    public static readonly BadInput ReasonMissing = new("protection.reason-missing", "note");
    /// <summary>The case is not critical: it has no critical path.</summary>
    public sealed record NoCriticalPath() : Refusal("path.not-critical");
    /// <summary>The first three steps protect her: they are not declined.</summary>
    public sealed record StepCannotBeDeclined(PathStep Step) : Refusal("path.cannot-be-declined")
    {
        /// <inheritdoc />
        public override string Field => "state";
    }
    /// <summary>The last step is recorded by the release itself.</summary>
    public sealed record StepFollowsFromRelease() : Refusal("path.follows-from-release")
    {
        /// <inheritdoc />
        public override string Field => "step";
    }
    /// <summary>Contact with the police endangers her: another authority or a United Nations body.</summary>
    public sealed record PoliceEndanger() : Refusal("path.police-endanger")
    {
        /// <inheritdoc />
        public override string Field => "to";
    }
    /// <summary>Nobody knows whether contact with the police endangers her: find out first.</summary>
    public sealed record PoliceNotJudged() : Refusal("path.police-not-judged")
    {
        /// <inheritdoc />
        public override string Field => "policeEndangers";
    }
    /// <summary>She does not agree to a report, and no law asks for it.</summary>
    public sealed record AgainstHerWish() : Refusal("path.against-her-wish")
    {
        /// <inheritdoc />
        public override string Field => "agrees";
    }
    /// <summary>Nothing protects anybody yet: put a measure in place, or write down that she wants none.</summary>
    public sealed record NothingInPlace() : Refusal("retaliation.nothing-in-place");
    /// <summary>She says that it has not ended. Nobody resolves it over her head.</summary>
    public sealed record WorkerDisagrees() : Refusal("retaliation.worker-disagrees")
    {
        /// <inheritdoc />
        public override string Field => "workerSays";
    }
    /// <summary>Three tries were made: end the check-in, or record that she was reached.</summary>
    public sealed record TriesUsed(int Tries) : Refusal("check-in.tries-used");
    /// <summary>There are tries left.</summary>
    public sealed record TriesLeft(int Left) : Refusal("check-in.tries-left");
    /// <summary>Somebody concluded already.</summary>
    public sealed record AlreadyConcluded(DateOnly On) : Refusal("screening.already-concluded");
}
