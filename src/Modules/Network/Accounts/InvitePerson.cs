using System.Security.Cryptography;
using System.Text;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>
/// Invites a person into an organization: a set-up code, shown once to whoever invites, opens the account within seven days.
/// Nobody else ever knows the passphrase.
/// </summary>
public static class InvitePerson
{
    private static readonly TimeSpan lasts = TimeSpan.FromDays(7);

    /// <summary>Who is invited to what.</summary>
    /// <param name="OrganizationId">Organization; a supervisor invites into the own one only.</param>
    /// <param name="Email">Address that signs in.</param>
    /// <param name="Name">Name colleagues see.</param>
    /// <param name="Role">Role (<see cref="Roles"/>).</param>
    /// <param name="SiteId">For business users: the one site; null for the whole organization.</param>
    public sealed record Input(Guid OrganizationId, string Email, string Name, string Role, Guid? SiteId = null);

    /// <summary>The code, shown once.</summary>
    public sealed record Invited(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1, "shown once to whoever invites; only its hash is kept")] string Code) : IView<SignedIn>;

    /// <summary>Somebody signs in with this address already.</summary>
    public sealed record AddressTaken() : Refusal("person.address-taken")
    {
        /// <inheritdoc />
        public override string Field => "email";
    }
    /// <summary>The role does not fit this kind of organization.</summary>
    public sealed record RoleDoesNotFit(string Role, string Kind) : Refusal("person.role-does-not-fit")
    {
        /// <inheritdoc />
        public override string Field => "role";
    }
    /// <summary>The site is not one of this organization.</summary>
    public sealed record SiteOfOthers() : Refusal("person.site-of-others")
    {
        /// <inheritdoc />
        public override string Field => "siteId";
    }

    /// <summary>Which roles each kind of organization can have.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> RolesByKind = new Dictionary<string, IReadOnlyList<string>>
    {
        ["CivilSociety"] = [Roles.CaseHandler, Roles.Supervisor],
        ["TradeUnion"] = [Roles.CaseHandler, Roles.Supervisor],
        ["Supplier"] = [Roles.SupplierUser],
        ["UpstreamSupplier"] = [Roles.SupplierUser],
        ["Processor"] = [Roles.SupplierUser],
        ["RecruitmentAgency"] = [Roles.AgencyUser],
        ["EmploymentAgency"] = [Roles.AgencyUser],
        ["Buyer"] = [Roles.BuyerUser],
        ["Agent"] = [Roles.BuyerUser],
        ["Convenor"] = [Roles.NetworkConvenor, Roles.Operator],
        ["AuditBody"] = [Roles.Auditor],
        ["AssuranceProgramme"] = [Roles.Auditor],
    };

    /// <summary>Every reason against the invitation that the input itself shows.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, string? kind)
    {
        if (string.IsNullOrWhiteSpace(input.Email) || input.Email.Length > 200 || input.Email.Count(c => c == '@') != 1 || input.Email.Any(char.IsWhiteSpace)) yield return new BadInput("input.not-an-address", "email");
        if (string.IsNullOrWhiteSpace(input.Name)) yield return new BadInput("input.required", "name");
        if (input.Name?.Length > 200) yield return new BadInput("input.too-long", "name", 200);
        if (!Roles.All.Contains(input.Role)) yield return new BadInput("input.not-a-choice", "role");
        else if (kind is not null && !(RolesByKind.TryGetValue(kind, out var fitting) && fitting.Contains(input.Role))) yield return new RoleDoesNotFit(input.Role, kind);
    }

    /// <summary>Invites. A supervisor reaches the own organization only; an operator any.</summary>
    public static async Task<Outcome<Invited>> Handle(Input input, Work work)
    {
        if (input.OrganizationId != work.Actor.OrganizationId && !work.Actor.Roles.Contains(Roles.Operator)) return Outcome<Invited>.Missing;
        var kind = await work.FirstOrNone<string>("select kind from access.organization where id = $1", input.OrganizationId);
        if (kind is null) return Outcome<Invited>.Missing;
        if (WhyNot(input, kind).ToList() is { Count: > 0 } reasons) return Outcome<Invited>.Refused(reasons);
        if (input.SiteId is { } site && await work.FirstOrNone<int>("select 1 from network.site where id = $1 and org_id = $2", site, input.OrganizationId) == 0) return Outcome<Invited>.Refused(new SiteOfOthers());
        if (await work.FirstOrNone<bool>("select exists (select 1 from access.account($1))", input.Email.Trim())) return Outcome<Invited>.Refused(new AddressTaken());

        var code = RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 20);
        var id = Guid.NewGuid();
        await work.InRowsOf(input.OrganizationId, () =>
        {
            work.Write("insert into access.invitation (id, org_id, code_hash, email, name, role, site_id, expires_at, invited_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                id, input.OrganizationId, HashOf(code), input.Email.Trim(), input.Name.Trim(), input.Role, input.SiteId, work.Now + lasts, work.Actor.PersonId);
            work.Audit("person.invited", "invitation", id, new { input.Role });
            return Task.CompletedTask;
        });
        // The answer is not kept for a repeated request: the code must stand nowhere but before whoever invites.
        await work.Commit();
        return new Invited(id, string.Join('-', code.Chunk(5).Select(c => new string(c))));
    }

    /// <summary>What is kept of a code.</summary>
    public static byte[] HashOf(string code) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(new string([.. code.ToUpperInvariant().Where(char.IsLetterOrDigit)])));
}
