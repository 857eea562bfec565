using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Keeps the other names of an organization or a site: in other scripts, as it was called before. A search finds it by each of them.</summary>
public static class KeepNames
{
    /// <summary>Kinds of other names.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["Alternative", "Former", "Transliteration"];

    /// <summary>What is asked.</summary>
    /// <param name="Name">The name in its own script.</param>
    /// <param name="Kind">One of <see cref="Kinds"/>.</param>
    /// <param name="Language">BCP 47; <c>und</c> when nobody knows.</param>
    /// <param name="UntilDay">Last day on which it was used; for former names.</param>
    public sealed record Input(string Name, string Kind, string? Language = null, DateOnly? UntilDay = null);

    /// <summary>It has this name already.</summary>
    public sealed record HasItAlready(string Name) : Refusal("name.has-it-already")
    {
        /// <inheritdoc />
        public override string Field => "name";
    }

    /// <summary>Every reason the input itself shows.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(input.Name)) yield return new BadInput("input.required", "name");
        else if (input.Name.Length > 200) yield return new BadInput("input.too-long", "name", 200);
        if (!Kinds.Contains(input.Kind)) yield return new BadInput("input.not-a-choice", "kind");
        if (input.Language is { Length: > 0 } tag && (tag.Length is < 2 or > 35 || !tag.Split('-').All(p => p.Length is > 0 and <= 8 && p.All(char.IsAsciiLetterOrDigit)))) yield return new BadInput("input.not-a-choice", "language");
        if (input.UntilDay > today) yield return new BadInput("input.in-the-future", "untilDay");
    }

    /// <summary>Adds a name.</summary>
    /// <param name="kind"><c>organization</c> or <c>site</c>.</param>
    /// <param name="id">Which.</param>
    /// <param name="input">The name.</param>
    /// <param name="work">The unit of work.</param>
    public static async Task<Outcome<CreatedView>> Add(string kind, Guid id, Input input, Work work)
    {
        if (WhyNot(input, work.Today).ToList() is { Count: > 0 } reasons) return Outcome<CreatedView>.Refused(reasons);
        if (await Kept.Subject(work, kind, id) is not { } subject) return Outcome<CreatedView>.Missing;
        var name = input.Name.Trim();
        if (string.Equals(subject.Name, name, StringComparison.OrdinalIgnoreCase)
            || await work.FirstOrNone<bool>("select exists (select 1 from network.name where subject_id = $1 and lower(name) = lower($2))", id, name)) return Outcome<CreatedView>.Refused(new HasItAlready(name));
        var made = Guid.NewGuid();
        await work.InRowsOf(subject.OrgId, () =>
        {
            work.Write("insert into network.name (id, org_id, subject_kind, subject_id, name, kind, language, until_day) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                made, subject.OrgId, kind, id, name, input.Kind, Kept.Text(input.Language) ?? "und", input.UntilDay);
            return Task.CompletedTask;
        });
        work.Audit("directory.name-added", kind, id, new { name = made, input.Kind });
        return await work.Commit(new CreatedView(made));
    }

    /// <summary>Takes a name away that was written by mistake.</summary>
    public static async Task<Outcome> Remove(string kind, Guid id, Guid name, Work work)
    {
        if (await Kept.Subject(work, kind, id) is not { } subject) return Outcome.Missing;
        var gone = 0;
        await work.InRowsOf(subject.OrgId, async () => gone = await work.Change("delete from network.name where id = $1 and subject_id = $2", name, id));
        if (gone == 0) return Outcome.Missing;
        work.Audit("directory.name-removed", kind, id, new { name });
        return await work.Commit();
    }
}
