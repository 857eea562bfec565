using Microsoft.Extensions.Logging;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>
/// Sends what waits, each message once. A row is taken and committed before the provider is spoken to; what certainly did not go out is tried again, ever more seldom, until
/// it is too late; where nobody can know, it is told to the handler and not sent again, unless the provider itself takes a message only once.
/// </summary>
public static class SendDue
{
    private const int Batch = 20, SideBySide = 4;
    private static readonly TimeSpan remembered = TimeSpan.FromDays(35);

    /// <summary>Sends everything that is due in every organization; returns how many the providers took. Safe to repeat, on every node.</summary>
    public static async Task<int> Handle(WorkFactory works, Gateways gateways, Messenger messenger, ShortKeys keys, ICaseFiles cases, GatewayOptions options, CancellationToken cancelled)
    {
        await EndLate(works, gateways, keys, cases, options, cancelled);
        var sent = 0;
        while (true)
        {
            IReadOnlyList<Taken> batch;
            await using (var work = works.Begin(cancelled))
            {
                batch = await work.All<Taken>("select * from voice.take_outbound($1, $2)", work.Now, Batch);
                await work.Commit();
            }
            // What goes to one phone goes in its order; phones do not wait for each other.
            await Parallel.ForEachAsync(batch.GroupBy(t => t.ContactId), new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = CancellationToken.None }, async (phone, _) =>
            {
                foreach (var taken in phone.OrderBy(t => t.Seq))
                    if (await Send(taken, works, gateways, messenger, keys, cases)) Interlocked.Increment(ref sent);
            });
            if (batch.Count < Batch) return sent;
        }
    }

    /// <summary>Throws away what is no longer needed to find conversations and duplicates.</summary>
    public static async Task Tidy(WorkFactory works, ShortKeys keys, CancellationToken cancelled)
    {
        await using var work = works.Begin(cancelled);
        // Nobody's act and no organization's, and nothing of a person is in it: no chain has an entry for it.
        await work.FirstOrNone<int>("select 1 from voice.tidy_gateways($1, $2)", work.Now, work.Today.AddDays(-(int)remembered.TotalDays));
        await work.Commit();
        await keys.Tidy(work.Now, cancelled);
    }

    private static async Task<bool> Send(Taken taken, WorkFactory works, Gateways gateways, Messenger messenger, ShortKeys keys, ICaseFiles cases)
    {
        GatewayAccount? account;
        bool on;
        DateTimeOffset now;
        await using (var work = works.Begin(CancellationToken.None))
        {
            await work.ActAsSystem(taken.OrgId);
            now = work.Now;
            account = await gateways.Own(work, taken.GatewayId);
            on = await work.FirstOrNone<bool>("select is_on from voice.gateway where id = $1", taken.GatewayId);
        }
        // Once begun, a try runs to its end also while the program stops: broken off, nobody would know whether it went out.
        var parcel = taken.Ct is null ? null : await messenger.Open(taken.Id, taken.Ct, CancellationToken.None);
        var result = account is null || parcel is null ? new SendResult(SendOutcome.Refused, Fault: "key-gone")
            : !on ? new SendResult(SendOutcome.Later, Fault: "off")
            : await gateways.Of(account.Provider).Send(account, new OutgoingMessage(taken.Id, parcel.To, parcel.Text, gateways.Webhook(account, "status") + "?m=" + taken.Id), CancellationToken.None);
        // Where the provider itself takes a reference only once, not to know is no harm.
        if (result.Outcome is SendOutcome.Unsure && account is not null && gateways.Of(account.Provider).SendsOnce) result = result with { Outcome = SendOutcome.Later };
        if (result.Outcome is SendOutcome.Later)
        {
            await using var work = works.Begin(CancellationToken.None);
            await work.FirstOrNone<int>("select 1 from voice.put_back_outbound($1, $2, $3, $4)", taken.Id, taken.Attempts, now + DeliveryStates.Wait(taken.Attempts), result.Fault);
            await work.Commit();
            return false;
        }
        var state = result.Outcome switch { SendOutcome.Accepted => DeliveryState.Sent, SendOutcome.Refused when result.Fault == "key-gone" => DeliveryState.Expired, SendOutcome.Refused => DeliveryState.Failed, _ => DeliveryState.Unsure };
        await Settle(new Ended(taken.Id, taken.OrgId, taken.GatewayId, "Sending", taken.Attempts), state, result.Fault, result.ProviderId is { } id && account is not null ? messenger.HashOf(account, id) : null, works, keys, cases);
        return state is DeliveryState.Sent;
    }

    // Settled even while the program stops: what went out must not be taken for unsure.
    private static async Task Settle(Ended over, DeliveryState state, string? fault, byte[]? providerHash, WorkFactory works, ShortKeys keys, ICaseFiles cases)
    {
        await using (var work = works.Begin(CancellationToken.None))
        {
            await work.ActAsSystem(over.OrgId);
            var row = await work.FirstOrNone<Row>("select contact_id, kind, state, attempts from voice.outbound where id = $1 for update", over.Id);
            if (row is null) return;
            if (row.State.ToString() == over.State && row.Attempts == over.Attempts)
            {
                work.Write("update voice.outbound set state = $2, fault = $3, state_on = $4, provider_hash = coalesce($5, provider_hash), ct = null, next_at = null, taken_at = null where id = $1",
                    over.Id, state, fault, work.Today, providerHash);
                // Nobody has to do anything about an automatic answer.
                if (state is not DeliveryState.Sent && row.Kind != "FirstAnswer") await cases.MessageNotDelivered(work, row.ContactId, state, fault);
            }
            // The provider's report was faster than its answer: the state stays, its name for the message is kept.
            else if (providerHash is not null && DeliveryStates.IsSettled(row.State)) work.Write("update voice.outbound set provider_hash = $2 where id = $1 and provider_hash is null", over.Id, providerHash);
            else return;
            work.Audit("message." + char.ToLowerInvariant(state.ToString()[0]) + state.ToString()[1..], "contact", row.ContactId, new { outbound = over.Id, fault });
            await work.Commit();
        }
        await keys.EndTransport(over.Id, CancellationToken.None);
    }

    private static async Task EndLate(WorkFactory works, Gateways gateways, ShortKeys keys, ICaseFiles cases, GatewayOptions options, CancellationToken cancelled)
    {
        IReadOnlyList<Ended> over;
        await using (var work = works.Begin(cancelled)) over = await work.All<Ended>("select * from voice.outbound_over($1, $2)", work.Now, work.Now - options.Lost);
        foreach (var one in over)
        {
            if (one.State == "Sending" && await SendsOnce(one, works, gateways))
            {
                await using var work = works.Begin(cancelled);
                await work.FirstOrNone<int>("select 1 from voice.put_back_outbound($1, $2, $3, $4)", one.Id, one.Attempts, work.Now, "interrupted");
                await work.Commit();
            }
            else await Settle(one, one.State == "Sending" ? DeliveryState.Unsure : DeliveryState.Expired, one.State == "Sending" ? "interrupted" : "too-late", null, works, keys, cases);
        }
    }

    private static async Task<bool> SendsOnce(Ended one, WorkFactory works, Gateways gateways)
    {
        await using var work = works.Begin(CancellationToken.None);
        await work.ActAsSystem(one.OrgId);
        return await gateways.Own(work, one.GatewayId) is { } account && gateways.Of(account.Provider).SendsOnce;
    }

    private sealed record Taken(Guid Id, Guid OrgId, Guid GatewayId, Guid ContactId, string Kind, byte[]? Ct, int Attempts, long Seq);
    private sealed record Ended(Guid Id, Guid OrgId, Guid GatewayId, string State, int Attempts);
    private sealed record Row(Guid ContactId, string Kind, DeliveryState State, int Attempts);
}

/// <summary>Runs <see cref="SendDue"/> while the node lives.</summary>
public sealed class GatewaySender(WorkFactory works, Gateways gateways, Messenger messenger, ShortKeys keys, ICaseFiles cases, GatewayOptions options, TimeProvider time, ILogger<GatewaySender> log) : Sweep(TimeSpan.FromSeconds(2), time, log)
{
    private const int RoundsBetweenTidying = 300;
    private int rounds;

    /// <summary>One round.</summary>
    public Task<int> Send(CancellationToken cancelled) => SendDue.Handle(works, gateways, messenger, keys, cases, options, cancelled);

    /// <summary>Throws away what has expired.</summary>
    public Task Tidy(CancellationToken cancelled) => SendDue.Tidy(works, keys, cancelled);

    /// <inheritdoc />
    protected override async Task Round(CancellationToken cancelled)
    {
        await Send(cancelled);
        if (rounds++ % RoundsBetweenTidying == 0) await Tidy(cancelled);
    }
}
