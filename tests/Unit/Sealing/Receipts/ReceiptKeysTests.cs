using OpenIlm.Sealing;

namespace OpenIlm.Tests.Unit.Sealing.Receipts;

public class ReceiptKeysTests
{
    static readonly InstallationSecrets Secrets = TheHouse.NewSecrets();
    static readonly ReceiptKeys Keys = ReceiptKeys.From(TheHouse.Key, Secrets);
    static readonly KeyPair Reply = KeyPair.Generate();
    static readonly byte[] Wrapped = ReplyKey.Wrap(TheHouse.ErasureKey, Keys.Kek(TheHouse.Row), Reply, TheHouse.Row, TheHouse.Dossier);

    [Fact]
    public void The_same_receipt_finds_the_same_report() => ReceiptKeys.From(TheHouse.Key, Secrets).Lookup.ShouldBe(Keys.Lookup);

    [Fact]
    public void T69_without_the_pepper_the_lookup_cannot_be_computed() =>
        ReceiptKeys.From(TheHouse.Key, TheHouse.NewSecrets()).Lookup.ShouldNotBe(Keys.Lookup);

    [Fact]
    public void Two_reports_of_one_receipt_have_different_keys_and_neither_is_the_lookup()
    {
        Keys.Kek(TheHouse.Row).ShouldNotBe(Keys.Kek(TheHouse.Dossier));
        Keys.Kek(TheHouse.Row).ShouldNotBe(Keys.Lookup);
        Keys.Kek(TheHouse.Row).ShouldBe(ReceiptKeys.From(TheHouse.Key, TheHouse.NewSecrets()).Kek(TheHouse.Row));
    }

    [Fact]
    public void The_receipt_opens_the_reply_channel()
    {
        var opened = ReplyKey.Open(TheHouse.ErasureKey, Keys.Kek(TheHouse.Row), Wrapped, TheHouse.Row, TheHouse.Dossier);
        opened.Private.ShouldBe(Reply.Private);
        opened.Public.ShouldBe(Reply.Public);
    }

    [Fact]
    public void T68_any_altered_byte_or_length_fails_closed() =>
        TheHouse.ShouldOpenOnlyUnaltered(Wrapped, wrapped =>
            ReplyKey.Open(TheHouse.ErasureKey, Keys.Kek(TheHouse.Row), wrapped, TheHouse.Row, TheHouse.Dossier));

    [Fact]
    public void T68_another_receipt_erasure_key_contact_or_dossier_is_refused()
    {
        var kek = Keys.Kek(TheHouse.Row);
        Should.Throw<SealBrokenException>(() => ReplyKey.Open(TheHouse.ErasureKey, TheHouse.Key, Wrapped, TheHouse.Row, TheHouse.Dossier));
        Should.Throw<SealBrokenException>(() => ReplyKey.Open(ErasureKeys.Generate(), kek, Wrapped, TheHouse.Row, TheHouse.Dossier));
        Should.Throw<SealBrokenException>(() => ReplyKey.Open(TheHouse.ErasureKey, kek, Wrapped, Guid.NewGuid(), TheHouse.Dossier));
        Should.Throw<SealBrokenException>(() => ReplyKey.Open(TheHouse.ErasureKey, kek, Wrapped, TheHouse.Row, Guid.NewGuid()));
    }

    [Fact]
    public void The_keys_do_not_print_themselves() => $"{Keys}".ShouldBe("receipt keys");
}
