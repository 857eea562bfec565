using OpenIlm.Sealing;

namespace OpenIlm.Tests.Unit.Sealing.Receipts;

public class FormStateTests
{
    static readonly Receipt Receipt = Receipt.Draw();
    static readonly DateTimeOffset Issued = new(2026, 3, 2, 9, 30, 15, 123, TimeSpan.Zero);

    static FormClaims Claims(string language = "my") =>
        new(TheHouse.Row, FormState.HashReceipt(TheHouse.Key, Receipt), Issued, TheHouse.Dossier, language);

    [Theory, InlineData("my"), InlineData("ca-ES-valencia"), InlineData("")]
    public void What_was_issued_is_read(string language)
    {
        FormState.TryRead(TheHouse.Key, FormState.Issue(TheHouse.Key, Claims(language)), out var read).ShouldBeTrue();
        read.Form.ShouldBe(TheHouse.Row);
        read.IssuedAt.ShouldBe(Issued);
        read.ChannelId.ShouldBe(TheHouse.Dossier);
        read.Language.ShouldBe(language);
        FormState.ReceiptMatches(TheHouse.Key, read, Receipt).ShouldBeTrue();
    }

    [Fact]
    public void T4_another_receipt_does_not_match() => FormState.ReceiptMatches(TheHouse.Key, Claims(), Receipt.Draw()).ShouldBeFalse();

    [Fact]
    public void T4_any_altered_character_or_length_is_refused()
    {
        var text = FormState.Issue(TheHouse.Key, Claims());
        for (var i = 0; i < text.Length; i++)
        {
            FormState.TryRead(TheHouse.Key, text[..i] + (text[i] == 'A' ? 'B' : 'A') + text[(i + 1)..], out _).ShouldBeFalse();
            FormState.TryRead(TheHouse.Key, text[..i], out _).ShouldBeFalse();
            FormState.TryRead(TheHouse.Key, text[..i] + ' ' + text[(i + 1)..], out _).ShouldBeFalse();
        }
        FormState.TryRead(TheHouse.Key, text + "AAAA", out _).ShouldBeFalse();
        FormState.TryRead(TheHouse.Key, null, out _).ShouldBeFalse();
        FormState.TryRead(TheHouse.Key, new string('!', text.Length), out _).ShouldBeFalse();
    }

    [Fact]
    public void T4_another_key_does_not_read_it() =>
        FormState.TryRead(TheHouse.ErasureKey, FormState.Issue(TheHouse.Key, Claims()), out _).ShouldBeFalse();

    [Fact]
    public void The_text_has_one_length_and_shows_nothing_of_the_claims()
    {
        var texts = new[] { "", "my", "ca-ES-valencia" }.Select(language => FormState.Issue(TheHouse.Key, Claims(language))).ToList();
        texts.Select(text => text.Length).Distinct().ShouldHaveSingleItem();
        texts.ShouldAllBe(text => text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_'));
        FormState.Issue(TheHouse.Key, Claims()).ShouldNotBe(FormState.Issue(TheHouse.Key, Claims()));
    }

    [Fact]
    public void Claims_that_do_not_fit_are_a_bug()
    {
        Should.Throw<ArgumentException>(() => FormState.Issue(TheHouse.Key, Claims(new string('a', 36))));
        Should.Throw<ArgumentException>(() => FormState.Issue(TheHouse.Key, Claims("မြန်မာ")));
        Should.Throw<ArgumentException>(() => FormState.Issue(TheHouse.Key, Claims() with { ReceiptHash = [1] }));
        FormState.TryRead(TheHouse.Key, FormState.Issue(TheHouse.Key, Claims(new string('a', 35))), out _).ShouldBeTrue();
    }
}
