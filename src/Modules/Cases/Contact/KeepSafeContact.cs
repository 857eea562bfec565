using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Keeps how a worker can be reached without harm, as she said when somebody asked her. From then on it holds for every sender. Where she is never to be contacted again,
/// what was planned or waits to go out ends in the same act.</summary>
public static class KeepSafeContact
{
    /// <summary>Most spans of hours.</summary>
    public const int MostHours = 7;
    /// <summary>Most people who may answer instead of her.</summary>
    public const int MostOthers = 5;

    /// <summary>Somebody who may answer instead of her.</summary>
    public sealed record Other(string? Name, MayHear MayHear = MayHear.Nothing);

    /// <summary>The plan.</summary>
    /// <param name="Reason">Why who she is is opened; one of <see cref="CaseCodes.IdentityReasons"/>.</param>
    /// <param name="ContactId">Which contact of the case; null for the reporter.</param>
    /// <param name="Hours">Safe hours on her clock, each as <c>MO-FR 19:00-21:00</c>; none for any hour.</param>
    /// <param name="TimeZone">Her clock, IANA; needed with hours.</param>
    /// <param name="Ways">The safe ways; none for any way.</param>
    /// <param name="CodeWord">What is said first.</param>
    /// <param name="SayInstead">Whom to say one is when somebody else answers.</param>
    /// <param name="SharedPhone">Others use the phone.</param>
    /// <param name="NeverCall">She is never called.</param>
    /// <param name="Never">She is never contacted.</param>
    /// <param name="Others">Who may answer instead, and what they may hear.</param>
    public sealed record Input(string Reason, Guid? ContactId = null, IReadOnlyList<string>? Hours = null, string? TimeZone = null, IReadOnlyList<ContactWay>? Ways = null, string? CodeWord = null,
        string? SayInstead = null, bool SharedPhone = false, bool NeverCall = false, bool Never = false, IReadOnlyList<Other>? Others = null);

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        foreach (var reason in Given.Choice(input.Reason, CaseCodes.IdentityReasons, "reason")) yield return reason;
        if (input.Hours?.Count > MostHours) yield return new BadInput("input.too-many", "hours", MostHours);
        for (var i = 0; i < Math.Min(input.Hours?.Count ?? 0, MostHours); i++)
            if (OpeningHours.Read(input.Hours![i]) is null) yield return new BadInput("contact.hours-unreadable", $"hours[{i}]");
        if (input.Hours is { Count: > 0 } && string.IsNullOrWhiteSpace(input.TimeZone)) yield return new BadInput("contact.hours-need-clock", "timeZone");
        else if (!string.IsNullOrWhiteSpace(input.TimeZone) && !SafeContact.IsTimeZone(input.TimeZone.Trim())) yield return new BadInput("contact.no-such-clock", "timeZone");
        if (input is { NeverCall: true, Ways: [ContactWay.Call] }) yield return new BadInput("contact.only-calls-and-never-call", "ways");
        foreach (var reason in Given.OptionalText(input.CodeWord, "codeWord", 200).Concat(Given.OptionalText(input.SayInstead, "sayInstead", 1000))) yield return reason;
        if (input.Others?.Count > MostOthers) yield return new BadInput("input.too-many", "others", MostOthers);
        for (var i = 0; i < Math.Min(input.Others?.Count ?? 0, MostOthers); i++)
            foreach (var reason in Given.Text(input.Others![i].Name, $"others[{i}].name", 200)) yield return reason;
    }

    /// <summary>Keeps it, sealed with who she is.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, Dossiers dossiers, IWorkerChannels channels)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var found = await ReadSafeContact.Open(id, work, dossiers, version);
        if (!found.IsDone) return Outcome<ActView>.From(found);
        var (row, people) = found.Value!;
        var wanted = input.ContactId ?? row.ContactId;
        if (people.All(p => p.Contact != wanted)) return Outcome<ActView>.Refused(new BadInput("input.not-a-choice", "contactId"));
        var (contact, dossier, identity) = people.First(p => p.Contact == wanted);
        var plan = new SafeContactPlan
        {
            Hours = [.. (input.Hours ?? []).Select(h => OpeningHours.Read(h)!)], TimeZone = Said(input.TimeZone), Ways = [.. (input.Ways ?? []).Distinct().Order()], CodeWord = Said(input.CodeWord),
            SayInstead = Said(input.SayInstead), SharedPhone = input.SharedPhone, NeverCall = input.NeverCall, Never = input.Never,
            Others = [.. (input.Others ?? []).Select(o => new OtherPerson(o.Name!.Trim(), o.MayHear))], AskedOn = work.Today,
        };
        // Her own words stay as she said them; the word she is greeted with is one and the same everywhere.
        dossier.PutIdentity(work, (identity ?? new WorkerIdentity()) with { Plan = plan, NeverContact = plan.Never, CodeWord = plan.CodeWord });
        // To write it, who she is was opened: she can see in her timeline on which day.
        CaseLog.Note(work, row.OrgId, id, null, "case.identity-read", CaseParty.Of(work.Actor), new { reason = input.Reason });
        var ended = plan.Never ? await channels.EndContact(work, contact) : 0;
        CaseFile.Touch(work, id);
        CaseLog.Note(work, row.OrgId, id, null, "case.contact-plan-kept", CaseParty.Of(work.Actor), new { contact, reason = input.Reason, ended });
        return await work.Commit(new ActView(id, null, row.State));
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
