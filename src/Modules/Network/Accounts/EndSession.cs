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

    /// <summary>Ends any of the caller's own sessions, for one that was left open elsewhere.</summary>
    public static async Task<Outcome> Handle(Guid session, Work work)
    {
        if (await work.Change("delete from access.session where id = $1 and person_id = $2", session, work.Actor.PersonId) == 0) return Outcome.Missing;
        work.Audit("session.ended", "session", session);
        return await work.Commit();
    }
}
