using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>"They say they did this. Is it true?" Her answer names the claim it judges; the case files decide whether it can be taken (rule C3).</summary>
public static class AnswerClaim
{
    /// <summary>Her answer.</summary>
    public sealed record Input
    {
        /// <summary>Her receipt.</summary>
        public string? Receipt { get; init; }
        /// <summary>The issue.</summary>
        public Guid IssueId { get; init; }
        /// <summary>The claim she read.</summary>
        public Guid ClaimId { get; init; }
        /// <summary>Whether it is true.</summary>
        public ValidationOutcome? Outcome { get; init; }
        /// <summary>How good the remedy is.</summary>
        public ResolutionQuality? Quality { get; init; }
        /// <summary>1 to 5.</summary>
        public int? Satisfaction { get; init; }
        /// <summary>Whether anybody was punished for speaking.</summary>
        public RetaliationAnswer Retaliation { get; init; }
        /// <summary>More, in her words.</summary>
        public string? Text { get; init; }
    }

    /// <summary>Taken and kept.</summary>
    public sealed record Answered([property: Field(FieldClass.C1)] DateOnly AnsweredOn) : IView<ReceiptHolder>;

    /// <summary>Every reason against the input itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.Outcome is null) yield return new BadInput("input.required", "outcome");
        if (input.Outcome is ValidationOutcome.Unreachable) yield return new BadInput("input.not-a-choice", "outcome");
        if (input.Satisfaction < 1) yield return new BadInput("input.too-small", "satisfaction", 1);
        if (input.Satisfaction > 5) yield return new BadInput("input.too-large", "satisfaction", 5);
        foreach (var reason in TextRules.WhyNotOptional(input.Text)) yield return reason;
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
            var vault = await VaultDoor.Of(work, found.Row.OrgId) ?? throw new InvalidOperationException("A contact without a vault.");
            byte[] Seal(SealedColumn column, Guid row, string text) =>
                Envelope.SealText(found.ErasureKey, vault.Pub, text, new Aad(column, row, found.Row.DossierId));
            var answer = new WorkerAnswer(input.IssueId, input.ClaimId, input.Outcome!.Value, input.Quality, input.Satisfaction, input.Retaliation,
                string.IsNullOrWhiteSpace(input.Text) ? null : input.Text);
            var taken = await door.Cases.Answer(work, found.Row.Id, answer, vault.Version, Seal);
            if (!taken.IsDone) return Outcome<Answered>.From(taken);
            work.Audit("contact.answered", "contact", found.Row.Id, new { input.Outcome, input.Retaliation });
            return await work.Commit(new Answered(work.Today));
        }
        catch (Exception away) when (Away.Is(away)) { return Outcome<Answered>.Busy; }
    }
}
