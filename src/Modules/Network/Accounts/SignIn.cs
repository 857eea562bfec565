using System.Security.Cryptography;
using System.Text;
using Npgsql;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Network;

/// <summary>
/// Opens a session with passphrase and second factor. The same work is done for an unknown address, so that neither the answer nor its
/// time says who has an account (security tests 40, 42, 44, 45).
/// </summary>
public static class SignIn
{
    private const int MostSessions = 2;

    /// <summary>What is asked.</summary>
    /// <param name="Email">Address of the account.</param>
    /// <param name="Password">Passphrase.</param>
    /// <param name="Code">Six digits of the authenticator; required once it is enrolled.</param>
    public sealed record Input(string Email, string Password, string? Code = null);

    /// <summary>Address, passphrase or code are not right: never said which.</summary>
    public sealed record NotRight() : Refusal("session.not-right");
    /// <summary>Too many tries by somebody who is signed in; never said at the door, where it would tell who has an account.</summary>
    public sealed record ClosedForNow(int Minutes) : Refusal("session.closed-for-now");

    /// <summary>A session was opened.</summary>
    /// <param name="Token">Bearer token; also the value of the cookie.</param>
    /// <param name="Locked">Whether sealed data stays shut.</param>
    /// <param name="Person">The account.</param>
    /// <param name="Organization">Its organization.</param>
    public sealed record Opened(string Token, bool Locked, Guid Person, Guid Organization);

    /// <summary>Opens a session, or says that something was not right.</summary>
    public static async Task<Outcome<Opened>> Handle(Input input, Work work, Argon2Gate gate, InstallationSecrets secrets, WorkFactory factory)
    {
        if (string.IsNullOrWhiteSpace(input.Email)) return Outcome<Opened>.Refused(new BadInput("input.required", "email"));
        if (string.IsNullOrEmpty(input.Password)) return Outcome<Opened>.Refused(new BadInput("input.required", "password"));
        if (input.Password.Length > AccountKeys.LongestPassphrase) return Outcome<Opened>.Refused(new NotRight());

        var account = await work.FirstOrNone<Account>("select * from access.account($1)", input.Email.Trim());
        var salt = account?.KdfSalt ?? SHA256.HashData(Encoding.UTF8.GetBytes(input.Email.Trim().ToLowerInvariant()))[..16];
        if (await gate.TryDerive(Encoding.UTF8.GetBytes(input.Password), salt, work.Cancelled) is not { } ikm) return Outcome<Opened>.Busy;
        var keys = PasswordKeys.From(ikm, secrets);
        // A closed account answers as a wrong passphrase does: the minutes to wait would say that the address is known.
        var right = account is not null && CryptographicOperations.FixedTimeEquals(keys.Verifier, account.Verifier) & account.Usable & !(account.ClosedUntil > work.Now);
        if (right && account!.TotpWrapped is not null) right = await SecondFactor(account, input.Code, work, secrets);
        if (!right || account is null)
        {
            // While an account is closed a try does not close it for longer: its owner may be the one who tries.
            await FailedTries.Note(account?.Id ?? Guid.Empty, account?.OrgId ?? Guid.Empty, "session.refused", counts: !(account?.ClosedUntil > work.Now), factory, work.Cancelled);
            return Outcome<Opened>.Refused(new NotRight());
        }

        await work.ActAsProvenPerson(account.Id, account.OrgId);
        var token = SessionToken.Draw();
        var session = Guid.NewGuid();
        var sk = Blob.Open(keys.Kek, account.SkByPassword, new Aad(SealedColumns.PersonKey, account.Id, account.Id));
        if (account.Failures > 0) work.Write("select access.note_failure($1, false, $2)", account.Id, work.Now);
        work.Write("delete from access.session where person_id = $1 and id not in (select id from access.session where person_id = $1 order by last_seen desc limit $2)", account.Id, MostSessions - 1);
        work.Write("insert into access.session (id, org_id, person_id, ref_hash, sk_wrapped, created_at, last_seen) values ($1, $2, $3, $4, $5, $6, $6)",
            session, account.OrgId, account.Id, token.RefHash, Blob.Seal(token.SealingKey, sk, new Aad(SealedColumns.SessionKey, session, account.Id), pad: false), work.Now);
        work.Audit("session.opened", "session", session);
        CryptographicOperations.ZeroMemory(sk);
        return await work.Commit(new Opened(token.Token, false, account.Id, account.OrgId));
    }

    private static async Task<bool> SecondFactor(Account account, string? code, Work work, InstallationSecrets secrets)
    {
        var seed = Blob.Open(secrets.TotpKey, account.TotpWrapped!, new Aad(SealedColumns.TotpSeed, account.Id, account.Id));
        return code is not null && Totp.Accept(seed, code, work.Now, account.LastTotpStep) is { } step
            && await work.FirstOrNone<bool>("select access.use_totp_step($1, $2)", account.Id, step);
    }

    private sealed record Account(Guid Id, Guid OrgId, string Name, string Language, byte[] KdfSalt, byte[] Verifier, byte[] Pub, byte[] SkByPassword,
        byte[]? TotpWrapped, long LastTotpStep, int Failures, DateTimeOffset? ClosedUntil, bool Confined, bool Usable);
}
