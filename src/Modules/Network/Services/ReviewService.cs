using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>What came of looking into a service.</summary>
public enum ReviewOutcome
{
    /// <summary>Workers can be sent there.</summary>
    Passed,
    /// <summary>They can, with what the note says in mind.</summary>
    PassedWithConditions,
    /// <summary>They cannot: the service leaves every public door.</summary>
    Failed,
}

/// <summary>Records due diligence: somebody looked into the service, on a day, with a result (MAP-16). Without it nothing is published.</summary>
public static class ReviewService
{
    /// <summary>What was found.</summary>
    /// <param name="OnDay">Day it was looked into.</param>
    /// <param name="Outcome">Result.</param>
    /// <param name="Note">What was looked at; for colleagues only.</param>
    /// <param name="NextReview">Day of the next; without one a year later.</param>
    public sealed record Input(DateOnly OnDay, ReviewOutcome Outcome, string? Note = null, DateOnly? NextReview = null);

    /// <summary>Every reason against it.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, DateOnly today)
    {
        if (input.OnDay > today) yield return new BadInput("service.reviewed-in-the-future", "onDay");
        if (input.NextReview <= input.OnDay) yield return new BadInput("service.next-review-before", "nextReview");
        if (input.Note?.Length > 2000) yield return new BadInput("input.too-long", "note", 2000);
        if (input.Outcome is not ReviewOutcome.Passed && string.IsNullOrWhiteSpace(input.Note)) yield return new BadInput("service.review-needs-a-note", "note");
    }

    /// <summary>Records it.</summary>
    public static async Task<Outcome<CreatedView>> Handle(Guid id, int? version, Input input, Work work)
    {
        if (await KeptService.Of(id, work) is not { } kept) return Outcome<CreatedView>.Missing;
        if (WhyNot(input, work.Today).ToList() is { Count: > 0 } reasons) return Outcome<CreatedView>.Refused(reasons);
        var next = input.NextReview ?? input.OnDay.AddYears(1);
        var review = Guid.NewGuid();
        var met = await work.Change("update network.service set modified_at = $3, version = version + 1 where id = $1 and version = $2", id, version ?? kept.Version, work.Now);
        if (met == 0) return Outcome<CreatedView>.Stale;
        work.Write("insert into network.service_review (id, org_id, service_id, on_day, person_id, outcome, note, next_review) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            review, work.Actor.OrganizationId, id, input.OnDay, work.Actor.PersonId, input.Outcome, input.Note?.Trim() ?? "", next);
        // An older visit that is noted late does not take the place of a newer one.
        work.Write("update network.service set reviewed_on = $2, outcome = $3, next_review = $4 where id = $1 and (reviewed_on is null or reviewed_on <= $2)", id, input.OnDay, input.Outcome, next);
        work.Audit("service.reviewed", "service", id, new { input.Outcome });
        return await work.Commit(new CreatedView(review));
    }
}

/// <summary>Says whether a service is active, closed for a time, inactive or gone.</summary>
public static class SetServiceStatus
{
    /// <summary>What is asked.</summary>
    public sealed record Input(string Status);

    /// <summary>Sets it.</summary>
    public static async Task<Outcome> Handle(Guid id, int? version, Input input, Work work)
    {
        if (await KeptService.Of(id, work) is not { } kept) return Outcome.Missing;
        if (!ServiceKinds.States.Contains(input.Status)) return Outcome.Refused(new BadInput("input.not-a-choice", "status"));
        if (await work.Change("update network.service set status = $3, modified_at = $4, version = version + 1 where id = $1 and version = $2", id, version ?? kept.Version, input.Status, work.Now) == 0) return Outcome.Stale;
        work.Audit("service.status-set", "service", id, new { from = kept.Status, to = input.Status });
        return await work.Commit();
    }
}

/// <summary>Shows a secret address to whoever may know it. That it was read is kept before it is shown.</summary>
public static class ReadSecretAddress
{
    /// <summary>Where it is.</summary>
    public sealed record SecretAddressView([property: Field(FieldClass.C3, "case handlers of the organization that keeps the service; each reading is kept in the audit log")] string Address) : IView<Handlers>;

    /// <summary>Reads it.</summary>
    public static async Task<Outcome<SecretAddressView>> Handle(Guid id, Work work)
    {
        if (await work.FirstOrNone<string>("select address from network.service_address_secret where service_id = $1", id) is not { } address) return Outcome<SecretAddressView>.Missing;
        work.Audit("service.address-read", "service", id);
        await work.Commit();
        return new SecretAddressView(address);
    }
}
