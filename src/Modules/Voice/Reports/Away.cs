using Npgsql;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>The database is away or its pool is full: the caller keeps the text and comes again.</summary>
internal static class Away
{
    /// <summary>Whether the exception says so.</summary>
    public static bool Is(Exception exception) => exception is TimeoutException || exception is NpgsqlException database && (Pipeline.IsAway(database) || Pipeline.IsKeyChanged(database));
}
