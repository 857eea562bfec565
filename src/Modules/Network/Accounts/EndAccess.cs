using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Network;

/// <summary>Ends a person's access to an organization at once: sessions, grants and vault keys go, open cases change hands and the vault gets a new key in the
/// same act. Who works elsewhere too keeps that.</summary>
public static class EndAccess
{
    /// <summary>What is asked by the API.</summary>
    /// <param name="HandTo">The colleague who takes over the open cases.</param>
    /// <param name="OrganizationId">For an operator: in which organization.</param>
    public sealed record Input(Guid? HandTo = null, Guid? OrganizationId = null);

    /// <summary>What was done.</summary>
    /// <param name="CasesHandedOver">Open cases that changed hands.</param>
    /// <param name="KeyChanges">Whether the vault gets a new key.</param>
    public sealed record EndedView([property: Field(FieldClass.C1)] int CasesHandedOver, [property: Field(FieldClass.C1)] bool KeyChanges) : IView<SignedIn>;

    /// <summary>Nobody ends the own access: somebody else must be there.</summary>
    public sealed record NotYourself() : Refusal("person.not-yourself");
    /// <summary>Somebody must take over what is open: a worker waits for an answer in each of these cases.</summary>
    public sealed record HandOverFirst(int Cases) : Refusal("person.hand-over-first")
    {
        /// <inheritdoc />
        public override string Field => "handTo";
    }

    /// <summary>Whether a colleague must be named: there are open cases, and somebody in the own organization who could take them.</summary>
    public static Refusal? WhyNot(int openCases, Guid? handTo, Guid leaver, bool own, IReadOnlyCollection<Guid> handlers)
    {
        if (handTo is { } to && (to == leaver || !handlers.Contains(to))) return new BadInput("input.not-a-choice", "handTo");
        return handTo is null && own && openCases > 0 && handlers.Any(h => h != leaver) ? new HandOverFirst(openCases) : null;
    }

    /// <summary>Ends the access of a person of the caller's organization; an operator reaches any organization.</summary>
    public static async Task<Outcome<EndedView>> Handle(Guid person, Work work, ICaseHandover cases, IDirectory directory, Input? input = null)
    {
        if (person == work.Actor.PersonId) return Outcome<EndedView>.Refused(new NotYourself());
        if (await Reach.Of(work, input?.OrganizationId) is not { } place) return Outcome<EndedView>.Missing;
        var outcome = Outcome<EndedView>.Missing;
        await work.InRowsOf(place.Id, async () => outcome = await Queue(person, input?.HandTo, place, work, cases, directory));
        return outcome.IsDone ? await work.Commit(outcome.Value!) : outcome;
    }

    private static async Task<Outcome<EndedView>> Queue(Guid person, Guid? handTo, Reach.Place place, Work work, ICaseHandover cases, IDirectory directory)
    {
        await Reach.Hold(work, place.Id);
        var guest = await work.FirstOrNone<bool?>("select guest from access.member where id = $1 and active", person);
        if (guest is null) return Outcome<EndedView>.Missing;
        if (GrantRules.WithoutAdministrator(place.Kind, await Reach.Grants(work), g => g.Person == person, work.Today) is { } last) return Outcome<EndedView>.Refused(last);
        var handlers = (await directory.CaseHandlers(work)).Select(c => c.Id).ToList();
        if (WhyNot(await cases.OpenCases(work, person), handTo, person, place.Id == work.Actor.OrganizationId, handlers) is { } reason) return Outcome<EndedView>.Refused(reason);
        var handed = await cases.HandOver(work, person, handTo);
        if (guest.Value) work.Write("update access.membership set ended_on = $2 where person_id = $1 and org_id = $3 and ended_on is null", person, work.Today, place.Id);
        else work.Write("update access.person set active = false, version = version + 1 where id = $1 and org_id = $2", person, place.Id);
        work.Write("delete from access.session where person_id = $1 and org_id = $2", person, place.Id);
        work.Write("update access.role_grant set until_day = least(from_day, $3) - 1, ended_at = $4, ended_by = $5, version = version + 1 where person_id = $1 and org_id = $2 and (until_day is null or until_day >= $3)",
            person, place.Id, work.Today, work.Now, work.Actor.PersonId);
        var changes = await Reach.TakeKey(work, place.Id, person);
        work.Audit("person.access-ended", "person", person, new { cases = handed, to = handTo, key = changes });
        return new EndedView(handed, changes);
    }
}
