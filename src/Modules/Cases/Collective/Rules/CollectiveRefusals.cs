using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>Everything that can stand against an act on a collective issue. Sentences: <c>Texts/Collective.resx</c>.</summary>
public static class CollectiveRefusals
{
    /// <summary>One worker is affected: her word decides.</summary>
    public sealed record OneWorkerOnly() : Refusal("collective.one-worker-only");
    /// <summary>The issue has ended or is validated already.</summary>
    public sealed record TooLate(IssueState State) : Refusal("collective.too-late");
    /// <summary>The sample of this remedy is drawn: how it is judged stands.</summary>
    public sealed record AlreadyDrawn() : Refusal("collective.already-drawn");
    /// <summary>The issue is not validated by a sample.</summary>
    public sealed record NotChosen() : Refusal("collective.not-chosen");
    /// <summary>Nothing is reported done: there is nothing to ask about.</summary>
    public sealed record NothingToAsk(IssueState State) : Refusal("collective.nothing-to-ask");
    /// <summary>Nobody in the ledger can be asked.</summary>
    public sealed record NobodyToDraw(int Ledger, int LeftOut) : Refusal("collective.nobody-to-draw");
    /// <summary>Fewer than the rule asks for.</summary>
    public sealed record SampleTooSmall(int Least) : Refusal("collective.sample-too-small")
    {
        /// <inheritdoc />
        public override string Field => "size";
    }
    /// <summary>A reserve, or somebody whose place was taken: not asked.</summary>
    public sealed record NotAsked() : Refusal("collective.not-asked");
    /// <summary>Somebody of that name or number is in the ledger.</summary>
    public sealed record KnownAlready(int Number) : Refusal("collective.known-already");
    /// <summary>Only an answer says that.</summary>
    public sealed record OnlyAnAnswerSays(LedgerState State) : Refusal("collective.only-an-answer-says")
    {
        /// <inheritdoc />
        public override string Field => "state";
    }
    /// <summary>Another row is marked as the reporter.</summary>
    public sealed record ReporterMarked(int Number) : Refusal("collective.reporter-marked")
    {
        /// <inheritdoc />
        public override string Field => "isReporter";
    }
    /// <summary>The ledger is full.</summary>
    public sealed record LedgerFull(int Limit) : Refusal("collective.ledger-full");
    /// <summary>The cases are not at one site of the directory.</summary>
    public sealed record NotOneSite() : Refusal("link.not-one-site")
    {
        /// <inheritdoc />
        public override string Field => "caseId";
    }
    /// <summary>The cases tell of different things.</summary>
    public sealed record NothingInCommon() : Refusal("link.nothing-in-common")
    {
        /// <inheritdoc />
        public override string Field => "caseId";
    }
    /// <summary>The other case is in another group.</summary>
    public sealed record InAnotherGroup() : Refusal("link.in-another-group")
    {
        /// <inheritdoc />
        public override string Field => "caseId";
    }
    /// <summary>The case is linked with none.</summary>
    public sealed record NotLinked() : Refusal("link.not-linked");
    /// <summary>No issue of the group can take a remedy now.</summary>
    public sealed record NoIssueTakesIt() : Refusal("link.no-issue-takes-it");
}
