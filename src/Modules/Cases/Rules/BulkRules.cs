using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>What is done to many cases at once.</summary>
public enum BulkKind
{
    /// <summary>A colleague runs them from now on.</summary>
    Assign,
    /// <summary>A colleague runs them from now on, and finds a note in each file.</summary>
    HandOver,
    /// <summary>They are put into a list.</summary>
    AddToList,
}

/// <summary>One of many cases, as far as an act on many looks at it.</summary>
/// <param name="State">Where the case stands.</param>
/// <param name="AssignedTo">Who runs it.</param>
/// <param name="AssigneeKeepsOut">The colleague named declared a conflict of interest.</param>
/// <param name="CanSeal">This session can write into the file.</param>
/// <param name="InList">It stands in the list already.</param>
public sealed record BulkFacts(CaseState State, Guid? AssignedTo, bool AssigneeKeepsOut = false, bool CanSeal = true, bool InList = false);

/// <summary>Whether an act on many may be done to one of them. What may not be done is left as it is and told with its reason; the others are done.</summary>
public static class BulkRules
{
    /// <summary>A closed case is run by nobody.</summary>
    public sealed record CaseIsClosed() : Refusal("case.is-closed");
    /// <summary>The colleague runs it already.</summary>
    public sealed record RunsItAlready() : Refusal("case.runs-it-already");
    /// <summary>The colleague keeps out of it.</summary>
    public sealed record AssigneeKeepsOut() : Refusal("case.assignee-keeps-out");
    /// <summary>The note could not be sealed into this file.</summary>
    public sealed record CannotSeal() : Refusal("case.cannot-seal");
    /// <summary>It stands in the list already.</summary>
    public sealed record InListAlready() : Refusal("case.in-list-already");
    /// <summary>Hidden or absent: one and the same.</summary>
    public sealed record NotFound() : Refusal("case.not-found");

    /// <summary>Every reason against it.</summary>
    /// <param name="kind">What is done.</param>
    /// <param name="facts">The case; null where there is none for this caller.</param>
    /// <param name="to">The colleague; null for a list.</param>
    public static IEnumerable<Refusal> WhyNot(BulkKind kind, BulkFacts? facts, Guid? to)
    {
        if (facts is null) { yield return new NotFound(); yield break; }
        if (kind is BulkKind.AddToList)
        {
            if (facts.InList) yield return new InListAlready();
            yield break;
        }
        if (facts.State is CaseState.Closed) yield return new CaseIsClosed();
        if (facts.AssignedTo == to) yield return new RunsItAlready();
        if (facts.AssigneeKeepsOut) yield return new AssigneeKeepsOut();
        if (kind is BulkKind.HandOver && !facts.CanSeal) yield return new CannotSeal();
    }
}
