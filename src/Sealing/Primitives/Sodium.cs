using System.Reflection;
using System.Runtime.InteropServices;

namespace OpenIlm.Sealing;

/// <summary>
/// The functions of libsodium that we use, and no other. The framework has no sealed box and no Argon2id; everything else
/// comes from <c>System.Security.Cryptography</c>.
/// </summary>
internal static unsafe partial class Sodium
{
    public const int PublicKeyBytes = 32, PrivateKeyBytes = 32, SealBytes = 48, SaltBytes = 16, Argon2id13 = 2;

    const string Library = "libsodium.so.23";

    static readonly string[] Names = [Library, "libsodium", "libsodium.so.26"];

    static Sodium() => NativeLibrary.SetDllImportResolver(typeof(Sodium).Assembly, Resolve);

    static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return 0;
        var library = Find(Names);
        // sodium_init picks the processor's implementations and is not safe beside other calls, so it runs here:
        // after the load and before any function can be reached. It may be called again without harm.
        var init = (delegate* unmanaged<int>)NativeLibrary.GetExport(library, "sodium_init");
        return init() >= 0 ? library : throw new SealingUnavailableException("libsodium is installed but its sodium_init failed.");
    }

    /// <summary>Loads the first of the names that exists.</summary>
    /// <exception cref="SealingUnavailableException">None exists.</exception>
    internal static nint Find(IReadOnlyList<string> names)
    {
        foreach (var name in names)
            if (NativeLibrary.TryLoad(name, typeof(Sodium).Assembly, null, out var library)) return library;
        throw new SealingUnavailableException(
            $"libsodium was not found (looked for {string.Join(", ", names)}). Without it nothing can be sealed, so OpenILM does not start. "
            + "Install it: apt-get install libsodium23");
    }

    [LibraryImport(Library)]
    internal static partial int sodium_init();

    [LibraryImport(Library)]
    internal static partial int crypto_box_keypair(byte* pk, byte* sk);

    [LibraryImport(Library)]
    internal static partial int crypto_box_seal(byte* c, byte* m, ulong mlen, byte* pk);

    [LibraryImport(Library)]
    internal static partial int crypto_box_seal_open(byte* m, byte* c, ulong clen, byte* pk, byte* sk);

    [LibraryImport(Library)]
    internal static partial int crypto_scalarmult_base(byte* q, byte* n);

    [LibraryImport(Library)]
    internal static partial int crypto_pwhash(byte* output, ulong outlen, byte* passwd, ulong passwdlen, byte* salt,
        ulong opslimit, nuint memlimit, int alg);
}
