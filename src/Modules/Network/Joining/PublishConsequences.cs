using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The convenor publishes what follows when a partner does not comply. A new version asks everybody anew; the ones before stay readable.</summary>
public static class PublishConsequences
{
    /// <summary>Longest text, in characters.</summary>
    public const int Longest = 20_000;

    /// <summary>What is asked.</summary>
    /// <param name="Text">The consequences, in plain words.</param>
    /// <param name="Language">BCP 47 tag of the text.</param>
    public sealed record Input(string Text, string Language = "en");

    /// <summary>The version that was published.</summary>
    public sealed record Published([property: Field(FieldClass.C1)] int Version) : IView<SignedIn>;

    /// <summary>The same text is in force.</summary>
    public sealed record Unchanged() : Refusal("joining.consequences-unchanged")
    {
        /// <inheritdoc />
        public override string Field => "text";
    }

    /// <summary>Every reason against it.</summary>
    /// <param name="input">What is to be published.</param>
    /// <param name="inForce">The text in force; null for none.</param>
    public static IEnumerable<Refusal> WhyNot(Input input, string? inForce)
    {
        if (string.IsNullOrWhiteSpace(input.Text)) yield return new BadInput("input.required", "text");
        else if (input.Text.Length > Longest) yield return new BadInput("input.too-long", "text", Longest);
        else if (input.Text.Trim() == inForce) yield return new Unchanged();
        if (string.IsNullOrWhiteSpace(input.Language) || input.Language.Length > 35) yield return new BadInput("input.not-a-choice", "language");
    }

    /// <summary>Publishes the next version and tells the organizations that it asks.</summary>
    public static async Task<Outcome<Published>> Handle(Input input, Work work)
    {
        var inForce = await work.FirstOrNone<Row>("select version, text from network.consequences order by version desc limit 1");
        if (WhyNot(input, inForce?.Text).ToList() is { Count: > 0 } reasons) return Outcome<Published>.Refused(reasons);
        var (id, version) = (Guid.NewGuid(), (inForce?.Version ?? 0) + 1);
        // Somebody else published meanwhile: read that first.
        if (await work.Change("insert into network.consequences (id, org_id, version, language, text, published_on, published_by) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
                id, work.Actor.OrganizationId, version, input.Language, input.Text.Trim(), work.Today, work.Actor.PersonId) == 0) return Outcome<Published>.Stale;
        work.Audit("joining.consequences-published", "consequences", id, new { version });
        foreach (var organization in await work.All<Guid>("select id from access.organization where active and id in (select network.with_people()) and id <> access.org()"))
            await work.InRowsOf(organization, () => { work.Notify("joining.consequences-published", "organization", organization); return Task.CompletedTask; });
        return await work.Commit(new Published(version));
    }

    private sealed record Row(int Version, string Text);
}
