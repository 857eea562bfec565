using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Keeps the identifiers of an organization or a site: OS ID, DUNS, LEI, the licence of a recruiter.</summary>
public static class KeepIdentifiers
{
    /// <summary>What is asked.</summary>
    /// <param name="Scheme">One of <see cref="Identifiers.Schemes"/>.</param>
    /// <param name="Value">As others write it; spaces and hyphens do not matter where the scheme has none.</param>
    /// <param name="Authority">Of a licence: who gave it.</param>
    /// <param name="Country">Of a licence: where it holds, ISO 3166-1 alpha-2.</param>
    /// <param name="IssuedOn">Of a licence: first day.</param>
    /// <param name="ExpiresOn">Of a licence: last day.</param>
    public sealed record Input(string Scheme, string Value, string? Authority = null, string? Country = null, DateOnly? IssuedOn = null, DateOnly? ExpiresOn = null);

    /// <summary>Another organization or site holds it: probably the two are one.</summary>
    public sealed record HeldByAnother(string Value, string Holder) : Refusal("identifier.held-by-another")
    {
        /// <inheritdoc />
        public override string Field => "value";
    }

    /// <summary>Adds an identifier.</summary>
    public static async Task<Outcome<CreatedView>> Add(string kind, Guid id, Input input, Work work)
    {
        if (await Kept.Subject(work, kind, id) is not { } subject) return Outcome<CreatedView>.Missing;
        if (Identifiers.WhyNot(input, subject.Country).ToList() is { Count: > 0 } reasons) return Outcome<CreatedView>.Refused(reasons);
        var value = Identifiers.Normal(input.Scheme, input.Value);
        // A licence number is the authority's own and may come twice; the others are one for the whole world.
        var holder = input.Scheme is "OsId" or "Duns" or "Lei" ? await work.FirstOrNone<string>("""
            select coalesce(s.name, o.name) from network.identifier i
              left join network.site s on s.id = i.subject_id and s.merged_into is null left join access.organization o on o.id = i.subject_id and o.merged_into is null
             where i.scheme = $1 and i.value = $2 and coalesce(s.id, o.id) is not null limit 1
            """, input.Scheme, value) : null;
        if (holder is not null) return Outcome<CreatedView>.Refused(new HeldByAnother(value, holder));
        var made = Guid.NewGuid();
        await work.InRowsOf(subject.OrgId, () =>
        {
            work.Write("""
                insert into network.identifier (id, org_id, subject_kind, subject_id, scheme, value, authority, country, issued_on, expires_on) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                on conflict (subject_id, scheme, value) do update set authority = excluded.authority, country = excluded.country, issued_on = excluded.issued_on, expires_on = excluded.expires_on
                """, made, subject.OrgId, kind, id, input.Scheme, value, Kept.Text(input.Authority), Kept.Text(input.Country), input.IssuedOn, input.ExpiresOn);
            return Task.CompletedTask;
        });
        work.Audit("directory.identifier-added", kind, id, new { identifier = made, input.Scheme });
        return await work.Commit(new CreatedView(made));
    }

    /// <summary>Takes an identifier away that was written by mistake.</summary>
    public static async Task<Outcome> Remove(string kind, Guid id, Guid identifier, Work work)
    {
        if (await Kept.Subject(work, kind, id) is not { } subject) return Outcome.Missing;
        var gone = 0;
        await work.InRowsOf(subject.OrgId, async () => gone = await work.Change("delete from network.identifier where id = $1 and subject_id = $2", identifier, id));
        if (gone == 0) return Outcome.Missing;
        work.Audit("directory.identifier-removed", kind, id, new { identifier });
        return await work.Commit();
    }
}
