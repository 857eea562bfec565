using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Network;

/// <summary>
/// Access reviews: whoever answers for an organization's people confirms or ends each grant again and again. What nobody confirmed is told to whoever
/// keeps the network, and never ends by itself: a hotline that loses its handlers overnight harms workers.
/// </summary>
public static class ReviewAccess
{
    /// <summary>Days before the due day on which a grant is asked for.</summary>
    public const int AskedBefore = 14;

    /// <summary>What is decided.</summary>
    /// <param name="Confirm">Grants that stay.</param>
    /// <param name="End">Grants that end at once.</param>
    /// <param name="OrganizationId">For an operator: in which organization.</param>
    public sealed record Input(IReadOnlyList<Guid>? Confirm = null, IReadOnlyList<Guid>? End = null, Guid? OrganizationId = null);

    /// <summary>A grant is named twice, to stay and to end.</summary>
    public sealed record NamedTwice() : Refusal("review.named-twice");

    /// <summary>The grants of an organization with their reviews.</summary>
    public sealed record ReviewView(
        [property: Field(FieldClass.C1)] Guid OrganizationId,
        [property: Field(FieldClass.C1)] string OrganizationName,
        [property: Field(FieldClass.C1)] int EveryDays,
        [property: Field(FieldClass.C1)] IReadOnlyList<ReviewItem> Items,
        [property: Field(FieldClass.C1)] IReadOnlyList<OverdueView> OverdueElsewhere) : IView<SignedIn>;

    /// <summary>A grant.</summary>
    /// <param name="State">Overdue, Due or Later.</param>
    /// <param name="Own">The reader's own: somebody else confirms it.</param>
    public sealed record ReviewItem(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] Guid PersonId,
        [property: Field(FieldClass.C1)] string Person,
        [property: Field(FieldClass.C1)] string Role,
        [property: Field(FieldClass.C1)] string ScopeKind,
        [property: Field(FieldClass.C1)] string? ScopeName,
        [property: Field(FieldClass.C1)] DateOnly From,
        [property: Field(FieldClass.C1)] DateOnly? ReviewedOn,
        [property: Field(FieldClass.C1)] DateOnly DueOn,
        [property: Field(FieldClass.C1)] string State,
        [property: Field(FieldClass.C1)] bool Own) : IView<SignedIn>;

    /// <summary>An organization whose reviews are overdue: a number, no names.</summary>
    public sealed record OverdueView(
        [property: Field(FieldClass.C1)] Guid OrgId,
        [property: Field(FieldClass.C1)] string OrgName,
        [property: Field(FieldClass.C1)] int Grants) : IView<SignedIn>;

    /// <summary>The state of a review on a day.</summary>
    public static string StateOf(DateOnly due, DateOnly today) => due < today ? "Overdue" : due.AddDays(-AskedBefore) <= today ? "Due" : "Later";

    /// <summary>Reads the grants; a convenor sees the own organization's due ones and the numbers of the others.</summary>
    public static async Task<Outcome<ReviewView>> Read(Guid? organization, Work work, ICaseHandover cases, int every)
    {
        if (await Reach.Of(work, organization) is not { } place) return Outcome<ReviewView>.Missing;
        IReadOnlyList<ReviewItem> items = [];
        if (work.Actor.May(NetworkPermissions.InvitePeople))
            await work.InRowsOf(place.Id, async () =>
            {
                var rows = await work.All<ReadPersonAccess.Row>(ReadPersonAccess.Query + " and m.active and g.from_day <= $1 and (g.until_day is null or g.until_day >= $1) order by coalesce(g.reviewed_on, g.from_day), m.name, g.id", work.Today);
                var references = await ReadPersonAccess.References(rows, place, work, cases);
                items = [.. rows.Select(r =>
                {
                    var due = GrantRules.ReviewDue(r.FromDay, r.ReviewedOn, every);
                    return new ReviewItem(r.Id, r.PersonId, r.Person, r.Role, r.ScopeKind, ReadPersonAccess.ScopeName(r, place, references), r.FromDay, r.ReviewedOn, due, StateOf(due, work.Today), r.PersonId == work.Actor.PersonId);
                })];
            });
        var elsewhere = await work.All<OverdueView>("select org_id, org_name, grants from access.reviews_overdue($1, $2)", work.Today, every);
        return new ReviewView(place.Id, place.Name, every, items, elsewhere);
    }

    /// <summary>Confirms and ends, all or nothing.</summary>
    public static async Task<Outcome> Decide(Input input, Work work)
    {
        if (await Reach.Of(work, input.OrganizationId) is not { } place) return Outcome.Missing;
        var (stay, end) = ((input.Confirm ?? []).Distinct().ToList(), (input.End ?? []).Distinct().ToList());
        if (stay.Count + end.Count == 0) return Outcome.Refused(new BadInput("input.required", "confirm"));
        if (stay.Intersect(end).Any()) return Outcome.Refused(new NamedTwice());
        var outcome = Outcome.Done;
        await work.InRowsOf(place.Id, async () => outcome = await Queue(work, place, stay, end));
        return outcome.IsDone ? await work.Commit() : outcome;
    }

    private static async Task<Outcome> Queue(Work work, Reach.Place place, List<Guid> stay, List<Guid> end)
    {
        await Reach.Hold(work, place.Id);
        var grants = (await Reach.Grants(work)).Where(g => g.HoldsOn(work.Today)).ToDictionary(g => g.Id);
        if (stay.Concat(end).Any(g => !grants.ContainsKey(g))) return Outcome.Missing;
        if (stay.Concat(end).Any(g => grants[g].Person == work.Actor.PersonId)) return Outcome.Refused(new GrantRules.NotYourOwn());
        if (GrantRules.WithoutAdministrator(place.Kind, grants.Values, g => end.Contains(g.Id), work.Today) is { } last) return Outcome.Refused(last);
        foreach (var id in stay)
        {
            work.Write("update access.role_grant set reviewed_on = $2, reviewed_by = $3 where id = $1", id, work.Today, work.Actor.PersonId);
            work.Audit("grant.confirmed", "person", grants[id].Person, new { grant = id, grants[id].Role });
        }
        foreach (var id in end) await EndGrant.Queue(work, place.Id, (await EndGrant.Find(work, id))!);
        return Outcome.Done;
    }
}
