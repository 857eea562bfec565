using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OpenIlm.Platform;

/// <summary>Puts the room of files together.</summary>
public static class FileServices
{
    /// <summary>Registers store, intake, preparation and sweeper. A test that sets its own settings or store registers them afterwards.</summary>
    public static IServiceCollection AddFiles(this IServiceCollection services)
    {
        services.TryAddSingleton(FileSettings.FromEnvironment());
        services.TryAddSingleton<IFileStore>(s => new DiskFileStore(s.GetRequiredService<FileSettings>().Folder ?? Path.Combine(s.GetRequiredService<Installation>().Folder, "files")));
        return services.AddSingleton<FileIntake>().AddSingleton<FileCleaner>().AddSingleton<MalwareScanner>().AddSingleton<FilePreparation>().AddSingleton<FileOpening>().AddSingleton<FileSweeper>()
            .AddSingleton<IVaultContents, FileKeysInVault>()
            .AddHostedService(s => s.GetRequiredService<FilePreparation>()).AddHostedService(s => s.GetRequiredService<FileSweeper>());
    }
}
