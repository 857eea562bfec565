using OpenIlm.Sealing;

namespace OpenIlm.Tests.Unit.Sealing.Primitives;

public class Argon2GateTests
{
    static readonly byte[] Salt = new byte[16];
    static readonly byte[] Secret = "123456789012345678"u8.ToArray();

    [Fact]
    public async Task What_comes_through_the_gate_is_what_Argon2id_gives() =>
        (await new Argon2Gate().TryDerive(Secret, Salt, default)).ShouldBe(Argon2.Derive(Secret, Salt));

    [Fact]
    public async Task Beyond_the_slots_and_the_queue_the_answer_is_null_at_once()
    {
        var gate = new Argon2Gate(slots: 1, queue: 3);
        var all = Enumerable.Range(0, 12).Select(_ => gate.TryDerive(Secret, Salt, default)).ToList();
        // One derivation takes far longer than asking twelve times, so the first four fill the gate.
        all.Count(task => task.IsCompletedSuccessfully && task.Result is null).ShouldBe(8);
        var answers = await Task.WhenAll(all);
        answers.Count(answer => answer is not null).ShouldBe(4);
    }

    [Fact]
    public async Task The_gate_is_free_again_afterwards()
    {
        var gate = new Argon2Gate(slots: 1, queue: 0);
        for (var round = 0; round < 3; round++) (await gate.TryDerive(Secret, Salt, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Giving_up_while_waiting_frees_the_place_in_the_queue()
    {
        var gate = new Argon2Gate(slots: 1, queue: 1);
        var gaveUp = false;
        // On a machine that is held up, the one before may be done before this one gives up: then it did not wait, and another one tries.
        for (var tries = 0; !gaveUp && tries < 20; tries++)
        {
            using var giveUp = new CancellationTokenSource();
            var running = gate.TryDerive(Secret, Salt, default);
            var waiting = gate.TryDerive(Secret, Salt, giveUp.Token);
            giveUp.Cancel();
            try { await waiting; }
            catch (OperationCanceledException) { gaveUp = true; }
            await running;
        }
        gaveUp.ShouldBeTrue();
        (await Task.WhenAll(gate.TryDerive(Secret, Salt, default), gate.TryDerive(Secret, Salt, default))).ShouldAllBe(answer => answer != null);
    }

    [Fact]
    public async Task A_wrong_salt_is_a_bug_and_does_not_hold_the_slot()
    {
        var gate = new Argon2Gate(slots: 1, queue: 0);
        await Should.ThrowAsync<ArgumentException>(() => gate.TryDerive(Secret, new byte[8], default));
        (await gate.TryDerive(Secret, Salt, default)).ShouldNotBeNull();
    }

    [Fact]
    public void Another_secret_or_salt_gives_another_key()
    {
        var key = Argon2.Derive(Secret, Salt);
        Argon2.Derive("123456789012345679"u8, Salt).ShouldNotBe(key);
        Argon2.Derive(Secret, [.. Salt[1..], 1]).ShouldNotBe(key);
        Argon2.Derive([], Salt).Length.ShouldBe(32);
    }
}
