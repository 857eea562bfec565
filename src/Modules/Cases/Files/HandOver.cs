using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Hands the open cases of a colleague who leaves to another: each with its line in the timeline and in the audit log.</summary>
public sealed class HandOver : ICaseHandover
{
    /// <inheritdoc />
    public Task<int> OpenCases(Work work, Guid person) =>
        work.FirstOrNone<int>("select count(*)::integer from cases.\"case\" where assigned_to = $1 and org_id = access.org() and state <> 'Closed'", person);

    /// <inheritdoc />
    async Task<int> ICaseHandover.HandOver(Work work, Guid from, Guid? to)
    {
        var cases = await work.All<Row>("select id, org_id from cases.\"case\" where assigned_to = $1 and org_id = access.org() and state <> 'Closed' order by id for update", from);
        if (cases.Count == 0) return 0;
        // What the colleague keeps out of is left without a handler, and the supervisors are told (the database sees to it).
        work.Write("update cases.\"case\" set assigned_to = $2, version = version + 1 where id = any ($1)", cases.Select(c => c.Id).ToArray(), to);
        var keepsOut = to is { } colleague ? await BulkAct.KeepsOut(work, colleague, [.. cases.Select(c => c.Id)]) : [];
        foreach (var one in cases)
        {
            if (keepsOut.Contains(one.Id)) { CaseLog.Note(work, one.OrgId, one.Id, null, "case.handed-over", CaseParty.Of(work.Actor), new { from, to = (Guid?)null }); continue; }
            CaseLog.Note(work, one.OrgId, one.Id, null, "case.handed-over", CaseParty.Of(work.Actor), new { from, to });
            if (to is not null) work.Notify("case.assigned", "case", one.Id, to);
        }
        if (to is null) work.Notify("case.without-handler", "case", cases[0].Id, role: Kernel.Roles.Supervisor);
        return cases.Count;
    }

    /// <inheritdoc />
    public Task<NamedCase?> Find(Work work, string referenceOrId) => Guid.TryParse(referenceOrId, out var id)
        ? work.FirstOrNone<NamedCase>("select id, reference from cases.\"case\" where org_id = access.org() and id = $1", id)
        : work.FirstOrNone<NamedCase>("select id, reference from cases.\"case\" where org_id = access.org() and reference = $1", referenceOrId.Trim().ToLowerInvariant());

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<Guid, string>> References(Work work, IReadOnlyCollection<Guid> cases) => cases.Count == 0 ? new Dictionary<Guid, string>()
        : (await work.All<NamedCase>("select id, reference from cases.\"case\" where org_id = access.org() and id = any ($1)", cases.ToArray())).ToDictionary(c => c.Id, c => c.Reference);

    private sealed record Row(Guid Id, Guid OrgId);
}
