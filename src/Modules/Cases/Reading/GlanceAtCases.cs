using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Cases as the hotline sees them. Row-level security decides which.</summary>
public sealed class GlanceAtCases : ICaseGlance
{
    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<Guid, CaseGlance>> Of(Work work, IReadOnlyCollection<Guid> cases) => cases.Count == 0 ? new Dictionary<Guid, CaseGlance>()
        : (await work.All<CaseGlance>("select id, reference, state <> 'Closed' as open, reason, site_id from cases.\"case\" where org_id = access.org() and id = any ($1)", cases.ToArray())).ToDictionary(c => c.Id);

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<Guid, int>> OpenAt(Work work, IReadOnlyCollection<Guid> sites) => sites.Count == 0 ? new Dictionary<Guid, int>()
        : (await work.All<SiteCount>("select site_id, count(*)::integer as cases from cases.\"case\" where org_id = access.org() and site_id = any ($1) and state <> 'Closed' group by site_id", sites.ToArray()))
            .ToDictionary(s => s.SiteId, s => s.Cases);

    /// <inheritdoc />
    public void EndAnswered(Work work, CaseOpened @case, ContactReason reason, string how)
    {
        var (party, decision) = (CaseParty.Of(work.Actor), CaseFlow.Decide(CaseState.Received, CaseAction.Close, CaseParty.Of(work.Actor), new CaseFacts { Reason = reason }));
        if (!decision.Allowed || !CaseCodes.CloseReasons.Contains(how)) throw new InvalidOperationException("The request cannot end like this: " + string.Join(", ", decision.Refusals.Select(r => r.Code)));
        // Whoever took the call has read it.
        work.Write("update cases.\"case\" set state = $2, closed_on = $3, close_reason = $4, unread = false, read_on = $3, version = version + 1 where id = $1", @case.Id, decision.To, work.Today, how);
        CaseLog.Note(work, work.Actor.OrganizationId, @case.Id, null, "case.closed", party, new { reason = how });
    }

    private sealed record SiteCount(Guid SiteId, int Cases);
}
