using System.Security.Cryptography;

namespace OpenIlm.Sealing;

/// <summary>
/// A known answer for each primitive, from its standard where there is one. The answers for Argon2id, the sealed box and the
/// blob were computed with other implementations than those that are tested here.
/// </summary>
internal static class KnownAnswers
{
    public static readonly IReadOnlyList<(string Primitive, Func<bool> Holds)> All =
    [
        ("SHA-256", Sha256),
        ("HMAC-SHA256", Hmac),
        ("HKDF-SHA256", Hkdf),
        ("AES-256-GCM", AesGcm256),
        ("ECDSA P-256", Ecdsa),
        ("X25519", X25519),
        ("sealed box", Box),
        ("Argon2id", Argon2id),
        ("blob 0x01", BlobFormat),
        ("ISO 7064 MOD 97-10", CheckDigits),
        ("TOTP", TotpCodes),
    ];

    // FIPS 180-2, B.1
    static bool Sha256() => Is(SHA256.HashData("abc"u8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    // RFC 4231, 4.3
    static bool Hmac() => Is(HMACSHA256.HashData("Jefe"u8, "what do ya want for nothing?"u8),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");

    // RFC 5869, A.1
    static bool Hkdf() => Is(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Hex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"), 42,
            Hex("000102030405060708090a0b0c"), Hex("f0f1f2f3f4f5f6f7f8f9")),
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");

    // McGrew and Viega, The Galois/Counter Mode of Operation, test case 16
    static bool AesGcm256()
    {
        using var aes = new AesGcm(Hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"), 16);
        byte[] text = Hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"),
            nonce = Hex("cafebabefacedbaddecaf888"), aad = Hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"), tag = new byte[16];
        var plain = text.ToArray();
        aes.Encrypt(nonce, text, text, tag, aad);
        if (!Is(text, "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662")
            || !Is(tag, "76fc6ece0f4e1768cddf8853bb2d551b")) return false;
        aes.Decrypt(nonce, text, tag, text, aad);
        if (!text.SequenceEqual(plain)) return false;
        tag[0] ^= 1;
        try { aes.Decrypt(nonce, text, tag, text, aad); return false; }
        catch (AuthenticationTagMismatchException) { return true; }
    }

    // RFC 6979, A.2.5, message "sample"
    static bool Ecdsa()
    {
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new()
            {
                X = Hex("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"),
                Y = Hex("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"),
            },
        });
        var signature = Hex("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
        return key.VerifyData("sample"u8, signature, HashAlgorithmName.SHA256) && !key.VerifyData("simple"u8, signature, HashAlgorithmName.SHA256);
    }

    // RFC 7748, 6.1
    static bool X25519() => Is(KeyPair.FromPrivate(Hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")).Public,
        "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");

    static bool Box()
    {
        var recipient = KeyPair.FromPrivate(Hex("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"));
        var stored = Hex("5714769d116bf76436ae74bc793d2c30ad1903c59ac5273805c7e2698b410c36"
            + "1befdb8f64318793255a62d9e90f04ed65f1030c6c25f46768911bd5a005cd87d8");
        if (!SealedBox.Open(recipient, stored).AsSpan().SequenceEqual("Do no harm first."u8)) return false;
        var other = KeyPair.Generate();
        var fresh = SealedBox.Seal(other.Public, stored);
        if (!SealedBox.Open(other, fresh).AsSpan().SequenceEqual(stored)) return false;
        try { SealedBox.Open(recipient, fresh); return false; }
        catch (SealBrokenException) { return true; }
    }

    static bool Argon2id() => Is(Argon2.Derive("123456789012345678"u8, Hex("000102030405060708090a0b0c0d0e0f")),
        "4d0de8851b06f1dda2291aaa4d363e77ce0e839831e003639321f84db5f2109d");

    static bool BlobFormat()
    {
        var key = Hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        var place = new Aad(SealedColumns.Narrative, new("11111111-2222-4333-8444-555555555555"), new("66666666-7777-4888-9999-aaaaaaaaaaaa"));
        var stored = Hex("01000102030405060708090a0b4702d60a818ae275e261ffeac384580beaa4f440dea65698fde45379d703380c797f48db56");
        return Blob.OpenText(key, stored, place) == "Do no harm first."
            && Blob.OpenText(key, Blob.SealText(key, "Do no harm first.", place), place) == "Do no harm first.";
    }

    // ISO/IEC 7064, the example of MOD 97-10
    static bool CheckDigits() => Iso7064.Append(794) == 79444 && Iso7064.IsValid(79444) && !Iso7064.IsValid(79544) && !Iso7064.IsValid(97444);

    // RFC 6238, appendix B, SHA-1
    static bool TotpCodes()
    {
        Span<byte> code = stackalloc byte[8];
        foreach (var (second, expected) in new[] { (59L, "94287082"), (1111111109, "07081804"), (1234567890, "89005924"), (20000000000, "65353130") })
        {
            Totp.Code("12345678901234567890"u8, second / 30, code);
            for (var i = 0; i < 8; i++)
                if (code[i] != expected[i] - '0') return false;
        }
        return true;
    }

    static bool Is(ReadOnlySpan<byte> actual, string hex) => actual.SequenceEqual(Hex(hex));

    static byte[] Hex(string text) => Convert.FromHexString(text);
}
