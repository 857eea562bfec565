using System.Security.Cryptography;
using System.Text;
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

    /// <summary>Opens the session's key again with the passphrase.</summary>
    public static async Task<Outcome> Unlock(string passphrase, string token, Work work, Argon2Gate gate, InstallationSecrets secrets)
    {
        if (!SessionToken.TryRead(token, out var session)) return Outcome.Missing;
        var row = (await work.FirstOrNone<KeyRow>("select kdf_salt, verifier, sk_by_password from access.person where id = $1", work.Actor.PersonId))!;
        if (await gate.TryDerive(Encoding.UTF8.GetBytes(passphrase), row.KdfSalt, work.Cancelled) is not { } ikm) return Outcome.Busy;
        var keys = PasswordKeys.From(ikm, secrets);
        if (!CryptographicOperations.FixedTimeEquals(keys.Verifier, row.Verifier)) return Outcome.Refused(new SignIn.NotRight());
        var sk = Blob.Open(keys.Kek, row.SkByPassword, new Aad(SealedColumns.PersonKey, work.Actor.PersonId, work.Actor.PersonId));
        work.Write("update access.session set locked = false, sk_wrapped = $2 where id = $1", work.Actor.SessionId,
            Blob.Seal(session.SealingKey, sk, new Aad(SealedColumns.SessionKey, work.Actor.SessionId, work.Actor.PersonId), pad: false));
        work.Audit("session.unlocked", "session", work.Actor.SessionId);
        return await work.Commit();
    }

    private sealed record KeyRow(byte[] KdfSalt, byte[] Verifier, byte[] SkByPassword);
}
