using System.Globalization;
using OpenIlm.Kernel;
using OpenIlm.Sealing;

namespace OpenIlm.Platform;

/// <summary>
/// The keys under which a browser may keep text that it could not send: a cut line must not lose a call. Each is made from the person's private half and the
/// week, so only an unlocked session of that person is given it, on whatever computer; nothing is stored here. A key is given for its week and as long as a
/// draft lives after it: then nobody can open the copy any more.
/// </summary>
public static class LocalKeys
{
    /// <summary>The keys of the weeks that count.</summary>
    public sealed record KeysView(
        [property: Field(FieldClass.C1)] string Current,
        [property: Field(FieldClass.C3, "opens what this person typed, for the unlocked session of this person alone")] IReadOnlyDictionary<string, string> Keys) : IView<Oneself>;

    /// <summary>The keys, when the session is unlocked.</summary>
    public static Outcome<KeysView> Handle(Work work)
    {
        if (work.Keys.IsLocked) return Outcome<KeysView>.Refused(new SessionLocked());
        var now = WeekOf(work.Now);
        var keys = Enumerable.Range(0, 1 + (int)Math.Ceiling(KeepDraft.Life.TotalDays / 7))
            .ToDictionary(back => (now - back).ToString(CultureInfo.InvariantCulture), back => Convert.ToBase64String(LocalKey.Of(work.Keys.Person.Private, now - back)));
        return new KeysView(now.ToString(CultureInfo.InvariantCulture), keys);
    }

    /// <summary>Number of the week, counted from the year 1.</summary>
    public static int WeekOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime).DayNumber / 7;
}
