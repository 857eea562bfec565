using System.Security.Cryptography;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The sample of the remedy as it stands: who is asked, in codes, what they answered, and what proves that chance drew them.</summary>
/// <param name="Id">The sample.</param>
/// <param name="IssueId">The issue.</param>
/// <param name="Revision">The revision of the remedy it judges.</param>
/// <param name="Least">What the rule asks at least.</param>
/// <param name="Of">How many could be drawn.</param>
/// <param name="LeftOut">How many could not: gone, or not reached before.</param>
/// <param name="Unmet">Groups of which nobody is asked: a limitation.</param>
/// <param name="DrawnOn">When.</param>
/// <param name="Seed">The seed, in hexadecimal digits.</param>
/// <param name="Ledger">The mark of the ledger as it stood, in hexadecimal digits.</param>
/// <param name="Asked">How far the asking has come.</param>
/// <param name="Members">Who is asked, who was replaced, who stands in reserve.</param>
public sealed record SampleView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] Guid IssueId,
    [property: Field(FieldClass.C1)] int Revision,
    [property: Field(FieldClass.C1)] int Least,
    [property: Field(FieldClass.C1)] int Of,
    [property: Field(FieldClass.C1)] int LeftOut,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Unmet,
    [property: Field(FieldClass.C1)] DateOnly DrawnOn,
    [property: Field(FieldClass.C1)] string Seed,
    [property: Field(FieldClass.C1)] string Ledger,
    [property: Field(FieldClass.C1)] AskedView? Asked,
    [property: Field(FieldClass.C1)] IReadOnlyList<SampleMemberView> Members) : IView<Handlers>;

/// <summary>A worker of the sample, in codes.</summary>
public sealed record SampleMemberView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] Guid WorkerId,
    [property: Field(FieldClass.C1)] int Number,
    [property: Field(FieldClass.C1)] SampleStanding Standing,
    [property: Field(FieldClass.C1)] LedgerState State,
    [property: Field(FieldClass.C1)] ValidationOutcome? Outcome,
    [property: Field(FieldClass.C1)] DateOnly? OutcomeOn,
    [property: Field(FieldClass.C1)] int Attempts,
    [property: Field(FieldClass.C1)] string? AskedBy,
    [property: Field(FieldClass.C1)] string? Channel,
    [property: Field(FieldClass.C1)] ResolutionQuality? Quality,
    [property: Field(FieldClass.C1)] int? Satisfaction,
    [property: Field(FieldClass.C1)] RetaliationAnswer? Retaliation,
    [property: Field(FieldClass.C1)] string? RecordedBy,
    [property: Field(FieldClass.C1)] string? Gender,
    [property: Field(FieldClass.C1)] string? Nationality,
    [property: Field(FieldClass.C1)] string? Department) : IView<Handlers>;

/// <summary>What somebody is in a sample now.</summary>
public enum SampleStanding
{
    /// <summary>She is asked.</summary>
    Asked,
    /// <summary>She is asked if somebody is not reached.</summary>
    Reserve,
    /// <summary>She was not reached; a reserve has her place.</summary>
    Replaced,
}

/// <summary>Whether drawing again gives the same.</summary>
/// <param name="Same">The seed and the ledger as it stood give this very sample.</param>
/// <param name="LedgerUntouched">The ledger that was kept is the one that was marked at the draw.</param>
/// <param name="Drawn">How many were drawn, reserves among them.</param>
/// <param name="Of">Of how many.</param>
public sealed record SampleProofView(
    [property: Field(FieldClass.C1)] bool Same,
    [property: Field(FieldClass.C1)] bool LedgerUntouched,
    [property: Field(FieldClass.C1)] int Drawn,
    [property: Field(FieldClass.C1)] int Of) : IView<Handlers>;

/// <summary>Reads the sample, and draws it again to show that nobody chose it.</summary>
public static class ReadSample
{
    /// <summary>Reads the sample of the remedy as it stands.</summary>
    public static async Task<Outcome<SampleView>> Handle(Guid issue, Work work)
    {
        if (await Find(issue, work) is not { } view) return Outcome<SampleView>.Missing;
        work.Audit("sample.read", "issue", issue);
        return await work.Commit(view);
    }

    /// <summary>Reads it for a page; null where there is none.</summary>
    internal static async Task<SampleView?> Find(Guid issue, Work work)
    {
        var head = await work.FirstOrNone<Row>("""
            select s.id, s.revision, s.least, (s.size + s.reserve) as drawn, json_array_length(s.frame::json) as "of", s.left_out, s.unmet, s.drawn_on, s.seed, s.hash,
                   i.remedy_revision, i.contact_lost_on is not null as contact_lost, cases.sample_of(i.id, i.remedy_revision) as sample,
                   (select json_agg(v order by v.seq) from (select seq, outcome, quality, revision, by_worker from cases.validation where issue_id = i.id) v)::text as validations
              from cases.sample s join cases.labor_issue i on i.id = s.issue_id and i.remedy_revision = s.revision where s.issue_id = $1
            """, issue);
        if (head is null) return null;
        var members = await work.All<SampleMemberView>("""
            select m.id, m.worker_id, w.number, m.standing, w.state, m.outcome, m.outcome_on, m.attempts, a.asked_by, a.channel, a.quality, a.satisfaction, a.retaliation, p.name as recorded_by,
                   w.gender, w.nationality, w.department
              from cases.sample_member m join cases.affected_worker w on w.id = m.worker_id
              left join lateral (select * from cases.sample_answer a where a.member_id = m.id order by (a.outcome = m.outcome) desc, a.seq desc limit 1) a on true
              left join access.person p on p.id = a.recorded_by
             where m.sample_id = $1 order by m.standing = 'Reserve', m.place
            """, head.Id);
        var answers = new ReadLedger.Head(Guid.Empty, "", default, 0, 0, head.RemedyRevision, head.ContactLost, head.Sample, head.Validations).Answers();
        return new SampleView(head.Id, issue, head.Revision, head.Least, head.Of, head.LeftOut, head.Unmet, head.DrawnOn, Convert.ToHexStringLower(head.Seed), Convert.ToHexStringLower(head.Hash), AskedView.Of(answers), members);
    }

    /// <summary>Draws again from the seed and the ledger as it stood.</summary>
    public static async Task<Outcome<SampleProofView>> Prove(Guid issue, Work work)
    {
        var head = await work.FirstOrNone<Kept>("select s.id, s.seed, s.hash, s.frame, s.size, s.reserve from cases.sample s join cases.labor_issue i on i.id = s.issue_id and i.remedy_revision = s.revision where s.issue_id = $1", issue);
        if (head is null) return Outcome<SampleProofView>.Missing;
        var members = await work.All<Drawn>("select worker_id, drawn_as from cases.sample_member where sample_id = $1 order by place", head.Id);
        var frame = SampleFrame.Read(head.Frame);
        var again = SampleDraw.Draw(head.Seed, frame, head.Size, head.Reserve);
        var same = members.Where(m => m.DrawnAs == "Asked").Select(m => m.WorkerId).SequenceEqual(again.Asked.Select(w => w.Id))
            && members.Where(m => m.DrawnAs == "Reserve").Select(m => m.WorkerId).SequenceEqual(again.Reserve.Select(w => w.Id));
        work.Audit("sample.drawn-again", "issue", issue, new { same });
        return await work.Commit(new SampleProofView(same, CryptographicOperations.FixedTimeEquals(SampleFrame.Hash(head.Frame), head.Hash), members.Count, frame.Count));
    }

    private sealed record Row(Guid Id, int Revision, int Least, int Drawn, int Of, int LeftOut, IReadOnlyList<string> Unmet, DateOnly DrawnOn, byte[] Seed, byte[] Hash, int RemedyRevision, bool ContactLost, string? Sample, string? Validations);
    private sealed record Kept(Guid Id, byte[] Seed, byte[] Hash, string Frame, int Size, int Reserve);
    private sealed record Drawn(Guid WorkerId, string DrawnAs);
}
