using System.Text;

namespace OpenIlm.Voice;

/// <summary>What came in and is not words, as a line in brackets for whoever reads the file. In English: at the door nobody knows who will read.</summary>
internal static class GatewayWords
{
    private static readonly Dictionary<string, string> lines = new()
    {
        ["contact-card"] = "[a contact card]", ["unreadable"] = "[something that cannot be shown here]", ["took-back"] = "[took a message back]", ["changed"] = "[changed to]",
        ["new-number"] = "[writes from another number from now on]",
    };

    /// <summary>The line.</summary>
    public static string Line(string key) => lines[key];

    /// <summary>A place.</summary>
    public static string Place(string? latitude, string? longitude, string? name, string? address) =>
        $"[a place: {string.Join(", ", new[] { latitude, longitude, name, address }.OfType<string>())}]";

    /// <summary>What the file holds of a message: her words, and a line for each thing that came with them.</summary>
    public static string Of(IncomingMessage message)
    {
        var text = new StringBuilder(message.Text);
        void Add(string line) => (text.Length > 0 ? text.Append('\n') : text).Append('[').Append(line).Append(']');
        if (message.Kind is IncomingKind.Call && message.Media.Count == 0) Add("a call that nobody took");
        var words = message.Media.Where(m => m.Kind is not "sticker").ToList();
        if (words.Count > 1) Add($"{words.Count} attachments");
        foreach (var medium in message.Media)
            Add(medium.Kind is "sticker" ? "a sticker" : medium.CanBeFetched ? Name(medium.Kind) : Name(medium.Kind) + ", which the provider did not hand over");
        return text.Length > 0 ? text.ToString() : "[an empty message]";
    }

    private static string Name(string kind) => kind switch
    {
        "image" => "a picture", "audio" => "a voice message", "voicemail" => "a voice message left on the phone", "video" => "a film", _ => "a file",
    };
}
