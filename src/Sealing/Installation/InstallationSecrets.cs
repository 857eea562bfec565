using System.Diagnostics;
using System.Security.Cryptography;

namespace OpenIlm.Sealing;

/// <summary>
/// The secrets of one installation, from files that are in no database and in none of its backups. They wrap and pepper; none
/// of them opens a narrative or an identity without a person's password.
/// </summary>
[DebuggerDisplay("installation secrets")]
public sealed class InstallationSecrets
{
    const string PepperFile = "k_pepper", FormFile = "k_form", StoreFile = "k_store", SignFile = "k_sign", SaltFile = "system_salt";

    readonly ECDsa _sign = ECDsa.Create();
    readonly Lock _signing = new();

    InstallationSecrets(string folder)
    {
        Pepper = SecretFiles.Read(folder, PepperFile, 32);
        Form = SecretFiles.Read(folder, FormFile, 32);
        Store = SecretFiles.Read(folder, StoreFile, 32);
        SystemSalt = SecretFiles.Read(folder, SaltFile, 16);
        TotpKey = Derivation.Key(Store, "totp/v1");
        MailKey = Derivation.Key(Store, "mail/v1");
        GatewayKey = Derivation.Key(Store, "gateway/v1");
        GatewayHashKey = Derivation.Key(Pepper, "gateway-id/v1");
        StatisticsKey = Derivation.Key(Store, "statistics/v1");
        FormKey = Derivation.Key(Form, "form/v1");
        var sign = SecretFiles.Read(folder, SignFile, null);
        try
        {
            _sign.ImportPkcs8PrivateKey(sign, out _);
            // Reading another kind or curve must fail here and not at the first anchor.
            if (_sign.ExportParameters(false).Curve.Oid.FriendlyName is not ("nistP256" or "ECDSA_P256"))
                throw new CryptographicException("The curve is not P-256.");
        }
        catch (CryptographicException e)
        {
            throw new SealingUnavailableException($"The installation secret {SignFile} in {folder} is not an ECDSA P-256 key in PKCS #8.", e);
        }
        finally { CryptographicOperations.ZeroMemory(sign); }
    }

    /// <summary>Reads the secrets, or makes all of them where there is none yet. Only set-up and development call this.</summary>
    /// <exception cref="SealingUnavailableException">Some are missing and others are there, or one is not what it should be.</exception>
    public static InstallationSecrets LoadOrCreate(string folder)
    {
        SecretFiles.Ensure(folder, new Dictionary<string, Func<byte[]>>
        {
            [PepperFile] = () => RandomNumberGenerator.GetBytes(32),
            [FormFile] = () => RandomNumberGenerator.GetBytes(32),
            [StoreFile] = () => RandomNumberGenerator.GetBytes(32),
            [SignFile] = NewSigningKey,
            [SaltFile] = () => RandomNumberGenerator.GetBytes(16),
        });
        return new(folder);
    }

    /// <summary>Reads the secrets; never makes one.</summary>
    /// <exception cref="SealingUnavailableException">Names the file that is missing or not what it should be.</exception>
    public static InstallationSecrets LoadExisting(string folder) => new(folder);

    /// <summary>HMAC key for receipt lookups and password verifiers; 32 bytes.</summary>
    public byte[] Pepper { get; }

    /// <summary>The form ring's secret; 32 bytes. Use <see cref="FormKey"/>.</summary>
    public byte[] Form { get; }

    /// <summary>Wraps erasure keys; 32 bytes.</summary>
    public byte[] Store { get; }

    /// <summary>Argon2 salt of receipts, one for the installation because a receipt must be found without knowing whose it is; 16 bytes.</summary>
    public byte[] SystemSalt { get; }

    /// <summary>Wraps authenticator seeds (<see cref="SealedColumns.TotpSeed"/>); derived from <see cref="Store"/>.</summary>
    public byte[] TotpKey { get; }

    /// <summary>Seals outgoing mail while it waits (<see cref="SealedColumns.MailText"/>); derived from <see cref="Store"/>.</summary>
    public byte[] MailKey { get; }

    /// <summary>Seals what is needed to speak with messaging providers (<see cref="SealedColumns.GatewayCredentials"/>); derived from <see cref="Store"/>.</summary>
    public byte[] GatewayKey { get; }

    /// <summary>Hashes the ids that messaging providers give to deliveries; derived from <see cref="Pepper"/>.</summary>
    public byte[] GatewayHashKey { get; }

    /// <summary>Fixes the chance by which numbers that others may read are rounded; derived from <see cref="Store"/>.</summary>
    public byte[] StatisticsKey { get; }

    /// <summary>Seals form states (<see cref="FormState"/>); derived from <see cref="Form"/>.</summary>
    public byte[] FormKey { get; }

    /// <summary>Public half of the signing key (SubjectPublicKeyInfo), to publish so that others can check anchors and releases.</summary>
    public byte[] SigningPublic { get { lock (_signing) return _sign.ExportSubjectPublicKeyInfo(); } }

    /// <summary>ECDSA P-256 over SHA-256 of the data; 64 bytes, r then s.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) { lock (_signing) return _sign.SignData(data, HashAlgorithmName.SHA256); }

    /// <summary>True when <see cref="Sign"/> of this installation made the signature.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        lock (_signing) return _sign.VerifyData(data, signature, HashAlgorithmName.SHA256);
    }

    /// <summary>Says nothing of the secrets.</summary>
    public override string ToString() => "installation secrets";

    static byte[] NewSigningKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }
}
