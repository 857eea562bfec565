using System.Text.Json.Nodes;

namespace OpenIlm.Tests.Service;

/// <summary>A worker at the door: a form, and the receipt that came with it. She has no account and her client keeps no cookie.</summary>
public sealed class Worker(HttpClient door, string receipt, string formState)
{
    public const string Words = "လုပ်ခမရသေးဘူး။ They have not paid us for two months.";

    public string Receipt => receipt;
    public string FormState => formState;
    /// <summary>The form as she filled it in; a test changes what it is about.</summary>
    public JsonObject Form { get; } = new()
    {
        ["formState"] = formState, ["receipt"] = receipt, ["language"] = "my", ["reason"] = "issue", ["danger"] = "none", ["text"] = Words, ["country"] = "TH",
        ["issueCodes"] = new JsonArray("WAG-02"), ["consent"] = new JsonObject { ["level"] = "summary" },
    };

    /// <summary>A worker with an empty form of the channel.</summary>
    public static async Task<Worker> AtTheDoor(HttpClient door, Guid channel)
    {
        var form = (await Calls.Post(door, "/voice/forms", new { language = "my", channelId = channel })).Created();
        return new Worker(door, form["receipt"]!.GetValue<string>(), form["formState"]!.GetValue<string>());
    }

    /// <summary>The same worker at another door of the same house.</summary>
    public Worker At(HttpClient other) => new(other, receipt, formState);

    public Task<Answer> Sends() => Calls.Post(door, "/voice/reports", Form);
    public Task<Answer> Sends(string text)
    {
        Form["text"] = text;
        return Sends();
    }

    /// <summary>Adds a picture, a document or a voice message.</summary>
    public Task<Answer> Attaches(byte[] file, string name = "", string? type = null) => Calls.Send(door, "/voice/attachments", new Dictionary<string, string> { ["receipt"] = receipt }, file, name.Length > 0 ? name : "blob", type: type);
    public Task<Answer> Follows() => Calls.Post(door, "/voice/status", new { receipt });
    public Task<Answer> Writes(string text, string danger = "none") => Calls.Post(door, "/voice/messages", new { receipt, text, danger });
    public Task<Answer> ClosesTheChannel() => Calls.Post(door, "/voice/channel/close", new { receipt });

    /// <summary>"We would like to send this. Is it right?"</summary>
    public Task<Answer> SaysOf(Guid packet, string answer, params string[] changes) => Calls.Post(door, "/voice/packets", new { receipt, packetId = packet, answer, changes });
    /// <summary>Taps an answer.</summary>
    public Task<Answer> Taps(Guid question, string answer) => Calls.Post(door, "/voice/answers", new { receipt, questionId = question, answer });

    /// <summary>"They say they did this. Is it true?"</summary>
    public Task<Answer> Answers(Guid issue, Guid claim, string outcome, string? quality = null, string retaliation = "no", string? text = null) =>
        Calls.Post(door, "/voice/validations", new { receipt, issueId = issue, claimId = claim, outcome, quality, satisfaction = 4, retaliation, text });
}
