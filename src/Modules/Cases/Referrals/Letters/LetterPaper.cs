using OpenIlm.Kernel;
using OpenIlm.Kit;

namespace OpenIlm.Cases;

/// <summary>A letter as a paper: the same for the preview, the printer and the recipient's screen.</summary>
/// <param name="From">Who writes.</param>
/// <param name="To">Whom to; null where the reader knows.</param>
/// <param name="Kind">What kind of help.</param>
/// <param name="Language">Language of the letter.</param>
/// <param name="Day">Its day.</param>
/// <param name="Lines">What it tells.</param>
/// <param name="Words">What is written.</param>
public sealed record LetterPaper(string From, string? To, string Kind, string Language, DateOnly Day, IReadOnlyList<LetterLineView> Lines, string? Words)
{
    /// <summary>A value as one reads it in the language of the letter.</summary>
    public string Say(LetterLineView line, ITexts texts)
    {
        string Of(string key, string otherwise) => texts.Has("en", key) ? texts[Language, key] : otherwise;
        return line.Field switch
        {
            LetterFields.Need => Of("helper." + line.Value, line.Value),
            LetterFields.Problem => string.Join(", ", line.Value.Split(',').Select(c => Of("category." + c, c))),
            LetterFields.Language => PageWords.Language(line.Value),
            LetterFields.Country or LetterFields.Nationality => Of("country." + line.Value, line.Value),
            LetterFields.Danger => Of("letter.danger." + line.Value, line.Value),
            LetterFields.Gender => CodeLists.Of("gender_options").FirstOrDefault(c => c.Id == line.Value)?.Name ?? line.Value,
            _ => line.Value,
        };
    }
}
