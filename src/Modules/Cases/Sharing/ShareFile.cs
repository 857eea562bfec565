using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>A packet as an act of its author finds it, held against others until the act ends.</summary>
internal sealed record ShareRow(Guid Id, Guid OrgId, Guid? RecipientOrg, string? RecipientName, Guid CaseId, Guid IssueId, Guid DossierId, Guid? SiteId, Guid ConsentId, ShareState State,
    string Purpose, string[] Fields, bool HasSummary, bool Identifies, string Checks, Guid Author, Guid? ApprovedBy, DateOnly? ReleaseOn, DateOnly? NotBefore, Guid? SecondAskedBy, int Revision, int Version)
{
    /// <summary>What would be told, to whom.</summary>
    public Disclosure Wanted(bool buysFromSite) => new(RecipientOrg, RecipientOrg is null ? RecipientName : null, buysFromSite, Purpose, Fields.ToHashSet(), HasSummary, Identifies);

    /// <summary>The results of its checks.</summary>
    public IReadOnlyList<PacketCheck> Results => JsonSerializer.Deserialize<List<PacketCheck>>(Checks, Json.Compact)!;
}

/// <summary>Finds a packet for an act of its author, with the facts that its rules look at as they are today.</summary>
internal static class ShareFile
{
    public const string Query = """
        select s.id, s.org_id, s.recipient_org, s.recipient_name, s.case_id, s.issue_id, s.dossier_id, s.site_id, s.consent_id, s.state, s.purpose, s.fields, s.has_summary,
               s.identifies, s.checks, s.author, s.approved_by, s.release_on, s.not_before, s.second_asked_by, s.revision, s.version
          from cases.share s
        """;

    /// <summary>The packet, its issue and its facts.</summary>
    public static async Task<Outcome<Held>> Hold(Work work, Guid id, int? version, IDirectory directory)
    {
        // The issue is locked before the packet, as in every act: two acts cannot wait for each other.
        var issue = await work.FirstOrNone<Guid?>("select issue_id from cases.share where id = $1 and org_id = access.org()", id);
        if (issue is null) return Outcome<Held>.Missing;
        var file = await IssueFile.Hold(work, issue.Value);
        if (!file.IsDone) return Outcome<Held>.From(file);
        var row = (await work.FirstOrNone<ShareRow>(Query + " where s.id = $1 for update", id))!;
        if (version is { } asked && asked != row.Version) return Outcome<Held>.Stale;
        var buys = row is { RecipientOrg: { } buyer, SiteId: { } site } && await directory.BuysFrom(work, buyer, site);
        var door = row.RecipientOrg is { } recipient ? await VaultDoor.Of(work, recipient) : null;
        var keyed = door is not null && await work.FirstOrNone<bool>("select exists (select 1 from cases.packet_key where share_id = $1 and vault_id = $2 and octet_length(wrap) > 0)", id, door.Id);
        return new Held(row, file.Value!, Facts(row, file.Value!, work, buys, door is { Holders: > 0 }) with { HerWord = await HerWord.Latest(work, row) }, door, keyed);
    }

    private static ShareFacts Facts(ShareRow row, IssueFile file, Work work, bool buys, bool hasKey) => new()
    {
        Issue = file.State, SafetyReview = file.Facts.SafetyReview, CriticalPath = file.CriticalPath, RecipientIsSuspect = file.IsSuspect(row.RecipientOrg), Consents = [.. file.Consents.Select(c => c.Given())],
        Wanted = row.Wanted(buys), Today = work.Today, State = row.State, Checks = row.Results, Author = row.Author, ApprovedBy = row.ApprovedBy, RecipientHasKey = hasKey,
        SecondAsked = row.SecondAskedBy is not null, Packet = new(row.Id, row.Revision),
    };

    /// <summary>A packet in the hand of an act.</summary>
    /// <param name="Row">The packet.</param>
    /// <param name="Issue">Its issue.</param>
    /// <param name="Facts">What the rules look at.</param>
    /// <param name="Recipient">The recipient's vault today; null when it has none or stands outside.</param>
    /// <param name="IsWrapped">The packet's key is wrapped for that vault as it is today.</param>
    internal sealed record Held(ShareRow Row, IssueFile Issue, ShareFacts Facts, VaultDoor? Recipient, bool IsWrapped)
    {
        /// <summary>The last day for an answer, once it was released; null for a buyer.</summary>
        public DateOnly? DueOn { get; set; }
    }
}
