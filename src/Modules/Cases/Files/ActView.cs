using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>What an act came to: the thing it made or moved, and where issue and case stand now.</summary>
/// <param name="Id">The thing that was made; the issue or case itself where nothing new was.</param>
/// <param name="IssueState">Where the issue stands; null when the act was about no issue.</param>
/// <param name="CaseState">Where the case stands.</param>
public sealed record ActView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] IssueState? IssueState,
    [property: Field(FieldClass.C1)] CaseState? CaseState) : IView<Handlers>;
