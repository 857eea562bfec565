using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Where an organization stands on its way into the network.</summary>
public static class ReadJoining
{
    /// <summary>The whole of it.</summary>
    public sealed record JoiningView(
        [property: Field(FieldClass.C1)] Guid OrganizationId,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] bool Joined,
        [property: Field(FieldClass.C1)] int PrinciplesInForce,
        [property: Field(FieldClass.C1)] ConsequencesView? Consequences,
        [property: Field(FieldClass.C1)] IReadOnlyList<AcceptanceView> Acceptances,
        [property: Field(FieldClass.C1)] IReadOnlyList<FocalPointView> FocalPoints,
        [property: Field(FieldClass.C1)] IReadOnlyList<BaselineView> Baseline,
        [property: Field(FieldClass.C1)] IReadOnlyList<MissingView> Missing) : IView<SignedIn>;

    /// <summary>The consequences in force.</summary>
    public sealed record ConsequencesView(
        [property: Field(FieldClass.C1)] int Version,
        [property: Field(FieldClass.C1)] string Language,
        [property: Field(FieldClass.C1)] string Text,
        [property: Field(FieldClass.C1)] DateOnly PublishedOn) : IView<SignedIn>;

    /// <summary>What was accepted, when, by whom.</summary>
    public sealed record AcceptanceView(
        [property: Field(FieldClass.C1)] string What,
        [property: Field(FieldClass.C1)] int Version,
        [property: Field(FieldClass.C1)] DateOnly AcceptedOn,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Title) : IView<SignedIn>;

    /// <summary>A focal point of today.</summary>
    public sealed record FocalPointView(
        [property: Field(FieldClass.C1)] string Level,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Title,
        [property: Field(FieldClass.C1)] string Email,
        [property: Field(FieldClass.C1)] string Phone,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> Languages) : IView<SignedIn>;

    /// <summary>One part of the baseline information; told by nobody yet when the text is null.</summary>
    public sealed record BaselineView(
        [property: Field(FieldClass.C1)] string Code,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string? Text,
        [property: Field(FieldClass.C1)] DateOnly? ToldOn,
        [property: Field(FieldClass.C1)] int Version) : IView<SignedIn>;

    /// <summary>What is missing.</summary>
    public sealed record MissingView(
        [property: Field(FieldClass.C1)] JoiningStep Step,
        [property: Field(FieldClass.C1)] string Code) : IView<SignedIn>;

    /// <summary>Reads it: the own organization's, or, for whoever keeps the network, anybody's.</summary>
    public static async Task<Outcome<JoiningView>> Handle(Guid organization, Work work)
    {
        if (organization != work.Actor.OrganizationId && !work.Actor.May(NetworkPermissions.SeeJoining)) return Outcome<JoiningView>.Missing;
        var name = await work.FirstOrNone<string>("select name from access.organization where id = $1 and merged_into is null", organization);
        if (name is null) return Outcome<JoiningView>.Missing;
        var facts = await Facts(work, organization);
        var consequences = await work.FirstOrNone<ConsequencesView>("select version, language, text, published_on from network.consequences order by version desc limit 1");
        var acceptances = await work.All<AcceptanceView>("select what, version, accepted_on, name, title from network.acceptance where org_id = $1 order by accepted_on desc, version desc, what", organization);
        var focal = await work.All<FocalPointView>("select level, name, title, email, phone, languages from network.focal_point where org_id = $1 and site_id is null and until_day is null order by level desc", organization);
        var told = (await work.All<ToldRow>("select code, text, day, version from network.baseline where org_id = $1", organization)).ToDictionary(t => t.Code);
        var missing = Membership.WhyNot(facts).ToList();
        return new JoiningView(organization, name, missing.Count == 0, Membership.PrinciplesVersion, consequences, acceptances, focal,
            [.. Membership.BaselineParts.Select(p => told.TryGetValue(p.Id, out var t) ? new BaselineView(p.Id, p.Name, t.Text, t.Day, t.Version) : new BaselineView(p.Id, p.Name, null, null, 0))],
            [.. missing.Select(m => new MissingView(m.Step, m.Code))]);
    }

    /// <summary>The facts that the rule asks for.</summary>
    internal static async Task<JoiningFacts> Facts(Work work, Guid organization)
    {
        var row = (await work.FirstOrNone<Row>(Columns + " from (select $1::uuid as id) o", organization))!;
        return row.Facts();
    }

    /// <summary>What is asked of each organization <c>o</c>: one row, however the list is made.</summary>
    internal const string Columns = """
        select (select max(a.version) from network.acceptance a where a.org_id = o.id and a.what = 'Principles') as principles_accepted,
               (select max(c.version) from network.consequences c) as consequences_in_force,
               (select max(a.version) from network.acceptance a where a.org_id = o.id and a.what = 'Consequences') as consequences_acknowledged,
               (select f.name from network.focal_point f where f.org_id = o.id and f.site_id is null and f.until_day is null and f.level = 'Primary') as primary_name,
               (select f.name from network.focal_point f where f.org_id = o.id and f.site_id is null and f.until_day is null and f.level = 'Escalation') as escalation_name,
               array(select b.code from network.baseline b where b.org_id = o.id) as baseline
        """;

    internal record Row(int? PrinciplesAccepted, int? ConsequencesInForce, int? ConsequencesAcknowledged, string? PrimaryName, string? EscalationName, string[] Baseline)
    {
        public JoiningFacts Facts() => new()
        {
            PrinciplesAccepted = PrinciplesAccepted, ConsequencesInForce = ConsequencesInForce, ConsequencesAcknowledged = ConsequencesAcknowledged,
            Primary = PrimaryName, Escalation = EscalationName, Baseline = Baseline.ToHashSet(),
        };
    }

    private sealed record ToldRow(string Code, string Text, DateOnly Day, int Version);
}
