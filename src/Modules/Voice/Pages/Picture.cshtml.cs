using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>The receipt as a picture for the phone's gallery. Posted, so that it stands in no address; drawn, so that nothing is looked up or kept.</summary>
[OpenDoor("a worker has no account")]
public sealed class PictureModel(Frame frame, Words words) : WorkerPage(frame, words)
{
    /// <summary>Nothing to see without a number.</summary>
    public IActionResult OnGet() => Redirect($"/w/{Language}/follow");

    /// <summary>Draws it.</summary>
    public IActionResult OnPost()
    {
        if (!ReceiptDoor.TryRead(Form.Text("receipt"), out var receipt, out _)) return StatusCode(400);
        return File(ReceiptPicture.Draw(receipt.Digits), "image/png", "picture.png");
    }
}
