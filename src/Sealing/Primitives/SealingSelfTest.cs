namespace OpenIlm.Sealing;

/// <summary>
/// Runs before the program serves anybody. A machine whose processor, OpenSSL or libsodium computes wrongly must not take a
/// single report: what it seals could never be opened.
/// </summary>
public static class SealingSelfTest
{
    /// <summary>Checks every primitive against its known answer. Takes well under a second.</summary>
    /// <exception cref="SealingUnavailableException">libsodium is missing, or a primitive is wrong; the message says which and what to do.</exception>
    public static void Run() => Run(KnownAnswers.All);

    internal static void Run(IEnumerable<(string Primitive, Func<bool> Holds)> answers)
    {
        foreach (var (primitive, holds) in answers)
        {
            bool held;
            try { held = holds(); }
            catch (SealingUnavailableException) { throw; }
            catch (EntryPointNotFoundException e)
            {
                throw new SealingUnavailableException($"The installed libsodium lacks a function for {primitive}; 1.0.18 or later is needed: apt-get install libsodium23", e);
            }
            catch (Exception e)
            {
                throw new SealingUnavailableException($"The self-test of {primitive} failed: {e.GetType().Name}. OpenILM does not start.", e);
            }
            if (!held) throw new SealingUnavailableException($"{primitive} does not give its known answer on this machine. OpenILM does not start.");
        }
    }
}
