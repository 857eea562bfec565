using System.Security.Cryptography;
using System.Text;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>
/// Invites a person into an organization: a link, sent by mail or shown once to whoever invites, opens the account within some days. Who has an account
/// elsewhere accepts it signed in, and works for both. Nobody else ever knows the passphrase.
/// </summary>
public static class InvitePerson
{
    /// <summary>Who is invited to what.</summary>
    /// <param name="OrganizationId">Organization; a supervisor invites into the own one only.</param>
    /// <param name="Email">Address that signs in.</param>
    /// <param name="Name">Name colleagues see.</param>
    /// <param name="Role">Role (<see cref="Roles"/>).</param>
    /// <param name="SiteId">For business users: the one site; null for the whole organization.</param>
    /// <param name="From">First day of the role; the day of joining when none is given.</param>
    /// <param name="Until">Last day of the role; open when none is given.</param>
    public sealed record Input(Guid OrganizationId, string Email, string Name, string Role, Guid? SiteId = null, DateOnly? From = null, DateOnly? Until = null);

    /// <summary>The invitation. Where the link went out by mail nobody here is shown it.</summary>
    /// <param name="Id">The invitation.</param>
    /// <param name="Code">The code of the link; null when it went out by mail.</param>
    /// <param name="Link">The link; null when it went out by mail.</param>
    /// <param name="Mailed">Whether it goes out by mail.</param>
    public sealed record Invited(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1, "shown once to whoever invites; only its hash is kept")] string? Code,
        [property: Field(FieldClass.C1, "shown once to whoever invites")] string? Link,
        [property: Field(FieldClass.C1)] bool Mailed) : IView<SignedIn>;

    /// <summary>Somebody works here with this address already.</summary>
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
        if (input.SiteId is not null && Roles.All.Contains(input.Role) && !GrantScopes.Fits(input.Role, GrantScopes.Site)) yield return new GrantRules.ScopeDoesNotFit(input.Role, GrantScopes.Site);
        if (input.Until < input.From) yield return new BadInput("grant.ends-before-it-begins", "until");
    }

    /// <summary>Invites. A supervisor reaches the own organization only; an operator any.</summary>
    /// <param name="input">Who to what.</param>
    /// <param name="work">The unit of work.</param>
    /// <param name="post">How it is sent; null where nobody is there to send it (the first person of an installation): the code is handed over.</param>
    public static async Task<Outcome<Invited>> Handle(Input input, Work work, InvitationPost? post = null)
    {
        if (await Reach.Of(work, input.OrganizationId) is not { } place) return Outcome<Invited>.Missing;
        if (WhyNot(input, place.Kind).ToList() is { Count: > 0 } reasons) return Outcome<Invited>.Refused(reasons);
        if (input.Until < work.Today) return Outcome<Invited>.Refused(new BadInput("grant.ends-in-the-past", "until"));
        if (input.SiteId is { } site && await work.FirstOrNone<int>("select 1 from network.site where id = $1 and org_id = $2", site, place.Id) == 0) return Outcome<Invited>.Refused(new SiteOfOthers());

        var (code, id, email) = (InvitationPost.Draw(), Guid.NewGuid(), input.Email.Trim());
        var taken = false;
        await work.InRowsOf(place.Id, async () =>
        {
            if (taken = await work.FirstOrNone<bool>("select exists (select 1 from access.member where lower(email) = lower($1) and active)", email)) return;
            // One link at a time leads in: an older one to the same address ends.
            work.Write("update access.invitation set revoked_at = $3 where org_id = $1 and lower(email) = lower($2) and used_at is null and revoked_at is null", place.Id, email, work.Now);
            work.Write("""
                insert into access.invitation (id, org_id, code_hash, email, name, role, site_id, from_day, until_day, expires_at, invited_by, sent_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                """, id, place.Id, HashOf(code), email, input.Name.Trim(), input.Role, input.SiteId, input.From, input.Until,
                work.Now + (post?.Lasts ?? InvitationPost.Usual), work.Actor.PersonId, work.Now);
            post?.Queue(work, place.Id, place.Name, id, email, input.Name.Trim(), code);
            work.Audit("person.invited", "invitation", id, new { input.Role });
        });
        if (taken) return Outcome<Invited>.Refused(new AddressTaken());
        // The answer is not kept for a repeated request: the code must stand nowhere but before whoever invites.
        await work.Commit();
        return Shown(id, code, post);
    }

    /// <summary>What whoever invites is shown: the link, unless it goes out by mail.</summary>
    internal static Invited Shown(Guid id, string code, InvitationPost? post) => post is { CanSend: true } ? new Invited(id, null, null, true) : new Invited(id, code, post?.LinkOf(code), false);

    /// <summary>What is kept of a code.</summary>
    public static byte[] HashOf(string code) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(new string([.. code.ToUpperInvariant().Where(char.IsLetterOrDigit)])));
}
