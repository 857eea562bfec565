using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Network;

/// <summary>Draws a new recovery code and shows it once; the old one opens nothing any more.</summary>
public static class RenewRecoveryCode
{
    /// <summary>Renews it, given the passphrase.</summary>
    /// <returns>The code to print.</returns>
    public static async Task<Outcome<string>> Handle(string? passphrase, Work work, Argon2Gate gate, InstallationSecrets secrets, WorkFactory factory)
    {
        var proven = await ProvePassphrase.Handle(passphrase, "passphrase", work, gate, secrets, factory);
        if (!proven.IsDone) return Outcome<string>.From(proven);
        var code = Wrap(work.Actor.PersonId, proven.Value!, work);
        work.Audit("person.recovery-code-renewed", "person", work.Actor.PersonId);
        // The code is not kept for a repeated request.
        await work.Commit();
        return code;
    }

    /// <summary>Queues the wrap of a key pair under a new code.</summary>
    internal static string Wrap(Guid person, KeyPair pair, Work work)
    {
        var code = RecoveryCode.Draw();
        work.Write("update access.person set sk_by_recovery = $2 where id = $1", person, Blob.Seal(code.Kek, pair.Private, new Aad(SealedColumns.PersonKeyRecovery, person, person), pad: false));
        return code.Text;
    }
}
