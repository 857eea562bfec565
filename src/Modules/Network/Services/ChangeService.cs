using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Changes what is said about a service. Its due diligence and its state have acts of their own.</summary>
public static class ChangeService
{
    /// <summary>Changes it; only the organization that keeps the entry may.</summary>
    /// <param name="id">Service.</param>
    /// <param name="version">The version that was read; null takes any.</param>
    /// <param name="input">How it is to be. A secret address left empty stays as it is kept.</param>
    /// <param name="work">The unit of work.</param>
    public static async Task<Outcome<CreatedView>> Handle(Guid id, int? version, AddService.Input input, Work work)
    {
        if (await KeptService.Of(id, work) is not { } kept) return Outcome<CreatedView>.Missing;
        if (AddService.WhyNot(input).Concat(await AddService.WhyNotHere(input, work)).Concat(await WhyNotTell(id, input, work)).ToList() is { Count: > 0 } reasons) return Outcome<CreatedView>.Refused(reasons);
        var met = await work.Change($"update network.service set ({ServiceWords.Columns}) = row ({ServiceWords.Places(3)}), modified_at = ${ServiceWords.Count + 3}, version = version + 1 where id = $1 and version = $2",
            [id, version ?? kept.Version, .. ServiceWords.Values(input), work.Now]);
        if (met == 0) return Outcome<CreatedView>.Stale;
        if (!input.Secret) work.Write("delete from network.service_address_secret where service_id = $1", id);
        else if (!string.IsNullOrWhiteSpace(input.Address))
            work.Write("""
                insert into network.service_address_secret (service_id, org_id, address) values ($1, $2, $3)
                on conflict (service_id) do update set address = excluded.address
                """, id, work.Actor.OrganizationId, input.Address.Trim());
        work.Audit("service.changed", "service", id, new { input.Kinds, input.Countries, input.Secret });
        return await work.Commit(new CreatedView(id));
    }

    // The address that is kept must not slip into the words either, nor be opened by whoever may not read it.
    private static async Task<IReadOnlyList<Refusal>> WhyNotTell(Guid id, AddService.Input input, Work work)
    {
        var was = await work.FirstOrNone<bool>("select secret_address from network.service where id = $1", id);
        if (was && !input.Secret && !work.Actor.May(NetworkPermissions.ReadSecretAddresses)) return [new AddService.AddressForHandlers()];
        if (!input.Secret || await work.FirstOrNone<string>("select address from network.service_address_secret where service_id = $1", id) is not { } address) return [];
        return [.. ServiceWords.Texts(input).Where(t => t.Member != "address" && ServiceWords.Tells(t.Text, address)).Select(t => new BadInput("service.address-in-words", t.Member))];
    }
}

/// <summary>An entry of the caller's own organization.</summary>
internal sealed record KeptService(Guid Id, int Version, string Status)
{
    public static Task<KeptService?> Of(Guid id, Work work) =>
        work.FirstOrNone<KeptService>("select id, version, status from network.service where id = $1 and org_id = $2", id, work.Actor.OrganizationId);
}
