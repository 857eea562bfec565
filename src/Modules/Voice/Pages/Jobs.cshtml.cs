using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>Says honestly that no jobs are offered here yet, and what to beware of.</summary>
[OpenDoor("a worker has no account")]
public sealed class JobsModel(Frame frame, Words words) : WorkerPage(frame, words)
{
    /// <summary>Shows it.</summary>
    public void OnGet() => SwitchTo("/jobs");
}
