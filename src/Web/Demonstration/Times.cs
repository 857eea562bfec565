using OpenIlm.Cases;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Web.Demonstration;

/// <summary>Time in the demonstration: a few days marked as invented, what the clocks do by themselves, and what people do about them.</summary>
internal static class Times
{
    private static readonly string[] countries = ["TH", "KH", "MM", "NP"];

    /// <summary>The office keeps a few holidays. They are no country's list: they say so.</summary>
    public static async Task Calendars(Stage stage)
    {
        var first = stage.Clock.Today.Year;
        foreach (var country in countries)
            foreach (var day in Enumerable.Range(first, 3).SelectMany(y => new[] { new DateOnly(y, 1, 1), new DateOnly(y, 5, 1) }))
                await stage.Act("convenor@network.demo", ClocksPermissions.KeepCalendars,
                    w => KeepCalendar.Add(country, new(day, day.Month == 1 ? "New Year's Day" : "Labor Day", "Invented for the demonstration"), w, demonstration: true));
    }

    /// <summary>What is due by the clocks is done, as the program does it by itself.</summary>
    public static Task<int> Pass(Stage stage, CancellationToken cancelled) =>
        ClocksDue.Handle(stage.Get<WorkFactory>(), stage.Get<IDirectory>(), stage.Get<EscalationPost>(), cancelled);

    /// <summary>In the last days: a worker asks to wait, a supplier needs more time, a buyer takes part, and other lengths are proposed.</summary>
    public static async Task LastDays(Stage stage, IReadOnlyList<Story> stories)
    {
        var open = stories.Where(s => s.Issue != Guid.Empty && s.Owner.EndsWith("@ngo.demo", StringComparison.Ordinal) && s.Fate is Fate.Responded or Fate.Agreed or Fate.Released).OrderByDescending(s => s.Begins).ToList();
        foreach (var story in open.Where(s => s.Share != Guid.Empty).Take(2))
            await stage.Try(story.Owner, ClocksPermissions.Pause, w => PauseClocks.Pause(story.Issue, null, new("workerAsked"), w));
        foreach (var story in open.Where(s => s.Share != Guid.Empty).Skip(2).Take(3))
            if (await Running(stage, story) is { } clock)
                await stage.Try(story.Owner, ClocksPermissions.Pause, w => ExtendClock.Ask(clock, new(10, "businessActs"), w));
        foreach (var story in stories.Where(s => s.BuyerShare != Guid.Empty).OrderByDescending(s => s.Begins).Take(3))
            await stage.Try("buyer@brand.demo", ClocksPermissions.JoinRemedy, w => JoinRemedy.Join(story.BuyerShare, new(JoinKind.Collective, "We can bring the repayment forward with the next order.", Named: true), w, stage.Get<Keystore>()));
        await stage.Act("supervisor@ngo.demo", ClocksPermissions.ProposeSettings, w => KeepSettings.Propose(new(stage.Clock.Today.AddDays(10), new SettingsNumbers { RemindDays = 5, EscalateDays = 10 }), w));
    }

    private static async Task<Guid?> Running(Stage stage, Story story) => (await stage.Try(story.Owner, CasesPermissions.Read, w => ReadClocks.Clocks(w, story.Case)))
        .FirstOrDefault(c => c is { Open: true, CanWait: true, Kind: not ClockKind.Resolution })?.Id;
}
