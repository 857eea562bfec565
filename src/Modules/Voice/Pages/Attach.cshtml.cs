using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>Adds a picture, a document or a voice message. Without a script: the phone's own camera and recorder, or a file.</summary>
[OpenDoor("the receipt takes the place of an account")]
[StreamsBody]
[RequestSizeLimit(FileSettings.MostBody)]
public sealed class AttachModel(Frame frame, Words words, Work work, Door door, FileDesk desk) : WorkerPage(frame, words)
{
    /// <summary>The receipt as typed.</summary>
    public string? Receipt { get; private set; }
    /// <summary>What she wrote beside the file, kept where it could not be taken.</summary>
    public string? Typed { get; private set; }
    /// <summary>What was taken just now.</summary>
    public AttachFile.Attached? Taken { get; private set; }
    /// <summary>Her words were taken too.</summary>
    public bool Wrote { get; private set; }
    /// <summary>Path of this page.</summary>
    public string Here => $"/w/{Language}/add";
    /// <summary>Whether one more may be sent.</summary>
    public bool More => Taken is null || Taken.Files < Taken.Most;

    /// <inheritdoc />
    protected override bool TakesFiles => true;

    /// <summary>Asks for the number.</summary>
    public void OnGet() => SwitchTo("/add");

    /// <summary>Shows the forms to whoever comes with a number, or takes a file.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!FormWithFile.IsThere(Request))
        {
            Receipt = Form.Text("receipt");
            return Page();
        }
        var read = await FormWithFile.Read(Request, HttpContext.RequestAborted);
        if (read.Value is not { } form) { await Refuse(read); return Page(); }
        Receipt = form.Text("receipt");
        Typed = form.Text("text");
        var outcome = Typed is null ? Outcome.Done : Outcome.Refused([.. TextRules.WhyNotOptional(Typed)]) is { Refusals.Count: > 0 } wrong ? wrong : Outcome.Done;
        if (outcome.IsDone)
        {
            var attached = await AttachFile.Handle(Receipt, form.File, work, door, desk);
            Taken = attached.Value;
            outcome = attached;
        }
        if (!outcome.IsDone) { await Refuse(outcome); return Page(); }
        await Write();
        return Page();
    }

    // The file is kept whatever becomes of the words; they stay in the form when they could not be sent.
    private async Task Write()
    {
        if (string.IsNullOrWhiteSpace(Typed)) return;
        await using var after = door.Works.Begin(HttpContext.RequestAborted);
        Wrote = (await WriteMessage.Handle(new WriteMessage.Input { Receipt = Receipt, Text = Typed }, after, door)).IsDone;
        if (Wrote) Typed = null;
    }

    private async Task Refuse(Outcome outcome)
    {
        await FormWithFile.Drain(Request, HttpContext.RequestAborted);
        Took(outcome);
        if (Receipt is null) SwitchTo("/add");
    }
}
