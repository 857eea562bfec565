using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>"We would like to send this. Is it right?" Yes, change, no. The case files decide whether it can be taken.</summary>
public static class AnswerPacket
{
    /// <summary>Her answer.</summary>
    public sealed record Input
    {
        /// <summary>Her receipt.</summary>
        public string? Receipt { get; init; }
        /// <summary>The packet as it was put to her.</summary>
        public Guid PacketId { get; init; }
        /// <summary>What she says.</summary>
        public PacketWord? Answer { get; init; }
        /// <summary>What is to be different, where she says so: <c>leaveOut.FIELD</c>, <c>wait</c>, <c>notThisBusiness</c>.</summary>
        public IReadOnlyList<string>? Changes { get; init; }
    }

    /// <summary>Taken and kept.</summary>
    public sealed record Answered([property: Field(FieldClass.C1)] DateOnly AnsweredOn) : IView<ReceiptHolder>;

    /// <summary>Every reason against the input itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.Answer is null) yield return new BadInput("input.required", "answer");
        if (input.Changes?.Count > 20) yield return new BadInput("input.too-many", "changes", 20);
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
            var taken = await door.Cases.AnswerPacket(work, found.Row.Id, new PacketAnswer(input.PacketId, input.Answer!.Value, input.Changes ?? []));
            if (!taken.IsDone) return Outcome<Answered>.From(taken);
            work.Audit("contact.answered-packet", "contact", found.Row.Id, new { input.Answer });
            return await work.Commit(new Answered(work.Today));
        }
        catch (Exception away) when (Away.Is(away)) { return Outcome<Answered>.Busy; }
    }
}
