using FsCheck;
using FsCheck.Fluent;
using OpenIlm.Sealing;

namespace OpenIlm.Tests.Unit.Sealing.Blobs;

public class EnvelopeTests
{
    static readonly KeyPair Vault = KeyPair.Generate();
    static readonly Aad Place = new(SealedColumns.MessageToVault, TheHouse.Row, TheHouse.Dossier);

    [Fact]
    public void Any_bytes_come_back_to_the_recipient() =>
        Prop.ForAll<byte[]>(bytes =>
            Envelope.Open(TheHouse.ErasureKey, Vault, Envelope.Seal(TheHouse.ErasureKey, Vault.Public, bytes, Place), Place).SequenceEqual(bytes))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Words_come_back()
    {
        var envelope = Envelope.SealText(TheHouse.ErasureKey, Vault.Public, "ကျေးဇူးတင်ပါတယ်", Place);
        Envelope.OpenText(TheHouse.ErasureKey, Vault, envelope, Place).ShouldBe("ကျေးဇူးတင်ပါတယ်");
    }

    [Fact]
    public void T68_any_altered_byte_or_length_fails_closed() =>
        TheHouse.ShouldOpenOnlyUnaltered(
            Envelope.Seal(TheHouse.ErasureKey, Vault.Public, "call after six"u8, Place),
            envelope => Envelope.Open(TheHouse.ErasureKey, Vault, envelope, Place));

    [Fact]
    public void T68_the_heads_of_two_messages_cannot_be_exchanged()
    {
        byte[] one = Envelope.SealText(TheHouse.ErasureKey, Vault.Public, "one", Place), two = Envelope.SealText(TheHouse.ErasureKey, Vault.Public, "two", Place);
        Should.Throw<SealBrokenException>(() => Envelope.Open(TheHouse.ErasureKey, Vault, [.. one[..113], .. two[113..]], Place));
    }

    [Fact]
    public void T68_another_place_recipient_or_erasure_key_is_refused()
    {
        var envelope = Envelope.SealText(TheHouse.ErasureKey, Vault.Public, "one", Place);
        Should.Throw<SealBrokenException>(() => Envelope.Open(TheHouse.ErasureKey, Vault, envelope, Place with { Row = Guid.NewGuid() }));
        Should.Throw<SealBrokenException>(() => Envelope.Open(TheHouse.ErasureKey, Vault, envelope, Place with { Dossier = Guid.NewGuid() }));
        Should.Throw<SealBrokenException>(() => Envelope.Open(TheHouse.ErasureKey, Vault, envelope, Place with { Column = SealedColumns.MessageToWorker }));
        Should.Throw<SealBrokenException>(() => Envelope.Open(TheHouse.ErasureKey, KeyPair.Generate(), envelope, Place));
        Should.Throw<SealBrokenException>(() => Envelope.OpenText(ErasureKeys.Generate(), Vault, envelope, Place));
    }

    [Fact]
    public void T70_ten_and_two_hundred_characters_have_the_same_length() =>
        Envelope.SealText(TheHouse.ErasureKey, Vault.Public, new string('a', 10), Place).Length
            .ShouldBe(Envelope.SealText(TheHouse.ErasureKey, Vault.Public, new string('a', 200), Place).Length);
}
