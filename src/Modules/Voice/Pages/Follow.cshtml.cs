using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>Follow my report: the receipt is posted with every step and stands in no address. Her own text is never shown.</summary>
[OpenDoor("the receipt takes the place of an account")]
public sealed class FollowModel(Frame frame, Words words, Work work, Door door) : WorkerPage(frame, words)
{
    /// <summary>What the page shows.</summary>
    public enum Part
    {
        /// <summary>Asks for the number.</summary>
        Enter,
        /// <summary>How the report stands.</summary>
        Status,
        /// <summary>The questions after "Is it true?".</summary>
        Claim,
        /// <summary>What is to be different in a packet.</summary>
        Change,
        /// <summary>Asks whether to close for good.</summary>
        Close,
        /// <summary>Says what was done.</summary>
        Done,
    }

    /// <summary>What the page shows.</summary>
    public Part Shows { get; private set; }
    /// <summary>The receipt as typed.</summary>
    public string? Receipt { get; private set; }
    /// <summary>How the report stands.</summary>
    public FollowReport.StatusView? Status { get; private set; }
    /// <summary>What she typed, kept where it could not be taken.</summary>
    public string? Typed { get; private set; }
    /// <summary>Her answer to the claim so far.</summary>
    public AnswerClaim.Input Answer { get; private set; } = new();
    /// <summary>The packet whose changes she chooses.</summary>
    public PacketView? Packet { get; private set; }
    /// <summary>What she tapped of them.</summary>
    public IReadOnlyList<string> Changes { get; private set; } = [];
    /// <summary>Key of the text about what was done.</summary>
    public string DoneText { get; private set; } = "";
    /// <summary>Whether the receipt still opens something.</summary>
    public bool Ended { get; private set; }
    /// <summary>Today.</summary>
    public DateOnly Today => work.Today;
    /// <summary>Path of this page.</summary>
    public string Here => $"/w/{Language}/follow";

    /// <summary>Asks for the number.</summary>
    public void OnGet() => SwitchTo("/follow");

    /// <summary>One step.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        Receipt = Form.Text("receipt");
        Typed = Form.Text("text");
        switch (Form.Text("act"))
        {
            case "message": await Write(); break;
            case "claim": ReadAnswer(); Shows = Part.Claim; break;
            case "answer": await Judge(); break;
            case "packet": await SayOfPacket(); break;
            case "question": await Tap(); break;
            case "close": Shows = Part.Close; break;
            case "close-for-good": await Close(); break;
            default: await Open(); break;
        }
        return Page();
    }

    private async Task Open()
    {
        var outcome = await FollowReport.Handle(new FollowReport.Input { Receipt = Receipt, Language = Language }, work, door);
        if (!Took(outcome)) { Shows = Part.Enter; SwitchTo("/follow"); return; }
        Status = outcome.Value;
        Shows = Part.Status;
    }

    private async Task Write()
    {
        var danger = Form.Text("danger") is null ? Danger.None : Danger.InDanger;
        var outcome = await WriteMessage.Handle(new WriteMessage.Input { Receipt = Receipt, Text = Typed, Danger = danger }, work, door);
        if (Took(outcome)) { Say("message.sent"); return; }
        await StayOnStatus();
    }

    private async Task Judge()
    {
        ReadAnswer();
        var outcome = await AnswerClaim.Handle(Answer, work, door);
        if (!Took(outcome)) { Shows = Part.Claim; return; }
        Say(Answer.Retaliation is RetaliationAnswer.Yes ? "validation.thanks.retaliation" : Answer.Outcome switch
        {
            ValidationOutcome.Confirmed => "validation.thanks.confirmed",
            ValidationOutcome.NotConfirmed => "validation.thanks.notConfirmed",
            _ => "validation.thanks",
        });
    }

    // "Change" leads to what can be tapped; everything else is taken at once.
    private async Task SayOfPacket()
    {
        var (id, word, sent) = (Form.Id("packet") ?? Guid.Empty, Form.Choice<PacketWord>("answer"), Form.Text("sent") is not null);
        Changes = Form.All("changes");
        if (word is PacketWord.Change && (!sent || Changes.Count == 0)) { await Choose(id, sent); return; }
        var outcome = await AnswerPacket.Handle(new AnswerPacket.Input { Receipt = Receipt, PacketId = id, Answer = Form.Text("answer") is null ? null : word, Changes = word is PacketWord.Change ? Changes : [] }, work, door);
        if (Took(outcome)) { Say("her.thanks." + word); return; }
        await AgainWithStatus();
    }

    private async Task Choose(Guid id, bool nothingTapped)
    {
        var status = await FollowReport.Handle(new FollowReport.Input { Receipt = Receipt, Language = Language }, work, door);
        if (!Took(status)) { Shows = Part.Enter; return; }
        Packet = status.Value!.Packets.FirstOrDefault(p => p.Id == id && p.Said is null);
        (Status, Shows) = (status.Value, Packet is null ? Part.Status : Part.Change);
        if (!nothingTapped || Packet is null) return;
        Refusals = [new BadInput("packet.say-what", "changes")];
        Response.StatusCode = 400;
    }

    private async Task Tap()
    {
        if (Took(await AnswerQuestion.Handle(new AnswerQuestion.Input { Receipt = Receipt, QuestionId = Form.Id("question") ?? Guid.Empty, Answer = Form.Text("answer") }, work, door))) { Say("her.thanks.question"); return; }
        await AgainWithStatus();
    }

    // What she tapped could not be taken: she sees why, and how things stand now.
    private async Task AgainWithStatus()
    {
        var (why, status) = (Refusals, Response.StatusCode);
        await using var again = door.Works.Begin(HttpContext.RequestAborted);
        Status = (await FollowReport.Handle(new FollowReport.Input { Receipt = Receipt, Language = Language }, again, door)).Value;
        Shows = Status is null ? Part.Enter : Part.Status;
        (Refusals, Response.StatusCode) = (why, status);
    }

    private async Task Close()
    {
        if (!Took(await CloseChannel.Handle(new CloseChannel.Input { Receipt = Receipt }, work, door))) { Shows = Part.Enter; return; }
        Ended = true;
        Say("channel.closed");
    }

    // What she wrote stays in the form, whatever stood against it; where her report cannot be shown, the form stands alone.
    private async Task StayOnStatus()
    {
        var (why, status) = (Refusals, Response.StatusCode);
        if (status is not 400) { Shows = status == 404 ? Part.Enter : Part.Status; return; }
        await using var again = door.Works.Begin(HttpContext.RequestAborted);
        Status = (await FollowReport.Handle(new FollowReport.Input { Receipt = Receipt, Language = Language }, again, door)).Value;
        Shows = Status is null ? Part.Enter : Part.Status;
        (Refusals, Response.StatusCode) = (why, status);
    }

    private void ReadAnswer() => Answer = new AnswerClaim.Input
    {
        Receipt = Receipt, IssueId = Form.Id("issue") ?? Guid.Empty, ClaimId = Form.Id("claim") ?? Guid.Empty,
        Outcome = Form.Text("outcome") is null ? null : Form.Choice<ValidationOutcome>("outcome"),
        Quality = Form.Text("quality") is null ? null : Form.Choice<ResolutionQuality>("quality"),
        Satisfaction = Form.Number("satisfaction"), Retaliation = Form.Choice<RetaliationAnswer>("retaliation"), Text = Typed,
    };

    private void Say(string text)
    {
        DoneText = text;
        Shows = Part.Done;
    }
}
