using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Where every organization stands on its way into the network, for whoever keeps it.</summary>
public static class ListJoining
{
    /// <summary>One organization.</summary>
    public sealed record JoiningLine(
        [property: Field(FieldClass.C1)] Guid OrganizationId,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Kind,
        [property: Field(FieldClass.C1)] bool Joined,
        [property: Field(FieldClass.C1)] IReadOnlyList<JoiningStep> MissingSteps,
        [property: Field(FieldClass.C1)] DateOnly? ConsequencesAcknowledgedOn) : IView<SignedIn>;

    /// <summary>Reads a page, by name: organizations with people, for whoever only stands in the directory is not asked to join.</summary>
    public static async Task<Outcome<Page<JoiningLine>>> Handle(int? limit, string? cursor, Work work)
    {
        if (limit is < 1 or > Paging.Most) return Outcome<Page<JoiningLine>>.Refused(new BadInput("input.out-of-range", "limit", $"1 to {Paging.Most}"));
        var most = limit ?? Paging.Default;
        var rows = await work.All<Row>(ReadJoining.Columns + """
            , o.id, o.name, o.kind, (select max(a.accepted_on) from network.acceptance a where a.org_id = o.id and a.what = 'Consequences') as acknowledged_on
              from access.organization o
             where o.active and o.merged_into is null and o.kind <> 'Convenor' and o.id in (select network.with_people())
               and ($1::text is null or o.name || o.id::text > $1)
             order by o.name || o.id::text limit $2
            """, Cursors.Read(cursor), most + 1);
        return Cursors.Page([.. rows.Select(Line)], most, l => l.Name + l.OrganizationId);
    }

    private static JoiningLine Line(Row row)
    {
        var missing = Membership.WhyNot(row.Facts()).Select(m => m.Step).Distinct().ToList();
        return new JoiningLine(row.Id, row.Name, row.Kind, missing.Count == 0, missing, row.AcknowledgedOn);
    }

    private sealed record Row(int? PrinciplesAccepted, int? ConsequencesInForce, int? ConsequencesAcknowledged, string? PrimaryName, string? EscalationName, string[] Baseline,
            Guid Id, string Name, string Kind, DateOnly? AcknowledgedOn)
        : ReadJoining.Row(PrinciplesAccepted, ConsequencesInForce, ConsequencesAcknowledged, PrimaryName, EscalationName, Baseline);
}
