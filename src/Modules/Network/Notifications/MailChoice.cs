using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Which mail a person wants: at once when somebody is in danger, once a day how much waits, never in her quiet hours. No mail says anything of a case.</summary>
public static class MailChoice
{
    /// <summary>The choice.</summary>
    /// <param name="Danger">A mail at once when something is told as danger.</param>
    /// <param name="Digest">A mail once a day where something waits.</param>
    /// <param name="Hour">Hour of the daily mail, 0 to 23, in the person's time zone.</param>
    /// <param name="Zone">IANA name of the time zone.</param>
    /// <param name="QuietFrom">First hour in which no mail is sent; null: none.</param>
    /// <param name="QuietUntil">First hour in which mail is sent again.</param>
    /// <param name="DangerInQuiet">Danger is told also in quiet hours.</param>
    public sealed record Input(bool Danger, bool Digest, int Hour, string? Zone, int? QuietFrom = null, int? QuietUntil = null, bool DangerInQuiet = false);

    /// <summary>The choice as its owner sees it.</summary>
    public sealed record ChoiceView(
        [property: Field(FieldClass.C1)] bool Danger,
        [property: Field(FieldClass.C1)] bool Digest,
        [property: Field(FieldClass.C1)] int Hour,
        [property: Field(FieldClass.C1)] string Zone,
        [property: Field(FieldClass.C1)] int? QuietFrom,
        [property: Field(FieldClass.C1)] int? QuietUntil,
        [property: Field(FieldClass.C1)] bool DangerInQuiet,
        [property: Field(FieldClass.C1)] bool CanSend) : IView<SignedIn>;

    /// <summary>What holds as long as somebody chose nothing: danger at once, nothing else.</summary>
    public static readonly Input Usual = new(true, false, 8, "UTC");

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.Hour is < 0 or > 23) yield return new BadInput("mail-choice.not-an-hour", "hour");
        if (string.IsNullOrWhiteSpace(input.Zone)) yield return new BadInput("input.required", "zone");
        if (input.QuietFrom is < 0 or > 23) yield return new BadInput("mail-choice.not-an-hour", "quietFrom");
        if (input.QuietUntil is < 0 or > 23) yield return new BadInput("mail-choice.not-an-hour", "quietUntil");
        if (input.QuietFrom is null != input.QuietUntil is null) yield return new BadInput("mail-choice.both-hours", input.QuietFrom is null ? "quietFrom" : "quietUntil");
        else if (input.QuietFrom is { } from && from == input.QuietUntil) yield return new BadInput("mail-choice.no-hour-left", "quietUntil");
    }

    /// <summary>Whether an hour of the person's day is quiet. Quiet hours may go over midnight.</summary>
    public static bool IsQuiet(int hour, int? from, int? until) => from is { } first && until is { } end && (first < end ? hour >= first && hour < end : hour >= first || hour < end);

    /// <summary>Reads the own choice.</summary>
    public static async Task<ChoiceView> Read(Work work, OutgoingMail mail)
    {
        var row = await work.FirstOrNone<Row>("select danger, digest, hour::integer as hour, zone, quiet_from::integer as quiet_from, quiet_until::integer as quiet_until, danger_in_quiet from platform.mail_choice where person_id = $1 and org_id = access.org()", work.Actor.PersonId);
        return row is null ? new ChoiceView(Usual.Danger, Usual.Digest, Usual.Hour, Usual.Zone!, null, null, false, mail.CanSend)
            : new ChoiceView(row.Danger, row.Digest, row.Hour, row.Zone, row.QuietFrom, row.QuietUntil, row.DangerInQuiet, mail.CanSend);
    }

    /// <summary>Keeps the own choice.</summary>
    public static async Task<Outcome> Choose(Input input, Work work)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome.Refused(wrong);
        if (!await work.FirstOrNone<bool>("select platform.is_zone($1)", input.Zone!.Trim())) return Outcome.Refused(new BadInput("mail-choice.not-a-zone", "zone"));
        work.Write("""
            insert into platform.mail_choice (org_id, person_id, danger, digest, hour, zone, quiet_from, quiet_until, danger_in_quiet) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (person_id, org_id) do update set danger = excluded.danger, digest = excluded.digest, hour = excluded.hour, zone = excluded.zone, quiet_from = excluded.quiet_from,
                   quiet_until = excluded.quiet_until, danger_in_quiet = excluded.danger_in_quiet, version = platform.mail_choice.version + 1
            """, work.Actor.OrganizationId, work.Actor.PersonId, input.Danger, input.Digest, (short)input.Hour, input.Zone!.Trim(), (short?)input.QuietFrom, (short?)input.QuietUntil, input.DangerInQuiet);
        work.Audit("mail.chosen", "person", work.Actor.PersonId);
        return await work.Commit();
    }

    private sealed record Row(bool Danger, bool Digest, int Hour, string Zone, int? QuietFrom, int? QuietUntil, bool DangerInQuiet);
}
