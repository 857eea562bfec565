using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>What was merged; a merge that was wrong is split here.</summary>
[Needs(NetworkPermissions.KeepDirectory)]
public sealed class MergesModel(Work work, ITexts texts) : WorkspacePage(work)
{
    /// <summary>Merges, the newest first.</summary>
    public IReadOnlyList<MergeView> Merges { get; private set; } = [];
    /// <summary>What a split left with the survivor, in words.</summary>
    public string? Said { get; private set; }

    /// <summary>Shows them, and what a split just now left with the survivor.</summary>
    /// <param name="split">A split was made.</param>
    /// <param name="stays">Tables and rows that stay, as <c>network.name.2,…</c>.</param>
    public Task<IActionResult> OnGet(bool split, string? stays)
    {
        if (split)
        {
            var rows = (stays ?? "").Split(',').Select(s => (Table: s[..Math.Max(0, s.LastIndexOf('.'))], Rows: int.TryParse(s[(s.LastIndexOf('.') + 1)..], out var n) ? n : 0)).Where(s => s.Rows > 0)
                .Select(s => texts.Format(Actor.Language, "merges.stays.row", new Dictionary<string, object?> { ["Rows"] = s.Rows, ["What"] = texts[Actor.Language, texts.Has("en", "merges.what." + s.Table) ? "merges.what." + s.Table : "merges.what.other"] })).ToList();
            Said = rows.Count == 0 ? texts[Actor.Language, "merges.split.done"] : texts.Format(Actor.Language, "merges.split.stays", new Dictionary<string, object?> { ["What"] = rows });
        }
        return Show();
    }

    /// <summary>Splits one, and says what stays.</summary>
    public async Task<IActionResult> OnPostSplit([FromForm] Guid merge, [FromForm] int version)
    {
        var outcome = await SplitMerge.Handle(merge, version, Work);
        var stays = string.Join(',', outcome.Value?.Stays.Select(s => FormattableString.Invariant($"{s.What}.{s.Rows}")) ?? []);
        return await After(outcome, "/app/directory/merges?split=true&stays=" + Uri.EscapeDataString(stays), Show);
    }

    private async Task<IActionResult> Show()
    {
        Merges = (await ListMerges.Handle(null, Paging.Most, Work)).Value!.Items;
        return Page();
    }
}
