using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>The first page: languages, each in its own script.</summary>
[OpenDoor("a worker has no account")]
public sealed class LanguagesModel(Frame frame, Words words) : WorkerPage(frame, words)
{
    /// <summary>Shows them.</summary>
    public void OnGet() { }
}
