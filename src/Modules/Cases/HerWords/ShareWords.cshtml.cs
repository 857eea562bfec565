using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Shows a packet to the worker before it goes, and records what she says where she has no receipt.</summary>
[Needs(CasesPermissions.Read)]
public sealed class ShareWordsModel(Work work, IDirectory directory, Dossiers dossiers, Keystore keystore, IWorkerChannels channels, ITexts texts) : WorkspacePage(work)
{
    /// <summary>The packet as the business would see it.</summary>
    public ShareView Share { get; private set; } = null!;
    /// <summary>What was put to her of it, newest first.</summary>
    public IReadOnlyList<ReadWords.RenderingView> Shown { get; private set; } = [];
    /// <summary>Her language.</summary>
    public string Language { get; private set; } = "en";
    /// <summary>She can read it by her receipt.</summary>
    public bool BehindReceipt { get; private set; }
    /// <summary>What stands against showing it now.</summary>
    public IReadOnlyList<Refusal> WhyNot { get; private set; } = [];
    /// <summary>What was typed.</summary>
    public Filled Said { get; private set; } = Filled.Nothing;
    /// <summary>Which form was sent.</summary>
    public string Scope { get; private set; } = "";
    /// <summary>The one that waits for her, or that she may still stop.</summary>
    public ReadWords.RenderingView? Open => Shown.FirstOrDefault() is { State: RenderingState.Asked or RenderingState.Yes, Current: true, ShareState: ShareState.Draft or ShareState.Approved } one ? one : null;
    /// <summary>The facts as she reads them, to be read to her.</summary>
    public IEnumerable<(string Label, string Value)> InHerLanguage(ReadWords.RenderingView shown) => (shown.Words?.Facts ?? new Dictionary<string, string>()).Select(f => (texts[shown.Language, "her.field." + f.Key], f.Key switch
    {
        PacketFields.Category => texts[shown.Language, "category." + f.Value],
        PacketFields.Severity => texts[shown.Language, "her.severity." + f.Value],
        PacketFields.Affected => texts[shown.Language, "her.band." + f.Value],
        PacketFields.JourneyStage => texts[shown.Language, "her.stage." + f.Value],
        _ => f.Value,
    }));

    /// <summary>What she can ask to be different in it.</summary>
    public static IEnumerable<string> ChangesOf(ReadWords.RenderingView shown) => shown.Words is not { } words ? HerWordPolicy.Changes
        : HerWordPolicy.Changes.Where(c => !c.StartsWith("leaveOut.", StringComparison.Ordinal) || c[9..] switch { "text" => words.Text is not null, "files" => words.Files > 0, var field => words.Facts.ContainsKey(field) });

    /// <summary>The reasons against one of the forms.</summary>
    public IReadOnlyList<Refusal> ReasonsOf(string scope) => Scope == scope ? Refusals : [];

    /// <summary>Shows it. The reading is in the audit log first.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (Work.Keys.IsLocked) return Redirect("/app/unlock?next=" + Uri.EscapeDataString(Request.Path));
        if (!await Load(id, true)) return NotFound();
        Work.Audit("share.words-read", "share", id);
        await Work.Commit();
        return Page();
    }

    /// <summary>Puts it to her.</summary>
    public Task<IActionResult> OnPostShowAsync(Guid id, IFormCollection form) => Do(id, form, "show", CasesPermissions.DraftShare,
        async said => await ShowPacket.Handle(id, said.Version, new(said.Words("language"), said.Text("text"), said.Text("issueName")), Work, directory, dossiers, keystore, channels));

    /// <summary>Records what she says.</summary>
    public Task<IActionResult> OnPostAnswerAsync(Guid id, Guid rendering, IFormCollection form) => Do(id, form, "answer", CasesPermissions.Consent,
        async said => await AnswerPacket.Record(rendering, said.Version, new(said.Choice<PacketWord>("answer"), said.Words("channel"), said.Choice<PacketWord>("answer") is PacketWord.Change ? said.All("changes") : []), Work));

    /// <summary>Takes the question back.</summary>
    public Task<IActionResult> OnPostTakeBackAsync(Guid id, Guid rendering, IFormCollection form) => Do(id, form, "take-back", CasesPermissions.DraftShare,
        async said => await TakeBackAsking.Handle(rendering, said.Version, new(said.Words("reason")), Work));

    private async Task<IActionResult> Do(Guid id, IFormCollection form, string scope, string permission, Func<Filled, Task<Outcome>> act)
    {
        if (!Actor.May(permission)) return NotFound();
        (Scope, Said) = (scope, new Filled(form));
        return await After(await act(Said), $"/app/shares/{id}/words", async () => await Load(id, false) ? Page() : NotFound());
    }

    // After a refusal nothing is committed, so nothing sealed is opened either.
    private async Task<bool> Load(Guid id, bool open)
    {
        var keys = open ? await Packets.Open(Work, keystore, [id]) : new Dictionary<Guid, byte[]>();
        if (await ReadShare.View(Work, id, keys.GetValueOrDefault(id)) is not { } share) return false;
        Share = share;
        Shown = (await ReadWords.Prepare(share.CaseId, id, Work, open ? dossiers : null))!.Packets;
        var contacts = await channels.Contacts(Work, await Work.All<Guid>("select contact_id from cases.file where case_id = $1", share.CaseId));
        BehindReceipt = contacts.Values.Any(c => c.CanBeAnswered);
        Language = await Work.FirstOrNone<string>("select language from cases.\"case\" where id = $1", share.CaseId) ?? "en";
        var word = Shown.FirstOrDefault(s => s.State is not RenderingState.TakenBack) is { } last ? new HerWord(new(id, last.Current ? 0 : -1), last.State, last.Changes, last.AnsweredOn ?? last.AskedOn) : null;
        WhyNot = [.. HerWordPolicy.WhyNotShow(share.State, share.Checks, word, new(id, 0))];
        return true;
    }
}
