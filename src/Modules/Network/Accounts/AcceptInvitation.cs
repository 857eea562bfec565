using Npgsql;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Network;

/// <summary>Opens an account with a set-up code: the person chooses a passphrase; keys are made; the second factor follows at the first sign-in.</summary>
public static class AcceptInvitation
{
    /// <summary>What is asked.</summary>
    public sealed record Input(string Code, string Passphrase, string Language = "en");

    /// <summary>The account was opened; the recovery code is shown once.</summary>
    /// <param name="Person">The account.</param>
    /// <param name="Email">Address that signs in.</param>
    /// <param name="RecoveryCode">Printed code that opens the account when the passphrase is lost.</param>
    public sealed record Accepted(Guid Person, string Email, string RecoveryCode);

    /// <summary>Unknown, used or expired.</summary>
    public sealed record NotValid() : Refusal("invitation.not-valid")
    {
        /// <inheritdoc />
        public override string Field => "code";
    }

    /// <summary>Every reason against a passphrase.</summary>
    public static IEnumerable<Refusal> WhyNot(string? passphrase)
    {
        if (passphrase is null || passphrase.Length < AccountKeys.ShortestPassphrase) yield return new BadInput("passphrase.too-short", "passphrase", AccountKeys.ShortestPassphrase);
        else if (passphrase.Length > AccountKeys.LongestPassphrase) yield return new BadInput("passphrase.too-long", "passphrase", AccountKeys.LongestPassphrase);
        else if (passphrase.Distinct().Count() < 5) yield return new BadInput("passphrase.too-simple", "passphrase");
    }

    /// <summary>Opens the account. It is confined until the second factor is enrolled, unless <paramref name="secondFactor"/> is off (demonstrations).</summary>
    public static async Task<Outcome<Accepted>> Handle(Input input, Work work, InstallationSecrets secrets, bool secondFactor = true)
    {
        if (WhyNot(input.Passphrase).ToList() is { Count: > 0 } reasons) return Outcome<Accepted>.Refused(reasons);
        var invited = await work.FirstOrNone<Invited>("select * from access.invited($1, $2)", InvitePerson.HashOf(input.Code ?? ""), work.Now);
        if (invited is null) return Outcome<Accepted>.Refused(new NotValid());

        if (await work.FirstOrNone<bool>("select exists (select 1 from access.account($1))", invited.Email)) return Outcome<Accepted>.Refused(new InvitePerson.AddressTaken());

        var person = Guid.NewGuid();
        var keys = AccountKeys.Make(person, input.Passphrase, secrets);
        var recovery = RecoveryCode.Draw();
        await work.ActAsProvenPerson(person, invited.OrgId);
        work.Write("""
            insert into access.person (id, org_id, email, name, language, kdf_salt, verifier, pub, sk_by_password, sk_by_recovery, confined)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """, person, invited.OrgId, invited.Email, invited.Name, Languages.Knows(input.Language) ? input.Language : "en", keys.Salt, keys.Verifier, keys.Pair.Public,
            keys.ByPassword, Blob.Seal(recovery.Kek, keys.Pair.Private, new Aad(SealedColumns.PersonKeyRecovery, person, person), pad: false), secondFactor);
        work.Write("insert into access.role_grant (id, org_id, person_id, role, scope_kind, scope_id, from_day, granted_by) select $1, $2, $3, $4, $5, $6, $7, invited_by from access.invitation where id = $8",
            Guid.NewGuid(), invited.OrgId, person, invited.Role, invited.SiteId is null ? "org" : "site", invited.SiteId ?? invited.OrgId, work.Today, invited.Id);
        if (await work.Change("update access.invitation set used_at = $2 where id = $1 and used_at is null", invited.Id, work.Now) == 0) return Outcome<Accepted>.Refused(new NotValid());
        work.Audit("person.joined", "person", person, new { invited.Role });
        try
        {
            return await work.Commit(new Accepted(person, invited.Email, recovery.Text));
        }
        catch (PostgresException twice) when (twice.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return Outcome<Accepted>.Refused(new InvitePerson.AddressTaken());
        }
    }

    private sealed record Invited(Guid Id, Guid OrgId, string OrgName, string Email, string Name, string Role, Guid? SiteId);
}
