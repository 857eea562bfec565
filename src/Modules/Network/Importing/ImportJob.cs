using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Network;

/// <summary>
/// Does what an import waits for: checks its rows, applies it, takes it back. What is to be done stands in <c>network.import</c>, so that a page
/// may be left, a node may stop and another goes on; an advisory lock keeps two nodes off the same import.
/// </summary>
public sealed partial class ImportJob(Database database, WorkFactory works, IEnumerable<IDirectoryUse> uses, TimeProvider time, ILogger<ImportJob> log) : Sweep(TimeSpan.FromMilliseconds(250), time, log)
{
    private const int PageRows = 4000;
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(20);

    private sealed record Waiting(Guid Id, Guid OrgId, string State, bool Wide);
    private sealed record Shape(short Sheet, int HeaderRow, string[] Columns, Guid PersonId);

    /// <summary>Does all that waits now; returns how many imports it moved on.</summary>
    public async Task<int> RunWaiting(CancellationToken cancelled)
    {
        IReadOnlyList<Waiting> waiting;
        await using (var work = works.Begin(cancelled)) waiting = await work.All<Waiting>("select * from network.imports_waiting()");
        var moved = 0;
        foreach (var one in waiting) if (await Take(one, cancelled)) moved++;
        return moved;
    }

    /// <inheritdoc />
    protected override async Task Round(CancellationToken cancelled)
    {
        while (await RunWaiting(cancelled) > 0) { }
    }

    private async Task<bool> Take(Waiting one, CancellationToken cancelled)
    {
        await using var keeper = await database.Data.OpenConnectionAsync(cancelled);
        await using var held = await keeper.BeginTransactionAsync(cancelled);
        await using (var mine = new NpgsqlCommand("select pg_try_advisory_xact_lock(7041007, hashtext($1))", keeper) { Parameters = { new() { Value = one.Id.ToString() } } })
            if (await mine.ExecuteScalarAsync(cancelled) is not true) return false;
        // It may have been done between the listing and the lock.
        await using (var fresh = works.Begin(cancelled))
        {
            await fresh.ActAsSystem(one.OrgId);
            if (await fresh.FirstOrNone<string>("select state from network.import where id = $1", one.Id) != one.State) return false;
        }
        try
        {
            switch (one.State)
            {
                case "Checking": await Check(one, cancelled); break;
                case "Applying": await Apply(one, cancelled); break;
                default: await Undo(one, cancelled); break;
            }
        }
        catch (PostgresException moved) when (moved.SqlState == "OI001") { await Turn(one, "Checking", "directory-moved", cancelled); }
        catch (NpgsqlException away) when (Pipeline.IsAway(away)) { throw; }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The place of a fault is logged, never its message: it may quote a cell.
            Fault(Log, fault.GetType().FullName, fault.StackTrace);
            await Turn(one, "Failed", "fault", cancelled);
        }
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Import stopped: {Kind}\n{Place}")]
    private static partial void Fault(ILogger log, string? kind, string? place);

    private Task Turn(Waiting one, string state, string note, CancellationToken cancelled) => Step(one, cancelled, (at, c) =>
        Run(at, "update network.import set state = $2, note = $3, version = version + 1 where id = $1", c, one.Id, state, note));

    // ---------- checking ----------

    private async Task Check(Waiting one, CancellationToken cancelled)
    {
        var begun = Time.GetUtcNow();
        Shape shape = null!;
        List<string> headings = [];
        List<ListField?> fields = [];
        await Step(one, cancelled, async (at, c) =>
        {
            shape = (await Read(at, "select sheet, header_row, columns, person_id from network.import where id = $1", c, r => new Shape(r.GetInt16(0), r.GetInt32(1), r.GetFieldValue<string[]>(2), r.GetGuid(3)), one.Id))[0];
            headings = (await Read(at, "select cells::text from network.import_line where import_id = $1 and sheet = $2 and line = $3", c, r => Cells(r.GetString(0)), one.Id, shape.Sheet, shape.HeaderRow)).FirstOrDefault() ?? [];
            fields = [.. shape.Columns.Select(f => Enum.TryParse<ListField>(f, out var field) ? field : (ListField?)null)];
            while (headings.Count < fields.Count) headings.Add("");
            await Run(at, "delete from network.import_row where import_id = $1", c, one.Id);
            await Run(at, "update network.import set done = 0, total = (select count(*) from network.import_line where import_id = $1 and sheet = $2 and line > $3) where id = $1", c, one.Id, shape.Sheet, shape.HeaderRow);
        });
        var countries = new HashSet<string>();
        var country = fields.IndexOf(ListField.Country);
        await foreach (var lines in Pages(one, shape, cancelled))
            foreach (var (_, cells) in lines)
                if (country >= 0 && country < cells.Count && ListedCountries.Find(RowChecks.Clean(cells[country])) is { } code) countries.Add(code);

        var finder = await Finder(one, countries, cancelled);
        var checks = new RowChecks(headings, fields);
        var done = 0;
        await foreach (var lines in Pages(one, shape, cancelled))
        {
            var rows = lines.Select(l => checks.Read(l.Line, l.Cells)).ToList();
            done += rows.Count;
            await Step(one, cancelled, async (at, c) =>
            {
                var keys = rows.Where(r => r.IsSound).Select(r => r.Key).ToArray();
                var known = (await Read(at, """
                    select distinct on (r.key) r.key, r.site_id from network.import_row r join network.import i on i.id = r.import_id and i.state = 'Applied'
                     where r.org_id = access.org() and r.key = any ($1) and r.site_id is not null and r.outcome <> 'Repeat' order by r.key, i.acted_at desc
                    """, c, r => (Key: r.GetString(0), Site: r.GetGuid(1)), (object)keys)).ToDictionary(x => x.Key, x => x.Site);
                await Keep(at, one, rows, [.. rows.Select(r => finder.Judge(r, r.IsSound && known.TryGetValue(r.Key, out var site) ? site : null))], c);
                await Run(at, "update network.import set done = $2 where id = $1", c, one.Id, done);
            });
        }
        await Step(one, cancelled, (at, c) => Run(at, "update network.import set state = 'Ready', checked_at = $2, version = version + 1 where id = $1", c, one.Id, begun));
    }

    private async Task<SiteFinder> Finder(Waiting one, HashSet<string> countries, CancellationToken cancelled)
    {
        IReadOnlyList<KnownSite> sites = [];
        ILookup<Guid, Guid?>? buysFrom = null;
        await using var work = works.Begin(cancelled);
        work.Patience = patience;
        await work.ActAsSystem(one.OrgId);
        if (countries.Count > 0) sites = await work.All<KnownSite>("select * from network.import_sites($1, $2)", countries.ToArray(), one.Wide);
        if (!one.Wide)
            buysFrom = (await work.All<Bought>("select to_org, site_id from network.relation where org_id = access.org() and role = 'buysFrom' and (until_day is null or until_day >= $1)", work.Today)).ToLookup(b => b.ToOrg, b => b.SiteId);
        return new SiteFinder(sites, buysFrom, one.OrgId);
    }

    private sealed record Bought(Guid ToOrg, Guid? SiteId);

    private async IAsyncEnumerable<IReadOnlyList<(int Line, List<string> Cells)>> Pages(Waiting one, Shape shape, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancelled)
    {
        var last = shape.HeaderRow;
        while (true)
        {
            List<(int Line, List<string> Cells)> page = [];
            await Step(one, cancelled, async (at, c) => page = await Read(at, "select line, cells::text from network.import_line where import_id = $1 and sheet = $2 and line > $3 order by line limit $4", c,
                r => (r.GetInt32(0), Cells(r.GetString(1))), one.Id, shape.Sheet, last, PageRows));
            if (page.Count == 0) yield break;
            yield return page;
            last = page[^1].Line;
        }
    }

    private static Task Keep(NpgsqlConnection at, Waiting one, List<ListedFacility> rows, List<Judgement> found, CancellationToken cancelled)
    {
        T[] Of<T>(Func<ListedFacility, T> of) => [.. rows.Select(of)];
        T[] Found<T>(Func<Judgement, T> of) => [.. found.Select(of)];
        return Run(at, """
            insert into network.import_row (import_id, org_id, line, outcome, problems, errors, warnings, mended, name, country, address, place, organization, org_kind, sector, isic, facility_type,
                   time_zone, latitude, longitude, headcount, os_id, duns, lei, tier, key, site_id, site_org, site_version, candidate_id, score, reasons, relates, other_name)
            select $1, $2, u.line, u.outcome, u.problems::jsonb, u.errors, u.warnings, u.mended, u.name, u.country, u.address, u.place, u.organization, u.org_kind, u.sector, u.isic, u.facility_type,
                   u.time_zone, u.latitude, u.longitude, u.headcount, u.os_id, u.duns, u.lei, u.tier, u.key, u.site_id, u.site_org, u.site_version, u.candidate_id, u.score, u.reasons, u.relates, u.other_name
              from unnest($3::integer[], $4::text[], $5::text[], $6::integer[], $7::integer[], $8::integer[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[],
                          $18::text[], $19::double precision[], $20::double precision[], $21::integer[], $22::text[], $23::text[], $24::text[], $25::integer[], $26::text[], $27::uuid[], $28::uuid[], $29::integer[],
                          $30::uuid[], $31::double precision[], $32::text[], $33::boolean[], $34::boolean[])
                   as u(line, outcome, problems, errors, warnings, mended, name, country, address, place, organization, org_kind, sector, isic, facility_type,
                        time_zone, latitude, longitude, headcount, os_id, duns, lei, tier, key, site_id, site_org, site_version, candidate_id, score, reasons, relates, other_name)
            """, cancelled, one.Id, one.OrgId, Of(r => r.Line), Found(j => j.Outcome), Of(r => JsonSerializer.Serialize(r.Problems, Json.Compact)),
            Of(r => r.Problems.Count(p => p.Level == "error")), Of(r => r.Problems.Count(p => p.Level == "warning")), Of(r => r.Mended),
            Of(r => r.Name), Of(r => r.Country), Of(r => r.Address), Of(r => r.Place), Of(r => r.Organization), Of(r => r.OrganizationKind), Of(r => r.Sector), Of(r => r.Isic), Of(r => r.FacilityType),
            Of(r => r.TimeZone), Of(r => r.Latitude), Of(r => r.Longitude), Of(r => r.Headcount), Of(r => r.OsId), Of(r => r.Duns), Of(r => r.Lei), Of(r => r.Tier), Of(r => r.IsSound ? r.Key : ""),
            Found(j => j.Site?.Id), Found(j => j.Site?.OrgId), Found(j => j.Site?.Version), Found(j => j.Candidate?.Id), Found(j => j.Score), Found(j => j.Reasons), Found(j => j.Relates), Found(j => j.OtherName));
    }

    // ---------- applying and taking back ----------

    private sealed record Applied(int Sites, int Organizations, int Changed, int Relations);
    private sealed record Undone(int Sites, int Organizations, int Changed, int Relations, int Stayed);
    private sealed record Made(Guid SiteId, Guid SiteOrg);

    private async Task Apply(Waiting one, CancellationToken cancelled)
    {
        await using var work = works.Begin(cancelled);
        work.Patience = patience;
        await work.ActAsSystem(one.OrgId);
        var applied = await work.FirstOrNone<Applied>("select * from network.apply_import($1, $2)", one.Id, work.Today);
        work.Write("update network.import set state = 'Applied', note = '', acted_at = $2, version = version + 1 where id = $1", one.Id, work.Now);
        work.Audit("import.applied", "import", one.Id, applied);
        await work.Commit();
    }

    private async Task Undo(Waiting one, CancellationToken cancelled)
    {
        await using var work = works.Begin(cancelled);
        work.Patience = patience;
        await work.ActAsSystem(one.OrgId);
        var made = await work.All<Made>("select site_id, site_org from network.import_row where import_id = $1 and outcome = 'New' and site_id is not null", one.Id);
        var ids = made.Select(m => m.SiteId).Concat(made.Select(m => m.SiteOrg)).Distinct().ToArray();
        var used = new HashSet<Guid>();
        foreach (var module in uses) used.UnionWith(await module.Used(work, ids));
        var undone = await work.FirstOrNone<Undone>("select * from network.undo_import($1, $2)", one.Id, used.ToArray());
        work.Write("update network.import set state = 'Undone', note = '', acted_at = $2, version = version + 1 where id = $1", one.Id, work.Now);
        work.Audit("import.undone", "import", one.Id, undone);
        await work.Commit();
    }

    // ---------- steps of their own ----------

    // A step is committed by itself: how far it got is seen while it goes on, and what is checked twice after a stop is checked anew.
    private async Task Step(Waiting one, CancellationToken cancelled, Func<NpgsqlConnection, CancellationToken, Task> act)
    {
        await using var at = await database.Data.OpenConnectionAsync(cancelled);
        await using var transaction = await at.BeginTransactionAsync(cancelled);
        await Run(at, "select set_config('app.org', $1, true), set_config('app.sites', '*', true)", cancelled, one.OrgId.ToString());
        await act(at, cancelled);
        await transaction.CommitAsync(cancelled);
    }

    private static async Task Run(NpgsqlConnection at, string sql, CancellationToken cancelled, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, at) { CommandTimeout = 300 };
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(cancelled);
    }

    private static async Task<List<T>> Read<T>(NpgsqlConnection at, string sql, CancellationToken cancelled, Func<NpgsqlDataReader, T> of, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, at) { CommandTimeout = 300 };
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancelled)) rows.Add(of(reader));
        return rows;
    }

    private static List<string> Cells(string json) => JsonSerializer.Deserialize<List<string>>(json) ?? [];
}
