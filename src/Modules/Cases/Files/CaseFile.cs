using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A case as an act finds it, held against others until the act ends.</summary>
internal sealed record CaseRow(
    Guid Id, Guid OrgId, Guid DossierId, Guid VaultId, Guid ContactId, CaseState State, ContactReason Reason, Danger Danger, string Language, Guid? SiteId, string? Employer,
    Severity? Severity, bool Critical, Guid? AssignedTo, int OpenRetaliation, DateOnly ReceivedOn, int Version, string[] IssueStates)
{
    /// <summary>What the rules of a case look at.</summary>
    public CaseFacts Facts => new() { Reason = Reason, Issues = [.. IssueStates.Select(Enum.Parse<IssueState>)], OpenRetaliationReports = OpenRetaliation };
}

/// <summary>Finds a case for an act, and writes what every act on it has in common.</summary>
internal static class CaseFile
{
    /// <summary>The case, held for the length of the act. Hidden and absent are one; a stale version is told.</summary>
    public static async Task<Outcome<CaseRow>> Hold(Work work, Guid id, int? version)
    {
        var row = await work.FirstOrNone<CaseRow>("""
            select c.id, c.org_id, c.dossier_id, c.vault_id, c.contact_id, c.state, c.reason, c.danger, c.language, c.site_id, c.employer, c.severity, c.critical,
                   c.assigned_to, c.open_retaliation, c.received_on, c.version,
                   array(select i.state from cases.labor_issue i where i.case_id = c.id order by i.id) as issue_states
              from cases."case" c where c.id = $1 for update of c
            """, id);
        if (row is null) return Outcome<CaseRow>.Missing;
        return version is { } asked && asked != row.Version ? Outcome<CaseRow>.Stale : row;
    }

    /// <summary>Counts up the version of the case, so that whoever read it before is told when saving.</summary>
    public static void Touch(Work work, Guid @case) => work.Write("update cases.\"case\" set version = version + 1 where id = $1", @case);
}
