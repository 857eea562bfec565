using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Network;

/// <summary>Shuts sealed data for someone who leaves the desk, and opens it again with the passphrase.</summary>
public static class LockSession
{
    /// <summary>Forgets the session's key; coded facts stay readable.</summary>
    public static async Task<Outcome> Lock(Work work)
    {
        work.Write("update access.session set locked = true, sk_wrapped = null where id = $1", work.Actor.SessionId);
        work.Audit("session.locked", "session", work.Actor.SessionId);
        return await work.Commit();
    }

    /// <summary>Opens the session's key again with the passphrase. The session gets a new token; the old one is dead.</summary>
    /// <returns>The new token.</returns>
    public static async Task<Outcome<string>> Unlock(string passphrase, Work work, Argon2Gate gate, InstallationSecrets secrets, WorkFactory factory)
    {
        var proven = await ProvePassphrase.Handle(passphrase, "passphrase", work, gate, secrets, factory);
        if (!proven.IsDone) return Outcome<string>.From(proven);
        var token = SessionToken.Draw();
        work.Write("update access.session set locked = false, ref_hash = $2, sk_wrapped = $3 where id = $1", work.Actor.SessionId, token.RefHash,
            Blob.Seal(token.SealingKey, proven.Value!.Private, new Aad(SealedColumns.SessionKey, work.Actor.SessionId, work.Actor.PersonId), pad: false));
        work.Audit("session.unlocked", "session", work.Actor.SessionId);
        // The token is not kept for a repeated request.
        await work.Commit();
        return token.Token;
    }
}
