using System.Security.Cryptography;

namespace OpenIlm.Sealing;

/// <summary>The keys that seal a dossier's content (DEK_n, DEK_i) or a packet's (DEK_p).</summary>
public static class DossierKeys
{
    /// <summary>32 random bytes; never shared between dossiers.</summary>
    public static byte[] Generate() => RandomNumberGenerator.GetBytes(32);
}
