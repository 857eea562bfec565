using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>Her answer to a question: one tap.</summary>
public static class AnswerQuestion
{
    /// <summary>Her answer.</summary>
    public sealed record Input
    {
        /// <summary>Her receipt.</summary>
        public string? Receipt { get; init; }
        /// <summary>The question.</summary>
        public Guid QuestionId { get; init; }
        /// <summary>Code of the choice.</summary>
        public string? Answer { get; init; }
    }

    /// <summary>Taken and kept.</summary>
    public sealed record Answered([property: Field(FieldClass.C1)] DateOnly AnsweredOn) : IView<ReceiptHolder>;

    /// <summary>Every reason against the input itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (string.IsNullOrEmpty(input.Answer)) yield return new BadInput("input.required", "answer");
        else if (input.Answer.Length > 40) yield return new BadInput("input.not-a-choice", "answer");
    }

    /// <summary>Takes the answer.</summary>
    public static async Task<Outcome<Answered>> Handle(Input input, Work work, Door door)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } reasons) return Outcome<Answered>.Refused(reasons);
        try
        {
            var opened = await door.Receipts.Open(input.Receipt, work);
            if (opened.Value is not { } found) return Outcome<Answered>.From(opened);
            if (!door.Guard.Open) return Outcome<Answered>.Refused(new Door.NotDurable());
            var taken = await door.Cases.AnswerQuestion(work, found.Row.Id, input.QuestionId, input.Answer!);
            if (!taken.IsDone) return Outcome<Answered>.From(taken);
            work.Audit("contact.answered-question", "contact", found.Row.Id);
            return await work.Commit(new Answered(work.Today));
        }
        catch (Exception away) when (Away.Is(away)) { return Outcome<Answered>.Busy; }
    }
}
