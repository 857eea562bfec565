using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>For whom a summary is printed.</summary>
public enum PrintAudience
{
    /// <summary>The handler's own paper file: all that she may see, without who the worker is.</summary>
    OwnFile,
    /// <summary>The worker, in her language and in plain words.</summary>
    Worker,
}

/// <summary>
/// Prints a summary of a case. Paper is found by others: who she is stands on it only where a reason is given, and never on the worker's own copy; her receipt is
/// nowhere on it, since we do not have it.
/// </summary>
public static class PrintCase
{
    /// <summary>What is printed.</summary>
    /// <param name="Audience">For whom.</param>
    /// <param name="WithWords">Her own words stand on the worker's copy.</param>
    /// <param name="Identity">Who she is stands on the own file.</param>
    /// <param name="Reason">Why, one of <see cref="CaseCodes.IdentityReasons"/>; needed with <paramref name="Identity"/>.</param>
    public sealed record Input(PrintAudience? Audience, bool WithWords = false, bool Identity = false, string? Reason = null);

    /// <summary>What stands on the paper.</summary>
    public sealed record PrintedView(
        [property: Field(FieldClass.C1)] PrintAudience Audience,
        [property: Field(FieldClass.C1)] string Organization,
        [property: Field(FieldClass.C1)] DateOnly Day,
        [property: Field(FieldClass.C1)] CaseView Case,
        [property: Field(FieldClass.C1)] IReadOnlyList<ReferralView> Referrals,
        [property: Field(FieldClass.C1)] bool WithWords,
        [property: Field(FieldClass.C3, "identity.read with a kept reason")] IReadOnlyList<WorkerIdentity> People) : IView<Handlers>;

    /// <summary>A copy for the worker says nothing about who she is.</summary>
    public sealed record NoNameOnHerCopy() : Refusal("print.no-name-on-her-copy")
    {
        /// <inheritdoc />
        public override string Field => "identity";
    }

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, Actor actor)
    {
        if (input.Audience is null) yield return new BadInput("input.required", "audience");
        if (input is { Identity: true, Audience: PrintAudience.Worker }) yield return new NoNameOnHerCopy();
        if (input.Identity) foreach (var reason in Given.Choice(input.Reason, CaseCodes.IdentityReasons, "reason")) yield return reason;
        if (input.Identity && !actor.May(CasesPermissions.ReadIdentity)) yield return new BadInput("input.not-a-choice", "identity");
    }

    /// <summary>Reads what is printed; that it was printed is committed before anything is shown.</summary>
    public static async Task<Outcome<PrintedView>> Handle(Guid id, Input input, Work work, ReadCase reading, Dossiers dossiers)
    {
        if (WhyNot(input, work.Actor).ToList() is { Count: > 0 } wrong) return Outcome<PrintedView>.Refused(wrong);
        if (await reading.Prepare(id, work) is not { } view) return Outcome<PrintedView>.Missing;
        if (view.Sealed is not null) return Outcome<PrintedView>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
        var people = new List<WorkerIdentity>();
        if (input.Identity)
            foreach (var file in (await dossiers.OpenAll(work, await work.All<Guid>("select dossier_id from cases.file where case_id = $1", id))).Values)
                if (await file.Identity(work) is { } who) people.Add(who);
        var referrals = await ReadReferrals.OfCase(work, id);
        CaseLog.Note(work, work.Actor.OrganizationId, id, null, "case.printed", CaseParty.Of(work.Actor), new { audience = input.Audience, words = input.WithWords, identity = input.Identity ? input.Reason : null });
        // The answer of a write is kept under its key, readable; this one must not be.
        work.Once = null;
        return await work.Commit(new PrintedView(input.Audience!.Value, work.Actor.OrganizationName, work.Today, view, referrals, input.WithWords, people));
    }
}
