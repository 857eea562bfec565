using System.Security.Cryptography;
using System.Text;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Network;

/// <summary>Asks a signed-in person for the passphrase again, before an act that a stolen session must not do. Wrong tries count as at sign-in.</summary>
public static class ProvePassphrase
{
    /// <summary>Not the passphrase of this account.</summary>
    public sealed record WrongPassphrase(string Member) : Refusal("passphrase.wrong")
    {
        /// <inheritdoc />
        public override string Field => Member;
    }

    /// <summary>Opens the person's private key with the passphrase.</summary>
    /// <param name="passphrase">As typed.</param>
    /// <param name="member">Input member that carried it, for the refusal.</param>
    /// <param name="work">The unit of work of the person.</param>
    /// <param name="gate">Bounds the derivations.</param>
    /// <param name="secrets">Installation secrets.</param>
    /// <param name="factory">Keeps the failure even though the request is refused.</param>
    public static async Task<Outcome<KeyPair>> Handle(string? passphrase, string member, Work work, Argon2Gate gate, InstallationSecrets secrets, WorkFactory factory)
    {
        if (string.IsNullOrEmpty(passphrase)) return Outcome<KeyPair>.Refused(new BadInput("input.required", member));
        if (passphrase.Length > AccountKeys.LongestPassphrase) return Outcome<KeyPair>.Refused(new WrongPassphrase(member));
        var person = work.Actor.PersonId;
        var row = (await work.FirstOrNone<KeyRow>("select kdf_salt, verifier, pub, sk_by_password, failures, closed_until from access.person where id = $1", person))!;
        if (row.ClosedUntil > work.Now) return Outcome<KeyPair>.Refused(new SignIn.ClosedForNow((int)Math.Ceiling((row.ClosedUntil.Value - work.Now).TotalMinutes)));
        if (await gate.TryDerive(Encoding.UTF8.GetBytes(passphrase), row.KdfSalt, work.Cancelled) is not { } ikm) return Outcome<KeyPair>.Busy;
        var keys = PasswordKeys.From(ikm, secrets);
        if (!CryptographicOperations.FixedTimeEquals(keys.Verifier, row.Verifier))
        {
            await FailedTries.Note(person, work.Actor.OrganizationId, "passphrase.refused", counts: true, factory, work.Cancelled);
            return Outcome<KeyPair>.Refused(new WrongPassphrase(member));
        }
        if (row.Failures > 0) work.Write("select access.note_failure($1, false, $2)", person, work.Now);
        return new KeyPair(row.Pub, Blob.Open(keys.Kek, row.SkByPassword, new Aad(SealedColumns.PersonKey, person, person)));
    }

    private sealed record KeyRow(byte[] KdfSalt, byte[] Verifier, byte[] Pub, byte[] SkByPassword, int Failures, DateTimeOffset? ClosedUntil);
}

/// <summary>Keeps a failed try, in a transaction of its own, because the request that failed is rolled back.</summary>
internal static class FailedTries
{
    /// <summary>Counts and audits. For an address that nobody has the same work is done in a chain of its own, so that the time of the answer tells nothing.</summary>
    /// <param name="person">The account; empty when there is none.</param>
    /// <param name="organization">Its organization; empty when there is none.</param>
    /// <param name="action">Verb of the audit entry.</param>
    /// <param name="counts">Whether the try brings the account nearer to being closed for a while.</param>
    /// <param name="factory">Makes the transaction.</param>
    /// <param name="cancelled">The request's cancellation.</param>
    public static async Task Note(Guid person, Guid organization, string action, bool counts, WorkFactory factory, CancellationToken cancelled)
    {
        await using var note = factory.Begin(cancelled);
        await note.ActAsSystem(organization);
        note.Write("select access.note_failure($1, true, $2)", counts ? person : Guid.Empty, note.Now);
        note.Audit(action, "person", person);
        await note.Commit();
    }
}
