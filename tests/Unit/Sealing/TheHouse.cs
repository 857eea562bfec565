using OpenIlm.Sealing;

namespace OpenIlm.Tests.Unit.Sealing;

/// <summary>What the tests of sealing share: places, keys and the ways to break a sealed thing.</summary>
internal static class TheHouse
{
    public static readonly Guid Row = new("11111111-2222-4333-8444-555555555555");
    public static readonly Guid Dossier = new("66666666-7777-4888-9999-aaaaaaaaaaaa");
    public static readonly Aad Narrative = new(SealedColumns.Narrative, Row, Dossier);
    public static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    public static readonly byte[] ErasureKey = [.. Enumerable.Range(100, 32).Select(i => (byte)i)];

    /// <summary>Every byte changed in turn, every shorter length, one byte more: all must fail, and only as <see cref="SealBrokenException"/>.</summary>
    public static void ShouldOpenOnlyUnaltered(byte[] sealedThing, Action<byte[]> open)
    {
        Should.NotThrow(() => open(sealedThing));
        for (var i = 0; i < sealedThing.Length; i++)
            foreach (var mask in (byte[])[0x01, 0x80, 0xFF])
            {
                var altered = sealedThing.ToArray();
                altered[i] ^= mask;
                Should.Throw<SealBrokenException>(() => open(altered), $"byte {i} ^ {mask:x2}");
            }
        for (var length = 0; length < sealedThing.Length; length++)
            Should.Throw<SealBrokenException>(() => open(sealedThing[..length]), $"cut to {length}");
        Should.Throw<SealBrokenException>(() => open([.. sealedThing, 0]), "one byte more");
    }

    /// <summary>A folder of its own that is gone afterwards.</summary>
    public static void InAFolder(Action<string> act)
    {
        var folder = Path.Combine(Path.GetTempPath(), "openilm-" + Guid.NewGuid().ToString("N"));
        try { act(folder); }
        finally { if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true); }
    }

    public static InstallationSecrets NewSecrets()
    {
        InstallationSecrets? secrets = null;
        InAFolder(folder => secrets = InstallationSecrets.LoadOrCreate(folder));
        return secrets!;
    }
}
