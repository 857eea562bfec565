using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>One relation: when it holds, what was agreed, to whom it is shown.</summary>
[Needs(NetworkPermissions.ReadDirectory)]
public sealed class RelationModel(Work work, ITexts texts) : DirectoryPage(work, texts)
{
    /// <summary>The relation.</summary>
    public ReadRelation.RelationView It { get; private set; } = null!;
    /// <summary>Customers that the supplier may still show it to.</summary>
    public IReadOnlyList<Choice> Customers { get; private set; } = [];
    /// <summary>Whether the actor shows its own recruiters.</summary>
    public bool MayDisclose => Actor.May(NetworkPermissions.DiscloseRecruiters) && It.Role == "recruitsFor" && It.ToId == Actor.OrganizationId;
    /// <summary>Rows of the fee form.</summary>
    public const int FeeRows = 4;
    /// <summary>Categories of fees and costs.</summary>
    public IEnumerable<Choice> FeeCategories => CodeLists.Of("ilo_fee_categories").Select(c => new Choice(c.Id, c.Name));
    /// <summary>The name of a category.</summary>
    public static string FeeName(string category) => CodeLists.Of("ilo_fee_categories").FirstOrDefault(c => c.Id == category)?.Name ?? category;

    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(Guid id) => Show(id);

    /// <summary>Ends it.</summary>
    public Task<IActionResult> OnPostEnd(Guid id) => Keep("end", id, async t =>
    {
        var day = t.Day("untilDay");
        return await Unless(t, () => EndRelation.Handle(id, t.Version, new(day), Work));
    }, allowed: MayKeep);

    /// <summary>Adds an agreement.</summary>
    public Task<IActionResult> OnPostAgreement(Guid id) => Keep("agreement", id, async t =>
    {
        var (from, until) = (t.Day("fromDay", required: true), t.Day("untilDay"));
        var fees = new List<KeepAgreement.Fee>();
        for (var i = 0; i < FeeRows; i++)
        {
            if (t.Some($"fee{i}") is not { } category) continue;
            decimal? amount = null;
            if (t.Some($"amount{i}") is { } typed)
            {
                if (decimal.TryParse(typed.Replace(",", "", StringComparison.Ordinal), System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var read)) amount = read;
                else t.Reasons.Add(new BadInput("input.not-a-number", $"fees[{i}].amount"));
            }
            fees.Add(new(category, t.Text($"bearer{i}"), amount, t.Some($"currency{i}")?.ToUpperInvariant()));
        }
        return await Unless(t, async () => await KeepAgreement.Handle(id, null, null, new(t.Text("title"), from!.Value, t.Some("terms"), until, fees), Work));
    }, allowed: MayKeep);

    /// <summary>Says where a review stands.</summary>
    public Task<IActionResult> OnPostReview(Guid id, [FromForm] Guid agreement) => Keep("", id, t => ReviewAgreement.Handle(agreement, t.Version, new(t.Text("review")), Work), allowed: MayKeep);

    /// <summary>Shows it to a customer.</summary>
    public Task<IActionResult> OnPostDisclose(Guid id) => Keep("disclose", id, async t =>
    {
        var customer = t.Id("customerId", required: true);
        return await Unless(t, async () => await DiscloseRecruiter.Handle(id, new(customer!.Value), Work));
    }, allowed: Actor.May(NetworkPermissions.DiscloseRecruiters));

    /// <summary>Shows it no longer.</summary>
    public Task<IActionResult> OnPostConceal(Guid id, [FromForm] Guid disclosure) => Keep("", id, _ => DiscloseRecruiter.End(disclosure, Work), allowed: Actor.May(NetworkPermissions.DiscloseRecruiters));

    /// <inheritdoc />
    protected override async Task<IActionResult> Show(Guid id)
    {
        var outcome = await ReadRelation.Handle(id, Work);
        if (!outcome.IsDone) return NotFound();
        It = outcome.Value!;
        if (MayDisclose)
            Customers = [.. (await Work.All<Customer>("""
                select distinct o.id, o.name from network.relation b join access.organization o on o.id = b.org_id
                 where b.to_org = access.org() and b.role = 'buysFrom' and network.is_live(b.from_day, b.until_day, b.ended) order by o.name
                """)).Where(c => !It.Disclosures.Any(d => d.Live && d.CustomerId == c.Id)).Select(c => new Choice(c.Id.ToString(), c.Name))];
        return Page();
    }

    private sealed record Customer(Guid Id, string Name);
}
