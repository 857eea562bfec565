using OpenIlm.Kernel;
using OpenIlm.Sealing;

namespace OpenIlm.Platform;

/// <summary>
/// The private keys that one unlocked session opens, for the length of one request: the person's own, and through it the keys of the
/// vaults the person was admitted to. Nothing of it outlives the request.
/// </summary>
public sealed class Keyring
{
    /// <summary>Opens nothing.</summary>
    public static readonly Keyring Closed = new(null, [], []);

    private readonly Func<KeyPair>? openPerson;
    private readonly Dictionary<(Guid Vault, int Version), (byte[] Pub, byte[] Box)> sealedKeys;
    private readonly Dictionary<Guid, VaultDoor> doors;
    private readonly Dictionary<Guid, int> current = [];
    private readonly Dictionary<(Guid Vault, int Version), KeyPair> opened = [];
    private KeyPair? person;

    private Keyring(Func<KeyPair>? openPerson, Dictionary<(Guid, int), (byte[], byte[])> sealedKeys, Dictionary<Guid, VaultDoor> doors)
    {
        this.openPerson = openPerson;
        this.sealedKeys = sealedKeys;
        this.doors = doors;
    }

    internal static Keyring Of(SessionRow row, SessionToken token)
    {
        if (row.Locked || row.SkWrapped is null) return Closed;
        var keys = new Dictionary<(Guid, int), (byte[], byte[])>(row.Vaults.Length);
        var doors = new Dictionary<Guid, VaultDoor>(row.Vaults.Length);
        for (var i = 0; i < row.Vaults.Length; i++)
        {
            keys[(row.Vaults[i], row.Versions[i])] = (row.Pubs[i], row.Keys[i]);
            // What is sealed now goes to the current version, never to one that is on its way out.
            if (row.Versions[i] == row.Currents[i]) doors[row.VaultOrgs[i]] = new VaultDoor(row.Vaults[i], row.Versions[i], row.Pubs[i], row.Holders[i]);
        }
        var ring = new Keyring(() => new KeyPair(row.Pub, Blob.Open(token.SealingKey, row.SkWrapped, new Aad(SealedColumns.SessionKey, row.SessionId, row.PersonId))), keys, doors);
        for (var i = 0; i < row.Vaults.Length; i++) ring.current[row.Vaults[i]] = row.Currents[i];
        return ring;
    }

    /// <summary>Whether the session holds no key now.</summary>
    public bool IsLocked => openPerson is null;

    /// <summary>The person's own pair.</summary>
    /// <exception cref="InvalidOperationException">The session is locked.</exception>
    public KeyPair Person => person ??= (openPerson ?? throw new InvalidOperationException("The session is locked."))();

    /// <summary>Older versions of a vault's key that this session still opens, each with the version that took its place: a change of key is under way.</summary>
    public IEnumerable<(Guid Vault, int Version, int Current)> Outdated =>
        IsLocked ? [] : sealedKeys.Keys.Where(k => current.TryGetValue(k.Vault, out var now) && k.Version < now && sealedKeys.ContainsKey((k.Vault, now))).Select(k => (k.Vault, k.Version, current[k.Vault]));

    /// <summary>Every version of the vault's key that this session opens.</summary>
    public IEnumerable<int> VersionsOf(Guid vault) => IsLocked ? [] : sealedKeys.Keys.Where(k => k.Vault == vault).Select(k => k.Version);

    /// <summary>Whether the person was admitted to this version of the vault.</summary>
    public bool Holds(Guid vault, int version) => sealedKeys.ContainsKey((vault, version));

    /// <summary>The vault of an organization as the session's beginning found it; null unless the person holds a key to it.</summary>
    internal VaultDoor? Door(Guid organization) => doors.GetValueOrDefault(organization);

    /// <summary>The vault's pair; null when the session is locked or the person holds no key to it.</summary>
    public KeyPair? Vault(Guid vault, int version)
    {
        if (IsLocked || !sealedKeys.TryGetValue((vault, version), out var held)) return null;
        if (!opened.TryGetValue((vault, version), out var pair))
            opened[(vault, version)] = pair = new KeyPair(held.Pub, SealedBox.Open(Person, held.Box));
        return pair;
    }
}

/// <summary>An organization's vault as anybody may know it: where to seal, and how many people could open it.</summary>
/// <param name="Id">The vault.</param>
/// <param name="Version">Version of its key.</param>
/// <param name="Pub">X25519 public key.</param>
/// <param name="Holders">People who hold the private half; intake needs two.</param>
public sealed record VaultDoor(Guid Id, int Version, byte[] Pub, int Holders)
{
    /// <summary>The vault of an organization; null while it has none.</summary>
    public static async Task<VaultDoor?> Of(Work work, Guid organization) =>
        work.Keys.Door(organization) ?? await work.FirstOrNone<VaultDoor>("select id, version, pub, holders from access.vault_of($1)", organization);
}

/// <summary>Sealed content was asked for while the session holds no key to it.</summary>
public sealed record SessionLocked() : Refusal("session.locked");

/// <summary>The person is not yet admitted to the vault that the content is sealed to.</summary>
public sealed record NotAdmittedToVault() : Refusal("vault.not-admitted");
