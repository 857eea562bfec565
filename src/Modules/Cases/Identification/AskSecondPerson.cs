using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Whoever is not sure asks a second person to look at a packet, also where every check passes. From then on it does not go out without that person.</summary>
public static class AskSecondPerson
{
    /// <summary>The question.</summary>
    /// <param name="Note">What to look at; sealed into the file.</param>
    public sealed record Input(string? Note = null);

    /// <summary>A second person is asked already.</summary>
    public sealed record AskedAlready() : Refusal("share.second-person-asked-already");

    /// <summary>Every reason against it.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, ShareState state, bool asked)
    {
        if (state is not ShareState.Draft) yield return new ShareRefusals.WrongState(state);
        else if (asked) yield return new AskedAlready();
        foreach (var reason in Given.OptionalText(input.Note, "note", 8192)) yield return reason;
    }

    /// <summary>Asks.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, IDirectory directory, Dossiers dossiers)
    {
        var found = await ShareFile.Hold(work, id, version, directory);
        if (!found.IsDone) return Outcome<ActView>.From(found);
        var (held, row) = (found.Value!, found.Value!.Row);
        if (WhyNot(input, row.State, row.SecondAskedBy is not null).ToList() is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        if (!string.IsNullOrWhiteSpace(input.Note))
        {
            var dossier = await dossiers.Open(work, row.DossierId);
            if (!dossier.IsDone) return Outcome<ActView>.From(dossier);
            dossier.Value!.AddNarrative(work, "second-person-note", held.Issue.Row.Language, input.Note);
        }
        // A release that waits for its batch would be refused there: it is asked for again when somebody has looked.
        work.Write("update cases.share set second_asked_by = $2, needs_second = true, release_on = null, ready_on = null, ready_by = null, version = version + 1 where id = $1", id, work.Actor.PersonId);
        CaseFile.Touch(work, row.CaseId);
        CaseLog.Note(work, row.OrgId, row.CaseId, row.IssueId, "share.second-person-asked", CaseParty.Of(work.Actor), new { share = id });
        work.Notify("share.needs-second-person", "share", id, role: Roles.Supervisor);
        return await work.Commit(held.Issue.Stand(id));
    }
}
