using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Her answer to a question: one tap, or what the handler heard. Some answers mean danger: they turn the case up as her own report of danger would, and being punished opens a report of
/// retaliation with its clock.</summary>
public static class AnswerQuestion
{
    /// <summary>Her answer, as the handler heard it.</summary>
    /// <param name="Answer">Code of the choice.</param>
    /// <param name="Channel">Channel of the contact (<c>contact_channels.csv</c>); never the employer's.</param>
    public sealed record Input(string Answer, string Channel);

    /// <summary>It was answered or taken back.</summary>
    public sealed record NotOpen() : Refusal("question.not-open");

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (string.IsNullOrEmpty(input.Answer)) yield return new BadInput("input.required", "answer");
        if (input.Channel is not null && CaseCodes.EmployersChannels.Contains(input.Channel)) yield return new RecordValidation.AskedByEmployer("channel");
        else foreach (var reason in Given.Choice(input.Channel, CaseCodes.Channels, "channel")) yield return reason;
    }

    /// <summary>Every reason against an answer.</summary>
    public static IEnumerable<Refusal> WhyNot(string state, IReadOnlyCollection<string> choices, string answer)
    {
        if (!choices.Contains(answer)) yield return new BadInput("input.not-a-choice", "answer");
        else if (state != "Asked") yield return new NotOpen();
    }

    /// <summary>She answers by her receipt. Queues it, commits nothing. The same answer twice is one: that is a second tap.</summary>
    internal static async Task<Outcome> ByWorker(Work work, Guid contact, Guid question, string answer)
    {
        var found = await work.FirstOrNone<Guid?>("select case_id from cases.question where id = $1 and contact_id = $2", question, contact);
        return found is null ? Outcome.Missing : await Queue(work, question, found.Value, answer, "web", null);
    }

    /// <summary>The handler records what she said.</summary>
    public static async Task<Outcome<ActView>> Record(Guid id, int? version, Input input, Work work)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        if (await work.FirstOrNone<At>("select case_id, version from cases.question where id = $1", id) is not { } at) return Outcome<ActView>.Missing;
        if (version is { } read && read != at.Version) return Outcome<ActView>.Stale;
        var done = await Queue(work, id, at.CaseId, input.Answer, "verbal", input.Channel);
        return done.IsDone ? await work.Commit(new ActView(id, null, null)) : Outcome<ActView>.From(done);
    }

    private static async Task<Outcome> Queue(Work work, Guid id, Guid @case, string answer, string how, string? channel)
    {
        var held = await CaseFile.Hold(work, @case, null);
        if (!held.IsDone) return held;
        var row = (await work.FirstOrNone<Row>("select code, choices, state, answer from cases.question where id = $1 for update", id))!;
        if (row.State == "Answered" && row.Answer == answer)
        {
            work.Audit("question.answered-again", "question", id);
            return Outcome.Done;
        }
        if (WhyNot(row.State, row.Choices, answer).ToList() is { Count: > 0 } reasons) return Outcome.Refused(reasons);
        var danger = QuestionTable.DangerOf(row.Code, answer);
        work.Write("update cases.question set state = 'Answered', answer = $2, how = $3, answered_on = $4, recorded_by = $5, version = version + 1 where id = $1",
            id, answer, how, work.Today, how == "web" ? null : work.Actor.PersonId);
        if (how == "web" || danger is not Danger.None) CaseFiles.TurnUp(work, @case, danger, await CaseCalendar.Of(work, @case));
        else CaseFile.Touch(work, @case);
        // Whoever heard it by telephone is the one who reports it; while a report of hers is open, the answer belongs to it.
        if (danger is Danger.Punished && how == "web") await OpenRetaliation.ByWorker(work, @case);
        else if (danger is Danger.Punished && held.Value!.OpenRetaliation == 0)
        {
            var opened = await OpenRetaliation.Handle(work, held.Value, null, CaseParty.Of(work.Actor), "handler", null);
            if (!opened.IsDone) return opened;
        }
        CaseLog.Note(work, held.Value!.OrgId, @case, null, "case.question-answered", CaseParty.Of(work.Actor), new { question = id, code = row.Code, answer, how, channel });
        if (how == "web" || danger is not Danger.None) work.Notify(danger is Danger.None ? "case.question-answered" : "case.danger", "case", @case, danger is Danger.None ? held.Value.AssignedTo : null);
        return Outcome.Done;
    }

    private sealed record At(Guid CaseId, int Version);
    private sealed record Row(string Code, string[] Choices, string State, string? Answer);
}
