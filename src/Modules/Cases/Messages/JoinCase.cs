using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>A contact that made a case of its own belongs to a case that was there before: the same number wrote again. Its files go over, and the empty case closes.</summary>
public static class JoinCase
{
    /// <summary>A case that was sorted has a life of its own.</summary>
    public sealed record SortedAlready() : Refusal("case.join-sorted");
    /// <summary>A case cannot join itself.</summary>
    public sealed record JoinsItself() : Refusal("case.join-itself");

    /// <summary>Into which case.</summary>
    /// <param name="Into">The case that was there before.</param>
    public sealed record Input(Guid Into);

    /// <summary>Every reason against it.</summary>
    public static IEnumerable<Refusal> WhyNot(Guid from, Guid into, CaseState state, int issues)
    {
        if (from == into) yield return new JoinsItself();
        if (state is not CaseState.Received || issues > 0) yield return new SortedAlready();
    }

    /// <summary>Joins it.</summary>
    /// <param name="id">The newer case.</param>
    /// <param name="version">The version the caller read; null takes any.</param>
    /// <param name="input">Into which.</param>
    /// <param name="work">The unit of work.</param>
    /// <param name="channels">Moves the contacts.</param>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, IWorkerChannels channels)
    {
        // Held in the order of their ids, so that two who join crosswise do not wait for each other.
        var held = new Dictionary<Guid, Outcome<CaseRow>>();
        foreach (var one in new[] { id, input.Into }.Distinct().Order()) held[one] = await CaseFile.Hold(work, one, one == id ? version : null);
        if (!held[id].IsDone) return Outcome<ActView>.From(held[id]);
        if (!held[input.Into].IsDone) return Outcome<ActView>.Refused(new BadInput("input.not-a-choice", "into"));
        var (from, into) = (held[id].Value!, held[input.Into].Value!);
        if (WhyNot(id, input.Into, from.State, from.IssueStates.Length).ToList() is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        var party = CaseParty.Of(work.Actor);
        work.Write("update cases.file set case_id = $2 where case_id = $1", id, input.Into);
        channels.Move(work, id, input.Into);
        // What she was asked goes with whom it was asked.
        work.Write("update cases.question set case_id = $2, version = version + 1 where case_id = $1", id, input.Into);
        work.Write("update cases.\"case\" set state = 'Closed', closed_on = $2, close_reason = 'joined', unread = false, version = version + 1 where id = $1", id, work.Today);
        work.Write("update cases.\"case\" set unread = true, danger = case when $2 = 'InDanger' or danger = 'None' then $2 else danger end, version = version + 1 where id = $1", input.Into, from.Danger);
        CaseLog.Note(work, from.OrgId, id, null, "case.joined-another", party, new { into = input.Into });
        CaseLog.Note(work, into.OrgId, input.Into, null, "case.contact-joined", party, new { from = id });
        return await work.Commit(new ActView(input.Into, null, into.State));
    }
}
