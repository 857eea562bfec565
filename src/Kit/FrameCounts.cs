using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Kit;

/// <summary>The numbers in the frame: what waits at each place, and what the person has not read. One round trip, capped, under the same row security as the lists.</summary>
public sealed class FrameCounts(IEnumerable<INavigation> navigation)
{
    /// <summary>Counts and puts the numbers into the frame.</summary>
    public async Task Fill(Frame frame, Work work)
    {
        if (frame.Actor.Confined) return;
        var counts = navigation.SelectMany(n => n.Counts(frame.Actor)).ToList();
        var (now, unread) = (LiveChanges.Now(), Unread(work));
        // The place comes first: what changes while the page is made is told afterwards.
        await work.Ask([now, unread, .. counts.Select(c => c.Number)]);
        frame.LiveSince = now.Rows[0];
        frame.Unread = unread.Rows[0];
        var numbers = counts.ToDictionary(c => c.Href, c => c.Number.Rows.Count > 0 ? c.Number.Rows[0] : 0);
        frame.Navigation = [.. frame.Navigation.Select(i => numbers.TryGetValue(i.Href, out var number) ? i with { Badge = number } : i)];
    }

    /// <summary>A number as the frame shows it.</summary>
    public static string Say(int number) => number >= Frame.MostCounted ? Frame.MostCounted - 1 + "+" : number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Question<int> Unread(Work work) => new($"""
        select count(*)::integer from (select 1 {Notifications.OfActor} and {Notifications.IsUnread} limit {Frame.MostCounted}) n
        """, work.Actor.PersonId, work.Actor.Roles.ToArray(), work.Today);
}
