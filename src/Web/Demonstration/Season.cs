using System.Globalization;
using OpenIlm.Cases;
using OpenIlm.Network;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Web.Demonstration;

/// <summary>
/// Plays the stories day by day on the moved clock. Within a day several people act side by side; a story never does two things at once,
/// and nobody acts on a day that is not theirs.
/// </summary>
internal sealed class Season(Stage stage, IReadOnlyList<Story> stories, DateTimeOffset now, Action<string> say, CancellationToken cancelled)
{
    private const int SideBySide = 4;
    // Rounds of a day: enough for a whole story that waits for nobody, and short of an idle session's end.
    private const int Rounds = 12;

    /// <summary>Plays from the first day to today.</summary>
    public async Task Play(DateOnly first)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        for (var day = first; day <= today; day = day.AddDays(1))
        {
            cancelled.ThrowIfCancellationRequested();
            Wake(day, today);
            if (day.DayOfWeek == DayOfWeek.Monday)
            {
                await ReleaseDue.Handle(stage.Get<WorkFactory>(), stage.Get<IDirectory>(), cancelled);
                await Times.Pass(stage, cancelled);
            }
            for (var round = 0; round < Rounds && await Round(day); round++) stage.Clock.Pass(TimeSpan.FromMinutes(1));
            if (day.DayOfWeek == DayOfWeek.Monday) await Protecting.Ask(stage);
            if (day is { DayOfWeek: DayOfWeek.Monday, Day: <= 7 }) await Flares.Look(stage, cancelled);
            if (day == today.AddDays(-6)) await SeenByAll();
            if (day == today.AddDays(-3))
            {
                await Opening.Newcomers(stage);
                await Opening.Guests(stage);
                await Times.LastDays(stage, stories);
            }
            if (day.Day == 1 && day.Month % 3 == 1)
                say(string.Create(CultureInfo.InvariantCulture, $"  {day:MMMM yyyy}: {stories.Count(s => s.Begins <= day)} of {stories.Count} reports"));
        }
        foreach (var email in new[] { "caseworker@ngo.demo", "supervisor@ngo.demo" }) await Calls.Begin(stage, email);
        await Voice.CallBacksDue.Handle(stage.Get<WorkFactory>(), cancelled);
        await Times.Pass(stage, cancelled);
        await Flares.Look(stage, cancelled);
        await Days.Play(stage);
        await BusinessSide.Play(stage, stories);
        await Speaking.Play(stage, stories);
        await stage.Get<Delivery>().DeliverAll(cancelled);
        await stage.SignOut();
    }

    // Today ends now: nothing happens in the future of whoever looks at it.
    private void Wake(DateOnly day, DateOnly today)
    {
        var morning = new DateTimeOffset(day.ToDateTime(new TimeOnly(1, 0)), TimeSpan.Zero);
        if (day == today && morning > now.AddMinutes(-40)) morning = now.AddMinutes(-40);
        if (morning > stage.Clock.GetUtcNow()) stage.Clock.MoveTo(morning);
    }

    private async Task<bool> Round(DateOnly day)
    {
        var due = stories.Where(s => IsDue(s, day)).ToList();
        if (due.Count == 0) return false;
        await stage.SignIn(due.Select(s => s.Who(s.Beats[s.At].By)).Where(who => who.Length > 0));
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancelled }, async (story, _) =>
        {
            var beat = story.Beats[story.At];
            story.Due = day;
            await beat.Play(stage, story);
            story.At++;
            if (story.At < story.Beats.Count) story.Due = story.Due.AddDays(story.Beats[story.At].Days);
        });
        return true;
    }

    private static bool IsDue(Story story, DateOnly day)
    {
        while (story.At < story.Beats.Count && story.At > 0 && story.Beats[story.At].When is { } when && !when(story))
        {
            story.At++;
            if (story.At < story.Beats.Count) story.Due = story.Due.AddDays(story.Beats[story.At].Days);
        }
        if (story.At >= story.Beats.Count || story.Due > day) return false;
        var beat = story.Beats[story.At];
        if (beat.By == Part.Worker) return true;
        // Where she is in danger, nobody waits for a day at the desk.
        return Desk.IsAt(story.Who(beat.By), day) || (beat.Soon && story.Danger != Kernel.Danger.None && beat.By == Part.Owner);
    }

    // Notifications of a year and a half were looked at long ago; what came in this week was not.
    private async Task SeenByAll()
    {
        await stage.Get<Delivery>().DeliverAll(cancelled);
        foreach (var player in Cast.Players.Where(p => p.Vault != VaultPart.Waiting))
            if ((await stage.Try(player.Email, NetworkPermissions.ReadNotifications, w => ReadNotifications.Handle(w, 1))).FirstOrDefault() is { } newest)
                await stage.Act(player.Email, NetworkPermissions.ReadNotifications, w => ReadNotifications.MarkRead(new(newest.Id), w));
    }
}
