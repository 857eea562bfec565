using OpenIlm.Cases;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Voice;

namespace OpenIlm.Web.Demonstration;

/// <summary>An SMS that came to the hotline today and was answered: through the same door and the same job as a real one, and a provider in a box.</summary>
internal static class Conversations
{
    private const string Supervisor = "supervisor@ngo.demo", Handler = "caseworker@ngo.demo";

    /// <summary>Credentials of the invented account. They open nothing anywhere.</summary>
    public static readonly GatewaySecrets Credentials = new() { AccountId = "ACdemonstration", Secret = "only-for-the-demonstration", From = "+66805550100" };

    /// <summary>Connects the hotline to the simulated provider and lets one worker write; returns the account.</summary>
    public static async Task<Guid> Play(Stage stage, CancellationToken cancelled)
    {
        var kept = await stage.Act(Supervisor, GatewayPermissions.ManageGateways, w => KeepGateways.Create(new()
        {
            Provider = GatewayProvider.Twilio, Name = "Andaman line", ChannelId = stage.Channels["ngo.demo"], Language = "th", Credentials = Credentials,
        }, w, stage.Get<Sealing.InstallationSecrets>()));
        await stage.Act(Supervisor, GatewayPermissions.ManageGateways, w => KeepGateways.Try(kept.Id, w, stage.Get<Gateways>()));
        var before = (await stage.Try(Handler, CasesPermissions.Read, w => w.All<Guid>("select id from cases.\"case\""))).ToHashSet();
        await Hears(stage, kept.Id, "ကျွန်တော်တို့ အချိန်ပိုကြေး သုံးပတ် မရသေးပါ။", cancelled);
        await Hears(stage, kept.Id, "မနက်ဖြန် ခွင့်ရက်ပါ။", cancelled);
        var @case = (await stage.Try(Handler, CasesPermissions.Read, w => w.All<Guid>("select id from cases.\"case\""))).Single(c => !before.Contains(c));
        stage.Clock.Pass(TimeSpan.FromMinutes(1));
        await stage.Act(Handler, CasesPermissions.Write, w => WriteToWorker.Handle(@case, null, new(), w, stage.Get<Dossiers>(), stage.Get<IWorkerChannels>(), stage.Get<IDirectory>()));
        stage.Clock.Pass(TimeSpan.FromSeconds(5));
        await stage.Get<GatewaySender>().Send(cancelled);
        await stage.SignOut();
        return kept.Id;
    }

    // Signed as the provider signs, through the door that a request comes through: the stage itself does not listen.
    private static async Task Hears(Stage stage, Guid account, string text, CancellationToken cancelled)
    {
        stage.Clock.Pass(TimeSpan.FromMinutes(1));
        var form = new Dictionary<string, string> { ["MessageSid"] = "SM" + Guid.NewGuid().ToString("N"), ["From"] = PhonePage.Number, ["To"] = Credentials.From!, ["Body"] = text };
        var url = stage.Get<AccessSettings>().Link($"/api/v1/voice/hooks/{account}");
        using var content = new FormUrlEncodedContent(form);
        var taken = await stage.Get<GatewayIntake>().Take(account, "", "", await content.ReadAsByteArrayAsync(cancelled), name => name == "X-Twilio-Signature" ? Signatures.Twilio(Credentials.Secret!, url, form) : null, cancelled);
        if (taken.End is not DeliveryEnd.Taken) throw new InvalidOperationException($"The demonstration could not be made: an SMS ended with {taken.End}.");
    }
}
