using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Records once what was done about all linked cases. It stands in each case that can take it, under that case's own keys, and each worker is asked on
/// her own: one confirmation never speaks for another case.</summary>
public static class RecordGroupRemedy
{
    /// <summary>What came of it.</summary>
    /// <param name="Recorded">Issues that have the remedy now.</param>
    /// <param name="Left">Issues of the group that could not take it, with the reason's code.</param>
    public sealed record GroupRemedyView(
        [property: Field(FieldClass.C1)] IReadOnlyList<Guid> Recorded,
        [property: Field(FieldClass.C1)] IReadOnlyList<LeftIssueView> Left) : IView<Handlers>;

    /// <summary>An issue that could not take the remedy.</summary>
    public sealed record LeftIssueView(
        [property: Field(FieldClass.C1)] Guid IssueId,
        [property: Field(FieldClass.C1)] string Reference,
        [property: Field(FieldClass.C1)] string Code) : IView<Handlers>;

    /// <summary>Records it.</summary>
    public static async Task<Outcome<GroupRemedyView>> Handle(Guid id, RecordRemedy.Input input, Work work, Dossiers dossiers)
    {
        if (RecordRemedy.WhyNot(input, work.Today).ToList() is { Count: > 0 } wrong) return Outcome<GroupRemedyView>.Refused(wrong);
        if (await ReadLinks.Prepare(id, work) is not { } links) return Outcome<GroupRemedyView>.Missing;
        if (links.Linked.Count == 0) return Outcome<GroupRemedyView>.Refused(new CollectiveRefusals.NotLinked());
        // What the group has in common is what the remedy is about: a code, or all issues of a category.
        var about = links.Linked.SelectMany(c => c.Issues.Where(i => links.Shares.Contains(i.Code) || links.Shares.Contains(IssueTaxonomy.CategoryOf(i.Code))).Select(i => (Issue: i.Id, c.Reference)))
            .OrderBy(x => x.Issue).ToList();
        var (recorded, left, opened) = (new List<Guid>(), new List<LeftIssueView>(), new Dictionary<Guid, OpenDossier>());
        foreach (var (issue, reference) in about)
        {
            var held = await IssueFile.Hold(work, issue);
            if (held.Value is not { } file) continue;
            if (!opened.TryGetValue(file.Row.DossierId, out var open))
            {
                var dossier = await dossiers.Open(work, file.Row.DossierId);
                if (!dossier.IsDone) return Outcome<GroupRemedyView>.From(dossier);
                opened[file.Row.DossierId] = open = dossier.Value!;
            }
            if (RecordRemedy.Queue(work, file, open, input).Reasons is [var reason, ..]) left.Add(new LeftIssueView(issue, reference, reason.Code));
            else recorded.Add(issue);
        }
        if (recorded.Count == 0) return Outcome<GroupRemedyView>.Refused(new CollectiveRefusals.NoIssueTakesIt());
        work.Audit("case.group-remedy-recorded", "case", id, new { issues = recorded });
        return await work.Commit(new GroupRemedyView(recorded, left));
    }
}
