using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Kernel;
using OpenIlm.Network;
using OpenIlm.Sealing;

namespace OpenIlm.Tests.Service;

/// <summary>The authenticator's code (security design, trap 2; security test 40): one step to either side, once.</summary>
public sealed class TotpTest(TestNetwork network)
{
    [Theory, InlineData(-1), InlineData(0), InlineData(1)]
    public async Task A_code_of_the_step_before_this_one_and_the_next_is_taken(int steps)
    {
        await using var desk = await AnEnrolledPerson();
        (await desk.SignsIn(desk.Code(steps))).Created()["locked"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Theory, InlineData(-2), InlineData(2), InlineData(-3), InlineData(10)]
    public async Task A_code_two_steps_away_is_refused(int steps)
    {
        await using var desk = await AnEnrolledPerson();
        (await desk.SignsIn(desk.Code(steps))).RefusedFor("session.not-right", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_code_works_once()
    {
        await using var desk = await AnEnrolledPerson();
        var code = desk.Code(0);
        (await desk.SignsIn(code)).Created();
        (await desk.SignsIn(code)).RefusedFor("session.not-right", HttpStatusCode.Unauthorized);
        (await desk.SignsIn(desk.Code(-1))).RefusedFor("session.not-right", HttpStatusCode.Unauthorized);
        (await desk.SignsIn(desk.Code(1))).Created();
    }

    [Fact]
    public async Task The_same_code_five_times_at_once_opens_one_session()
    {
        await using var desk = await AnEnrolledPerson();
        var code = desk.Code(0);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => desk.SignsIn(code)));
        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_code_the_right_passphrase_opens_nothing()
    {
        await using var desk = await AnEnrolledPerson();
        (await desk.SignsIn(null)).RefusedFor("session.not-right", HttpStatusCode.Unauthorized);
        (await desk.SignsIn("000000x")).RefusedFor("session.not-right", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_code_that_proved_the_enrollment_cannot_sign_in()
    {
        await using var desk = await AnEnrolledPerson(wait: false);
        (await desk.SignsIn(desk.Code(0))).RefusedFor("session.not-right", HttpStatusCode.Unauthorized);
    }

    private async Task<Desk> AnEnrolledPerson(bool wait = true)
    {
        var ngo = await network.Organization("CivilSociety");
        var person = await network.Person(ngo, Roles.CaseHandler);
        // In the middle of a step, so that the test cannot run over its edge.
        var clock = new StandingClock(DateTimeOffset.FromUnixTimeSeconds(network.Clock.GetUtcNow().ToUnixTimeSeconds() / 30 * 30 + 15));
        var node = await network.AnotherNode(clock);
        var desk = new Desk(node, clock, person.Email, Totp.NewSeed());
        await using (var work = await node.Begin(person))
            (await EnrollSecondFactor.Handle(desk.Seed, desk.Code(0), work, node.Services.GetRequiredService<InstallationSecrets>())).IsDone.ShouldBeTrue();
        if (wait) clock.Move(TimeSpan.FromMinutes(2));
        return desk;
    }

    private sealed record Desk(TestNode Node, StandingClock Clock, string Email, byte[] Seed) : IAsyncDisposable
    {
        public Task<Answer> SignsIn(string? code) => Calls.Post(Node.Anonymous, "/sessions", new { email = Email, password = TestNetwork.Passphrase, code });

        /// <summary>RFC 6238 as the RFC writes it, apart from the code under test.</summary>
        public string Code(int steps)
        {
            var counter = new byte[8];
            BinaryPrimitives.WriteInt64BigEndian(counter, Clock.GetUtcNow().ToUnixTimeSeconds() / 30 + steps);
            var hash = HMACSHA1.HashData(Seed, counter);
            var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fffffff;
            return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        }

        public ValueTask DisposeAsync() => Node.DisposeAsync();
    }
}
