using System.Security.Cryptography;
using System.Text;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Network;

/// <summary>
/// Sets a new passphrase with the printed recovery code when the old one is lost. The key pair stays, so everything sealed can still be
/// read; the code is good once and a new one is shown; the second factor stays required; every session ends (security test 51).
/// </summary>
public static class RecoverAccount
{
    /// <summary>What is asked.</summary>
    /// <param name="Email">Address of the account.</param>
    /// <param name="Code">Recovery code as typed.</param>
    /// <param name="Passphrase">The new passphrase.</param>
    public sealed record Input(string? Email, string? Code, string? Passphrase);

    /// <summary>Address or code are not right: never said which.</summary>
    public sealed record NotRight() : Refusal("account.recovery-not-right");

    /// <summary>Every reason that the input itself shows.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (string.IsNullOrWhiteSpace(input.Email)) yield return new BadInput("input.required", "email");
        if (string.IsNullOrWhiteSpace(input.Code)) yield return new BadInput("input.required", "code");
        foreach (var reason in AcceptInvitation.WhyNot(input.Passphrase)) yield return reason;
    }

    /// <summary>Recovers the account.</summary>
    /// <returns>The new recovery code.</returns>
    public static async Task<Outcome<string>> Handle(Input input, Work work, Argon2Gate gate, InstallationSecrets secrets, WorkFactory factory)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } reasons) return Outcome<string>.Refused(reasons);
        // One derivation whether the address is known or not: it holds guessing as slow as at sign-in and keeps the times alike.
        if (await gate.TryDerive(Encoding.UTF8.GetBytes(input.Passphrase!), SHA256.HashData(Encoding.UTF8.GetBytes(input.Email!))[..16], work.Cancelled) is null) return Outcome<string>.Busy;
        var account = await work.FirstOrNone<Account>("select * from access.recovery($1)", input.Email!.Trim());
        if (Open(account, input.Code!) is not { } sk || account is null || !account.Usable)
        {
            // The code has 160 bits: guesses are audited and need not be counted.
            await FailedTries.Note(account?.Id ?? Guid.Empty, account?.OrgId ?? Guid.Empty, "account.recovery-refused", counts: false, factory, work.Cancelled);
            return Outcome<string>.Refused(new NotRight());
        }
        await work.ActAsProvenPerson(account.Id, account.OrgId);
        var pair = new KeyPair(account.Pub, sk);
        ChangePassphrase.Rewrap(account.Id, input.Passphrase!, pair, work, secrets);
        var code = RenewRecoveryCode.Wrap(account.Id, pair, work);
        work.Write("delete from access.session where person_id = $1", account.Id);
        work.Audit("account.recovered", "person", account.Id);
        CryptographicOperations.ZeroMemory(sk);
        await work.Commit();
        return code;
    }

    private static byte[]? Open(Account? account, string typed)
    {
        if (!RecoveryCode.TryRead(typed, out var code)) return null;
        var id = account?.Id ?? Guid.Empty;
        var box = account?.SkByRecovery ?? Blob.Seal(RecoveryCode.Draw().Kek, new byte[32], new Aad(SealedColumns.PersonKeyRecovery, id, id), pad: false);
        try { return Blob.Open(code.Kek, box, new Aad(SealedColumns.PersonKeyRecovery, id, id)); }
        catch (SealBrokenException) { return null; }
    }

    private sealed record Account(Guid Id, Guid OrgId, byte[] Pub, byte[]? SkByRecovery, bool Usable);
}
