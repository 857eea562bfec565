using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>Looks at what is to go to a business before it goes: opens who must not be found in it, asks how many could be meant, and runs the checks.</summary>
internal static class PacketLook
{
    /// <summary>Everything the checks need of a case.</summary>
    /// <param name="Dossier">The file of the case, open.</param>
    /// <param name="Identity">Who must not be found.</param>
    public sealed record Known(OpenDossier Dossier, KnownIdentity Identity);

    /// <summary>Opens every file of the case. A file whose identity cannot be looked for could let her name through, so all must open.</summary>
    /// <param name="work">The unit of work.</param>
    /// <param name="dossiers">The dossiers.</param>
    /// <param name="row">The issue.</param>
    /// <param name="text">The words that are to go out: of the people of a ledger only those are kept whom they name.</param>
    public static async Task<Outcome<Known>> Open(Work work, Dossiers dossiers, IssueRow row, string text)
    {
        var files = await work.All<Guid>("select dossier_id from cases.file where case_id = $1", row.CaseId);
        var opened = await dossiers.OpenAll(work, files);
        if (opened.Count < files.Count || !opened.TryGetValue(row.DossierId, out var dossier)) return Outcome<Known>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
        var (names, phones, words) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var file in opened.Values)
        {
            if (await file.Identity(work) is not { } who) continue;
            names.AddRange(new[] { who.Name, who.CodeWord, who.Handle?.Split(' ', 2)[^1] }.OfType<string>().Concat(who.Plan?.Others.Select(o => o.Name) ?? []));
            if (who.Phone is not null) phones.Add(who.Phone);
            words.AddRange(new[] { who.SafeHours, who.SafeChannel }.OfType<string>().Where(w => w.Trim().Length >= 6));
        }
        // The people of a ledger stand under the keys of the case's own file.
        var plain = new PlainText(text);
        foreach (var line in text.Length == 0 ? [] : await work.All<LedgerLine>("""
            select a.worker_id, a.ct from identity.affected(array(select w.id from cases.affected_worker w where w.case_id = $1)) a
            """, row.CaseId))
        {
            if (JsonSerializer.Deserialize<SealedWorker>(dossier.IdentityText(SealedColumns.AffectedWorker, line.WorkerId, line.Ct), Json.Compact) is not { } worker) continue;
            if (worker.Name is { } name && plain.Mentions(name) && plain.NamesFound([name]).Whole > 0) names.Add(name);
            if (worker.Phone is { } phone && plain.PhonesFound([phone]) > 0) phones.Add(phone);
        }
        return new Known(dossier, new KnownIdentity(names.Distinct().ToList(), phones.Distinct().ToList(), [], words));
    }

    /// <summary>How many workers of the case's site match, field by field and together.</summary>
    public static async Task<(WorkforceFacts? Workforce, IReadOnlyList<KnownGroup> Known)> Crowd(Work work, IDirectory directory, Guid @case, Guid? site)
    {
        var workforce = site is { } at ? await directory.Workforce(work, at) : null;
        // Who left works there no more; who is said to be of another house is not of this one.
        var known = await work.All<KnownGroup>("""
            select issue_id as issue, gender, nationality, contract_type as contract, department, count(*)::integer as workers
              from cases.affected_worker where case_id = $1 and state <> 'Departed' and site is null group by 1, 2, 3, 4, 5
            """, @case);
        return (workforce, known);
    }

    /// <summary>The checks of a packet.</summary>
    public static async Task<IReadOnlyList<PacketCheck>> Checks(Work work, IDirectory directory, IssueFile file, Known known, IReadOnlyDictionary<string, string> facts, string? summary, bool identifies)
    {
        var (workforce, groups) = await Crowd(work, directory, file.Row.CaseId, file.Row.SiteId);
        return PacketChecks.Run(new PacketToCheck(summary ?? "", known.Identity, [file.Row.ReceivedOn], workforce?.Total, Cases.Crowd.Of(facts, workforce, groups), identifies,
            facts.GetValueOrDefault(PacketFields.Happened)), file.Calendar.Settings);
    }

    private sealed record LedgerLine(Guid WorkerId, byte[] Ct);
}
