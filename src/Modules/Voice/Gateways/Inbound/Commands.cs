using System.Collections.Frozen;
using System.Text;

namespace OpenIlm.Voice;

/// <summary>What a message of one word asks for.</summary>
internal enum Command
{
    /// <summary>Nothing: it is a message.</summary>
    None,
    /// <summary>Never write to this number again.</summary>
    Stop,
    /// <summary>Write again.</summary>
    Start,
}

/// <summary>Words by which she ends and begins being written to, in the languages of the worker's pages and of carriers. Only a message that is nothing else counts:
/// "they stop us at the gate" is no command.</summary>
internal static class Commands
{
    private static readonly FrozenDictionary<string, Command> words = new Dictionary<string, Command>
    {
        ["STOP"] = Command.Stop, ["STOPALL"] = Command.Stop, ["STOP ALL"] = Command.Stop, ["UNSUBSCRIBE"] = Command.Stop, ["QUIT"] = Command.Stop, ["OPTOUT"] = Command.Stop, ["/STOP"] = Command.Stop,
        ["ရပ်"] = Command.Stop, ["ရပ်ပါ"] = Command.Stop, ["ရပ်တန့်"] = Command.Stop,
        ["ឈប់"] = Command.Stop, ["បញ្ឈប់"] = Command.Stop,
        ["หยุด"] = Command.Stop, ["ยกเลิก"] = Command.Stop,
        ["रोक्नुहोस्"] = Command.Stop, ["रोक"] = Command.Stop, ["बन्द"] = Command.Stop,
        ["START"] = Command.Start, ["UNSTOP"] = Command.Start,
        ["စတင်"] = Command.Start, ["စပါ"] = Command.Start, ["ចាប់ផ្តើម"] = Command.Start, ["ចាប់ផ្ដើម"] = Command.Start, ["เริ่ม"] = Command.Start, ["सुरु"] = Command.Start,
    }.ToFrozenDictionary(w => w.Key.Normalize(NormalizationForm.FormC), w => w.Value, StringComparer.Ordinal);

    /// <summary>The words, for the page and the tests.</summary>
    public static IEnumerable<string> Of(Command command) => words.Where(w => w.Value == command).Select(w => w.Key);

    /// <summary>What the message asks for.</summary>
    public static Command Read(string text)
    {
        if (text.Length > 40) return Command.None;
        var bare = text.Trim().Trim('.', '!', '?', '"', '\'', '“', '”', '။', '។', '।', ' ', '\u200b', '\u200c', '\u200d', '\ufeff');
        string normal;
        try { normal = bare.Normalize(NormalizationForm.FormC).ToUpperInvariant(); }
        catch (ArgumentException) { return Command.None; }
        return words.GetValueOrDefault(normal);
    }
}
