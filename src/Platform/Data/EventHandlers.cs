using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Kernel;

namespace OpenIlm.Platform;

/// <summary>What a module does when something happened in another. Runs in the same transaction; must not commit.</summary>
public interface IHandle<in TEvent> where TEvent : IDomainEvent
{
    /// <summary>The effect. Queue writes on <paramref name="work"/>; the use case that told the event commits.</summary>
    Task Handle(TEvent happened, Work work);
}

/// <summary>Finds who handles an event.</summary>
public interface IEventHandlers
{
    /// <summary>Runs every handler of the event's type, in the order of registration.</summary>
    Task Handle(IDomainEvent happened, Work work);
}

/// <summary>Handlers from the container.</summary>
public sealed class EventHandlers(IServiceProvider services) : IEventHandlers
{
    /// <inheritdoc />
    public async Task Handle(IDomainEvent happened, Work work)
    {
        var type = typeof(IHandle<>).MakeGenericType(happened.GetType());
        foreach (var handler in services.GetServices(type))
            await (Task)type.GetMethod(nameof(IHandle<IDomainEvent>.Handle))!.Invoke(handler, [happened, work])!;
    }
}

/// <summary>Makes units of work.</summary>
public sealed class WorkFactory(Database database, TimeProvider time, IEventHandlers handlers, PermissionCatalogue permissions)
{
    /// <summary>Work of nobody known yet: anonymous until an organization is chosen.</summary>
    public Work Begin(CancellationToken cancelled) => new(database, time, handlers, cancelled);

    /// <summary>Work of a session; null when the token opens none.</summary>
    public Task<Work?> Begin(string token, CancellationToken cancelled) => Begin(token, cancelled, isUse: true);

    /// <summary>Work of a session; null when the token opens none.</summary>
    /// <param name="token">The session's token.</param>
    /// <param name="cancelled">Gives up.</param>
    /// <param name="isUse">Whether the person herself asks: what a page asks by itself does not keep the session alive.</param>
    public async Task<Work?> Begin(string token, CancellationToken cancelled, bool isUse)
    {
        if (!Sealing.SessionToken.TryRead(token, out var session)) return null;
        var work = new Work(database, time, handlers, cancelled);
        if (await work.Begin(session, permissions, isUse)) return work;
        await work.DisposeAsync();
        return null;
    }

    /// <summary>The organizations that work, in one order: what a sweep goes through, each in work of its own.</summary>
    public async Task<IReadOnlyList<Guid>> ActiveOrganizations(CancellationToken cancelled)
    {
        await using var looking = Begin(cancelled);
        return await looking.All<Guid>("select id from access.organization where active order by id");
    }

    /// <summary>Does what is due in every organization, batch by batch: each in work of its own, as the system, committed when it did anything, until one is not full.</summary>
    /// <param name="full">How many things make a full batch.</param>
    /// <param name="batch">Does one and says how many things it did; it commits nothing.</param>
    /// <param name="cancelled">Gives up between two batches.</param>
    /// <returns>How many things were done.</returns>
    public async Task<int> InEveryOrganization(int full, Func<Work, Task<int>> batch, CancellationToken cancelled)
    {
        var done = 0;
        foreach (var organization in await ActiveOrganizations(cancelled))
            for (var some = full; some >= full; done += some)
            {
                await using var work = Begin(cancelled);
                await work.ActAsSystem(organization);
                some = await batch(work);
                if (some > 0) await work.Commit();
            }
        return done;
    }
}
