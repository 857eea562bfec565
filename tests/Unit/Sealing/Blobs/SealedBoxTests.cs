using FsCheck;
using FsCheck.Fluent;
using OpenIlm.Sealing;

namespace OpenIlm.Tests.Unit.Sealing.Blobs;

public class SealedBoxTests
{
    static readonly KeyPair Vault = KeyPair.Generate();

    [Fact]
    public void Any_bytes_come_back_to_the_recipient() =>
        Prop.ForAll<byte[]>(bytes => SealedBox.Open(Vault, SealedBox.Seal(Vault.Public, bytes)).SequenceEqual(bytes)).QuickCheckThrowOnFailure();

    [Fact]
    public void T68_any_altered_byte_or_length_fails_closed() =>
        TheHouse.ShouldOpenOnlyUnaltered(SealedBox.Seal(Vault.Public, TheHouse.Key), box => SealedBox.Open(Vault, box));

    [Fact]
    public void Somebody_else_does_not_open() =>
        Should.Throw<SealBrokenException>(() => SealedBox.Open(KeyPair.Generate(), SealedBox.Seal(Vault.Public, TheHouse.Key)));

    [Fact]
    public void A_public_key_that_would_seal_to_everybody_is_refused()
    {
        Should.Throw<SealBrokenException>(() => SealedBox.Seal(new byte[32], TheHouse.Key));
        Should.Throw<SealBrokenException>(() => SealedBox.Seal(new byte[31], TheHouse.Key));
    }

    [Fact]
    public void The_public_half_follows_from_the_private()
    {
        KeyPair.FromPrivate(Vault.Private).Public.ShouldBe(Vault.Public);
        Should.Throw<ArgumentException>(() => KeyPair.FromPrivate(new byte[31]));
    }

    [Fact]
    public void A_key_pair_does_not_print_itself() => $"{Vault}".ShouldBe("key pair");
}
