using System.Globalization;
using OpenIlm.Platform;
using OpenIlm.Voice;
using OpenIlm.Web.Commands;

namespace OpenIlm.Web.Demonstration;

/// <summary>
/// The demonstration network: invented organizations and people, made once in a folder through the same use cases as real ones on a
/// moved clock. The content is always the same, the keys never are.
/// </summary>
public static class DemoNetwork
{
    /// <summary>The passphrase of every account of a demonstration. It opens nothing anywhere else.</summary>
    public const string Passphrase = "demo-only-passphrase";

    /// <summary>How far back it begins, in months.</summary>
    public const int Months = 18;

    /// <summary>The table of accounts printed at the start.</summary>
    public static string Accounts { get; } = $"""
        Accounts (the password of all of them is {Passphrase}):
          caseworker@ngo.demo      case handler at an NGO with a hotline
          supervisor@ngo.demo      supervisor at the same NGO
          hr@factory.demo          human resources of a supplier with three sites
          agency@agency.demo       recruitment agency
          buyer@brand.demo         buyer
          convenor@network.demo    convenor of the network
          auditor@network.demo     auditor: reads the audit log, never content
          admin@network.demo       runs the installation
        """;

    /// <summary>The receipt of a worker whose case awaits her answer, to try on the worker's pages; null before it was made.</summary>
    public static string? ReceiptToTry(Installation installation) => new DemoMark(installation).Receipt;

    /// <summary>Providers of messages for the running demonstration, with a page that plays a telephone; null where the network has no account.</summary>
    /// <param name="installation">The folder.</param>
    /// <param name="hotline">Address of the demonstration.</param>
    /// <param name="port">Port of the telephone.</param>
    public static async Task<ProviderSimulator?> Telephone(Installation installation, Uri hotline, int port)
    {
        if (new DemoMark(installation).Phone is not { } account) return null;
        var providers = await ProviderSimulator.Start(port);
        providers.Connect(GatewayProvider.Twilio, new Uri(hotline, $"/api/v1/voice/hooks/{account}"), Conversations.Credentials);
        return providers;
    }

    /// <summary>Makes the network where it is not there yet.</summary>
    /// <param name="node">The node, of kind <see cref="NetworkKind.Demonstration"/>.</param>
    /// <param name="say">Told how it goes.</param>
    /// <param name="ct">Gives up; the folder is then half made and refused at the next start.</param>
    /// <exception cref="InvalidOperationException">The folder holds a real network, or one that an earlier run left half made.</exception>
    public static async Task Ensure(Node node, Action<string> say, CancellationToken ct)
    {
        if (!node.Installation.Demonstration) throw new InvalidOperationException("Invented people are made in a demonstration folder only.");
        var mark = new DemoMark(node.Installation);
        if (mark.IsMade) return;

        var now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        var start = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddMonths(-Months).AddDays(-14).AddHours(2);
        await using var providers = await ProviderSimulator.Start();
        await using var stage = new Stage(node, new DemoClock(start), providers, ct);
        if (mark.IsBegun || await FirstPerson.Exists(stage.Host))
            throw new InvalidOperationException($"An earlier run was interrupted while it made the demonstration in {node.Installation.Folder}. Delete that folder and start again.");
        mark.Begin();
        say("Making the demonstration network: organizations, sites, people and their keys.");
        var began = TimeProvider.System.GetTimestamp();
        await Opening.Play(stage, ct);
        var (first, today) = (stage.Clock.Today.AddDays(10), DateOnly.FromDateTime(now.UtcDateTime));
        var stories = Plots.Make(first, today);
        say(string.Create(CultureInfo.InvariantCulture, $"Playing {stories.Count} reports and what became of them, {first:MMMM yyyy} to today."));
        await new Season(stage, stories, now, say, ct).Play(first);
        mark.KeepPhone(await Conversations.Play(stage, ct));
        var toTry = stories.First(s => s.IsTheOneToTry);
        if (toTry.At < toTry.Beats.Count) throw new InvalidOperationException("The demonstration could not be made: no worker is asked whether it is true.");
        mark.Keep(toTry.Receipt!);
        mark.End();
        say(string.Create(CultureInfo.InvariantCulture, $"The demonstration network is made ({TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s)."));
    }
}
