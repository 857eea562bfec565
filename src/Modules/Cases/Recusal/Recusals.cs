using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>
/// Conflicts of interest. A handler declares that she keeps out of a case, or of everything that concerns an organization; from that moment on the database
/// itself shows her nothing of it (one restrictive policy beside each table, ADR 0019), her open cases of it have no handler, and the supervisors are told.
/// Only somebody else who supervises lifts it.
/// </summary>
public static class Recusals
{
    /// <summary>Why somebody keeps out.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["family", "worksOrWorked", "money", "personal", "other"];

    /// <summary>What is declared.</summary>
    /// <param name="CaseId">A case; or</param>
    /// <param name="OrganizationId">an organization.</param>
    /// <param name="Reason">One of <see cref="Reasons"/>.</param>
    public sealed record Input(Guid? CaseId, Guid? OrganizationId, string? Reason);

    /// <summary>What is kept out of. To whoever keeps out, a case has no name any more.</summary>
    public sealed record RecusalView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] Guid PersonId,
        [property: Field(FieldClass.C1)] string? PersonName,
        [property: Field(FieldClass.C1)] Guid? OrganizationId,
        [property: Field(FieldClass.C1)] string? OrganizationName,
        [property: Field(FieldClass.C1)] string? Reference,
        [property: Field(FieldClass.C1)] string Reason,
        [property: Field(FieldClass.C1)] DateOnly DeclaredOn,
        [property: Field(FieldClass.C1)] DateOnly? LiftedOn,
        [property: Field(FieldClass.C1)] bool Own,
        [property: Field(FieldClass.C1)] int Version) : IView<Handlers>;

    /// <summary>What a declaration came to.</summary>
    public sealed record DeclaredView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] int CasesWithoutHandler) : IView<Handlers>;

    /// <summary>It is declared already.</summary>
    public sealed record DeclaredAlready() : Refusal("recusal.declared-already");
    /// <summary>Nobody lifts her own.</summary>
    public sealed record NotYourOwn() : Refusal("recusal.not-your-own");
    /// <summary>It is lifted already.</summary>
    public sealed record LiftedAlready() : Refusal("recusal.lifted-already");

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.CaseId is null && input.OrganizationId is null) yield return new BadInput("input.required", "organizationId");
        if (input.CaseId is not null && input.OrganizationId is not null) yield return new BadInput("input.one-of", "organizationId");
        foreach (var reason in Given.Choice(input.Reason, Reasons, "reason")) yield return reason;
    }

    /// <summary>What the caller keeps out of; for whoever supervises, what everybody keeps out of. What was lifted stays for three months.</summary>
    public static Task<IReadOnlyList<RecusalView>> Read(Work work) => work.All<RecusalView>("""
        select r.id, r.person_id, p.name as person_name, case when r.kind = 'organization' then r.subject end as organization_id, o.name as organization_name, c.reference, r.reason,
               r.declared_on, r.lifted_on, r.person_id = $1 as own, r.version
          from access.recusal r left join access.person p on p.id = r.person_id
          left join access.organization o on r.kind = 'organization' and o.id = r.subject
          left join cases."case" c on r.kind = 'case' and c.id = r.subject
         where r.org_id = access.org() and (r.lifted_on is null or r.lifted_on > $2::date - 90)
         order by r.lifted_on is not null, r.declared_on desc, r.id limit 500
        """, work.Actor.PersonId, work.Today);

    /// <summary>Declares it. After the commit the caller sees nothing of it any more.</summary>
    public static async Task<Outcome<DeclaredView>> Declare(Input input, Work work, IDirectory directory)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<DeclaredView>.Refused(wrong);
        var me = work.Actor.PersonId;
        if (input.CaseId is { } named && await work.FirstOrNone<int>("select 1 from cases.\"case\" where id = $1", named) != 1) return Outcome<DeclaredView>.Missing;
        if (input.OrganizationId is { } organization && await directory.Organization(work, organization) is null) return Outcome<DeclaredView>.Refused(new BadInput("input.not-a-choice", "organizationId"));
        var (kind, subject) = input.CaseId is { } one ? ("case", one) : ("organization", input.OrganizationId!.Value);
        if (await work.FirstOrNone<int>("select 1 from access.recusal where person_id = $1 and kind = $2 and subject = $3 and lifted_on is null", me, kind, subject) == 1)
            return Outcome<DeclaredView>.Refused(new DeclaredAlready());
        // Her own open cases of it, held before they are out of her sight.
        var mine = await work.All<Row>("select id, org_id from cases.\"case\" where assigned_to = $1 and org_id = access.org() and state <> 'Closed' order by id for update", me);
        var id = Guid.NewGuid();
        work.Write("insert into access.recusal (id, org_id, person_id, kind, subject, reason, declared_on) values ($1, $2, $3, $4, $5, $6, $7)", id, work.Actor.OrganizationId, me, kind, subject, input.Reason, work.Today);
        // For the rest of this act only, and only for the cases held above: whoever keeps out of something already would not reach them any more.
        work.Write("select set_config('app.recused', '-', true)");
        var left = await BulkAct.KeepsOut(work, me, [.. mine.Select(c => c.Id)]);
        foreach (var row in mine.Where(c => left.Contains(c.Id)))
        {
            work.Write("update cases.\"case\" set assigned_to = null, version = version + 1 where id = $1", row.Id);
            CaseLog.Note(work, row.OrgId, row.Id, null, "case.recused", CaseParty.Of(work.Actor), new { person = me });
            work.Notify("case.without-handler", "case", row.Id, role: Roles.Supervisor);
        }
        work.Audit("recusal.declared", "recusal", id, new { kind, subject, reason = input.Reason, cases = left.Count });
        work.Notify("recusal.declared", "recusal", id, role: Roles.Supervisor);
        return await work.Commit(new DeclaredView(id, left.Count));
    }

    /// <summary>Lifts it: for whoever supervises, and never the own.</summary>
    public static async Task<Outcome> Lift(Guid id, int? version, Work work)
    {
        var row = await work.FirstOrNone<Held>("select person_id, kind, subject, lifted_on, version from access.recusal where id = $1", id);
        if (row is null) return Outcome.Missing;
        if (row.PersonId == work.Actor.PersonId) return Outcome.Refused(new NotYourOwn());
        if (row.LiftedOn is not null) return Outcome.Refused(new LiftedAlready());
        if (version is { } asked && asked != row.Version) return Outcome.Stale;
        if (await work.Change("update access.recusal set lifted_on = $2, lifted_by = $3, version = version + 1 where id = $1 and version = $4 and lifted_on is null", id, work.Today, work.Actor.PersonId, row.Version) == 0) return Outcome.Stale;
        work.Audit("recusal.lifted", "recusal", id, new { person = row.PersonId, kind = row.Kind, subject = row.Subject });
        work.Notify("recusal.lifted", "recusal", id, row.PersonId);
        return await work.Commit();
    }

    private sealed record Row(Guid Id, Guid OrgId);
    private sealed record Held(Guid PersonId, string Kind, Guid Subject, DateOnly? LiftedOn, int Version);
}
