using OpenIlm.Sealing;

namespace OpenIlm.Tests.Unit.Sealing.Blobs;

public class WrapTests
{
    static readonly KeyPair Vault = KeyPair.Generate();
    static readonly byte[] Dek = DossierKeys.Generate();
    static readonly Aad Place = new(SealedColumns.DossierKeyN, TheHouse.Row, TheHouse.Dossier);
    static readonly byte[] Wrapped = Wrap.Key(TheHouse.ErasureKey, Vault.Public, Dek, Place, version: 3);

    [Fact]
    public void The_vault_with_the_erasure_key_opens() => Wrap.OpenKey(TheHouse.ErasureKey, Vault, Wrapped, Place, 3).ShouldBe(Dek);

    [Fact]
    public void T73_without_the_erasure_key_the_vault_opens_nothing() =>
        Should.Throw<SealBrokenException>(() => Wrap.OpenKey(ErasureKeys.Generate(), Vault, Wrapped, Place, 3));

    [Fact]
    public void T69_with_the_erasure_key_but_another_vault_nothing_opens() =>
        Should.Throw<SealBrokenException>(() => Wrap.OpenKey(TheHouse.ErasureKey, KeyPair.Generate(), Wrapped, Place, 3));

    [Fact]
    public void T68_any_altered_byte_or_length_fails_closed() =>
        TheHouse.ShouldOpenOnlyUnaltered(Wrapped, wrap => Wrap.OpenKey(TheHouse.ErasureKey, Vault, wrap, Place, 3));

    [Fact]
    public void T68_another_version_row_dossier_or_tier_is_refused()
    {
        Refused(Place, 2);
        Refused(Place with { Row = Guid.NewGuid() }, 3);
        Refused(Place with { Dossier = Guid.NewGuid() }, 3);
        Refused(Place with { Column = SealedColumns.DossierKeyI }, 3);

        static void Refused(Aad place, int version) =>
            Should.Throw<SealBrokenException>(() => Wrap.OpenKey(TheHouse.ErasureKey, Vault, Wrapped, place, version));
    }

    [Fact]
    public void T68_a_box_that_somebody_with_the_keystore_moved_to_another_dossier_or_tier_is_refused()
    {
        // The outer seal is made anew for the new place, as the holder of EK could; only what the box says inside is left to tell.
        var box = Blob.Open(TheHouse.ErasureKey, Wrapped, Place);
        foreach (var place in new[] { Place with { Dossier = Guid.NewGuid() }, Place with { Column = SealedColumns.DossierKeyI } })
        {
            var moved = Blob.Seal(TheHouse.ErasureKey, box, place, pad: false);
            Should.Throw<SealBrokenException>(() => Wrap.OpenKey(TheHouse.ErasureKey, Vault, moved, place, 3));
        }
    }

    [Fact]
    public void A_box_of_another_content_is_refused()
    {
        var blob = Blob.Seal(TheHouse.ErasureKey, SealedBox.Seal(Vault.Public, new byte[8]), Place, pad: false);
        Should.Throw<SealBrokenException>(() => Wrap.OpenKey(TheHouse.ErasureKey, Vault, blob, Place, 3));
    }

    [Fact]
    public void A_key_of_another_length_is_not_wrapped() =>
        Should.Throw<ArgumentException>(() => Wrap.Key(TheHouse.ErasureKey, Vault.Public, new byte[16], Place, 1));
}
