using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Ends the session at once: its row, and with it the wrapped key, is deleted.</summary>
public static class EndSession
{
    /// <summary>Ends the caller's session.</summary>
    public static async Task<Outcome> Handle(Work work)
    {
        work.Write("delete from access.session where id = $1", work.Actor.SessionId);
        work.Audit("session.ended", "session", work.Actor.SessionId);
        return await work.Commit();
    }
}
