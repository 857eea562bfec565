using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>What <c>cases.sample_of</c> counts: the sample of the remedy as it stands, in the form that the rules look at.</summary>
internal sealed record SampleFact(int ShareNum, int ShareDen, bool Drawn, int Asked, int Confirmed, int Waiting, int Unreached)
{
    /// <summary>The answers; null where one worker's word decides. The reporter is not counted yet.</summary>
    public static CollectiveAnswers? Read(string? json) => json is null ? null
        : Nested.Read<SampleFact>("[" + json + "]")[0] is var fact
            ? new CollectiveAnswers(true, null, fact.Asked, fact.Confirmed, fact.Waiting, new ConfirmingShare(fact.ShareNum, fact.ShareDen), fact.Unreached) : null;

    /// <summary>Whether an answer moves the issue. Where a share has confirmed, a later answer that changes nothing of that is kept as a fact.</summary>
    public static bool Moves(IssueState state, IssueAction action, IssueFacts facts) =>
        facts.Collective is null || state is IssueState.AwaitingValidation || (state is IssueState.Validated && action is IssueAction.DenyRemedy);
}

/// <summary>How far the asking has come, wherever the validation of a collective issue is shown.</summary>
/// <param name="Asked">All who are asked, the reporter among them where she is reachable.</param>
/// <param name="Answered">How many of them gave an answer.</param>
/// <param name="Confirmed">How many confirm.</param>
/// <param name="Needed">How many must confirm.</param>
/// <param name="Waiting">How many may still answer.</param>
/// <param name="Unreached">How many nobody reached.</param>
/// <param name="ShareNumerator">The share, above the line.</param>
/// <param name="ShareDenominator">The share, below the line.</param>
/// <param name="Verdict">What the answers amount to.</param>
public sealed record AskedView(
    [property: Field(FieldClass.C1)] int Asked,
    [property: Field(FieldClass.C1)] int Answered,
    [property: Field(FieldClass.C1)] int Confirmed,
    [property: Field(FieldClass.C1)] int Needed,
    [property: Field(FieldClass.C1)] int Waiting,
    [property: Field(FieldClass.C1)] int Unreached,
    [property: Field(FieldClass.C1)] int ShareNumerator,
    [property: Field(FieldClass.C1)] int ShareDenominator,
    [property: Field(FieldClass.C1)] CollectiveVerdict Verdict) : IView<Handlers>
{
    /// <summary>Of the answers; null where one worker's word decides.</summary>
    public static AskedView? Of(CollectiveAnswers? answers) => answers is null ? null
        : new(answers.Asked, answers.Answered, answers.Confirmed, answers.Needed, answers.Waiting, answers.SampleUnreached,
            (answers.Share ?? ConfirmingShare.Default).Numerator, (answers.Share ?? ConfirmingShare.Default).Denominator, CollectiveValidation.Judge(answers));
}
