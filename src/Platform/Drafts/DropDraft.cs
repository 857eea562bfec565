using OpenIlm.Kernel;

namespace OpenIlm.Platform;

/// <summary>Throws a draft away: by its owner, or with the act that sends what it held.</summary>
public static class DropDraft
{
    /// <summary>Throws it away; done also where there is none.</summary>
    public static async Task<Outcome> Handle(string kind, Guid subject, Work work)
    {
        if (await work.FirstOrNone<Guid?>("select id from platform.draft where kind = $1 and subject = $2 for update", kind, subject) is not { } id) return Outcome.Done;
        Queue(kind, subject, work);
        work.Audit("draft.dropped", "draft", id, new { kind });
        return await work.Commit();
    }

    /// <summary>Queues it, to travel with the act that sends the form: sent and gone are one commit.</summary>
    public static void Queue(string kind, Guid subject, Work work) => work.Write("delete from platform.draft where kind = $1 and subject = $2", kind, subject);

    /// <summary>Queues it for a form that names its draft as <c>KIND/SUBJECT</c>; anything else is no draft.</summary>
    public static void Queue(string? named, Work work)
    {
        if (named?.Split('/') is [{ Length: > 1 and <= 30 } kind, var subject] && Guid.TryParse(subject, out var id)) Queue(kind, id, work);
    }
}
