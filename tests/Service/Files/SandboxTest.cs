using System.Diagnostics;
using System.Text;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Service;

/// <summary>What a tool can reach that a stranger's file has taken over: nothing, and not for long (security test 39).</summary>
public sealed class SandboxTest(TestNetwork network)
{
    private static readonly Sandbox sandbox = new(512L << 20, TimeSpan.FromSeconds(2));

    [Fact]
    public async Task It_has_no_network_no_home_no_data_and_no_environment()
    {
        await network.NeedsTheTools();
        Environment.SetEnvironmentVariable("OPENILM_TEST_SECRET", "quietword");
        var (end, said) = await Run($"env; ls / /home /root {network.Folder} /etc 2>&1; cat /proc/net/route; ls /proc | grep -c '^[0-9]'");
        end.ShouldBe(SandboxEnd.Done);
        said.ShouldNotContain("quietword");
        said.ShouldNotContain("secrets");
        said.ShouldNotContain("passwd");
        said.ShouldNotContain("eth0");
        (await Run("touch /usr/x")).End.ShouldBe(SandboxEnd.Failed, "programs can be read and not written");
    }

    [Fact]
    public async Task It_is_ended_when_its_time_or_its_memory_is_used_up()
    {
        await network.NeedsTheTools();
        var clock = Stopwatch.StartNew();
        (await Run("sleep 60")).End.ShouldBe(SandboxEnd.TooSlow);
        (await Run("while true; do :; done")).End.ShouldBe(SandboxEnd.TooSlow);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(50), "long before they would end by themselves");
        (await Run("python3 -c 'x = bytearray(600 << 20)'")).End.ShouldBe(SandboxEnd.Failed);
        (await Run("cat /dev/zero > /tmp/full")).End.ShouldBe(SandboxEnd.Failed, "its disk is memory, and that has an end");
        (await Run("cat /dev/zero", most: 1 << 20)).End.ShouldBe(SandboxEnd.Failed, "it may not write without end");
    }

    private static async Task<(SandboxEnd End, string Said)> Run(string line, long most = 1 << 20)
    {
        using var output = new MemoryStream();
        var end = await sandbox.Run(line, Stream.Null, output, most, default);
        return (end, Encoding.UTF8.GetString(output.ToArray()));
    }
}
