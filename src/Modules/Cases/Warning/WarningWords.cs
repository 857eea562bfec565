using System.Globalization;
using OpenIlm.Kit;

namespace OpenIlm.Cases;

/// <summary>What a warning says in words.</summary>
public static class WarningWords
{
    /// <summary>"6 reports in 3 weeks; 1.2 expected".</summary>
    public static string Why(this Words words, WarningView w) =>
        words.Format(w.Weeks == 1 ? "warning.why.week" : "warning.why", ("Reports", w.Reports), ("Weeks", w.Weeks), ("Expected", Number(w.Expected)));

    /// <summary>A number with one digit behind the point, where it has one.</summary>
    public static string Number(double? number) => number?.ToString("0.#", CultureInfo.InvariantCulture) ?? "";
}
