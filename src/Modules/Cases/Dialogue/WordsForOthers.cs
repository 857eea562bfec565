using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>
/// Words that leave for a business beside a packet pass the checks of a packet. A packet that warns waits for a second person; an answer has none, so what
/// warns is said more plainly, or goes out with a packet.
/// </summary>
public static class WordsForOthers
{
    /// <summary>Every reason against these words.</summary>
    /// <param name="checks">What was looked at.</param>
    /// <param name="strict">Whether a warning stops them too; else only what blocks.</param>
    public static IEnumerable<Refusal> WhyNot(IEnumerable<PacketCheck> checks, bool strict)
    {
        foreach (var check in checks)
            if (check.Result is CheckResult.Block || strict && check.Result is CheckResult.Warn) yield return new BadInput("words." + check.Code["packet.".Length..], "text");
    }
}
