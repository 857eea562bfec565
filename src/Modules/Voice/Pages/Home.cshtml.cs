using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>The four large choices.</summary>
[OpenDoor("a worker has no account")]
public sealed class HomeModel(Frame frame, Words words) : WorkerPage(frame, words)
{
    /// <summary>Shows them.</summary>
    public void OnGet() => SwitchTo("");
}
