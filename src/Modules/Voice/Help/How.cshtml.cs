using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>How it works: the stages of a report, how long each usually takes, how it can end and who watches over it (MSI-36; UNGP 31c). The numbers are those that
/// the clocks count with where nobody set others.</summary>
[OpenDoor("how a report goes is for everybody to know beforehand")]
public sealed class HowModel(Frame frame, Words words, ICaseFiles cases) : WorkerPage(frame, words)
{
    /// <summary>The stages in their order.</summary>
    public static readonly IReadOnlyList<string> Stages = ["read", "safe", "told", "promise", "done", "end"];

    /// <summary>The numbers.</summary>
    public StagePromises Days => cases.Promises;

    /// <summary>Shows it.</summary>
    public void OnGet() => SwitchTo("/how");
}
