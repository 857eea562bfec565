using Npgsql;
using OpenIlm.Sealing;

namespace OpenIlm.Tests.Architecture;

/// <summary>Security test 56 and trap 1: what the database itself guarantees, for every table there is.</summary>
public sealed class SchemaTest(TestNetwork network)
{
    private async Task<List<string>> Ask(string sql)
    {
        await using var connection = new NpgsqlConnection(network.Node.Databases.DataOwner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }

    private const string ours = "n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'public')";

    [Fact]
    public async Task Every_table_with_an_organization_forces_row_security() =>
        (await Ask($"""
            select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where c.relkind = 'r' and {ours} and not (c.relrowsecurity and c.relforcerowsecurity)
               and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped)
            """)).ShouldBeEmpty();

    [Fact]
    public async Task Tables_without_an_organization_are_these() =>
        (await Ask($"""
            select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where c.relkind = 'r' and {ours}
               and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped)
            """)).ShouldBe(["access.organization", "cases.stat_atom"]);

    [Fact]
    public async Task A_table_of_groups_that_are_nobodys_forces_row_security_and_shows_neither_its_places_nor_its_counts()
    {
        (await Ask("select c.relname from pg_class c where c.oid = 'cases.stat_atom'::regclass and not (c.relrowsecurity and c.relforcerowsecurity)")).ShouldBeEmpty();
        (await Ask("select a.attname from pg_attribute a where a.attrelid = 'cases.stat_atom'::regclass and a.attnum > 0 and has_column_privilege('openilm_app', a.attrelid, a.attnum, 'select') order by 1")).ShouldBe(["category", "id", "released_on", "shown"]);
        (await Ask("select 'changes' where has_table_privilege('openilm_app', 'cases.stat_atom', 'insert, update, delete') or has_table_privilege('openilm_door', 'cases.stat_atom', 'update, delete')")).ShouldBeEmpty("a group is frozen");
    }

    [Fact]
    public async Task The_application_owns_nothing_and_bypasses_nothing()
    {
        (await Ask($"select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner where {ours} and r.rolname <> 'openilm_owner' and c.relkind in ('r', 'v', 'S')")).ShouldBeEmpty();
        (await Ask("select rolname from pg_roles where rolname in ('openilm_app', 'openilm_door', 'openilm_identity', 'openilm_keystore') and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)")).ShouldBeEmpty();
        (await Ask("select rolname from pg_roles where rolname in ('openilm_door', 'openilm_identity') and rolcanlogin")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_application_cannot_truncate_or_touch_names_or_change_the_audit_log()
    {
        (await Ask($"select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and {ours} and has_table_privilege('openilm_app', c.oid, 'truncate')")).ShouldBeEmpty();
        (await Ask("select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'identity' and c.relkind = 'r' and has_table_privilege('openilm_app', c.oid, 'select,insert,update,delete')")).ShouldBeEmpty();
        (await Ask("select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'audit' and c.relkind = 'r' and has_table_privilege('openilm_app', c.oid, 'insert,update,delete')")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_door_function_fixes_its_search_path() =>
        (await Ask($"""
            select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
             where {ours} and p.prosecdef and not coalesce(array_to_string(p.proconfig, ','), '') like '%search_path=pg_catalog, pg_temp%'
            """)).ShouldBeEmpty();

    [Fact]
    public async Task Every_sealed_column_has_a_contract_and_every_contract_a_column()
    {
        // Columns of bytes that are no ciphertext: public keys, hashes, salts, verifiers and lookups.
        string[] notSealed = ["pub", "hash", "prev", "signature", "kdf_salt", "verifier", "recovery_pub", "reply_pub", "ref_hash", "code_hash", "lookup", "request_hash", "first_text_hash", "text_hash", "content_mark", "phone_bidx", "bidx", "seed", "id_hash", "sender_hash", "provider_hash"];
        var inDatabase = (await Ask($"""
            select n.nspname || '.' || c.relname || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
             where c.relkind = 'r' and {ours} and a.atttypid = 'bytea'::regtype and not a.attisdropped and a.attname <> all (array['{string.Join("','", notSealed)}'])
            """)).Order().ToList();
        var contracts = SealedColumns.All.Where(c => !c.Table.StartsWith("keystore.", StringComparison.Ordinal)).Select(c => $"{c.Table}.{c.Column}").Distinct().Order().ToList();
        inDatabase.ShouldBe(contracts);
    }

    [Fact]
    public async Task A_connection_without_an_actor_sees_no_row_of_anybody()
    {
        await using var connection = new NpgsqlConnection(network.Node.Databases.Data);
        await connection.OpenAsync();
        // Channels and the directory of sites are for everybody who looks for help.
        foreach (var table in (await Ask($"select n.nspname || '.' || quote_ident(c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and {ours} and n.nspname not in ('identity') and has_table_privilege('openilm_app', c.oid, 'select')")).Except(["access.organization", "voice.channel", "network.site", "network.relation"]))
        {
            await using var command = new NpgsqlCommand($"select count(*) from {table}", connection);
            ((long)(await command.ExecuteScalarAsync())!).ShouldBe(0, table);
        }
    }

    [Fact]
    public async Task Whoever_keeps_out_of_a_case_is_kept_out_of_every_table_that_keeps_to_cases_granted_by_name() =>
        // A new table with a policy "by_name" needs one "recused" beside it: select cases.keep_recused_out() at the end of its migration makes it, or its own words.
        (await Ask("""
            select b.schemaname || '.' || b.tablename from pg_policies b where b.policyname = 'by_name' and b.qual not like '%case_link%'
               and not exists (select 1 from pg_policies r where r.schemaname = b.schemaname and r.tablename = b.tablename and r.policyname = 'recused' and r.permissive = 'RESTRICTIVE' and r.cmd = 'SELECT')
            """)).ShouldBeEmpty();

    [Fact]
    public async Task Every_table_of_a_case_keeps_to_cases_granted_by_name() =>
        (await Ask("""
            select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where c.relkind = 'r' and n.nspname in ('cases', 'voice') and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'case_id' and not a.attisdropped)
               and not exists (select 1 from pg_policies b where b.schemaname = n.nspname and b.tablename = c.relname and b.policyname = 'by_name')
            """)).ShouldBeEmpty();
}
