using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Check-ins and reviews of measures that are due, in the list of the day's work: one's own, and those that are nobody's.</summary>
public sealed class ProtectionLines(ITexts texts) : ITodayLines, ITaskCount
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<TodayList>> For(Work work)
    {
        if (!work.Actor.May(CasesPermissions.Read)) return [];
        var (checkIns, reviews) = await Due(work, work.Actor.PersonId);
        return [List("check-ins", checkIns, work, "/app/protection"), List("safeguards", reviews, work, "/app/protection#reviews")];
    }

    /// <inheritdoc />
    public async Task<int> Of(Work work, Guid person)
    {
        var (checkIns, reviews) = await Due(work, person);
        return checkIns.Count(d => d.Mine) + reviews.Count(d => d.Mine);
    }

    private static async Task<(List<ReadProtectionDue.DueView> CheckIns, List<ReadProtectionDue.DueView> Reviews)> Due(Work work, Guid? person)
    {
        var (asks, measures) = await ReadProtectionDue.Lists(work, person);
        return ([.. asks.Where(d => d.Mine || d.Person is null)], [.. measures.Where(d => d.Mine || d.Person is null)]);
    }

    private TodayList List(string key, List<ReadProtectionDue.DueView> due, Work work, string all) => new(key,
        [.. due.Take(DayLines.First).Select(d => new TodayLine($"/app/cases/{d.CaseId}/protection", d.Reference, texts[work.Actor.Language, "today-line." + key], d.DueOn))], due.Count, due.Count > DayLines.First ? all : null);
}
