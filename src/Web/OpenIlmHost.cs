using System.Reflection;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Network;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Web;

/// <summary>What a node is started with.</summary>
/// <param name="Installation">Its folder.</param>
/// <param name="Databases">Its databases.</param>
/// <param name="Urls">Addresses to listen on.</param>
/// <param name="Time">The clock; the demonstration moves its own.</param>
/// <param name="Configure">Last word of a test or bench on the services.</param>
public sealed record HostOptions(Installation Installation, DatabaseAddresses Databases, string Urls, TimeProvider? Time = null, Action<IServiceCollection>? Configure = null);

/// <summary>Puts the house together.</summary>
public static class OpenIlmHost
{
    /// <summary>Largest request: a form of 64 kB of text with 200 fields fits many times.</summary>
    public const long LargestBody = 1 << 20;

    /// <summary>The modules found beside the host, in the order of the house.</summary>
    public static IReadOnlyList<IModule> Modules { get; } =
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "OpenIlm.*.dll")
            .Where(f => !Path.GetFileName(f).StartsWith("OpenIlm.Tests.", StringComparison.Ordinal))
            .Select(f => Assembly.Load(AssemblyName.GetAssemblyName(f)))
            .SelectMany(a => a.GetTypes()).Where(t => typeof(IModule).IsAssignableFrom(t) && t is { IsClass: true, IsAbstract: false })
            .Select(t => (IModule)Activator.CreateInstance(t)!).OrderBy(m => m.Order),
    ];

    /// <summary>Every assembly with texts, permissions and migrations.</summary>
    public static IReadOnlyList<Assembly> Rooms { get; } = [typeof(Work).Assembly, typeof(Frame).Assembly, .. Modules.Select(m => m.GetType().Assembly)];

    /// <summary>Builds a node. It refuses to start while the sealing primitives or an endpoint's door are at fault.</summary>
    public static WebApplication Build(HostOptions options)
    {
        SealingSelfTest.Run();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(OpenIlmHost).Assembly.GetName().Name });
        builder.WebHost.UseUrls(options.Urls).UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        // A request line names a receipt holder's visit or a case: requests are not logged.
        builder.Logging.ClearProviders().AddSimpleConsole(c => c.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.None)
            .AddFilter("Npgsql", LogLevel.None);
        Register(builder.Services, options);
        var app = builder.Build();
        Map(app);
        var faults = StartupCheck.Faults(((IEndpointRouteBuilder)app).DataSources, app.Services.GetRequiredService<PermissionCatalogue>());
        return faults.Count == 0 ? app : throw new InvalidOperationException("Not started:\n" + string.Join('\n', faults));
    }

    private static void Register(IServiceCollection services, HostOptions options)
    {
        services.AddSingleton(options.Installation);
        services.AddSingleton(options.Time ?? TimeProvider.System);
        services.AddSingleton(options.Databases);
        services.AddSingleton(s => new Database(s.GetRequiredService<DatabaseAddresses>()));
        services.AddSingleton(InstallationSecrets.LoadOrCreate(options.Installation.SecretsFolder));
        services.AddSingleton(new PermissionCatalogue(Rooms));
        services.AddSingleton<IEventHandlers, EventHandlers>();
        services.AddSingleton<WorkFactory>();
        services.AddSingleton<Keystore>();
        services.AddSingleton<ShortKeys>();
        services.AddSingleton<Dossiers>();
        services.AddSingleton<IntakeGuard>();
        services.AddSingleton(new Argon2Gate());
        services.AddSingleton<Anchors>();
        services.AddSingleton<Delivery>();
        services.AddSingleton<LiveNews>();
        services.AddSingleton<LiveStream>();
        services.AddHostedService(s => s.GetRequiredService<LiveNews>());
        var access = AccessSettings.FromEnvironment();
        services.AddSingleton(access.PublicAddress is null && Uri.TryCreate(options.Urls.Split(';')[0], UriKind.Absolute, out var listening) ? access with { PublicAddress = listening } : access);
        services.AddSingleton(s => new OutgoingMail(s.GetRequiredService<InstallationSecrets>(), MailSettings.FromEnvironment()));
        services.AddSingleton<Mailer>();
        services.AddSingleton<IVaultContents, DossierKeysInVault>();
        services.AddFiles(options.Installation.Demonstration);
        services.AddSingleton<Rekeying>();
        services.AddHostedService(s => s.GetRequiredService<Anchors>());
        services.AddHostedService(s => s.GetRequiredService<Delivery>());
        services.AddHostedService(s => s.GetRequiredService<Mailer>());
        services.AddHostedService(s => s.GetRequiredService<Rekeying>());
        services.AddHostedService<DraftSweep>();
        services.AddScoped<WorkSlot>();
        services.AddScoped(s => s.GetRequiredService<WorkSlot>().Current);
        services.AddKit(Rooms);
        services.AddSingleton<IRefusalTexts, RefusalTexts>();
        services.Configure<JsonOptions>(json => Json.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddOpenApi("v1");
        services.AddRazorPages(pages =>
            {
                pages.RootDirectory = "/Modules";
                // WorkspacePage asks the session's own token; the worker's pages carry the sealed form state. Neither needs a second cookie.
                pages.Conventions.ConfigureFilter(new Microsoft.AspNetCore.Mvc.IgnoreAntiforgeryTokenAttribute());
            }).AddMvcOptions(mvc => mvc.Filters.Add<FrameFilter>())
            .ConfigureApplicationPartManager(parts => { foreach (var room in Rooms) AddPart(parts, room); });
        // The framework's own ring protects nothing here: forms carry the session's token or the sealed form state.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        foreach (var module in Modules) module.Register(services);
        options.Configure?.Invoke(services);
    }

    private static void AddPart(Microsoft.AspNetCore.Mvc.ApplicationParts.ApplicationPartManager parts, Assembly room)
    {
        if (parts.ApplicationParts.Any(p => p.Name == room.GetName().Name)) return;
        foreach (var part in Microsoft.AspNetCore.Mvc.ApplicationParts.ApplicationPartFactory.GetApplicationPartFactory(room).GetApplicationParts(room)) parts.ApplicationParts.Add(part);
        foreach (var views in Microsoft.AspNetCore.Mvc.ApplicationParts.RelatedAssemblyAttribute.GetRelatedAssemblies(room, throwOnError: false)) AddPart(parts, views);
    }

    private static void Map(WebApplication app)
    {
        // Outermost, so that a page's fault, too, ends in words.
        app.UseWhen(Answers.IsPage, pages => pages.UseStatusCodePagesWithReExecute("/status/{0}"));
        app.UseMiddleware<BadRequests>();
        app.UseMiddleware<PageHeaders>();
        app.UseRouting();
        app.UseMiddleware<Pipeline>();
        app.MapStaticAssets().Add(e => e.Metadata.Add(new StaticFileMark()));
        app.MapRazorPages();
        var api = new SealedEndpoints(app);
        foreach (var module in Modules) module.Map(api);
        DraftsApi.Map(api);
        api.Own("GET", "/live", (HttpContext http, Work work, LiveStream stream) => stream.Run(http, work));
        api.OwnElsewhere("/app/live", (HttpContext http, Work work, LiveStream stream) => stream.Run(http, work));
        Operations.Map(app, api);
    }

    private sealed class RefusalTexts(ITexts texts) : IRefusalTexts
    {
        public string Sentence(string language, Refusal refusal) => texts.Refusal(language, refusal);
    }
}
