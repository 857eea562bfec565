using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>What of protection waits in the own organization: check-ins and reviews that are due, one's own first. Row-level security decides what is counted.</summary>
public static class ReadProtectionDue
{
    private const int Most = 100;

    /// <summary>Something that is due.</summary>
    /// <param name="Id">The check-in or the measure.</param>
    /// <param name="CaseId">Its case.</param>
    /// <param name="Reference">The reference of the case.</param>
    /// <param name="DueOn">The day.</param>
    /// <param name="State">Where it stands.</param>
    /// <param name="What">Days after the release, or the code of the measure.</param>
    /// <param name="Person">Whose task it is; null for nobody's yet.</param>
    /// <param name="Mine">Whether it is one's own.</param>
    public sealed record DueView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] Guid CaseId,
        [property: Field(FieldClass.C1)] string Reference,
        [property: Field(FieldClass.C1)] DateOnly DueOn,
        [property: Field(FieldClass.C1)] string State,
        [property: Field(FieldClass.C1)] string What,
        [property: Field(FieldClass.C1)] string? Person,
        [property: Field(FieldClass.C1)] bool Mine) : IView<Handlers>;

    /// <summary>All that is due today, at most 100 of each.</summary>
    public sealed record ProtectionDueView(
        [property: Field(FieldClass.C1)] int CheckInsDue,
        [property: Field(FieldClass.C1)] int ReviewsDue,
        [property: Field(FieldClass.C1)] IReadOnlyList<DueView> CheckIns,
        [property: Field(FieldClass.C1)] IReadOnlyList<DueView> Reviews) : IView<Handlers>;

    /// <summary>The two numbers of the home page.</summary>
    public sealed record Numbers([property: Field(FieldClass.C1)] int CheckIns, [property: Field(FieldClass.C1)] int Reviews) : IView<Handlers>;

    private const string checkIns = " from cases.check_in k where k.org_id = access.org() and k.state in ('Scheduled', 'Reached', 'NotReached') and k.next_on <= $1";
    private const string reviews = " from cases.safeguard s where s.org_id = access.org() and s.state <> 'Ended' and s.review_on <= $1";

    /// <summary>Counts.</summary>
    public static async Task<Numbers> Count(Work work) => (await work.FirstOrNone<Numbers>($"select (select count(*){checkIns})::integer as check_ins, (select count(*){reviews})::integer as reviews", work.Today))!;

    /// <summary>Reads the lists.</summary>
    public static async Task<Outcome<ProtectionDueView>> Handle(Work work)
    {
        var (asks, measures) = await Lists(work, work.Actor.PersonId);
        var numbers = await Count(work);
        return new ProtectionDueView(numbers.CheckIns, numbers.Reviews, asks, measures);
    }

    /// <summary>What is due, at most 100 of each; what is this person's stands first.</summary>
    internal static async Task<(IReadOnlyList<DueView> CheckIns, IReadOnlyList<DueView> Reviews)> Lists(Work work, Guid? person)
    {
        var asks = new Question<DueView>($"""
            select x.id, x.case_id, c.reference, x.next_on as due_on, x.state, x.after_days::text as what, p.name as person, coalesce(c.assigned_to = $2, false) as mine
              from (select k.*{checkIns}) x join cases."case" c on c.id = x.case_id left join access.person p on p.id = c.assigned_to
             order by mine desc, x.next_on, x.seq limit {Most}
            """, work.Today, person);
        var measures = new Question<DueView>($"""
            select x.id, x.case_id, c.reference, x.review_on as due_on, x.state, x.measure as what, p.name as person, x.owner = $2 as mine
              from (select s.*{reviews}) x join cases."case" c on c.id = x.case_id left join access.person p on p.id = x.owner
             order by mine desc, x.review_on, x.seq limit {Most}
            """, work.Today, person);
        await work.Ask(asks, measures);
        return (asks.Rows, measures.Rows);
    }
}
