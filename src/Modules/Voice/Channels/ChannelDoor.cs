using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>A channel with the vault behind it, in one read.</summary>
internal sealed record ChannelDoor(Guid Id, Guid OrgId, string Name, string Organization, bool Open, Guid? VaultId, int? Version, byte[]? Pub, int? Holders)
{
    /// <summary>The vault; null while the organization has none.</summary>
    public VaultDoor? Vault => VaultId is { } id ? new VaultDoor(id, Version!.Value, Pub!, Holders!.Value) : null;

    /// <summary>The channel; null when there is none. Closed when its organization is off.</summary>
    public static Task<ChannelDoor?> Of(Work work, Guid channel) => work.FirstOrNone<ChannelDoor>("""
        select c.id, c.org_id, c.name, o.name as organization, c.open and o.active as open, v.id as vault_id, v.version, v.pub, v.holders
          from voice.channel c
          join access.organization o on o.id = c.org_id
          left join lateral access.vault_of(c.org_id) v on true
         where c.id = $1
        """, channel);
}
