using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>The rows of a form in which actions are agreed.</summary>
/// <param name="Said">What was typed.</param>
/// <param name="Reasons">Reasons against the form.</param>
/// <param name="Today">Earliest day that can be promised.</param>
public sealed record ActionLines(Filled Said, IReadOnlyList<Refusal> Reasons, DateOnly Today)
{
    /// <summary>Rows of the form.</summary>
    public const int Rows = 3;

    /// <summary>One row.</summary>
    public sealed record Line(string What, string DueOn, string Responsible)
    {
        /// <summary>Nobody wrote into it.</summary>
        public bool IsEmpty => What.Length + DueOn.Length + Responsible.Length == 0;
    }

    /// <summary>The rows as typed, filled up with empty ones.</summary>
    public IReadOnlyList<Line> Lines => [.. Of(Said), .. Enumerable.Repeat(new Line("", "", ""), Math.Max(1, Rows - Of(Said).Count))];

    /// <summary>The actions as the use case takes them; empty rows are none.</summary>
    public static IReadOnlyList<NewAction> Read(Filled said) =>
        [.. Of(said).Select((l, i) => new NewAction(l.What, said.DayOf(l.DueOn, $"actions[{i}].dueOn"), l.Responsible.Length == 0 ? null : l.Responsible))];

    private static List<Line> Of(Filled said)
    {
        var (due, responsible) = (said.Rows("dueOn"), said.Rows("responsible"));
        return [.. said.Rows("what").Select((what, i) => new Line(what.Trim(), i < due.Count ? due[i] : "", i < responsible.Count ? responsible[i].Trim() : "")).Where(l => !l.IsEmpty)];
    }
}
