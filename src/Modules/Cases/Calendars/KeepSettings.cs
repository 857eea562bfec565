using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The numbers of the own organization, version by version: a supervisor proposes, somebody else decides, cases that begin from the day on are judged by them.</summary>
public static class KeepSettings
{
    /// <summary>A proposal.</summary>
    /// <param name="From">First day; not in the past.</param>
    /// <param name="Numbers">The numbers; what is left out is as the program ships it.</param>
    public sealed record Input(DateOnly? From, SettingsNumbers? Numbers);
    /// <summary>The decision on a proposal.</summary>
    public sealed record Decision(bool Confirmed);

    /// <summary>Versions, newest first, and the one in force.</summary>
    public sealed record SettingsView(
        [property: Field(FieldClass.C1)] int InForce,
        [property: Field(FieldClass.C1)] IReadOnlyList<VersionView> Versions) : IView<Handlers>;

    /// <summary>One version. Id and author are null for the one that the program ships with.</summary>
    public sealed record VersionView(
        [property: Field(FieldClass.C1)] Guid? Id, [property: Field(FieldClass.C1)] int Version, [property: Field(FieldClass.C1)] DateOnly? From, [property: Field(FieldClass.C1)] string State,
        [property: Field(FieldClass.C1)] Guid? AuthorId, [property: Field(FieldClass.C1)] string? Author, [property: Field(FieldClass.C1)] DateOnly? ProposedOn,
        [property: Field(FieldClass.C1)] string? DecidedBy, [property: Field(FieldClass.C1)] DateOnly? DecidedOn, [property: Field(FieldClass.C1)] SettingsNumbers Numbers) : IView<Handlers>;

    /// <summary>What was made.</summary>
    public sealed record ProposedView([property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] int Version) : IView<Handlers>;

    /// <summary>A proposal waits for its decision.</summary>
    public sealed record ProposalWaits(int Version) : Refusal("settings.proposal-waits");
    /// <summary>It was decided.</summary>
    public sealed record DecidedAlready() : Refusal("settings.decided-already");
    /// <summary>Nobody decides on an own proposal.</summary>
    public sealed record SelfDecision() : Refusal("settings.self-decision");
    /// <summary>Its first day is over.</summary>
    public sealed record DayPassed(DateOnly From) : Refusal("settings.day-passed");

    /// <summary>Every reason against a proposal.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, int version, string author, DateOnly today, int? waiting)
    {
        if (input.From is not { } from) yield return new BadInput("input.required", "from");
        else if (from < today) yield return new BadInput("input.in-the-past", "from");
        if (input.Numbers is not { } numbers) yield return new BadInput("input.required", "numbers");
        else
            foreach (var reason in numbers.Settings(version, author, today).WhyNot()) yield return reason is BadInput { Field: { } field } bad ? new BadInput(bad.Code, "numbers." + field, bad.Limit) : reason;
        if (waiting is { } number) yield return new ProposalWaits(number);
    }

    /// <summary>Every reason against a decision.</summary>
    public static IEnumerable<Refusal> WhyNotDecide(string state, Guid author, Guid decider, bool confirming, DateOnly from, DateOnly today)
    {
        if (state != "Proposed") yield return new DecidedAlready();
        if (author == decider) yield return new SelfDecision();
        if (confirming && from < today) yield return new DayPassed(from);
    }

    /// <summary>Reads all versions.</summary>
    public static async Task<Outcome<SettingsView>> Read(Work work)
    {
        var rows = await work.All<Row>("""
            select s.id, s.version, s.from_day, s.numbers, s.author, a.name as author_name, s.proposed_on, s.state, b.name as decided_by, s.decided_on
              from cases.settings s left join access.person a on a.id = s.author left join access.person b on b.id = s.decided_by order by s.version desc
            """);
        var inForce = await work.FirstOrNone<int>("select cases.settings_on($1)", work.Today);
        return new SettingsView(inForce,
        [
            .. rows.Select(r => new VersionView(r.Id, r.Version, r.FromDay, r.State, r.Author, r.AuthorName, r.ProposedOn, r.DecidedBy, r.DecidedOn, JsonSerializer.Deserialize<SettingsNumbers>(r.Numbers, Json.Compact)!)),
            new VersionView(null, 1, null, "Confirmed", null, null, null, null, null, SettingsNumbers.Of(CaseSettings.Default)),
        ]);
    }

    /// <summary>Proposes a version.</summary>
    public static async Task<Outcome<ProposedView>> Propose(Input input, Work work)
    {
        // One proposal at a time: the rows of the organization are held by its newest one, and the version is unique.
        var last = await work.FirstOrNone<Last>("select version, state from cases.settings order by version desc limit 1 for update");
        var version = (last?.Version ?? 1) + 1;
        if (WhyNot(input, version, work.Actor.Name, work.Today, last is { State: "Proposed" } ? last.Version : null).ToList() is { Count: > 0 } reasons) return Outcome<ProposedView>.Refused(reasons);
        var id = Guid.NewGuid();
        if (await work.Change("insert into cases.settings (id, org_id, version, from_day, numbers, author, proposed_on) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
                id, work.Actor.OrganizationId, version, input.From, JsonSerializer.Serialize(input.Numbers, Json.Compact), work.Actor.PersonId, work.Today) == 0)
            return Outcome<ProposedView>.Refused(new ProposalWaits(version));
        work.Audit("settings.proposed", "settings", id, new { version, from = input.From });
        work.Notify("settings.proposed", "settings", id, role: Roles.CaseHandler);
        work.Notify("settings.proposed", "settings", id, role: Roles.Supervisor);
        return await work.Commit(new ProposedView(id, version));
    }

    /// <summary>Decides on a proposal.</summary>
    public static async Task<Outcome<ProposedView>> Decide(Guid id, Decision decision, Work work)
    {
        var row = await work.FirstOrNone<Proposal>("select version, state, author, from_day from cases.settings where id = $1 for update", id);
        if (row is null) return Outcome<ProposedView>.Missing;
        if (WhyNotDecide(row.State, row.Author, work.Actor.PersonId, decision.Confirmed, row.FromDay, work.Today).ToList() is { Count: > 0 } reasons) return Outcome<ProposedView>.Refused(reasons);
        work.Write("update cases.settings set state = $2, decided_by = $3, decided_on = $4 where id = $1", id, decision.Confirmed ? "Confirmed" : "Declined", work.Actor.PersonId, work.Today);
        work.Audit(decision.Confirmed ? "settings.confirmed" : "settings.declined", "settings", id, new { version = row.Version });
        work.Notify(decision.Confirmed ? "settings.confirmed" : "settings.declined", "settings", id, row.Author);
        return await work.Commit(new ProposedView(id, row.Version));
    }

    private sealed record Row(Guid Id, int Version, DateOnly FromDay, string Numbers, Guid Author, string? AuthorName, DateOnly ProposedOn, string State, string? DecidedBy, DateOnly? DecidedOn);
    private sealed record Last(int Version, string State);
    private sealed record Proposal(int Version, string State, Guid Author, DateOnly FromDay);
}
