using System.Globalization;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Plans to reach her when it is safe: a task for a person with the key, among those to be called back. No job ever does it: her hours are sealed, and the day is all that stands readable.</summary>
public static class PlanContact
{
    /// <summary>What is planned.</summary>
    /// <param name="Way">How she will be reached.</param>
    /// <param name="ContactId">Which contact of the case; null for the reporter.</param>
    /// <param name="On">The first day, UTC; null for as soon as it is safe.</param>
    /// <param name="Words">What to keep in mind; sealed.</param>
    public sealed record Input(ContactWay? Way, Guid? ContactId = null, DateOnly? On = null, string? Words = null);

    /// <summary>The task.</summary>
    /// <param name="Id">The task, among those to be called back.</param>
    /// <param name="DueOn">Its day, UTC.</param>
    public sealed record PlannedView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] DateOnly DueOn) : IView<Handlers>;

    /// <summary>Farthest day, from today.</summary>
    public const int Farthest = 366;

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, DateOnly today)
    {
        if (input.Way is null) yield return new BadInput("input.required", "way");
        if (input.Way is ContactWay.Receipt) yield return new BadInput("contact.receipt-needs-no-plan", "way");
        if (input.On < today) yield return new BadInput("input.in-the-past", "on");
        if (input.On > today.AddDays(Farthest)) yield return new BadInput("input.too-large", "on", Farthest);
        foreach (var reason in Given.OptionalText(input.Words, "words", 1000)) yield return reason;
    }

    /// <summary>Every reason against reaching her at the first safe moment from then on, and that moment.</summary>
    public static (IReadOnlyList<Refusal> Reasons, DateTimeOffset At, SafeMoment? Safe) Find(IReadOnlyList<SafeContactPlan> plans, ContactWay way, DateTimeOffset from)
    {
        // Several plans: the moment moves on until it suits all of them, or nobody finds one.
        var (at, safe) = (from, (SafeMoment?)null);
        for (var tries = 0; tries < 50; tries++)
        {
            var latest = plans.Select(p => SafeContact.Next(p, at)).OfType<SafeMoment>().MaxBy(m => m.At);
            safe = latest ?? safe;
            if (latest is null || latest.At <= at) break;
            at = latest.At;
        }
        return (SafeContact.WhyNot(plans, at, way, OutgoingContent.Nothing with { InSafeHours = true }), at, safe);
    }

    /// <summary>Makes the task.</summary>
    public static async Task<Outcome<PlannedView>> Handle(Guid id, Input input, Work work, Dossiers dossiers, IWorkerChannels channels, ITexts texts)
    {
        if (WhyNot(input, work.Today).ToList() is { Count: > 0 } wrong) return Outcome<PlannedView>.Refused(wrong);
        var found = await ReadSafeContact.Open(id, work, dossiers);
        if (!found.IsDone) return Outcome<PlannedView>.From(found);
        var (row, people) = found.Value!;
        var wanted = input.ContactId ?? row.ContactId;
        if (people.All(p => p.Contact != wanted)) return Outcome<PlannedView>.Refused(new BadInput("input.not-a-choice", "contactId"));
        var (contact, dossier, _) = people.First(p => p.Contact == wanted);
        var stopped = (await channels.Contacts(work, [contact])).GetValueOrDefault(contact)?.Stopped ?? false;
        List<SafeContactPlan> plans = [.. people.Select(p => p.Identity?.ContactPlan()).OfType<SafeContactPlan>(), new() { Stopped = stopped }];
        var earliest = input.On is { } day && day > work.Today ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : work.Now;
        var (reasons, at, safe) = Find(plans, input.Way!.Value, earliest);
        if (reasons.Count > 0) return Outcome<PlannedView>.Refused(reasons);

        var language = work.Actor.Language;
        var when = safe is null ? plans.Select(p => p.HoursInWords).FirstOrDefault(h => h is not null) is { } said ? texts.Format(language, "contact-task.in-words", ("Hours", said)) : ""
            : texts.Format(language, "contact-task.at", ("Day", DateOnly.FromDateTime(safe.Local)), ("Time", safe.Local.ToString("HH:mm", CultureInfo.InvariantCulture)), ("TimeZone", safe.TimeZone));
        var words = string.Join(' ', new[] { texts[language, "contact-task.way." + input.Way], when, input.Words?.Trim() ?? "" }.Where(w => w.Length > 0));
        var due = DateOnly.FromDateTime(at.UtcDateTime);
        var task = channels.PlanContact(work, dossier, contact, due, words);
        CaseLog.Note(work, row.OrgId, id, null, "case.contact-planned", CaseParty.Of(work.Actor), new { contact, task, on = due });
        return await work.Commit(new PlannedView(task, due));
    }
}
