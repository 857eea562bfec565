using OpenIlm.Kernel;

namespace OpenIlm.Platform.Contracts;

/// <summary>What the hotline may ask of the case files while a worker is on the line: coded facts of the cases that the caller may open, and no others.</summary>
public interface ICaseGlance
{
    /// <summary>The cases among the ids, by id.</summary>
    Task<IReadOnlyDictionary<Guid, CaseGlance>> Of(Work work, IReadOnlyCollection<Guid> cases);
    /// <summary>How many cases of each site are not closed.</summary>
    Task<IReadOnlyDictionary<Guid, int>> OpenAt(Work work, IReadOnlyCollection<Guid> sites);
    /// <summary>Ends a request for information or assistance that was answered while she was on the line (C7). It was opened in the same act; the caller commits.</summary>
    /// <param name="work">The unit of work.</param>
    /// <param name="case">The case as <see cref="ICaseFiles.Open"/> made it.</param>
    /// <param name="reason">Why she made contact.</param>
    /// <param name="how">answered, assisted or referred.</param>
    void EndAnswered(Work work, CaseOpened @case, ContactReason reason, string how);
}

/// <summary>A case at a glance.</summary>
/// <param name="Id">Case.</param>
/// <param name="Reference">Its speakable reference.</param>
/// <param name="Open">Whether it is not closed.</param>
/// <param name="Reason">Why she made contact.</param>
/// <param name="SiteId">Its site.</param>
public sealed record CaseGlance(Guid Id, string Reference, bool Open, ContactReason Reason, Guid? SiteId);
