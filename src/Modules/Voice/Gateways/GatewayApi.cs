using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;
using P = OpenIlm.Voice.GatewayPermissions;

namespace OpenIlm.Voice;

/// <summary>What the room of gateways registers, and its doors.</summary>
internal static class GatewayApi
{
    private const string Signed = "a messaging provider has no account; its signature takes the place of a session";

    public static void Register(IServiceCollection services)
    {
        services.TryAddSingleton(_ => GatewayOptions.FromEnvironment());
        services.AddSingleton<Gateways>().AddSingleton<Messenger>().AddSingleton<Recognition>().AddSingleton<IVaultContents, StopsInVault>()
            .AddSingleton<GatewaySender>().AddHostedService(s => s.GetRequiredService<GatewaySender>())
            .AddSingleton<MediaFetcher>().AddHostedService(s => s.GetRequiredService<MediaFetcher>()).AddTransient<Email>().AddScoped<GatewayIntake>().AddSingleton<LetterFiles>();
        Client<Twilio>(services, GatewayProvider.Twilio);
        Client<WhatsApp>(services, GatewayProvider.WhatsApp);
        Client<Line>(services, GatewayProvider.Line);
        Client<Telegram>(services, GatewayProvider.Telegram);
        Client<Viber>(services, GatewayProvider.Viber);
    }

    public static void Map(SealedEndpoints api)
    {
        api.Open("GET", "/voice/hooks/{id:guid}", Signed, async (Guid id, HttpContext http, Work work, GatewayIntake intake) => await Webhooks.Challenge(id, http, work, intake)).ExcludeFromDescription();
        Hook("", "");
        foreach (var part in new[] { "voice", "calls", "status" }) Hook("/" + part, part);
        api.Open("POST", "/voice/hooks/{id:guid}/files", Signed, async (Guid id, HttpContext http, LetterFiles files) => await LetterFiles.Take(id, http, files)).WithMetadata(new StreamsBodyAttribute()).ExcludeFromDescription();

        api.Get("/gateways", P.ManageGateways, async (Work work, AccessSettings settings) => Results.Json(await KeepGateways.List(work, settings), Json.Api)).Produces<IReadOnlyList<KeepGateways.GatewayView>>();
        api.Post("/gateways", P.ManageGateways, async (KeepGateways.Input input, Work work, InstallationSecrets secrets) => Answers.Created(await KeepGateways.Create(input, work, secrets))).Produces<KeepChannels.Kept>(201);
        api.Post("/gateways/{id:guid}", P.ManageGateways, async (Guid id, KeepGateways.Input input, [FromHeader(Name = "If-Match")] string? version, Work work, InstallationSecrets secrets) =>
            int.TryParse(version?.Trim('"'), out var read) || version is null ? Answers.Ok(await KeepGateways.Change(id, version is null ? null : read, input, work, secrets)) : Answers.From(Outcome.Stale)).Produces<KeepChannels.Kept>();
        api.Post("/gateways/{id:guid}/test", P.ManageGateways, async (Guid id, Work work, Gateways gateways) => Answers.Ok(await KeepGateways.Try(id, work, gateways))).Produces<KeepGateways.TestedView>();

        void Hook(string path, string part) => api.Open("POST", "/voice/hooks/{id:guid}" + path, Signed, async (Guid id, HttpContext http, GatewayIntake intake) => await Webhooks.Take(id, part, http, intake))
            .WithMetadata(new RequestSizeLimitAttribute(Webhooks.MostBody)).ExcludeFromDescription();
    }

    // The address of a request holds a token or a number: nothing of it is written down.
    private static void Client<T>(IServiceCollection services, GatewayProvider provider) where T : class, IProvider => services.AddHttpClient<T>((s, http) =>
    {
        var options = s.GetRequiredService<GatewayOptions>();
        http.BaseAddress = options.Addresses[provider];
        http.Timeout = options.Patience;
        http.DefaultRequestVersion = HttpVersion.Version11;
    }).ConfigurePrimaryHttpMessageHandler(ProviderHttp.Handler).RemoveAllLoggers();
}
