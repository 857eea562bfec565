using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Finds the likely duplicates of sites or organizations that were added, changed or imported, and notes them for a person. The candidates
/// come as a set from the database, by the keys they share; each pair is then scored by <see cref="Matcher"/>. Queues everything, commits nothing.</summary>
public static class FindMatches
{
    /// <summary>Most subjects in one call; an import goes through its rows in steps of this size.</summary>
    public const int Step = 500;

    private const string sites = """
        select s.id, s.org_id, s.name, o.name as employer, s.country, s.address, s.place, s.latitude, s.longitude, s.active, s.version, s.headcount,
               array(select n.name from network.name n where n.subject_id = s.id order by n.name) as other_names,
               (select min(i.value) from network.identifier i where i.subject_id = s.id and i.scheme = 'OsId') as os_id,
               array(select i.value from network.identifier i where i.subject_id = s.id and i.scheme = 'HistoricalOsId' order by i.value) as former_os_ids
          from network.site s join access.organization o on o.id = s.org_id
         where s.id = any($1) and s.merged_into is null
        """;
    private const string organizations = """
        select o.id, o.id as org_id, o.name, o.kind as employer, coalesce(o.country, '') as country, '' as address, '' as place, null::double precision as latitude,
               null::double precision as longitude, o.active, o.version, null::integer as headcount,
               array(select n.name from network.name n where n.subject_id = o.id order by n.name) as other_names, null::text as os_id, '{}'::text[] as former_os_ids
          from access.organization o
         where o.id = any($1) and o.merged_into is null
        """;

    /// <summary>Notes keys and likely duplicates of the subjects; answers how many pairs are new or scored anew.</summary>
    /// <param name="work">A person who keeps the directory, or the program itself.</param>
    /// <param name="kind"><c>site</c> or <c>organization</c>.</param>
    /// <param name="subjects">At most <see cref="Step"/>; those that were merged are passed over.</param>
    public static async Task<int> Of(Work work, string kind, IReadOnlyCollection<Guid> subjects)
    {
        var asked = (await Load(work, kind, subjects)).ToDictionary(r => r.Id, r => r.Prepared(kind));
        var keyed = asked.SelectMany(a => Matcher.Blocks(a.Value).Select(k => (Subject: a.Key, Key: k))).ToList();
        await work.Change("select network.put_match_keys($1, $2, $3, $4)", kind, subjects.ToArray(), keyed.Select(k => k.Subject).ToArray(), keyed.Select(k => k.Key).ToArray());
        // A key that a crowd shares finds nobody; the rarest of each subject is always asked.
        var pairs = await work.All<Pair>("""
            with mine as (select k.subject_id, k.key, (select count(*) from (select 1 from network.match_key c where c.key = k.key and c.subject_kind = $2 limit $3 + 1) c) as crowd
                            from network.match_key k where k.subject_id = any($1)),
                 chosen as (select m.*, row_number() over (partition by m.subject_id order by m.crowd, m.key) as rank from mine m)
            select distinct c.subject_id as ours, k.subject_id as theirs
              from chosen c join lateral (select k.subject_id from network.match_key k where k.key = c.key and k.subject_kind = $2 and k.subject_id <> c.subject_id limit 2000) k on true
             where c.crowd <= $3 or c.rank = 1
            union
            select case when m.first_id = any($1) then m.first_id else m.second_id end, case when m.first_id = any($1) then m.second_id else m.first_id end
              from network.match m where m.state = 'Open' and (m.first_id = any($1) or m.second_id = any($1))
            """, asked.Keys.ToArray(), kind, FacilityIndex.Crowd);
        var missing = pairs.Select(p => p.Theirs).Where(t => !asked.ContainsKey(t)).Distinct().ToArray();
        var all = missing.Length == 0 ? asked : asked.Concat((await Load(work, kind, missing)).Select(r => KeyValuePair.Create(r.Id, r.Prepared(kind)))).ToDictionary();
        var scored = pairs.Where(p => all.ContainsKey(p.Theirs)).Select(p => (p.Ours, p.Theirs, Matcher.Compare(all[p.Ours], all[p.Theirs]).Score)).ToList();
        return scored.Count == 0 ? 0 : await work.FirstOrNone<int>("select network.put_matches($1, $2, $3, $4, $5, $6)",
            kind, scored.Select(f => f.Ours).ToArray(), scored.Select(f => f.Theirs).ToArray(), scored.Select(f => f.Score).ToArray(), Matcher.Suggest, work.Today);
    }

    internal static Task<IReadOnlyList<SubjectRow>> Load(Work work, string kind, IReadOnlyCollection<Guid> subjects) =>
        work.All<SubjectRow>(kind == "site" ? sites : organizations, subjects.ToArray());

    private sealed record Pair(Guid Ours, Guid Theirs);
}

/// <summary>A site or an organization with everything that is compared.</summary>
internal sealed record SubjectRow(Guid Id, Guid OrgId, string Name, string Employer, string Country, string Address, string Place, double? Latitude, double? Longitude, bool Active, int Version, int? Headcount,
    IReadOnlyList<string> OtherNames, string? OsId, IReadOnlyList<string> FormerOsIds)
{
    public PreparedFacility Prepared(string kind) => new(kind == "site"
        ? Facility.OfSite(Name, Employer, Country, Address, Place, OtherNames, Latitude, Longitude, OsId, FormerOsIds)
        : Facility.OfOrganization(Name, Country, OtherNames));
}
