using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Records what a worker of the sample answered: who asked, through which channel, how many attempts. Never the employer. Who is not reached gives the
/// place to a reserve; where none is left she stays counted (C6). The answers together move the issue (C4).</summary>
public static class RecordSampleAnswer
{
    /// <summary>The answer, as asked.</summary>
    /// <param name="Outcome">Confirmed, partly, not; or unreachable.</param>
    /// <param name="AskedBy">One of <see cref="CaseCodes.Askers"/>.</param>
    /// <param name="Channel">Channel of the contact.</param>
    /// <param name="Attempts">How often it was tried.</param>
    /// <param name="Quality">How well it was put right.</param>
    /// <param name="Satisfaction">1 to 5.</param>
    /// <param name="Retaliation">Whether she was punished for speaking. A yes opens a report and blocks closing.</param>
    public sealed record Input(ValidationOutcome? Outcome, string AskedBy, string Channel, int? Attempts, ResolutionQuality? Quality = null, int? Satisfaction = null,
        RetaliationAnswer Retaliation = RetaliationAnswer.Unknown);

    /// <summary>What it came to.</summary>
    /// <param name="MemberId">Whose answer.</param>
    /// <param name="ReplacedBy">Number in the ledger of the reserve who is asked in her place; null for none.</param>
    /// <param name="IssueState">Where the issue stands now.</param>
    /// <param name="CaseState">Where the case stands now.</param>
    public sealed record AnsweredView(
        [property: Field(FieldClass.C1)] Guid MemberId,
        [property: Field(FieldClass.C1)] int? ReplacedBy,
        [property: Field(FieldClass.C1)] IssueState IssueState,
        [property: Field(FieldClass.C1)] CaseState CaseState) : IView<Handlers>;

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input) =>
        RecordValidation.WhyNot(new(Guid.Empty, input.Outcome, input.AskedBy, input.Channel, input.Attempts, input.Quality, input.Satisfaction, input.Retaliation));

    /// <summary>Records the answer and all that follows from it.</summary>
    public static async Task<Outcome<AnsweredView>> Handle(Guid member, int? version, Input input, Work work)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<AnsweredView>.Refused(wrong);
        if (await work.FirstOrNone<Asked>("select m.sample_id, s.issue_id, s.revision from cases.sample_member m join cases.sample s on s.id = m.sample_id where m.id = $1", member) is not { } asked) return Outcome<AnsweredView>.Missing;
        var held = await IssueFile.Hold(work, asked.IssueId, version);
        if (!held.IsDone) return Outcome<AnsweredView>.From(held);
        // Read once the issue is held: a colleague may have recorded something meanwhile.
        var (file, party) = (held.Value!, CaseParty.Of(work.Actor));
        var members = await work.All<Member>("""
            select m.id, m.worker_id, w.number, m.place, m.standing, m.outcome, w.gender, w.nationality, w.contract_type, w.recruiter, w.department, w.site
              from cases.sample_member m join cases.affected_worker w on w.id = m.worker_id where m.sample_id = $1 order by m.place
            """, asked.SampleId);
        var her = members.First(m => m.Id == member);
        if (new ValidationAnswer(input.Outcome!.Value, input.Quality, input.Satisfaction, input.Retaliation, input.Attempts).WhyNot(party, asked.Revision, file.Revision).ToList() is { Count: > 0 } reasons)
            return Outcome<AnsweredView>.Refused(reasons);
        if (her.Standing is not "Asked") return Outcome<AnsweredView>.Refused(new CollectiveRefusals.NotAsked());
        if (file.Facts.Collective is not { } before) return Outcome<AnsweredView>.Refused(new CollectiveRefusals.NotChosen());
        // A closed issue may still be told something, retaliation above all; before anything was put to the workers there is nothing to answer.
        if (file.State is not (IssueState.AwaitingValidation or IssueState.Validated or IssueState.Closed)) return Outcome<AnsweredView>.Refused(new CollectiveRefusals.NothingToAsk(file.State));

        var unreached = input.Outcome is ValidationOutcome.Unreachable;
        // Not being reached later takes no word back.
        var stands = unreached && her.Outcome is not (null or ValidationOutcome.Unreachable) ? her.Outcome.Value : input.Outcome.Value;
        var replacement = stands is ValidationOutcome.Unreachable && file.State is IssueState.AwaitingValidation
            ? SampleDraw.Replacement(her.Frame(), members.Where(m => m.Standing == "Asked" && m.Id != member).Select(m => m.Frame()), [.. members.Where(m => m.Standing == "Reserve").Select(m => m.Frame())]) : null;
        var taking = replacement is null ? null : members.First(m => m.WorkerId == replacement.Id);
        var retaliation = input.Retaliation is RetaliationAnswer.Yes;
        var facts = (file.Facts with
        {
            OpenRetaliationReports = file.Facts.OpenRetaliationReports + (retaliation ? 1 : 0),
            Collective = Count(before, members.Where(m => m.Standing == "Asked").Select(m => m.Id == member ? taking is null ? stands : null : m.Outcome)),
        }).WithReporterCounted();
        var action = IssueFlow.ActionFor(input.Outcome.Value, facts);
        var moves = SampleFact.Moves(file.State, action, facts);
        if (moves && IssueFlow.Decide(file.State, action, party, facts) is { Allowed: false } refused) return Outcome<AnsweredView>.Refused(refused.Refusals);

        Write(work, file, member, her, input, stands, taking);
        if (retaliation) OpenRetaliation.Queue(work, file.Row.OrgId, file.Row.CaseId, file.Row.Id, file.Row.DossierId, party, "handler", file.Calendar, null);
        var detail = new { member, number = her.Number, outcome = input.Outcome, quality = input.Quality, retaliation = input.Retaliation, attempts = input.Attempts, askedBy = input.AskedBy, replacedBy = taking?.Number };
        if (moves) file.Move(work, action, party, facts, detail);
        else file.Note(work, IssueAction.RecordAnswer, party, detail);
        return await work.Commit(new AnsweredView(member, taking?.Number, file.State, file.CaseState));
    }

    private static void Write(Work work, IssueFile file, Guid member, Member her, Input input, ValidationOutcome stands, Member? taking)
    {
        work.Write("""
            insert into cases.sample_answer (id, org_id, case_id, member_id, outcome, quality, satisfaction, retaliation, asked_by, channel, attempts, recorded_by, day)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """, Guid.NewGuid(), file.Row.OrgId, file.Row.CaseId, member, input.Outcome!.Value, input.Quality, input.Satisfaction, input.Retaliation, input.AskedBy, input.Channel, input.Attempts, work.Actor.PersonId, work.Today);
        work.Write("update cases.sample_member set outcome = $2, attempts = attempts + $3, outcome_on = $4, standing = $5 where id = $1", member, stands, input.Attempts, work.Today, taking is null ? "Asked" : "Replaced");
        if (taking is not null) work.Write("update cases.sample_member set standing = 'Asked' where id = $1", taking.Id);
        // Who left stays recorded as gone; that she answered is a date of its own.
        work.Write("""
            update cases.affected_worker set state = case when state = 'Departed' then state else $2 end, state_on = case when state = 'Departed' then state_on else $3 end,
                   reached_on = case when $4 then reached_on else coalesce(reached_on, $3) end, answered_on = case when $4 then answered_on else $3 end where id = $1
            """, her.WorkerId, LedgerStates.After(stands), work.Today, input.Outcome is ValidationOutcome.Unreachable);
    }

    private static CollectiveAnswers Count(CollectiveAnswers before, IEnumerable<ValidationOutcome?> outcomes)
    {
        var all = outcomes.ToList();
        return before with
        {
            SampleAsked = all.Count, SampleConfirmed = all.Count(o => o is ValidationOutcome.Confirmed), SampleWaiting = all.Count(o => o is null), SampleUnreached = all.Count(o => o is ValidationOutcome.Unreachable),
        };
    }

    private sealed record Asked(Guid SampleId, Guid IssueId, int Revision);
    private sealed record Member(Guid Id, Guid WorkerId, int Number, int Place, string Standing, ValidationOutcome? Outcome, string? Gender, string? Nationality, string? ContractType, string? Recruiter, string? Department, string? Site)
    {
        public FrameWorker Frame() => new(Number, WorkerId, [Gender, Nationality, ContractType, Recruiter, Department, Site]);
    }
}
