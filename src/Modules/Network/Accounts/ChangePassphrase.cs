using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Network;

/// <summary>Changes the passphrase: the same key pair is wrapped anew, so that nothing sealed has to be sealed again. Every other session ends.</summary>
public static class ChangePassphrase
{
    /// <summary>Changes it, given the old one.</summary>
    public static async Task<Outcome> Handle(string? old, string? passphrase, Work work, Argon2Gate gate, InstallationSecrets secrets, WorkFactory factory)
    {
        if (AcceptInvitation.WhyNot(passphrase).ToList() is { Count: > 0 } reasons) return Outcome.Refused(reasons);
        var proven = await ProvePassphrase.Handle(old, "old", work, gate, secrets, factory);
        if (!proven.IsDone) return proven;
        var person = work.Actor.PersonId;
        Rewrap(person, passphrase!, proven.Value!, work, secrets);
        work.Write("delete from access.session where person_id = $1 and id <> $2", person, work.Actor.SessionId);
        work.Audit("person.passphrase-changed", "person", person);
        return await work.Commit();
    }

    /// <summary>Queues the new wrap of a key pair.</summary>
    internal static void Rewrap(Guid person, string passphrase, KeyPair pair, Work work, InstallationSecrets secrets)
    {
        var keys = AccountKeys.Make(person, passphrase, secrets, pair);
        work.Write("update access.person set kdf_salt = $2, verifier = $3, sk_by_password = $4, failures = 0, closed_until = null, version = version + 1 where id = $1",
            person, keys.Salt, keys.Verifier, keys.ByPassword);
    }
}
