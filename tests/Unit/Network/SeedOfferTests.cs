using OpenIlm.Network;
using OpenIlm.Sealing;

namespace OpenIlm.Tests.Unit.Network;

/// <summary>The authenticator's seed in the form comes back only as it was offered.</summary>
public sealed class SeedOfferTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "oilm-" + Guid.NewGuid().ToString("N")[..8]);
    private readonly InstallationSecrets secrets;
    private readonly Guid person = Guid.NewGuid();
    private readonly DateTimeOffset now = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);
    private readonly byte[] seed = Totp.NewSeed();

    public SeedOfferTests() => secrets = InstallationSecrets.LoadOrCreate(folder);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Offer => SeedOffer.Seal(seed, person, now, secrets);

    [Fact]
    public void Comes_back_to_the_same_person_in_time() => SeedOffer.Open(Offer, person, now.AddMinutes(14), secrets).ShouldBe(seed);

    [Fact]
    public void Is_of_no_use_to_another_person() => SeedOffer.Open(Offer, Guid.NewGuid(), now, secrets).ShouldBeNull();

    [Fact]
    public void Ends_after_a_quarter_of_an_hour() => SeedOffer.Open(Offer, person, now.AddMinutes(15).AddSeconds(1), secrets).ShouldBeNull();

    [Fact]
    public void Every_altered_symbol_is_noticed()
    {
        var offer = Offer;
        for (var i = 0; i < offer.Length - 1; i++)
            SeedOffer.Open(offer[..i] + (offer[i] == 'A' ? 'B' : 'A') + offer[(i + 1)..], person, now, secrets).ShouldBeNull($"symbol {i}");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64 !")]
    public void Anything_else_is_refused(string? typed) => SeedOffer.Open(typed, person, now, secrets).ShouldBeNull();

    [Fact]
    public void The_stored_seed_cannot_pass_for_an_offer()
    {
        var stored = Blob.Seal(secrets.TotpKey, [.. new byte[] { 127, 255, 255, 255, 255, 255, 255, 255 }, .. seed], new Aad(SealedColumns.TotpSeed, person, person), pad: false);
        SeedOffer.Open(System.Buffers.Text.Base64Url.EncodeToString(stored), person, now, secrets).ShouldBeNull();
    }
}
