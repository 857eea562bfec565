namespace OpenIlm.Cases;

/// <summary>
/// The control chart of one category at one site: a CUSUM for counts (Page 1954; for Poisson counts Lucas 1985; with an expectation that moves, Steiner and
/// others 2000). Each week it asks how much likelier the reports are if three times as many workers report as before than if nothing changed, adds that up,
/// and begins again at zero. Chosen because it reads small counts well: most weeks of most sites have no report at all, and a limit of three standard
/// deviations means nothing there.
/// </summary>
public static class ControlChart
{
    /// <summary>Weeks of the past that the expectation is the mean of, at most.</summary>
    public const int PastWeeks = 52;
    /// <summary>Weeks of the past without which nothing is said.</summary>
    public const int LeastPast = 18;
    /// <summary>The newest weeks, the running one among them, that are watched and do not raise their own expectation.</summary>
    public const int WatchedWeeks = 8;
    /// <summary>Weeks that a site has to be known before anything is said: half a year.</summary>
    public const int LeastHistory = LeastPast + WatchedWeeks;
    /// <summary>The rise it looks for: so many times as many reports as before.</summary>
    public const double Rise = 3;
    /// <summary>Where it signals. Measured (ControlChartTests): a series in which nothing changes signals less than once in five years on average, one that
    /// triples signals after 2 to 15 weeks, the sooner the more reports there are.</summary>
    public const double Limit = 4;
    /// <summary>A rise is over when so many weeks together bring no more than was expected of them.</summary>
    public const int CalmWeeks = 4;

    // 3 x ln 3 and the like add up in one order everywhere; what is left of rounding never decides.
    private const double tiny = 1e-9;

    /// <summary>A week of the chart.</summary>
    /// <param name="Week">Its Monday.</param>
    /// <param name="Reports">Reports that came in during it and were sorted.</param>
    /// <param name="Expected">What the past lets expect in a week, above zero; null while the past is too short.</param>
    /// <param name="Level">The sum, 0 or more.</param>
    /// <param name="Signal">The sum has reached the limit, and the rise is not over.</param>
    public sealed record Point(DateOnly Week, int Reports, double? Expected, double Level, bool Signal);

    /// <summary>A rise as it stands in the newest week: from its first week on, more than is expected.</summary>
    /// <param name="Since">Monday of its first week.</param>
    /// <param name="Weeks">How many weeks it has lasted, the running one counted.</param>
    /// <param name="Reports">Reports in them.</param>
    /// <param name="Expected">What was expected in them together.</param>
    public sealed record Rising(DateOnly Since, int Weeks, int Reports, double Expected);

    /// <summary>The chart of one series.</summary>
    /// <param name="Points">Every week from the first on.</param>
    /// <param name="Now">The rise that signals now; null where none does.</param>
    public sealed record Chart(IReadOnlyList<Point> Points, Rising? Now)
    {
        /// <summary>Whether there is past enough to say anything.</summary>
        public bool SaysSomething => Points.Count >= LeastHistory;
    }

    /// <summary>Draws the chart.</summary>
    /// <param name="first">Monday of the week in which the site was first heard of.</param>
    /// <param name="reports">Reports of each week from then until the running one; none is 0.</param>
    /// <exception cref="ArgumentException">The first day is no Monday, or a count is below zero.</exception>
    public static Chart Of(DateOnly first, IReadOnlyList<int> reports)
    {
        if (first.DayOfWeek is not DayOfWeek.Monday) throw new ArgumentException("A week begins on Monday.", nameof(first));
        if (reports.Any(r => r < 0)) throw new ArgumentException("Nobody reports less than nothing.", nameof(reports));
        var points = new List<Point>(reports.Count);
        var (level, since, signals) = (0.0, 0, false);
        for (var week = 0; week < reports.Count; week++)
        {
            var expected = Expected(reports, week);
            if (expected is { } mean)
            {
                if (level <= 0) since = week;
                level = Math.Max(0, level + Step(reports[week], mean));
                if (level < tiny) (level, signals) = (0, false);
                else if (level >= Limit - tiny) signals = true;
                if (signals && IsCalm(reports, week, since, mean)) (level, signals) = (0, false);
            }
            points.Add(new Point(first.AddDays(7 * week), reports[week], expected, level, signals));
        }
        return new Chart(points, signals ? RisingSince(points, since) : null);
    }

    /// <summary>What one week adds: the logarithm of how much likelier its reports are at the tripled rate.</summary>
    public static double Step(int reports, double expected) => (reports * Math.Log(Rise)) - ((Rise - 1) * expected);

    // Half a report is added to the past: what never happened in it is rare, not impossible.
    private static double? Expected(IReadOnlyList<int> reports, int week)
    {
        var last = week - WatchedWeeks;
        var weeks = Math.Min(PastWeeks, last + 1);
        if (weeks < LeastPast) return null;
        var sum = 0;
        for (var past = last - weeks + 1; past <= last; past++) sum += reports[past];
        return (sum + 0.5) / weeks;
    }

    private static bool IsCalm(IReadOnlyList<int> reports, int week, int since, double mean)
    {
        if (week - since < CalmWeeks) return false;
        var sum = 0;
        for (var newest = week - CalmWeeks + 1; newest <= week; newest++) sum += reports[newest];
        return sum <= CalmWeeks * mean;
    }

    private static Rising RisingSince(List<Point> points, int since) => new(points[since].Week, points.Count - since, points.Skip(since).Sum(p => p.Reports), points.Skip(since).Sum(p => p.Expected!.Value));

    /// <summary>The Monday of the week of a day.</summary>
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
