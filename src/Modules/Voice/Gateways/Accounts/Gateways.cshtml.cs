using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>The accounts of the own organization at messaging providers. What was saved as a credential never comes back to the page.</summary>
[Needs(GatewayPermissions.ManageGateways)]
public sealed class GatewaysModel(Work work, InstallationSecrets secrets, AccessSettings settings, Gateways gateways) : WorkspacePage(work)
{
    /// <summary>The accounts.</summary>
    public IReadOnlyList<KeepGateways.GatewayView> Accounts { get; private set; } = [];
    /// <summary>Channels to choose from.</summary>
    public IReadOnlyList<KeepChannels.OwnChannelView> Channels { get; private set; } = [];
    /// <summary>People who could open what comes in.</summary>
    public int VaultHolders { get; private set; }
    /// <summary>The account in the form; null for a new one.</summary>
    public Guid? Edited { get; private set; }
    /// <summary>Version of the account in the form.</summary>
    public int? Version { get; private set; }
    /// <summary>What stands in the form.</summary>
    public KeepGateways.Input Said { get; private set; } = new();
    /// <summary>What trying an account came to, just now.</summary>
    public TestState? Tried { get; private set; }

    /// <summary>Lists them; <c>edit</c> puts one into the form, <c>provider</c> begins a new one.</summary>
    public async Task<IActionResult> OnGetAsync(Guid? edit, GatewayProvider? provider, TestState? tried)
    {
        await Load();
        Tried = tried;
        Said = new KeepGateways.Input { Provider = provider };
        if (edit is null) return Page();
        if (Accounts.FirstOrDefault(a => a.Id == edit) is not { } account) return NotFound();
        (Edited, Version) = (account.Id, account.Version);
        Said = new KeepGateways.Input { Provider = account.Provider, Name = account.Name, ChannelId = account.ChannelId, Language = account.Language, PublicUrl = account.PublicUrl, On = account.On };
        return Page();
    }

    /// <summary>Keeps the one in the form, or tries one.</summary>
    public async Task<IActionResult> OnPostAsync(IFormCollection form)
    {
        var fields = new Fields(form.ToDictionary(f => f.Key, f => f.Value));
        if (fields.Id("try") is { } tried)
        {
            var outcome = await KeepGateways.Try(tried, Work, gateways);
            return await After(outcome, "/app/channels?tried=" + outcome.Value?.Result, Again);
        }
        (Edited, Version) = (fields.Id("id"), fields.Number("version"));
        Said = new KeepGateways.Input
        {
            Provider = fields.Choice<GatewayProvider>("provider"), Name = fields.Text("name"), ChannelId = fields.Id("channelId"), Language = fields.Text("language"), PublicUrl = fields.Text("publicUrl"), On = fields.Text("on") is not null,
            Credentials = new GatewaySecrets
            {
                AccountId = fields.Text("credentials.accountId"), Secret = fields.Text("credentials.secret"), Token = fields.Text("credentials.token"), VerifyToken = fields.Text("credentials.verifyToken"),
                From = fields.Text("credentials.from"), ForwardTo = fields.Text("credentials.forwardTo"), Announcements = Lines(fields.Text("credentials.announcements")),
            },
        };
        var kept = Edited is { } id ? await KeepGateways.Change(id, Version, Said, Work, secrets) : await KeepGateways.Create(Said, Work, secrets);
        return await After(kept, "/app/channels", Again);
    }

    private async Task<IActionResult> Again()
    {
        await Load();
        return Page();
    }

    private async Task Load()
    {
        Accounts = await KeepGateways.List(Work, settings);
        var own = await KeepChannels.List(Work);
        (Channels, VaultHolders) = (own.Items, own.VaultHolders);
    }

    private static Dictionary<string, string>? Lines(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(l => l.Split(' ', 2, StringSplitOptions.TrimEntries)).GroupBy(p => p[0]).ToDictionary(p => p.Key, p => p.First().ElementAtOrDefault(1) ?? "");
}
