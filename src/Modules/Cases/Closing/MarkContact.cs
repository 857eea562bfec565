using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Dated facts of an issue that change no state: contact lost (never a resolution, C6), regained.</summary>
public static class MarkContact
{
    /// <summary>The worker cannot be reached any more.</summary>
    public static Task<Outcome<ActView>> Lost(Guid issue, int? version, Work work) =>
        Handle(DatedFact.ContactLost, "issue.contact-lost", "update cases.labor_issue set contact_lost_on = $2, version = version + 1 where id = $1", issue, version, null, work);

    /// <summary>She was reached again.</summary>
    public static Task<Outcome<ActView>> Regained(Guid issue, int? version, Work work) =>
        Handle(DatedFact.ContactRegained, "issue.contact-regained", "update cases.labor_issue set contact_lost_on = null, version = version + 1 where id = $1", issue, version, null, work);

    private static async Task<Outcome<ActView>> Handle(DatedFact fact, string verb, string sql, Guid issue, int? version, object? detail, Work work)
    {
        var held = await IssueFile.Hold(work, issue, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var (file, party) = (held.Value!, CaseParty.Of(work.Actor));
        if (DatedFacts.WhyNot(fact, party, file.Facts).ToList() is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        if (fact is DatedFact.ContactRegained) work.Write(sql, issue);
        else work.Write(sql, issue, work.Today);
        CaseFile.Touch(work, file.Row.CaseId);
        CaseLog.Note(work, file.Row.OrgId, file.Row.CaseId, issue, verb, party, detail);
        return await work.Commit(file.Stand());
    }
}
