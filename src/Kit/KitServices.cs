using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.WebEncoders;

namespace OpenIlm.Kit;

/// <summary>Registers what the layouts and tag helpers ask for.</summary>
public static class KitServices
{
    /// <summary>Adds the texts of the given assemblies (Kit's own are always in), the frame and the words of a page.</summary>
    /// <exception cref="InvalidOperationException">Two texts share a key.</exception>
    public static IServiceCollection AddKit(this IServiceCollection services, params IEnumerable<Assembly> assemblies)
    {
        var all = assemblies.Prepend(typeof(KitServices).Assembly).Distinct().ToList();
        return services
            // Only what HTML needs is encoded: a Burmese page would otherwise be three times as long on a slow line.
            .Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All))
            .AddSingleton<ITexts>(new EmbeddedTexts(all))
            .AddScoped<Frame>()
            .AddScoped<FrameCounts>()
            .AddScoped<Words>();
    }
}
