using System.Globalization;

namespace OpenIlm.Kernel;

/// <summary>What is to reach her, as far as the rule looks at it.</summary>
/// <param name="Typed">Typed words; false for the neutral notice, which says that there is an answer and nothing of what, and for a call.</param>
/// <param name="Found">What in the words would harm her if another person read them.</param>
/// <param name="Accepted">Which of it the writer saw and keeps.</param>
/// <param name="Harmless">The writer confirms that the words do no harm when somebody else reads them.</param>
/// <param name="InSafeHours">The writer confirms that it is one of the hours that she named in words.</param>
public sealed record OutgoingContent(bool Typed = false, IReadOnlyList<HarmfulKind>? Found = null, IReadOnlyList<HarmfulKind>? Accepted = null, bool Harmless = false, bool InSafeHours = false)
{
    /// <summary>Nothing but that there is something: a neutral notice, a call.</summary>
    public static readonly OutgoingContent Nothing = new();
}

/// <summary>A moment at which it is safe again, on her clock.</summary>
/// <param name="At">The instant.</param>
/// <param name="Local">The same on her clock.</param>
/// <param name="TimeZone">Her clock, IANA.</param>
public sealed record SafeMoment(DateTimeOffset At, DateTime Local, string TimeZone);

/// <summary>
/// Whether a worker may be reached now, this way, with this. The one rule for every sender. Each reason says what to do; none repeats her words. Outside her hours it says when
/// it is safe again, because whoever sends must come back then: what needs the sealed plan is a task for a person, never a job.
/// </summary>
public static class SafeContact
{
    /// <summary>She asked never to be contacted.</summary>
    public sealed record NeverContact() : Refusal("message.never-contact");
    /// <summary>She is never called.</summary>
    public sealed record NeverCall() : Refusal("message.never-call");
    /// <summary>She wrote STOP.</summary>
    public sealed record SheSaidStop() : Refusal("message.stopped");
    /// <summary>She named other ways than this one.</summary>
    public sealed record AnotherWayIsSafe() : Refusal("message.another-way");
    /// <summary>It is outside her hours. Null where no safe hour comes within two weeks.</summary>
    /// <param name="Day">The day, on her clock, on which it is safe again.</param>
    /// <param name="From">From when on that day, as <c>19:00</c>.</param>
    /// <param name="TimeZone">Her clock, IANA.</param>
    public sealed record OutsideSafeHours(DateOnly? Day, string? From, string? TimeZone) : Refusal("message.outside-safe-hours");
    /// <summary>She named safe hours in words, which a program cannot read: a person says that it is one of them now.</summary>
    public sealed record SafeHoursNotConfirmed() : Refusal("message.safe-hours")
    {
        /// <inheritdoc />
        public override string Field => "inSafeHours";
    }
    /// <summary>Others use this phone, and the words would tell them something.</summary>
    public sealed record SharedPhone(IReadOnlyList<HarmfulKind> Found) : Refusal("message.shared-phone")
    {
        /// <inheritdoc />
        public override string Field => "text";
    }
    /// <summary>The words hold what would harm her if somebody else read them: take it out, or say that you saw it.</summary>
    public sealed record HarmfulWordsFound(IReadOnlyList<HarmfulKind> Found) : Refusal("message.harmful-words")
    {
        /// <inheritdoc />
        public override string Field => "text";
    }
    /// <summary>Typed words go out only after somebody has thought of who else may read them.</summary>
    public sealed record NotConfirmedHarmless() : Refusal("message.confirm-harmless")
    {
        /// <inheritdoc />
        public override string Field => "harmless";
    }

    /// <summary>Days ahead in which a safe hour is looked for: an hour of one weekday may fall into the hour that a clock leaves out.</summary>
    private const int LookAhead = 15;

    private static readonly Dictionary<ContactWay, string[]> names = new()
    {
        [ContactWay.Call] = ["call", "phone", "telephone", "mobile"], [ContactWay.Sms] = ["sms", "text", "message", "phone", "telephone", "call", "mobile"],
        [ContactWay.WhatsApp] = ["whatsapp", "whats app"], [ContactWay.Line] = ["line"], [ContactWay.Telegram] = ["telegram"], [ContactWay.Viber] = ["viber"], [ContactWay.Email] = ["mail"],
        [ContactWay.Meeting] = ["meet", "meeting", "visit"],
    };

    /// <summary>Every reason against it. What waits behind her receipt is never refused: she comes for it herself.</summary>
    /// <param name="plan">How she can be reached without harm.</param>
    /// <param name="now">The instant.</param>
    /// <param name="way">The way.</param>
    /// <param name="content">What would reach her.</param>
    public static IEnumerable<Refusal> WhyNot(SafeContactPlan plan, DateTimeOffset now, ContactWay way, OutgoingContent content)
    {
        if (way is ContactWay.Receipt) yield break;
        if (plan.Never) yield return new NeverContact();
        if (plan.NeverCall && way is ContactWay.Call) yield return new NeverCall();
        // STOP is about being written to: a call that she wished for is another thing.
        if (plan.Stopped && way is not (ContactWay.Call or ContactWay.Meeting)) yield return new SheSaidStop();
        if (plan.Ways.Count > 0 ? !plan.Ways.Contains(way) : plan.WayInWords is { } said && !Names(way, said)) yield return new AnotherWayIsSafe();
        if (!IsSafeHour(plan, now)) yield return Next(plan, now) is { } next
            ? new OutsideSafeHours(DateOnly.FromDateTime(next.Local), next.Local.ToString("HH:mm", CultureInfo.InvariantCulture), next.TimeZone) : new OutsideSafeHours(null, null, null);
        if (plan.HoursInWords is not null && !content.InSafeHours) yield return new SafeHoursNotConfirmed();
        if (!content.Typed) yield break;
        IReadOnlyList<HarmfulKind> found = content.Found ?? [];
        if (plan.SharedPhone && way is not (ContactWay.Email or ContactWay.Meeting) && found.Count > 0) yield return new SharedPhone(found);
        else if (found.Except(content.Accepted ?? []).Any()) yield return new HarmfulWordsFound(found);
        if (!content.Harmless) yield return new NotConfirmedHarmless();
    }

    /// <summary>Every reason of several plans of one case, each once: what she said in any of her contacts holds.</summary>
    public static IReadOnlyList<Refusal> WhyNot(IEnumerable<SafeContactPlan> plans, DateTimeOffset now, ContactWay way, OutgoingContent content) =>
        [.. plans.DefaultIfEmpty(new SafeContactPlan()).SelectMany(p => WhyNot(p, now, way, content)).DistinctBy(r => r.Code)];

    /// <summary>Whether the clock where she is stands in one of her hours; always, where she named none.</summary>
    public static bool IsSafeHour(SafeContactPlan plan, DateTimeOffset at) => plan.Hours.Count == 0 || Zone(plan) is { } zone && plan.Hours.Any(h => h.Holds(Local(at, zone)));

    /// <summary>The next moment at which it is safe; now, where it is. Null where she named no hours, or where none comes within two weeks.</summary>
    public static SafeMoment? Next(SafeContactPlan plan, DateTimeOffset now)
    {
        if (plan.Hours.Count == 0 || Zone(plan) is not { } zone) return null;
        var at = IsSafeHour(plan, now) ? now : Edges(plan, zone, now).Where(e => e > now && IsSafeHour(plan, e)).Cast<DateTimeOffset?>().FirstOrDefault();
        return at is { } next ? new SafeMoment(next, Local(next, zone), plan.TimeZone!) : null;
    }

    /// <summary>The instant at which the safe time that now is ends; null where it is not safe now, or does not end within two weeks.</summary>
    public static DateTimeOffset? Until(SafeContactPlan plan, DateTimeOffset now) => plan.Hours.Count == 0 || Zone(plan) is not { } zone || !IsSafeHour(plan, now) ? null
        : Edges(plan, zone, now).Where(e => e > now && !IsSafeHour(plan, e)).Cast<DateTimeOffset?>().FirstOrDefault();

    /// <summary>Whether this is a clock that can be told.</summary>
    public static bool IsTimeZone(string? id) => id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out _);

    // Every instant at which it may become safe, or stop being it: an hour begins or ends, or the clock is set. A clock that is set back strikes an hour twice; one that is set
    // forward may leave it out, and then it begins or ends where the clock goes on.
    private static IEnumerable<DateTimeOffset> Edges(SafeContactPlan plan, TimeZoneInfo zone, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(Local(now, zone));
        var hours = Enumerable.Range(-1, LookAhead + 1).Select(today.AddDays).SelectMany(day => plan.Hours.Where(h => h.Days.Contains(day.DayOfWeek)).SelectMany(h =>
            Instants(day.ToDateTime(h.Opens), zone).Concat(Instants(day.AddDays(h.Closes <= h.Opens ? 1 : 0).ToDateTime(h.Closes), zone))));
        return hours.Concat(Settings(zone, now)).Order();
    }

    // Clocks are set on a quarter of an hour.
    private static IEnumerable<DateTimeOffset> Settings(TimeZoneInfo zone, DateTimeOffset now)
    {
        var quarter = TimeSpan.FromMinutes(15);
        if (!zone.SupportsDaylightSavingTime) yield break;
        var from = new DateTimeOffset(now.UtcTicks / quarter.Ticks * quarter.Ticks, TimeSpan.Zero);
        for (var at = from; at < from.AddDays(LookAhead); at += quarter)
            if (zone.GetUtcOffset(at) != zone.GetUtcOffset(at + quarter)) yield return at + quarter;
    }

    private static IEnumerable<DateTimeOffset> Instants(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        return zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Select(o => new DateTimeOffset(local, o)) : [new DateTimeOffset(local, zone.GetUtcOffset(local))];
    }

    private static DateTime Local(DateTimeOffset at, TimeZoneInfo zone) => DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(at, zone).DateTime, DateTimeKind.Unspecified);

    private static TimeZoneInfo? Zone(SafeContactPlan plan) => plan.TimeZone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;

    // Whether her words for a safe way mean this one, as whole words: "not online" is not LINE.
    private static bool Names(ContactWay way, string said) => names.GetValueOrDefault(way, []).Any(name =>
    {
        for (var at = said.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = said.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
            if ((at == 0 || !char.IsLetter(said[at - 1]) || said[at - 1] == '-') && (at + name.Length == said.Length || !char.IsLetter(said[at + name.Length]))) return true;
        return false;
    });
}
