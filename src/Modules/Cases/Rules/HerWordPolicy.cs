using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>A packet at one state of its content.</summary>
/// <param name="Share">The packet.</param>
/// <param name="Revision">Counts up with every change of what it tells.</param>
public readonly record struct PacketVersion(Guid Share, int Revision);

/// <summary>How the asking about a packet stands.</summary>
public enum RenderingState
{
    /// <summary>Put to her, not answered.</summary>
    Asked,
    /// <summary>It may go as it is.</summary>
    Yes,
    /// <summary>Something is to be different.</summary>
    Change,
    /// <summary>It is not to go.</summary>
    No,
    /// <summary>The question was taken back before she answered.</summary>
    TakenBack,
}

/// <summary>What she last said of a packet.</summary>
/// <param name="Packet">Of which packet, as it was then.</param>
/// <param name="State">What she said; asked, while she has said nothing.</param>
/// <param name="Changes">What is to be different.</param>
/// <param name="On">The day of her answer, or of the question.</param>
public sealed partial record HerWord(PacketVersion Packet, RenderingState State, IReadOnlyList<string> Changes, DateOnly On);

/// <summary>Before a packet goes she can be shown exactly what it tells. Nobody has to ask her beyond her consent; whoever has asked keeps to what she says.</summary>
public static class HerWordPolicy
{
    /// <summary>She was asked and has not answered.</summary>
    public sealed record WaitsForHer(DateOnly AskedOn) : Refusal("share.waits-for-her");
    /// <summary>She does not want it to go.</summary>
    public sealed record SheSaysNo(DateOnly On) : Refusal("share.she-says-no");
    /// <summary>She wants it to be different.</summary>
    public sealed record SheWantsChange(DateOnly On) : Refusal("share.she-wants-change");
    /// <summary>It has changed since she was asked, or it is another packet to the same business: she is shown it again.</summary>
    public sealed record ShowHerAgain(DateOnly On) : Refusal("share.show-her-again");
    /// <summary>She agreed to it as it is.</summary>
    public sealed record SheSaidYes(DateOnly On) : Refusal("share.she-said-yes");
    /// <summary>It has gone out, or was discarded: nothing is asked about it any more.</summary>
    public sealed record HasGone() : Refusal("packet.has-gone");
    /// <summary>The packet has changed since it was put to her: she will be shown it again.</summary>
    public sealed record ChangedSince() : Refusal("packet.changed-since");
    /// <summary>The question was taken back.</summary>
    public sealed record NotAsked() : Refusal("packet.not-asked");
    /// <summary>She has answered; what she may still do is to stop it.</summary>
    public sealed record Answered() : Refusal("packet.answered");

    /// <summary>A change that only asks for time.</summary>
    public const string Wait = "wait";
    /// <summary>Another business, or none.</summary>
    public const string NotThisBusiness = "notThisBusiness";
    /// <summary>Everything that she can tap: facts and words to leave out, to wait, another business.</summary>
    public static readonly IReadOnlyList<string> Changes = [.. PacketFields.All.Append("text").Append("files").Select(f => "leaveOut." + f), Wait, NotThisBusiness];
    /// <summary>Why a question was taken back before she answered.</summary>
    public static readonly IReadOnlyList<string> TakeBackReasons = ["urgent", "unreachable", "mistake"];

    /// <summary>Every reason of hers against a release. None where she was never asked.</summary>
    public static IEnumerable<Refusal> WhyNotRelease(HerWord? word, PacketVersion packet)
    {
        if (word is null) yield break;
        if (word.State is RenderingState.No) yield return new SheSaysNo(word.On);
        else if (word.Packet != packet) yield return new ShowHerAgain(word.On);
        else if (word.State is RenderingState.Change) yield return new SheWantsChange(word.On);
        else if (word.State is RenderingState.Asked) yield return new WaitsForHer(word.On);
    }

    /// <summary>Every reason against putting the packet to her. Nobody is asked again and again until she says yes.</summary>
    public static IEnumerable<Refusal> WhyNotShow(ShareState state, IReadOnlyList<PacketCheck> checks, HerWord? word, PacketVersion packet)
    {
        if (state is not (ShareState.Draft or ShareState.Approved)) yield return new ShareRefusals.WrongState(state);
        foreach (var check in checks.Where(c => c.Result is CheckResult.Block)) yield return new ShareRefusals.CheckBlocks(check.Code);
        if (word?.Packet != packet) yield break;
        switch (word.State)
        {
            case RenderingState.Asked: yield return new WaitsForHer(word.On); break;
            case RenderingState.Yes: yield return new SheSaidYes(word.On); break;
            case RenderingState.No: yield return new SheSaysNo(word.On); break;
            case RenderingState.Change when word.Changes.Any(c => c != Wait): yield return new SheWantsChange(word.On); break;
        }
    }

    /// <summary>Every reason against an answer. Whoever said yes can stop it until it goes; everything else is asked anew.</summary>
    /// <param name="now">How the asking stands.</param>
    /// <param name="share">Where the packet stands.</param>
    /// <param name="shown">The revision that she was shown.</param>
    /// <param name="current">The revision as it is.</param>
    /// <param name="said">What she says.</param>
    /// <param name="changes">What is to be different.</param>
    public static IEnumerable<Refusal> WhyNotAnswer(RenderingState now, ShareState share, int shown, int current, RenderingState said, IReadOnlyList<string> changes)
    {
        for (var i = 0; i < changes.Count; i++)
            if (!Changes.Contains(changes[i])) yield return new BadInput("input.not-a-choice", $"changes[{i}]");
        if (said is RenderingState.Change && changes.Count == 0) yield return new BadInput("packet.say-what", "changes");
        if (said is not RenderingState.Change && changes.Count > 0) yield return new BadInput("packet.changes-out-of-place", "changes");
        if (now is RenderingState.TakenBack) yield return new NotAsked();
        else if (share is not (ShareState.Draft or ShareState.Approved)) yield return new HasGone();
        else if (shown != current) yield return new ChangedSince();
        else if (now is not RenderingState.Asked && !(now is RenderingState.Yes && said is RenderingState.No)) yield return new Answered();
    }

    /// <summary>Every reason against taking the question back. What she answered is not taken back.</summary>
    public static IEnumerable<Refusal> WhyNotTakeBack(RenderingState now)
    {
        if (now is RenderingState.TakenBack) yield return new NotAsked();
        else if (now is not RenderingState.Asked) yield return new Answered();
    }
}
