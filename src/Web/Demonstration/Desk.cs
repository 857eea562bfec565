namespace OpenIlm.Web.Demonstration;

/// <summary>When people sit at their desks. Every day at one costs a sign-in, and with it a key derivation: so most have one day a week.</summary>
internal static class Desk
{
    private static readonly IReadOnlyDictionary<string, DayOfWeek[]> days = new Dictionary<string, DayOfWeek[]>
    {
        ["caseworker@ngo.demo"] = [DayOfWeek.Monday, DayOfWeek.Thursday], ["araya@ngo.demo"] = [DayOfWeek.Monday], ["hninwai@ngo.demo"] = [DayOfWeek.Tuesday],
        ["chanthou@ngo.demo"] = [DayOfWeek.Wednesday], ["supervisor@ngo.demo"] = [DayOfWeek.Thursday], ["minthura@ngo.demo"] = [DayOfWeek.Wednesday],
        ["bishal@sathi.demo"] = [DayOfWeek.Monday], ["farah@sathi.demo"] = [DayOfWeek.Tuesday], ["sreymom@sathi.demo"] = [DayOfWeek.Thursday],
        ["supervisor@sathi.demo"] = [DayOfWeek.Thursday], ["deepak@sathi.demo"] = [DayOfWeek.Tuesday],
    };
    private static readonly DayOfWeek[] businesses = [DayOfWeek.Wednesday];

    /// <summary>Whether the person is at the desk on the day.</summary>
    public static bool IsAt(string who, DateOnly day) => days.GetValueOrDefault(who, businesses).Contains(day.DayOfWeek);

    /// <summary>Whole days until the person is at the desk; 0 on such a day.</summary>
    public static int DaysUntil(string who, DateOnly day) => Enumerable.Range(0, 7).First(d => IsAt(who, day.AddDays(d)));
}
