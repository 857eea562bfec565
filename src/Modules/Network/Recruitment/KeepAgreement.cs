using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>A management service agreement of a recruiter with the business it recruits for.</summary>
public sealed record AgreementView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] Guid RelationId,
    [property: Field(FieldClass.C1)] string Title,
    [property: Field(FieldClass.C1)] string Terms,
    [property: Field(FieldClass.C1)] DateOnly FromDay,
    [property: Field(FieldClass.C1)] DateOnly? UntilDay,
    [property: Field(FieldClass.C1)] string Review,
    [property: Field(FieldClass.C1)] string? ReviewedBy,
    [property: Field(FieldClass.C1)] DateOnly? ReviewedOn,
    [property: Field(FieldClass.C1)] bool WorkerPays,
    [property: Field(FieldClass.C1)] IReadOnlyList<FeeView> Fees,
    [property: Field(FieldClass.C1)] int Version) : IView<SignedIn>;

/// <summary>Who bears a cost of recruitment.</summary>
public sealed record FeeView(
    [property: Field(FieldClass.C1)] string Category,
    [property: Field(FieldClass.C1)] string Bearer,
    [property: Field(FieldClass.C1)] decimal? Amount,
    [property: Field(FieldClass.C1)] string? Currency) : IView<SignedIn>;

/// <summary>Keeps the management service agreements that hang on a recruiter's relation (ILM-37, ILM-38): terms, who bears which cost.</summary>
public static class KeepAgreement
{
    /// <summary>Who can bear a cost.</summary>
    public static readonly IReadOnlyList<string> Bearers = ["Employer", "Agency", "Worker"];
    /// <summary>Where a review can stand.</summary>
    public static readonly IReadOnlyList<string> Reviews = ["NotReviewed", "InReview", "Reviewed", "Rejected"];

    /// <summary>A cost.</summary>
    /// <param name="Category">Code of <c>ilo_fee_categories</c>.</param>
    /// <param name="Bearer">One of <see cref="Bearers"/>.</param>
    /// <param name="Amount">For one worker; null when nobody said.</param>
    /// <param name="Currency">ISO 4217; with the amount.</param>
    public sealed record Fee(string Category, string Bearer, decimal? Amount = null, string? Currency = null);

    /// <summary>An agreement.</summary>
    public sealed record Input(string Title, DateOnly FromDay, string? Terms = null, DateOnly? UntilDay = null, IReadOnlyList<Fee>? Fees = null);

    /// <summary>Every reason the input itself shows. That a worker pays is no reason against writing it down: it is what must be seen.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (string.IsNullOrWhiteSpace(input.Title)) yield return new BadInput("input.required", "title");
        else if (input.Title.Length > 200) yield return new BadInput("input.too-long", "title", 200);
        if (input.Terms?.Length > 4000) yield return new BadInput("input.too-long", "terms", 4000);
        if (input.FromDay.Year < 1900) yield return new BadInput("input.not-a-date", "fromDay");
        if (input.UntilDay < input.FromDay) yield return new BadInput("relation.ends-before-it-begins", "untilDay");
        var fees = input.Fees ?? [];
        if (fees.Count > 60) yield return new BadInput("input.too-many", "fees", 60);
        for (var i = 0; i < fees.Count; i++)
        {
            if (CodeLists.Of("ilo_fee_categories").All(c => c.Id != fees[i].Category)) yield return new BadInput("input.not-a-choice", $"fees[{i}].category");
            if (!Bearers.Contains(fees[i].Bearer)) yield return new BadInput("input.not-a-choice", $"fees[{i}].bearer");
            if (fees[i].Amount is < 0 or > 10_000_000_000m) yield return new BadInput("input.out-of-range", $"fees[{i}].amount", "0 to 10,000,000,000");
            if (fees[i].Amount is null != string.IsNullOrEmpty(fees[i].Currency)) yield return new BadInput("agreement.amount-and-currency", $"fees[{i}].{(fees[i].Amount is null ? "amount" : "currency")}");
            else if (fees[i].Currency is { Length: > 0 } money && (money.Length != 3 || !money.All(char.IsAsciiLetterUpper))) yield return new BadInput("agreement.not-a-currency", $"fees[{i}].currency");
            if (fees.Take(i).Any(f => f.Category == fees[i].Category && f.Bearer == fees[i].Bearer)) yield return new BadInput("agreement.fee-twice", $"fees[{i}].category");
        }
    }

    /// <summary>Adds one to a relation, or changes one; what was changed waits for its review again.</summary>
    /// <param name="relation">The relation; it must be one of recruiting.</param>
    /// <param name="id">The agreement; null for a new one.</param>
    /// <param name="version">The version that was read.</param>
    /// <param name="input">As it shall be.</param>
    /// <param name="work">The unit of work.</param>
    public static async Task<Outcome<CreatedView>> Handle(Guid relation, Guid? id, int? version, Input input, Work work)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } reasons) return Outcome<CreatedView>.Refused(reasons);
        if (await work.FirstOrNone<Ends>("select org_id, to_org from network.relation where id = $1 and role = 'recruitsFor'", relation) is not { } ends) return Outcome<CreatedView>.Missing;
        if (id is { } asked && await work.FirstOrNone<int>("select 1 from network.agreement where id = $1 and relation_id = $2", asked, relation) == 0) return Outcome<CreatedView>.Missing;
        var (made, stale) = (id ?? Guid.NewGuid(), false);
        await work.InRowsOf(ends.OrgId, async () =>
        {
            if (id is null)
                work.Write("insert into network.agreement (id, org_id, client_id, relation_id, title, terms, from_day, until_day) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                    made, ends.OrgId, ends.ToOrg, relation, input.Title.Trim(), input.Terms?.Trim() ?? "", input.FromDay, input.UntilDay);
            else
            {
                stale = await work.Change("""
                    update network.agreement set title = $3, terms = $4, from_day = $5, until_day = $6, review = 'NotReviewed', reviewed_by = null, reviewed_on = null, version = version + 1
                     where id = $1 and ($2::integer is null or version = $2)
                    """, made, version, input.Title.Trim(), input.Terms?.Trim() ?? "", input.FromDay, input.UntilDay) == 0;
                if (stale) return;
                work.Write("delete from network.agreement_fee where agreement_id = $1", made);
            }
            foreach (var fee in input.Fees ?? [])
                work.Write("insert into network.agreement_fee (agreement_id, org_id, category, bearer, amount, currency) values ($1, $2, $3, $4, $5, $6)", made, ends.OrgId, fee.Category, fee.Bearer, fee.Amount, Kept.Text(fee.Currency));
        });
        if (stale) return Outcome<CreatedView>.Stale;
        work.Audit(id is null ? "agreement.added" : "agreement.changed", "agreement", made, new { workerPays = (input.Fees ?? []).Any(f => f.Bearer == "Worker") });
        return await work.Commit(new CreatedView(made));
    }

    private sealed record Ends(Guid OrgId, Guid ToOrg);
}

/// <summary>Says where the review of an agreement stands, by whom and when.</summary>
public static class ReviewAgreement
{
    /// <summary>Where it stands now.</summary>
    public sealed record Input(string Review);

    /// <summary>Says it.</summary>
    public static async Task<Outcome> Handle(Guid id, int? version, Input input, Work work)
    {
        if (!KeepAgreement.Reviews.Contains(input.Review)) return Outcome.Refused(new BadInput("input.not-a-choice", "review"));
        var rows = await work.FirstOrNone<Guid>("select org_id from network.agreement where id = $1", id);
        if (rows == Guid.Empty) return Outcome.Missing;
        var changed = 0;
        var who = input.Review == "NotReviewed" ? null : (Guid?)work.Actor.PersonId;
        await work.InRowsOf(rows, async () => changed = await work.Change("update network.agreement set review = $3, reviewed_by = $4, reviewed_on = $5, version = version + 1 where id = $1 and ($2::integer is null or version = $2)",
            id, version, input.Review, who, who is null ? null : work.Today));
        if (changed == 0) return Outcome.Stale;
        work.Audit("agreement.reviewed", "agreement", id, new { input.Review });
        return await work.Commit();
    }
}

/// <summary>Agreements as the caller may see them.</summary>
public static class ReadAgreements
{
    /// <summary>Those of the relations, newest first.</summary>
    public static async Task<IReadOnlyList<AgreementView>> Of(Work work, IReadOnlyCollection<Guid> relations)
    {
        var rows = await work.All<Row>("""
            select a.id, a.relation_id, a.title, a.terms, a.from_day, a.until_day, a.review, a.reviewed_on, p.name as reviewed_by, a.version
              from network.agreement a left join access.person p on p.id = a.reviewed_by where a.relation_id = any($1) order by a.from_day desc, a.id
            """, relations.ToArray());
        if (rows.Count == 0) return [];
        var fees = (await work.All<FeeRow>("select agreement_id, category, bearer, amount, currency from network.agreement_fee where agreement_id = any($1) order by category, bearer", rows.Select(r => r.Id).ToArray())).ToLookup(f => f.AgreementId);
        return [.. rows.Select(a => new AgreementView(a.Id, a.RelationId, a.Title, a.Terms, a.FromDay, a.UntilDay, a.Review, a.ReviewedBy, a.ReviewedOn,
            fees[a.Id].Any(f => f.Bearer == "Worker"), [.. fees[a.Id].Select(f => new FeeView(f.Category, f.Bearer, f.Amount, f.Currency))], a.Version))];
    }

    private sealed record Row(Guid Id, Guid RelationId, string Title, string Terms, DateOnly FromDay, DateOnly? UntilDay, string Review, DateOnly? ReviewedOn, string? ReviewedBy, int Version);
    private sealed record FeeRow(Guid AgreementId, string Category, string Bearer, decimal? Amount, string? Currency);
}
