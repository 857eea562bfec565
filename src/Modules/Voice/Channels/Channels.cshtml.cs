using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>The channels of the own organization, and whether anything could be received through them.</summary>
[Needs(VoicePermissions.ManageChannels)]
public sealed class ChannelsModel(Work work) : WorkspacePage(work)
{
    /// <summary>The channels.</summary>
    public KeepChannels.OwnChannelsView Channels { get; private set; } = new([], 0);
    /// <summary>The channel in the form; null for a new one.</summary>
    public Guid? Edited { get; private set; }
    /// <summary>Version of the channel in the form.</summary>
    public int? Version { get; private set; }
    /// <summary>What stands in the form.</summary>
    public KeepChannels.Input Said { get; private set; } = new();

    /// <summary>Lists them; <c>edit</c> puts one into the form.</summary>
    public async Task<IActionResult> OnGetAsync(Guid? edit)
    {
        Channels = await KeepChannels.List(Work);
        if (edit is null) return Page();
        if (Channels.Items.FirstOrDefault(c => c.Id == edit) is not { } channel) return NotFound();
        Edited = channel.Id;
        Version = channel.Version;
        Said = new KeepChannels.Input
        {
            Slug = channel.Slug, Name = channel.Name, Countries = channel.Countries, Languages = channel.Languages, DefaultFor = channel.DefaultFor,
            Hours = channel.Hours, Telephones = channel.Telephones, Open = channel.Open,
        };
        return Page();
    }

    /// <summary>Keeps the one in the form.</summary>
    public async Task<IActionResult> OnPostAsync(IFormCollection form)
    {
        var fields = new Fields(form.ToDictionary(f => f.Key, f => f.Value));
        Edited = fields.Id("id");
        Version = fields.Number("version");
        Said = new KeepChannels.Input
        {
            Slug = fields.Text("slug"), Name = fields.Text("name"), Countries = List(fields.Text("countries")?.ToUpperInvariant()), Languages = List(fields.Text("languages")),
            DefaultFor = List(fields.Text("defaultFor")?.ToUpperInvariant()), Hours = fields.Text("hours"),
            Telephones = [.. (fields.Text("telephones") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)], Open = fields.Text("open") is not null,
        };
        var outcome = Edited is { } id ? await KeepChannels.Change(id, Version, Said, Work) : await KeepChannels.Create(Said, Work);
        return await After(outcome, "/app/voice", async () => { Channels = await KeepChannels.List(Work); return Page(); });
    }

    private static IReadOnlyList<string> List(string? text) => [.. (text ?? "").Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
}
