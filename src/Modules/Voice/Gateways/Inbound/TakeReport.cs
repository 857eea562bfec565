using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>What a provider says became of a message. Reports come late, twice and in any order.</summary>
internal static class TakeReport
{
    /// <summary>Takes one report, in a unit of work of its own.</summary>
    public static async Task Handle(GatewayAccount account, DeliveryReport report, Work work, ICaseFiles cases, Messenger messenger, ShortKeys keys)
    {
        await work.ActAsSystem(account.OrganizationId);
        var row = await work.FirstOrNone<Row>("select id, contact_id, kind, state from voice.outbound where gateway_id = $1 and (id = $2 or provider_hash = $3) for update",
            account.Id, report.Outbound ?? Guid.Empty, report.ProviderId is { } id ? messenger.HashOf(account, id) : []);
        if (row is null || DeliveryStates.After(row.State, report.State) is not { } state) return;
        work.Write("update voice.outbound set state = $2, fault = $3, state_on = $4, ct = null, next_at = null, taken_at = null where id = $1", row.Id, state, report.Fault, work.Today);
        if (state is DeliveryState.Failed && row.Kind != "FirstAnswer") await cases.MessageNotDelivered(work, row.ContactId, state, report.Fault);
        work.Audit("message." + char.ToLowerInvariant(state.ToString()[0]) + state.ToString()[1..], "contact", row.ContactId, new { outbound = row.Id, report.Fault });
        await work.Commit();
        await keys.EndTransport(row.Id, CancellationToken.None);
    }

    private sealed record Row(Guid Id, Guid ContactId, string Kind, DeliveryState State);
}
