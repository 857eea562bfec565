using System.Globalization;
using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>One span of safe hours as the form has it.</summary>
/// <param name="Days">Days as iCalendar writes them: MO, TU.</param>
/// <param name="From">From when.</param>
/// <param name="To">Until when.</param>
public sealed record HoursLine(IReadOnlyList<string> Days, string From, string To);

/// <summary>The plan of one contact as its form has it: opened from the file, or as it was typed when it could not be kept.</summary>
public sealed record PlanForm
{
    /// <summary>Spans of hours that the form has room for.</summary>
    public const int Lines = 3;
    /// <summary>People that the form has room for.</summary>
    public const int People = 2;
    /// <summary>The days of the week.</summary>
    public static readonly IReadOnlyList<string> Week = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    /// <summary>Which contact.</summary>
    public required Guid Contact { get; init; }
    /// <summary>The version that the form was made from.</summary>
    public required int? Version { get; init; }
    /// <summary>Why who she is was opened.</summary>
    public required string Reason { get; init; }
    /// <summary>Hours.</summary>
    public required IReadOnlyList<HoursLine> Hours { get; init; }
    /// <summary>Her clock.</summary>
    public string? TimeZone { get; init; }
    /// <summary>The safe ways.</summary>
    public IReadOnlyList<string> Ways { get; init; } = [];
    /// <summary>Code word.</summary>
    public string? CodeWord { get; init; }
    /// <summary>Whom to say one is.</summary>
    public string? SayInstead { get; init; }
    /// <summary>Others use the phone.</summary>
    public bool SharedPhone { get; init; }
    /// <summary>Never called.</summary>
    public bool NeverCall { get; init; }
    /// <summary>Never contacted.</summary>
    public bool Never { get; init; }
    /// <summary>Who may answer instead, and what they may hear.</summary>
    public IReadOnlyList<(string Name, string MayHear)> Others { get; init; } = [];
    /// <summary>What she said herself of hours.</summary>
    public string? HoursInWords { get; init; }
    /// <summary>What she said herself of the way.</summary>
    public string? WayInWords { get; init; }
    /// <summary>When somebody last asked her; null where nobody did.</summary>
    public DateOnly? AskedOn { get; init; }

    /// <summary>From the opened file.</summary>
    public static PlanForm Of(ReadSafeContact.PlanView view, int version, string reason, string? timeZone) => new()
    {
        Contact = view.ContactId, Version = version, Reason = reason, TimeZone = view.Plan.TimeZone ?? timeZone, Ways = [.. view.Plan.Ways.Select(w => w.ToString())],
        Hours = [.. view.Plan.Hours.Select(h => new HoursLine(h.ByDay.Split(','), h.OpensAt, h.ClosesAt is "24:00" ? "00:00" : h.ClosesAt))],
        CodeWord = view.Plan.CodeWord, SayInstead = view.Plan.SayInstead, SharedPhone = view.Plan.SharedPhone, NeverCall = view.Plan.NeverCall, Never = view.Plan.Never,
        Others = [.. view.Plan.Others.Select(o => (o.Name, o.MayHear.ToString()))], HoursInWords = view.Plan.HoursInWords, WayInWords = view.Plan.WayInWords, AskedOn = view.Plan.AskedOn,
    };

    /// <summary>As it was typed.</summary>
    public static PlanForm Of(Filled said) => new()
    {
        Contact = said.Id("contact") ?? Guid.Empty, Version = said.Version, Reason = said.Words("reason"), TimeZone = said.Text("timeZone"), Ways = said.All("ways"),
        Hours = [.. Enumerable.Range(0, KeepSafeContact.MostHours).Select(i => new HoursLine(said.All($"days{i}"), said.Words($"from{i}"), said.Words($"to{i}"))).Where(l => l.Days.Count > 0 || l.From.Length + l.To.Length > 0)],
        CodeWord = said.Text("codeWord"), SayInstead = said.Text("sayInstead"), SharedPhone = said.Ticked("sharedPhone"), NeverCall = said.Ticked("neverCall"), Never = said.Ticked("never"),
        Others = [.. Enumerable.Range(0, KeepSafeContact.MostOthers).Select(i => (Name: said.Words($"other{i}"), MayHear: said.Words($"hears{i}"))).Where(o => o.Name.Length > 0)],
    };

    /// <summary>What the form sends.</summary>
    public KeepSafeContact.Input Input() => new(Reason, Contact, [.. Hours.Select(Row)], TimeZone, [.. Ways.Select(w => Enum.TryParse<ContactWay>(w, out var way) ? way : (ContactWay?)null).OfType<ContactWay>()],
        CodeWord, SayInstead, SharedPhone, NeverCall, Never, [.. Others.Select(o => new KeepSafeContact.Other(o.Name, Enum.TryParse<MayHear>(o.MayHear, out var may) ? may : MayHear.Nothing))]);

    // A browser sends midnight as 00:00; as an end it closes the day.
    private static string Row(HoursLine line) => string.Create(CultureInfo.InvariantCulture, $"{string.Join(',', line.Days)} {line.From}-{(line.To is "00:00" ? "24:00" : line.To)}");
}
