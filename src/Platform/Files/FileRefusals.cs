using OpenIlm.Kernel;

namespace OpenIlm.Platform;

/// <summary>Everything that can stand against a file. Sentences: <c>Files.resx</c> of the kit, in the languages of the workers.</summary>
public static class FileRefusals
{
    /// <summary>Member of the input that a refusal of the file itself is about.</summary>
    public const string Member = "file";

    /// <summary>There is no file, or nothing in it.</summary>
    public static BadInput Empty() => new("file.empty", Member);
    /// <summary>It is of no format that is taken.</summary>
    public static BadInput NotTaken() => new("file.not-taken", Member);
    /// <summary>Its name promises another thing than is in it.</summary>
    public static BadInput OtherThanItsName() => new("file.other-than-its-name", Member);
    /// <summary>It is two things at once: a picture that is a page or an archive as well.</summary>
    public static BadInput TwoThings() => new("file.two-things", Member);
    /// <summary>The picture has too many points; the limit is in millions.</summary>
    public static BadInput TooManyPixels(int limit) => new("file.too-many-pixels", Member, limit);
    /// <summary>It is too large; the limit is in MB.</summary>
    public static BadInput TooLarge(int limit) => new("file.too-large", Member, limit);
    /// <summary>The upload ended before the file did.</summary>
    public static BadInput CutOff() => new("file.cut-off", Member);
    /// <summary>Not a form that can be read, or its parts do not come in order.</summary>
    public static BadInput NotAForm() => new("file.not-a-form", Member);

    /// <summary>Enough files of this report.</summary>
    /// <param name="Most">How many are taken.</param>
    public sealed record TooMany(int Most) : Refusal("file.too-many");
    /// <summary>The files of this report are too large together.</summary>
    /// <param name="Most">MB.</param>
    public sealed record TooMuch(int Most) : Refusal("file.too-much");
    /// <summary>The disk is nearly full: files are refused before anything else is.</summary>
    public sealed record NoRoom() : Refusal("file.no-room");
    /// <summary>A malware scanner found something in it.</summary>
    public sealed record Quarantined() : Refusal("file.quarantined");
    /// <summary>No scanner has looked at it, and none can be reached now.</summary>
    public sealed record Unscanned() : Refusal("file.unscanned");
    /// <summary>It could not be cleaned: it opens only as it came, with identity.read and a reason.</summary>
    public sealed record Uncleaned() : Refusal("file.uncleaned");
    /// <summary>It was deleted.</summary>
    public sealed record Removed() : Refusal("file.removed");
    /// <summary>It is sealed, and cannot be opened any more.</summary>
    public sealed record Gone() : Refusal("file.gone");
    /// <summary>Only what was found to be harmful is deleted by hand.</summary>
    public sealed record NotQuarantined() : Refusal("file.not-quarantined");
}
