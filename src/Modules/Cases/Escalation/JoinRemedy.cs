using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>How a buyer takes part in putting an issue right (ILM-62).</summary>
public enum JoinKind
{
    /// <summary>By itself.</summary>
    Individual,
    /// <summary>Together with the other buyers of the site.</summary>
    Collective,
}

/// <summary>A buyer says that it takes part in putting right an issue that was shared with it, alone or with the other buyers of the site; and that it leaves.</summary>
public static class JoinRemedy
{
    /// <summary>How.</summary>
    /// <param name="Kind">Alone or together.</param>
    /// <param name="Note">What it offers or asks, for whoever runs the case; sealed. It reaches the supplier through them, never directly.</param>
    /// <param name="Named">Whether the supplier, and those who joined and said the same, may read its name; else they read a number.</param>
    public sealed record Input(JoinKind? Kind, string? Note = null, bool Named = false);

    /// <summary>What was made.</summary>
    public sealed record JoinedView([property: Field(FieldClass.C1)] Guid Id) : IView<Businesses>;

    /// <summary>How the own company takes part, and who else.</summary>
    /// <param name="Kind">How; null where it does not.</param>
    /// <param name="Named">Whether its name may be read.</param>
    /// <param name="JoinedOn">Since when.</param>
    /// <param name="Others">How many other buyers take part.</param>
    /// <param name="Names">Those of them who said yes to names, where the own company did too, or was asked to act.</param>
    public sealed record PartView(
        [property: Field(FieldClass.C1)] JoinKind? Kind, [property: Field(FieldClass.C1)] bool Named, [property: Field(FieldClass.C1)] DateOnly? JoinedOn,
        [property: Field(FieldClass.C1)] int Others, [property: Field(FieldClass.C1)] IReadOnlyList<string> Names) : IView<Businesses>;

    /// <summary>It joined already.</summary>
    public sealed record AlreadyJoined() : Refusal("joining-remedy.already");
    /// <summary>It did not join.</summary>
    public sealed record NotJoined() : Refusal("joining-remedy.not-joined");

    /// <summary>Every reason against joining.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, bool ended, bool joined)
    {
        if (input.Kind is null) yield return new BadInput("input.required", "kind");
        foreach (var reason in Given.OptionalText(input.Note, "note", 8192)) yield return reason;
        if (ended) yield return new RespondToShared.NotOpen();
        if (joined) yield return new AlreadyJoined();
    }

    /// <summary>Joins.</summary>
    public static async Task<Outcome<JoinedView>> Join(Guid share, Input input, Work work, Keystore keystore)
    {
        var found = await work.FirstOrNone<Row>(query, share);
        if (found is null) return Outcome<JoinedView>.Missing;
        if (WhyNot(input, found.Ended, found.Joined).ToList() is { Count: > 0 } reasons) return Outcome<JoinedView>.Refused(reasons);
        var (id, note) = (Guid.NewGuid(), (byte[]?)null);
        if (!string.IsNullOrWhiteSpace(input.Note))
        {
            if (!(await Packets.Open(work, keystore, [share])).TryGetValue(share, out var key)) return Outcome<JoinedView>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
            note = Blob.SealText(key, input.Note, new Aad(SealedColumns.JoiningNote, id, found.DossierId));
        }
        // Two colleagues may press at once: one company joins once.
        if (await work.Change("""
            insert into cases.joining (id, org_id, recipient_org, share_id, issue_id, kind, named, joined_on, by_person, note_ct) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing
            """, id, found.OrgId, work.Actor.OrganizationId, share, found.IssueId, input.Kind, input.Named, work.Today, work.Actor.PersonId, note) == 0) return Outcome<JoinedView>.Refused(new AlreadyJoined());
        work.Audit("shared-issue.joined", "share", share, new { kind = input.Kind, named = input.Named });
        await Tell(work, found, share, "issue.buyer-joined", new { share, kind = input.Kind });
        return await work.Commit(new JoinedView(id));
    }

    /// <summary>Leaves. What it did until then stays.</summary>
    public static async Task<Outcome<JoinedView>> Leave(Guid share, Work work)
    {
        var found = await work.FirstOrNone<Row>(query, share);
        if (found is null) return Outcome<JoinedView>.Missing;
        if (await work.Change("update cases.joining set left_on = $2 where share_id = $1 and recipient_org = access.org() and left_on is null", share, work.Today) == 0) return Outcome<JoinedView>.Refused(new NotJoined());
        work.Audit("shared-issue.left", "share", share);
        await Tell(work, found, share, "issue.buyer-left", new { share });
        return await work.Commit(new JoinedView(share));
    }

    /// <summary>How the own company takes part in a packet that it sees; null where nobody takes part.</summary>
    internal static async Task<PartView?> Of(Work work, Guid share)
    {
        var mine = await work.FirstOrNone<Mine>("select kind, named, joined_on from cases.joining where share_id = $1 and recipient_org = access.org() and left_on is null", share);
        var others = (await work.FirstOrNone<Others>("select buyers, names from cases.joined_with($1)", share))!;
        return mine is null && others.Buyers == 0 ? null : new PartView(mine?.Kind, mine?.Named ?? false, mine?.JoinedOn, others.Buyers, others.Names);
    }

    // The handler reads it in the case; nothing of the company but that it joined stands in the log of whoever runs the case.
    private static Task Tell(Work work, Row found, Guid share, string kind, object detail) => work.InRowsOf(found.OrgId, async () =>
    {
        var handler = await work.FirstOrNone<Guid?>("select assigned_to from cases.\"case\" where id = $1", found.CaseId);
        CaseLog.Note(work, found.OrgId, found.CaseId, found.IssueId, kind, IssueParty.Buyer, detail);
        work.Notify(kind, "case", found.CaseId, handler);
    });

    private const string query = """
        select s.org_id, s.case_id, s.issue_id, s.dossier_id, s.ended, exists (select 1 from cases.joining j where j.share_id = s.id and j.left_on is null) as joined
          from cases.share s where s.id = $1 and s.recipient_org = access.org() and s.state = 'Released'
        """;

    private sealed record Row(Guid OrgId, Guid CaseId, Guid IssueId, Guid DossierId, bool Ended, bool Joined);
    private sealed record Mine(JoinKind Kind, bool Named, DateOnly JoinedOn);
    private sealed record Others(int Buyers, string[] Names);
}
