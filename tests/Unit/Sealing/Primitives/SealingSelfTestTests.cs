using OpenIlm.Sealing;

namespace OpenIlm.Tests.Unit.Sealing.Primitives;

public class SealingSelfTestTests
{
    public static TheoryData<string> Primitives => [.. KnownAnswers.All.Select(answer => answer.Primitive)];

    [Theory, MemberData(nameof(Primitives))]
    public void T67_each_primitive_gives_its_known_answer(string primitive) =>
        KnownAnswers.All.Single(answer => answer.Primitive == primitive).Holds().ShouldBeTrue();

    [Fact]
    public void T67_the_self_test_runs_through_on_a_sound_machine() => Should.NotThrow(SealingSelfTest.Run);

    [Fact]
    public void T67_a_wrong_answer_stops_the_start_and_names_the_primitive() =>
        Should.Throw<SealingUnavailableException>(() => SealingSelfTest.Run([("HMAC-SHA256", () => false)])).Message.ShouldContain("HMAC-SHA256");

    [Fact]
    public void T67_a_primitive_that_throws_stops_the_start_and_is_named() =>
        Should.Throw<SealingUnavailableException>(() => SealingSelfTest.Run([("Argon2id", () => throw new InsufficientMemoryException())]))
            .Message.ShouldContain("Argon2id");

    [Fact]
    public void T67_without_libsodium_the_message_says_how_to_install_it() =>
        Should.Throw<SealingUnavailableException>(() => Sodium.Find(["libno-such-library.so.23"])).Message.ShouldContain("apt-get install libsodium23");

    [Fact]
    public void Initializing_libsodium_again_does_no_harm() => Sodium.sodium_init().ShouldBe(1);
}
