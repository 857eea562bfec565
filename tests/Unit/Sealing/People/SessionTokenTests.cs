using System.Buffers.Text;
using System.Security.Cryptography;
using OpenIlm.Sealing;

namespace OpenIlm.Tests.Unit.Sealing.People;

public class SessionTokenTests
{
    [Fact]
    public void A_token_that_was_drawn_is_read_with_the_same_keys()
    {
        var drawn = SessionToken.Draw();
        SessionToken.TryRead(drawn.Token, out var read).ShouldBeTrue();
        read.Token.ShouldBe(drawn.Token);
        read.RefHash.ShouldBe(drawn.RefHash);
        read.SealingKey.ShouldBe(drawn.SealingKey);
        read.FormKey.ShouldBe(drawn.FormKey);
        drawn.SealingKey.ShouldNotBe(drawn.FormKey);
    }

    [Fact]
    public void What_the_server_stores_follows_from_the_reference_only()
    {
        var token = SessionToken.Draw();
        var bytes = Base64Url.DecodeFromChars(token.Token);
        token.RefHash.ShouldBe(SHA256.HashData(bytes.AsSpan(0, 16)));
        bytes[47] ^= 1;
        SessionToken.TryRead(Base64Url.EncodeToString(bytes), out var other).ShouldBeTrue();
        other.RefHash.ShouldBe(token.RefHash);
        other.SealingKey.ShouldNotBe(token.SealingKey);
    }

    [Fact]
    public void What_is_no_token_is_refused()
    {
        var token = SessionToken.Draw().Token;
        foreach (var typed in new[] { null, "", token[1..], token + "A", token[..^1] + "=", token[..^1] + " ", token[..^1] + "!", new string(' ', 64) })
            SessionToken.TryRead(typed, out _).ShouldBeFalse(typed);
    }

    [Fact]
    public void Tokens_differ_and_do_not_print_themselves()
    {
        Enumerable.Range(0, 1000).Select(_ => SessionToken.Draw().Token).ShouldBeUnique();
        $"{SessionToken.Draw()}".ShouldBe("session token");
    }
}
