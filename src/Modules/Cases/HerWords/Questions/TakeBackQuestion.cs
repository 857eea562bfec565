using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Takes a question back that waits for her answer.</summary>
public static class TakeBackQuestion
{
    /// <summary>Takes it back.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Work work)
    {
        var of = await work.FirstOrNone<Guid?>("select case_id from cases.question where id = $1", id);
        if (of is null) return Outcome<ActView>.Missing;
        var held = await CaseFile.Hold(work, of.Value, null);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var row = (await work.FirstOrNone<Row>("select code, state, version from cases.question where id = $1 for update", id))!;
        if (version is { } read && read != row.Version) return Outcome<ActView>.Stale;
        if (row.State != "Asked") return Outcome<ActView>.Refused(new AnswerQuestion.NotOpen());
        work.Write("update cases.question set state = 'TakenBack', version = version + 1 where id = $1", id);
        CaseFile.Touch(work, of.Value);
        CaseLog.Note(work, held.Value!.OrgId, of.Value, null, "case.question-taken-back", CaseParty.Of(work.Actor), new { question = id, code = row.Code });
        return await work.Commit(new ActView(id, null, held.Value.State));
    }

    private sealed record Row(string Code, string State, int Version);
}
