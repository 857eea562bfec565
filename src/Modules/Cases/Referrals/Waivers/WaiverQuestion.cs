using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>The question under every form whose words could ask a worker to give up a claim. Nothing is chosen beforehand.</summary>
/// <param name="Said">What was typed.</param>
/// <param name="Reasons">Reasons against the form.</param>
public sealed record WaiverQuestion(Filled Said, IReadOnlyList<Refusal> Reasons)
{
    /// <summary>Name of the inputs.</summary>
    public const string Name = "asksWaiver";
    /// <summary>The answers.</summary>
    public static readonly IReadOnlyList<string> Answers = ["no", "yes"];

    /// <summary>What was answered; null when nothing was.</summary>
    public static bool? Read(Filled said) => said.Text(Name) switch { "yes" => true, "no" => false, _ => null };
}
