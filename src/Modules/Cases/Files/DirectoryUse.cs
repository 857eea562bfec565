using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Says which entries of the directory a case or a packet names: they are not taken back.</summary>
public sealed class DirectoryUse : IDirectoryUse
{
    /// <inheritdoc />
    public async Task<IReadOnlyCollection<Guid>> Used(Work work, IReadOnlyCollection<Guid> ids) =>
        ids.Count == 0 ? [] : await work.All<Guid>("select * from cases.names_any($1)", ids.ToArray());
}
