using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OpenIlm.Platform;

/// <summary>Puts the room of files together.</summary>
public static class FileServices
{
    /// <summary>Registers store, intake, preparation and sweeper. A test that sets its own settings or store registers them afterwards.</summary>
    /// <param name="services">Services of the node.</param>
    /// <param name="demonstration">Invented people send nothing harmful: a demonstration goes without a scanner where there is none.</param>
    public static IServiceCollection AddFiles(this IServiceCollection services, bool demonstration)
    {
        var settings = FileSettings.FromEnvironment();
        services.TryAddSingleton(demonstration && settings.Scanner is null ? settings with { WithoutScanner = true } : settings);
        services.TryAddSingleton<IFileStore>(s => new DiskFileStore(s.GetRequiredService<FileSettings>().Folder ?? Path.Combine(s.GetRequiredService<Installation>().Folder, "files")));
        return services.AddSingleton<FileIntake>().AddSingleton<FileCleaner>().AddSingleton<MalwareScanner>().AddSingleton<FilePreparation>().AddSingleton<FileOpening>().AddSingleton<FileSweeper>().AddSingleton<FileReadiness>()
            .AddSingleton<IVaultContents, FileKeysInVault>()
            .AddHostedService(s => s.GetRequiredService<FilePreparation>()).AddHostedService(s => s.GetRequiredService<FileSweeper>());
    }
}
