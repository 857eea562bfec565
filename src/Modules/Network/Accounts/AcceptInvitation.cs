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

    /// <summary>Nobody made such a code, or the invitation was sent again with another.</summary>
    public sealed record NotValid() : Refusal("invitation.not-valid")
    {
        /// <inheritdoc />
        public override string Field => "code";
    }

    /// <summary>It was used.</summary>
    public sealed record Used() : Refusal("invitation.used");
    /// <summary>It is older than it may be.</summary>
    public sealed record Late(string Inviter) : Refusal("invitation.late");
    /// <summary>Whoever invited took it back.</summary>
    public sealed record TakenBack(string Inviter) : Refusal("invitation.taken-back");
    /// <summary>The address has an account: it accepts signed in, so that nobody opens a second one for her.</summary>
    public sealed record HasAccount() : Refusal("invitation.has-account");

    /// <summary>The reason against using an invitation, by what became of it.</summary>
    public static Refusal? WhyNot(InvitationFound? found) => found?.State switch
    {
        null => new NotValid(),
        "Used" => new Used(),
        "Late" => new Late(found.Inviter ?? ""),
        "Open" => null,
        _ => new TakenBack(found.Inviter ?? ""),
    };

    /// <summary>The invitation with a code; null when there is none.</summary>
    public static Task<InvitationFound?> Find(string? code, Work work) =>
        work.FirstOrNone<InvitationFound>("select * from access.invitation_of($1, $2)", InvitePerson.HashOf(code ?? ""), work.Now);

    /// <summary>Queues the grant that an invitation promised and marks it used; false when somebody was faster.</summary>
    internal static async Task<bool> Take(InvitationFound found, Guid person, Work work)
    {
        var from = found.FromDay > work.Today ? found.FromDay.Value : work.Today;
        // An invitation whose last day passed before it was accepted gives nothing any more; the account opens and says so.
        work.Write("insert into access.role_grant (id, org_id, person_id, role, scope_kind, scope_id, from_day, until_day, granted_by, granted_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            Guid.NewGuid(), found.OrgId, person, found.Role, found.ScopeKind, found.ScopeId, from, found.UntilDay, found.InvitedBy, work.Now);
        if (await work.Change("update access.invitation set used_at = $2 where id = $1 and used_at is null and revoked_at is null", found.Id, work.Now) == 0) return false;
        OutgoingMail.Cancel(work, found.Id);
        return true;
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
        var invited = await Find(input.Code, work);
        if (WhyNot(invited) is { } against) return Outcome<Accepted>.Refused(against);
        if (invited!.HasAccount) return Outcome<Accepted>.Refused(new HasAccount());

        var person = Guid.NewGuid();
        var keys = AccountKeys.Make(person, input.Passphrase, secrets);
        var recovery = RecoveryCode.Draw();
        await work.ActAsProvenPerson(person, invited.OrgId);
        work.Write("""
            insert into access.person (id, org_id, email, name, language, kdf_salt, verifier, pub, sk_by_password, sk_by_recovery, confined)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """, person, invited.OrgId, invited.Email, invited.Name, Languages.Knows(input.Language) ? input.Language : "en", keys.Salt, keys.Verifier, keys.Pair.Public,
            keys.ByPassword, Blob.Seal(recovery.Kek, keys.Pair.Private, new Aad(SealedColumns.PersonKeyRecovery, person, person), pad: false), secondFactor);
        if (!await Take(invited, person, work)) return Outcome<Accepted>.Refused(new Used());
        work.Audit("person.joined", "person", person, new { invited.Role });
        try
        {
            return await work.Commit(new Accepted(person, invited.Email, recovery.Text));
        }
        catch (PostgresException twice) when (twice.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return Outcome<Accepted>.Refused(new HasAccount());
        }
    }
}

/// <summary>An invitation as whoever holds its code may know it.</summary>
/// <param name="State">Open, Used, Late or Revoked.</param>
/// <param name="HasAccount">Whether somebody signs in with the address already.</param>
public sealed record InvitationFound(Guid Id, Guid OrgId, string OrgName, string Email, string Name, string Role, string ScopeKind, Guid ScopeId, DateOnly? FromDay, DateOnly? UntilDay, Guid InvitedBy, string? Inviter,
    string State, DateTimeOffset ExpiresAt, bool HasAccount);
