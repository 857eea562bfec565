using OpenIlm.Sealing;

namespace OpenIlm.Tests.Unit.Sealing.Blobs;

public class ErasureKeysTests
{
    static readonly byte[] Wrapped = ErasureKeys.Wrap(TheHouse.Key, TheHouse.ErasureKey, TheHouse.Dossier);

    [Fact]
    public void The_store_key_opens_it() => ErasureKeys.Open(TheHouse.Key, Wrapped, TheHouse.Dossier).ShouldBe(TheHouse.ErasureKey);

    [Fact]
    public void T68_any_altered_byte_or_length_fails_closed() =>
        TheHouse.ShouldOpenOnlyUnaltered(Wrapped, wrapped => ErasureKeys.Open(TheHouse.Key, wrapped, TheHouse.Dossier));

    [Fact]
    public void T68_another_store_key_or_dossier_is_refused()
    {
        Should.Throw<SealBrokenException>(() => ErasureKeys.Open(TheHouse.ErasureKey, Wrapped, TheHouse.Dossier));
        Should.Throw<SealBrokenException>(() => ErasureKeys.Open(TheHouse.Key, Wrapped, Guid.NewGuid()));
    }
}
