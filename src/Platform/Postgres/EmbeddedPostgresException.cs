namespace OpenIlm.Platform;

/// <summary>The private PostgreSQL could not be started or stopped. The message is written for the operator: it says
/// what is wrong and how to mend it, and can be printed as it is.</summary>
public sealed class EmbeddedPostgresException(string message, Exception? inner = null) : Exception(message, inner);
