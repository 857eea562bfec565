using System.Security.Cryptography;
using OpenIlm.Sealing;

namespace OpenIlm.Tests.Unit.Sealing.Installation;

public class InstallationSecretsTests
{
    static readonly string[] Files = ["k_form", "k_pepper", "k_sign", "k_store", "system_salt"];

    [Fact]
    public void The_first_start_makes_them_and_the_next_reads_the_same() => TheHouse.InAFolder(folder =>
    {
        var made = InstallationSecrets.LoadOrCreate(folder);
        foreach (var read in new[] { InstallationSecrets.LoadOrCreate(folder), InstallationSecrets.LoadExisting(folder) })
        {
            read.Pepper.ShouldBe(made.Pepper);
            read.Form.ShouldBe(made.Form);
            read.Store.ShouldBe(made.Store);
            read.SystemSalt.ShouldBe(made.SystemSalt);
            read.TotpKey.ShouldBe(made.TotpKey);
            read.FormKey.ShouldBe(made.FormKey);
            read.Verify("anchor"u8, made.Sign("anchor"u8)).ShouldBeTrue();
        }
    });

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Only_the_owner_may_read_them() => TheHouse.InAFolder(folder =>
    {
        InstallationSecrets.LoadOrCreate(folder);
        File.GetUnixFileMode(folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.GetFiles(folder).Select(Path.GetFileName).Where(name => name != ".lock").Order().ShouldBe(Files);
        foreach (var file in Files) File.GetUnixFileMode(Path.Combine(folder, file)).ShouldBe(UnixFileMode.UserRead);
    });

    [Fact]
    public void All_of_them_differ_and_so_do_two_installations()
    {
        InstallationSecrets one = TheHouse.NewSecrets(), two = TheHouse.NewSecrets();
        new[] { one.Pepper, one.Form, one.Store, one.TotpKey, one.FormKey, two.Pepper, two.Form, two.Store }
            .Select(Convert.ToHexString).ShouldBeUnique();
        one.SystemSalt.Length.ShouldBe(16);
        two.Verify("anchor"u8, one.Sign("anchor"u8)).ShouldBeFalse();
    }

    [Theory, InlineData("k_form"), InlineData("k_pepper"), InlineData("k_sign"), InlineData("k_store"), InlineData("system_salt")]
    public void A_lost_file_is_named_and_never_made_anew(string file) => TheHouse.InAFolder(folder =>
    {
        InstallationSecrets.LoadOrCreate(folder);
        File.Delete(Path.Combine(folder, file));
        Should.Throw<SealingUnavailableException>(() => InstallationSecrets.LoadExisting(folder)).Message.ShouldContain(file);
        Should.Throw<SealingUnavailableException>(() => InstallationSecrets.LoadOrCreate(folder)).Message.ShouldContain(file);
        File.Exists(Path.Combine(folder, file)).ShouldBeFalse();
    });

    [Theory, InlineData("k_form"), InlineData("k_pepper"), InlineData("k_sign"), InlineData("k_store"), InlineData("system_salt")]
    public void A_damaged_file_is_named(string file) => TheHouse.InAFolder(folder =>
    {
        InstallationSecrets.LoadOrCreate(folder);
        File.Delete(Path.Combine(folder, file));
        File.WriteAllBytes(Path.Combine(folder, file), [1, 2, 3]);
        Should.Throw<SealingUnavailableException>(() => InstallationSecrets.LoadExisting(folder)).Message.ShouldContain(file);
    });

    [Fact]
    public void A_signing_key_of_another_curve_is_refused() => TheHouse.InAFolder(folder =>
    {
        InstallationSecrets.LoadOrCreate(folder);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        File.Delete(Path.Combine(folder, "k_sign"));
        File.WriteAllBytes(Path.Combine(folder, "k_sign"), other.ExportPkcs8PrivateKey());
        Should.Throw<SealingUnavailableException>(() => InstallationSecrets.LoadExisting(folder)).Message.ShouldContain("k_sign");
    });

    [Fact]
    public void A_first_start_that_was_cut_short_is_taken_up_again() => TheHouse.InAFolder(folder =>
    {
        var pepper = InstallationSecrets.LoadOrCreate(folder).Pepper;
        // As if the power went while the files were being moved to their places, and before that while they were written.
        File.Move(Path.Combine(folder, "k_pepper"), Path.Combine(folder, "k_pepper.new"));
        InstallationSecrets.LoadOrCreate(folder).Pepper.ShouldBe(pepper);
        foreach (var file in Files) File.Delete(Path.Combine(folder, file));
        File.WriteAllBytes(Path.Combine(folder, "k_store.new"), [1]);
        InstallationSecrets.LoadOrCreate(folder).Store.Length.ShouldBe(32);
    });

    [Fact]
    public async Task Two_nodes_that_start_at_once_agree()
    {
        var folder = Path.Combine(Path.GetTempPath(), "openilm-" + Guid.NewGuid().ToString("N"));
        try
        {
            var secrets = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => InstallationSecrets.LoadOrCreate(folder))));
            secrets.Select(s => Convert.ToHexString(s.Store)).Distinct().ShouldHaveSingleItem();
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    [Fact]
    public void Others_can_check_a_signature_with_the_public_half()
    {
        var secrets = TheHouse.NewSecrets();
        using var others = ECDsa.Create();
        others.ImportSubjectPublicKeyInfo(secrets.SigningPublic, out _);
        var signature = secrets.Sign("anchor"u8);
        signature.Length.ShouldBe(64);
        others.VerifyData("anchor"u8, signature, HashAlgorithmName.SHA256).ShouldBeTrue();
        others.VerifyData("ancher"u8, signature, HashAlgorithmName.SHA256).ShouldBeFalse();
    }

    [Fact]
    public void They_do_not_print_themselves() => $"{TheHouse.NewSecrets()}".ShouldBe("installation secrets");
}
