using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Links two cases of the own organization that tell of the same thing at the same site, and takes a case out of its group. A link shares nothing: each
/// case keeps its file, its consents and its worker's own word.</summary>
public static class LinkCases
{
    /// <summary>With which.</summary>
    public sealed record Input(Guid CaseId);

    /// <summary>What a link looks at.</summary>
    /// <param name="SiteId">Site of the directory.</param>
    /// <param name="Group">Group it is in; null for none.</param>
    /// <param name="Codes">Its issue codes.</param>
    /// <param name="Categories">Their categories.</param>
    public sealed record Side(Guid? SiteId, Guid? Group, IReadOnlyList<string> Codes, IReadOnlyList<string> Categories);

    /// <summary>What two cases have in common: issue codes, else categories.</summary>
    public static IReadOnlyList<string> InCommon(Side one, Side other) =>
        one.Codes.Intersect(other.Codes).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } codes ? codes : [.. one.Categories.Intersect(other.Categories).Order(StringComparer.Ordinal)];

    /// <summary>Every reason against the link.</summary>
    public static IEnumerable<Refusal> WhyNot(Side one, Side other)
    {
        if (one.SiteId is null || one.SiteId != other.SiteId) yield return new CollectiveRefusals.NotOneSite();
        if (InCommon(one, other).Count == 0) yield return new CollectiveRefusals.NothingInCommon();
        if (one.Group is { } group && other.Group is { } another && group != another) yield return new CollectiveRefusals.InAnotherGroup();
    }

    /// <summary>Links them.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work)
    {
        var (first, second) = id.CompareTo(input.CaseId) < 0 ? (id, input.CaseId) : (input.CaseId, id);
        // Held in the order of their ids, so that two colleagues who link the same two do not wait for each other.
        var held = await CaseFile.Hold(work, first, first == id ? version : null);
        if (held.IsDone && first != second) held = await CaseFile.Hold(work, second, second == id ? version : null) is { IsDone: false } missing ? missing : held;
        if (!held.IsDone) return held.Kind is OutcomeKind.Missing && await work.FirstOrNone<Guid?>("select id from cases.\"case\" where id = $1", id) is not null
            ? Outcome<ActView>.Refused(new BadInput("input.not-a-choice", "caseId")) : Outcome<ActView>.From(held);
        if (first == second) return Outcome<ActView>.Refused(new BadInput("input.not-a-choice", "caseId"));
        var sides = (await work.All<Row>($"select c.id, c.org_id, c.state, c.site_id, l.group_id, {ReadLinks.Codes} from cases.\"case\" c left join cases.case_link l on l.case_id = c.id where c.id = any($1)", new[] { id, input.CaseId })).ToDictionary(r => r.Id);
        var (one, other) = (sides[id], sides[input.CaseId]);
        if (WhyNot(one.Side, other.Side).ToList() is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        var (shares, group) = (InCommon(one.Side, other.Side), one.GroupId ?? other.GroupId ?? Guid.NewGuid());
        if (one.GroupId is null && other.GroupId is null) work.Write("insert into cases.case_group (id, org_id, made_on, made_by) values ($1, $2, $3, $4)", group, one.OrgId, work.Today, work.Actor.PersonId);
        foreach (var side in new[] { one, other }.Where(s => s.GroupId is null))
        {
            work.Write("insert into cases.case_link (case_id, org_id, group_id, shares, linked_on, linked_by) values ($1, $2, $3, $4, $5, $6)", side.Id, side.OrgId, group, shares.ToArray(), work.Today, work.Actor.PersonId);
            CaseFile.Touch(work, side.Id);
            CaseLog.Note(work, side.OrgId, side.Id, null, "case.linked", CaseParty.Of(work.Actor), new { group, shares });
        }
        if (one.GroupId is not null && other.GroupId is not null) work.Audit("case.linked", "case", id, new { group, again = true });
        return await work.Commit(new ActView(group, null, one.State));
    }

    /// <summary>Takes the case out of its group; a group of one is none.</summary>
    public static async Task<Outcome<ActView>> Unlink(Guid id, int? version, Work work)
    {
        var held = await CaseFile.Hold(work, id, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var links = await work.All<Link>("select l.case_id, l.org_id, l.group_id from cases.case_link me join cases.case_link l on l.group_id = me.group_id where me.case_id = $1", id);
        if (links.Count == 0) return Outcome<ActView>.Refused(new CollectiveRefusals.NotLinked());
        foreach (var link in links.Count == 2 ? links : links.Where(l => l.CaseId == id))
        {
            work.Write("delete from cases.case_link where case_id = $1", link.CaseId);
            CaseFile.Touch(work, link.CaseId);
            CaseLog.Note(work, link.OrgId, link.CaseId, null, "case.unlinked", CaseParty.Of(work.Actor), new { group = link.GroupId });
        }
        return await work.Commit(new ActView(id, null, held.Value!.State));
    }

    private sealed record Row(Guid Id, Guid OrgId, CaseState State, Guid? SiteId, Guid? GroupId, string[] Codes, string[] Categories)
    {
        public Side Side => new(SiteId, GroupId, Codes, Categories);
    }
    private sealed record Link(Guid CaseId, Guid OrgId, Guid GroupId);
}
