using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>Wishes to be called back: tasks for people with the key, never for a job. The day is readable; her safe hours are sealed and open with the list.</summary>
public static class CallBacks
{
    /// <summary>A wish.</summary>
    public sealed record CallBackView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] Guid ContactId,
        [property: Field(FieldClass.C1)] Guid CaseId,
        [property: Field(FieldClass.C1)] string? Reference,
        [property: Field(FieldClass.C1)] string Language,
        [property: Field(FieldClass.C1)] Danger Danger,
        [property: Field(FieldClass.C1)] DateOnly DueOn,
        [property: Field(FieldClass.C1)] bool Overdue,
        [property: Field(FieldClass.C1)] int Attempts,
        [property: Field(FieldClass.C1)] DateOnly? TriedOn,
        [property: Field(FieldClass.C1)] string? MadeBy,
        [property: Field(FieldClass.C2, "unlocked member of the vault")] string? Words,
        [property: Field(FieldClass.C1)] int Version) : IView<Handlers>;

    /// <summary>How a try ended.</summary>
    /// <param name="Outcome">One of <see cref="CallCodes.AttemptOutcomes"/>.</param>
    /// <param name="Next">The day of the next try, where there is one; else it stays as it was.</param>
    public sealed record Attempt(string? Outcome, DateOnly? Next = null);

    /// <summary>Where it stands now.</summary>
    public sealed record TriedView(
        [property: Field(FieldClass.C1)] string State,
        [property: Field(FieldClass.C1)] int Attempts,
        [property: Field(FieldClass.C1)] DateOnly DueOn) : IView<Handlers>;

    /// <summary>It was settled already.</summary>
    public sealed record NotOpen(string State) : Refusal("callback.not-open");

    /// <summary>Every reason against a try.</summary>
    public static IEnumerable<Refusal> WhyNot(Attempt attempt, DateOnly today)
    {
        if (attempt.Outcome is null) yield return new BadInput("input.required", "outcome");
        else if (!CallCodes.AttemptOutcomes.Contains(attempt.Outcome)) yield return new BadInput("input.not-a-choice", "outcome");
        if (attempt.Next < today) yield return new BadInput("call.day-is-over", "next");
        if (attempt.Next > today.AddDays(CallRules.FarthestCallBack)) yield return new BadInput("call.day-too-far", "next", CallRules.FarthestCallBack);
    }

    /// <summary>Where a wish stands after a try: reached and no longer wanted end it, the others leave it open.</summary>
    public static string After(string outcome) => outcome switch { "reached" => "Reached", "noLongerWanted" => "Ended", _ => "Open" };

    /// <summary>The open wishes, soonest first.</summary>
    public static async Task<IReadOnlyList<CallBackView>> List(Work work, Dossiers dossiers, ICaseGlance cases)
    {
        var rows = await work.All<Row>("""
            select b.id, b.contact_id, c.case_id, c.dossier_id, c.language, c.danger, b.due_on, b.attempts, b.tried_on, b.ct, b.version,
                   (select m.name from access.member m where m.id = b.made_by limit 1) as made_by
              from voice.callback b join voice.contact c on c.id = b.contact_id where b.org_id = access.org() and b.state = 'Open' order by b.due_on, b.id limit 200
            """);
        var opened = await dossiers.OpenAll(work, [.. rows.Where(r => r.Ct is not null).Select(r => r.DossierId).Distinct()]);
        var glances = await cases.Of(work, [.. rows.Select(r => r.CaseId).Distinct()]);
        return [.. rows.Select(r => new CallBackView(r.Id, r.ContactId, r.CaseId, glances.GetValueOrDefault(r.CaseId)?.Reference, r.Language, r.Danger, r.DueOn, r.DueOn < work.Today, r.Attempts, r.TriedOn, r.MadeBy,
            r.Ct is not null && opened.TryGetValue(r.DossierId, out var dossier) ? dossier.Text(SealedColumns.CallbackWords, r.Id, r.Ct) : null, r.Version))];
    }

    /// <summary>Notes a try.</summary>
    /// <param name="id">The wish.</param>
    /// <param name="version">The version the caller read; null takes any.</param>
    /// <param name="attempt">How it ended.</param>
    /// <param name="work">The unit of work.</param>
    public static async Task<Outcome<TriedView>> Try(Guid id, int? version, Attempt attempt, Work work)
    {
        if (await work.FirstOrNone<Held>("select state, attempts, due_on, version from voice.callback where id = $1 and org_id = access.org() for update", id) is not { } held) return Outcome<TriedView>.Missing;
        if (version is { } read && read != held.Version) return Outcome<TriedView>.Stale;
        if (WhyNot(attempt, work.Today).ToList() is { Count: > 0 } reasons) return Outcome<TriedView>.Refused(reasons);
        if (held.State != "Open") return Outcome<TriedView>.Refused(new NotOpen(held.State));
        var (state, due) = (After(attempt.Outcome!), attempt.Next ?? held.DueOn);
        work.Write("update voice.callback set state = $2, attempts = attempts + 1, tried_on = $3, due_on = $4, told_on = null, version = version + 1 where id = $1", id, state, work.Today, due);
        work.Audit("callback.tried", "callback", id, new { outcome = attempt.Outcome, attempts = held.Attempts + 1 });
        return await work.Commit(new TriedView(state, held.Attempts + 1, due));
    }

    private sealed record Row(Guid Id, Guid ContactId, Guid CaseId, Guid DossierId, string Language, Danger Danger, DateOnly DueOn, int Attempts, DateOnly? TriedOn, byte[]? Ct, int Version, string? MadeBy);
    private sealed record Held(string State, int Attempts, DateOnly DueOn, int Version);
}
