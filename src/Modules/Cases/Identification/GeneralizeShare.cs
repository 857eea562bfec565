using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Makes one fact of a packet coarser by one step, or leaves it out, and looks at the packet anew. What was approved was another packet: it is asked for again.</summary>
public static class GeneralizeShare
{
    /// <summary>Which fact.</summary>
    /// <param name="Field">One that the packet tells.</param>
    /// <param name="From">What it says now, as the page showed it: pressing twice is not two steps. Null for whatever it says.</param>
    /// <param name="LeaveOut">At once to nothing.</param>
    public sealed record Input(string Field, string? From = null, bool LeaveOut = false);

    /// <summary>What it became.</summary>
    /// <param name="Id">The packet.</param>
    /// <param name="Field">The fact.</param>
    /// <param name="LeftOut">It is told no more.</param>
    /// <param name="Checks">Each check with its result.</param>
    /// <param name="NeedsSecondPerson">A second person must approve.</param>
    public sealed record GeneralizedView(
        [property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] string Field, [property: Field(FieldClass.C1)] bool LeftOut,
        [property: Field(FieldClass.C1)] IReadOnlyList<PacketCheck> Checks, [property: Field(FieldClass.C1)] bool NeedsSecondPerson) : IView<Handlers>;

    /// <summary>A packet tells something.</summary>
    public sealed record LastFact() : Refusal("packet.last-fact");

    /// <summary>Every reason against making it coarser.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, ShareState state, IReadOnlyDictionary<string, string> facts)
    {
        if (state is not (ShareState.Draft or ShareState.Approved)) { yield return new ShareRefusals.WrongState(state); yield break; }
        if (!facts.TryGetValue(input.Field ?? "", out var value)) yield return new BadInput(string.IsNullOrEmpty(input.Field) ? "input.required" : "input.not-a-choice", "field");
        else if (input.From is { } seen && seen != value) yield return new BadInput("packet.coarser-already", "from");
        else if (facts.Count == 1 && (input.LeaveOut || Ladder.Coarser(input.Field!, value) is null)) yield return new LastFact();
    }

    /// <summary>Makes it coarser.</summary>
    public static async Task<Outcome<GeneralizedView>> Handle(Guid id, int? version, Input input, Work work, IDirectory directory, Dossiers dossiers, Keystore keystore)
    {
        var found = await ShareFile.Hold(work, id, version, directory);
        if (!found.IsDone) return Outcome<GeneralizedView>.From(found);
        var (held, row) = (found.Value!, found.Value!.Row);
        if (!(await Packets.Open(work, keystore, [id])).TryGetValue(id, out var key)) return Outcome<GeneralizedView>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
        var content = Packets.Read(key, id, row.DossierId, (await work.FirstOrNone<Sealed>("select ct from cases.share where id = $1", id))!.Ct);
        if (WhyNot(input, row.State, content.Facts).ToList() is { Count: > 0 } reasons) return Outcome<GeneralizedView>.Refused(reasons);
        var facts = new Dictionary<string, string>(content.Facts, StringComparer.Ordinal);
        var coarser = input.LeaveOut ? null : Ladder.Coarser(input.Field, facts[input.Field]);
        if (coarser is null) facts.Remove(input.Field);
        else facts[input.Field] = coarser;

        var known = await PacketLook.Open(work, dossiers, held.Issue.Row, content.Summary ?? "");
        if (!known.IsDone) return Outcome<GeneralizedView>.From(known);
        var looked = await PacketLook.Checks(work, directory, held.Issue, known.Value!, facts, content.Summary, row.Identifies);
        // What was said of its files stays said.
        PacketCheck[] checks = [.. looked, .. row.Results.Where(c => looked.All(l => l.Code != c.Code))];
        var fields = coarser is null ? row.Fields.Where(f => f != input.Field).ToArray() : row.Fields;
        var second = (held.Facts with { Checks = checks }).NeedsSecondPerson;
        work.Write("""
            update cases.share set fields = $2, checks = $3, needs_second = $4, state = 'Draft', approved_by = null, release_on = null, ready_on = null, ready_by = null, ct = $5, revision = revision + 1, version = version + 1
             where id = $1
            """, id, fields, JsonSerializer.Serialize(checks, Json.Compact), second, Packets.Seal(key, id, row.DossierId, content with { Facts = facts }));
        CaseFile.Touch(work, row.CaseId);
        CaseLog.Note(work, row.OrgId, row.CaseId, row.IssueId, "share.made-coarser", CaseParty.Of(work.Actor), new { share = id, field = input.Field, leftOut = coarser is null });
        if (second && row.State is ShareState.Approved) work.Notify("share.needs-second-person", "share", id, role: Roles.Supervisor);
        return await work.Commit(new GeneralizedView(id, input.Field, coarser is null, checks, second));
    }

    private sealed record Sealed(byte[] Ct);
}
