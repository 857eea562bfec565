using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>A question that can be answered by tapping.</summary>
/// <param name="Code">Text <c>question.CODE</c>, in every language of the worker's pages.</param>
/// <param name="Choices">Texts <c>answer.CODE</c>.</param>
/// <param name="Alarm">An answer that means danger, and which.</param>
public sealed record CodedQuestion(string Code, IReadOnlyList<string> Choices, (string Answer, Danger Danger)? Alarm = null);

/// <summary>The questions that have words in every language. None asks for hours, ways or names: answers are coded facts that the server can read, and these would tell how to find her.</summary>
public static class QuestionTable
{
    private static readonly string[] yesNo = ["yes", "no"];
    private static readonly string[] yesNoNotSure = ["yes", "no", "notSure"];

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<CodedQuestion> All =
    [
        new("safeNow", yesNoNotSure, ("no", Danger.InDanger)),
        new("punished", yesNoNotSure, ("yes", Danger.Punished)),
        new("knownAtWork", yesNoNotSure),
        new("stillThere", yesNo),
        new("howMany", ["onlyMe", "few", "many", "notSure"]),
        new("paidSince", ["all", "part", "nothing"]),
        new("papersBack", ["all", "part", "nothing"]),
        new("proof", ["payslips", "pictures", "other", "nothing"]),
        new("goOn", ["goOn", "wait", "stop"]),
    ];

    /// <summary>The question; null when the table has none of this code.</summary>
    public static CodedQuestion? Find(string? code) => All.FirstOrDefault(q => q.Code == code);

    /// <summary>The danger that an answer tells of.</summary>
    public static Danger DangerOf(string code, string answer) => Find(code) is { Alarm: { } alarm } && alarm.Answer == answer ? alarm.Danger : Danger.None;
}
