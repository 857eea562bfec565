using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>How it works: the stages of a report, how long each usually takes, how it can end and who watches over it (MSI-36; UNGP 31c). The numbers are those that
/// the clocks of whoever takes the reports count with: of the channel in the address, else of every open channel the longest.</summary>
[OpenDoor("how a report goes is for everybody to know beforehand")]
public sealed class HowModel(Frame frame, Words words, Work work, ICaseFiles cases) : WorkerPage(frame, words)
{
    /// <summary>The stages in their order.</summary>
    public static readonly IReadOnlyList<string> Stages = ["read", "safe", "told", "promise", "done", "end"];

    /// <summary>The numbers.</summary>
    public StagePromises Days { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    /// <param name="channel">Short name of a channel; null, or one that is not there, for all.</param>
    public async Task OnGetAsync(string? channel)
    {
        SwitchTo("/how");
        var served = await work.All<Served>("""
            select c.org_id, c.slug, c.countries from voice.channel c join access.organization o on o.id = c.org_id where c.open and o.active order by c.slug is distinct from $1::text, c.slug limit 200
            """, channel);
        var named = served.Where(s => s.Slug == channel).ToList();
        Days = await cases.Promises(work, [.. (named.Count > 0 ? named : served).SelectMany(s => s.Countries.Select(c => new PlaceServed(s.OrgId, c))).Distinct()]);
    }

    private sealed record Served(Guid OrgId, string Slug, string[] Countries);
}
