using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>A handler records what the worker answered to a claim: who asked, through which channel, how many attempts. Not being reached is a
/// fact of its own and decides nothing.</summary>
public static class RecordValidation
{
    /// <summary>The answer, as asked.</summary>
    /// <param name="ClaimId">The claim it judges.</param>
    /// <param name="Outcome">Confirmed, partly, not; or unreachable.</param>
    /// <param name="AskedBy">One of <see cref="CaseCodes.Askers"/>: never the employer.</param>
    /// <param name="Channel">Channel of the contact (<c>contact_channels.csv</c>).</param>
    /// <param name="Attempts">How often it was tried.</param>
    /// <param name="Quality">How well it was put right.</param>
    /// <param name="Satisfaction">1 to 5.</param>
    /// <param name="Retaliation">Whether she was punished for speaking.</param>
    /// <param name="Text">Her words; sealed.</param>
    public sealed record Input(Guid ClaimId, ValidationOutcome? Outcome, string AskedBy, string Channel, int? Attempts, ResolutionQuality? Quality = null, int? Satisfaction = null,
        RetaliationAnswer Retaliation = RetaliationAnswer.Unknown, string? Text = null);

    /// <summary>An employer or recruiter asked, or its channel was used: a worker who is asked by the one she complains about is not free to answer.</summary>
    public sealed record AskedByEmployer(string Member) : Refusal("validation.asked-by-employer")
    {
        /// <inheritdoc />
        public override string Field => Member;
    }

    private static readonly string[] employers = ["employer", "recruiter", "agency", "business", "supplier"];

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.Outcome is null) yield return new BadInput("input.required", "outcome");
        if (employers.Contains(input.AskedBy)) yield return new AskedByEmployer("askedBy");
        else foreach (var reason in Given.Choice(input.AskedBy, CaseCodes.Askers, "askedBy")) yield return reason;
        if (input.Channel is not null && CaseCodes.EmployersChannels.Contains(input.Channel)) yield return new AskedByEmployer("channel");
        else foreach (var reason in Given.Choice(input.Channel, CaseCodes.Channels, "channel")) yield return reason;
        if (input.Attempts > 1000) yield return new BadInput("input.too-large", "attempts", 1000);
        foreach (var reason in Given.OptionalText(input.Text, "text")) yield return reason;
    }

    /// <summary>Records the answer and all that follows from it.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid issue, int? version, Input input, Work work, Dossiers dossiers)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await IssueFile.Hold(work, issue, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var file = held.Value!;
        var claim = await work.FirstOrNone<AskedClaim>("select id, issue_id, revision, dossier_id from cases.claim where id = $1 and issue_id = $2", input.ClaimId, issue);
        if (claim is null) return Outcome<ActView>.Refused(new BadInput("input.not-a-choice", "claimId"));
        var party = CaseParty.Of(work.Actor);
        if (new ValidationAnswer(input.Outcome!.Value, input.Quality, input.Satisfaction, input.Retaliation, input.Attempts).WhyNot(party, claim.Revision, file.Revision).ToList() is { Count: > 0 } reasons)
            return Outcome<ActView>.Refused(reasons);
        var dossier = await dossiers.Open(work, claim.DossierId);
        if (!dossier.IsDone) return Outcome<ActView>.From(dossier);
        var open = dossier.Value!;
        // The same form as her own words by receipt have, so that one way opens both.
        Func<SealedColumn, Guid, byte[]>? seal = string.IsNullOrWhiteSpace(input.Text) ? null
            : (column, row) => Envelope.SealText(open.ErasureKey, open.VaultPub, input.Text, new Aad(column, row, open.Id));
        return TakeAnswer.Queue(work, file, claim, party,
                new Answered(input.Outcome.Value, input.Quality, input.Satisfaction, input.Retaliation, input.AskedBy, input.Channel, input.Attempts), seal, open.VaultVersion) is { Count: > 0 } against
            ? Outcome<ActView>.Refused(against)
            : await work.Commit(file.Stand());
    }
}
