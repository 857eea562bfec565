using OpenIlm.Kernel;
using OpenIlm.Kit;

namespace OpenIlm.Cases;

/// <summary>A group of boxes to tick, or of which one is chosen.</summary>
/// <param name="Name">Name of the inputs.</param>
/// <param name="Legend">What is asked.</param>
/// <param name="Choices">The boxes.</param>
/// <param name="Chosen">Values ticked.</param>
/// <param name="Reasons">Reasons against the form; those about the name are shown.</param>
/// <param name="Help">A sentence under the legend.</param>
/// <param name="One">Exactly one is chosen.</param>
/// <param name="Explain">Prefix of the sentence under each choice (<c>PREFIX.VALUE</c>); none when null.</param>
public sealed record Ticks(string Name, string Legend, IEnumerable<Choice> Choices, IReadOnlyCollection<string> Chosen, IEnumerable<Refusal> Reasons, string? Help = null, bool One = false, string? Explain = null);
