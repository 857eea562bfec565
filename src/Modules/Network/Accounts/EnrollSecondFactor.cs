using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Network;

/// <summary>Enrolls the authenticator: the seed is shown once, a first code proves that it was taken over, then the account is no longer confined.</summary>
public static class EnrollSecondFactor
{
    /// <summary>The code does not fit the seed.</summary>
    public sealed record CodeNotRight() : Refusal("totp.not-right")
    {
        /// <inheritdoc />
        public override string Field => "code";
    }

    /// <summary>Keeps the seed wrapped and lifts the confinement.</summary>
    /// <param name="seed">The seed as shown, base32.</param>
    /// <param name="code">Six digits made from it.</param>
    /// <param name="work">The unit of work.</param>
    /// <param name="secrets">Installation secrets.</param>
    public static async Task<Outcome> Handle(byte[] seed, string code, Work work, InstallationSecrets secrets)
    {
        if (Totp.Accept(seed, code, work.Now, 0) is not { } step) return Outcome.Refused(new CodeNotRight());
        var person = work.Actor.PersonId;
        work.Write("update access.person set totp_wrapped = $2, last_totp_step = $3, confined = false, version = version + 1 where id = $1",
            person, Blob.Seal(secrets.TotpKey, seed, new Aad(SealedColumns.TotpSeed, person, person), pad: false), step);
        work.Write("delete from access.session where person_id = $1 and id <> $2", person, work.Actor.SessionId);
        work.Audit("person.second-factor-enrolled", "person", person);
        return await work.Commit();
    }
}
