using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Says which colleague runs a case.</summary>
public static class AssignCase
{
    /// <summary>The colleague.</summary>
    public sealed record Input(Guid AssignedTo);

    /// <summary>Assigns the case and tells the colleague.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, IDirectory directory)
    {
        if (!(await directory.CaseHandlers(work)).Any(c => c.Id == input.AssignedTo)) return Outcome<ActView>.Refused(new BadInput("input.not-a-choice", "assignedTo"));
        var held = await CaseFile.Hold(work, id, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        if ((await BulkAct.KeepsOut(work, input.AssignedTo, [id])).Count > 0) return Outcome<ActView>.Refused(new BulkRules.AssigneeKeepsOut());
        work.Write("update cases.\"case\" set assigned_to = $2, version = version + 1 where id = $1", id, input.AssignedTo);
        CaseLog.Note(work, held.Value!.OrgId, id, null, "case.assigned", CaseParty.Of(work.Actor), new { to = input.AssignedTo });
        if (input.AssignedTo != work.Actor.PersonId) work.Notify("case.assigned", "case", id, input.AssignedTo);
        return await work.Commit(new ActView(id, null, held.Value!.State));
    }
}
