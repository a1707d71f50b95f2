using System.Text;
using WsToolkit.Dialects.Signing;
using WsToolkit.Framing.Tests;

namespace WsToolkit.Tests.Dialects.Signing;

public class RecipeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 18, 50, 1, 234, 567, TimeSpan.Zero);

    [Theory]
    [InlineData("a{ts")]
    [InlineData("{sig}")]
    [InlineData("{body:md5}")]
    [InlineData("{body:sha256:rot13}")]
    public void A_text_that_is_no_template_is_refused(string text)
        => Assert.Throws<FormatException>(() => new WsSigningRecipe { Text = text });

    [Theory]
    [InlineData("""{"a":{key}}""")]
    [InlineData("""{"a":"{body}"}""")]
    [InlineData("""{"a":"{ts}" """)]
    [InlineData("""["{ts}"]""")]
    public void A_login_that_is_no_template_of_an_object_is_refused(string login)
        => Assert.Throws<FormatException>(() => new WsSigningRecipe { Text = "x", Login = login });

    [Fact]
    public void Members_that_are_none_are_refused() => Assert.Throws<FormatException>(() => new WsSigningRecipe { Members = "\"a\"" });

    [Fact]
    public void A_value_that_the_credentials_do_not_have_is_missed_by_name()
    {
        var exception = Assert.Throws<ArgumentException>(() => new WsMessageSigner(Venues.Okx, new WsCredentials("k", "s")));
        Assert.Contains("passphrase", exception.Message);
    }

    [Fact]
    public void A_signature_of_nothing_is_refused()
        => Assert.Throws<ArgumentException>(() => new WsMessageSigner(new WsSigningRecipe { Members = "\"s\":\"{sig}\"" }, new WsCredentials("k", "s")));

    [Fact]
    public void A_secret_in_another_encoding_is_refused_without_showing_it()
    {
        var exception = Assert.Throws<FormatException>(
            () => new WsMessageSigner(Venues.CoinbaseIntx, new WsCredentials("k", "hidden*", [new("passphrase", "p")])));
        Assert.DoesNotContain("hidden", exception.ToString());
        Assert.DoesNotContain("hidden", new WsCredentials("k", "hidden").ToString());
    }

    [Fact]
    public void Braces_without_a_letter_stand_for_themselves()
        => Assert.Equal("{}{1}{ }x", new WsMessageSigner(new WsSigningRecipe { Text = "{}{1}{ }{method}" }, new WsCredentials("k", "s"))
            .GetText(new WsSigningInput { Method = "x"u8 }));

    [Theory]
    [InlineData("{body:sha256}", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("{body:sha256:HEX}", "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08")]
    [InlineData("{body:sha256:base64}", "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=")]
    [InlineData("{body:sha256:base64url}", "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg")]
    public void Hashes_are_written_as_the_place_says(string text, string expected)
        => Assert.Equal(expected, new WsMessageSigner(new WsSigningRecipe { Text = text }, new WsCredentials("k", "s")).GetText(new WsSigningInput { Body = "test"u8 }));

    [Theory]
    [InlineData(WsTimestampFormat.Seconds, "1795287001")]
    [InlineData(WsTimestampFormat.Milliseconds, "1795287001234")]
    [InlineData(WsTimestampFormat.Microseconds, "1795287001234567")]
    [InlineData(WsTimestampFormat.Iso8601, "2026-11-21T18:50:01.234Z")]
    public void Time_stamps_are_written_and_read(WsTimestampFormat format, string expected)
    {
        Span<byte> memory = stackalloc byte[WsStamp.MaxBytes];
        var stamp = WsStamp.For(new WsSigningRecipe { Timestamp = format }, Now, memory);
        Assert.Equal(expected, Encoding.ASCII.GetString(stamp.Timestamp));
        Assert.True(SigningText.TryReadTimestamp(stamp.Timestamp, format, out var read));
        Assert.True(Now - read < TimeSpan.FromSeconds(1) && read <= Now);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999")]
    [InlineData("17x")]
    public void What_is_no_time_stamp_is_not_read(string text)
        => Assert.False(SigningText.TryReadTimestamp(Encoding.UTF8.GetBytes(text), WsTimestampFormat.Milliseconds, out _));

    [Fact]
    public void A_time_stamp_may_say_when_the_message_expires()
    {
        Span<byte> memory = stackalloc byte[WsStamp.MaxBytes];
        Assert.Equal("1795287011234", Encoding.ASCII.GetString(WsStamp.For(Venues.Bybit, Now, memory).Timestamp));
    }

    [Fact]
    public void Signatures_are_read_in_either_case_and_in_no_other_spelling()
    {
        var signer = new WsMessageSigner(WsSigningRecipe.SignedOperations, new WsCredentials("k", "s"));
        var signature = signer.Sign(new WsSigningInput { Method = "a"u8 });
        var input = new WsSigningInput { Method = "a"u8 };
        Assert.True(signer.Verify(in input, Encoding.ASCII.GetBytes(signature.ToUpperInvariant())));
        Assert.False(signer.Verify(in input, Encoding.ASCII.GetBytes(signature[..^2])));
        Assert.False(signer.Verify(in input, Encoding.ASCII.GetBytes(signature + "00")));
        Assert.False(signer.Verify(in input, ""u8));
        Assert.False(signer.Verify(in input, new byte[1000]));
    }

    [Theory]
    [InlineData("""{"p":{ {members},"s":1}}""", """{"p":{ "a":1,"s":1}}""", """{"p":{ "s":1}}""")]
    [InlineData("""{"p":{"s":1,{members}}}""", """{"p":{"s":1,"a":1}}""", """{"p":{"s":1}}""")]
    [InlineData("""{"p":{"r":0,{members},"s":1}}""", """{"p":{"r":0,"a":1,"s":1}}""", """{"p":{"r":0,"s":1}}""")]
    [InlineData("""{"p":{ {members} }}""", """{"p":{ "a":1 }}""", """{"p":{  }}""")]
    public void The_members_of_the_payload_can_be_put_among_others(string template, string some, string none)
    {
        var parsed = SigningTemplate.Parse(template, json: true, TemplateValue.Members);
        Assert.Equal(some, parsed.Render(new TemplateValues { Body = """ { "a":1 } """u8 }));
        Assert.Equal(none, parsed.Render(new TemplateValues { Body = "{}"u8 }));
        Assert.Equal(none, parsed.Render(new TemplateValues { Body = "null"u8 }));
    }

    [Fact]
    public void Signing_allocates_nothing()
    {
        var signer = new WsMessageSigner(WsSigningRecipe.SignedOperations, new WsCredentials("k", "s"));
        var signature = new byte[signer.MaxSignatureBytes];
        var memory = new byte[WsStamp.MaxBytes];
        var body = new byte[1000];
        Assert.Equal(0, Allocated.By(Once));

        void Once()
        {
            var stamp = WsStamp.For(signer.Recipe, Now, memory);
            var input = new WsSigningInput { Timestamp = stamp.Timestamp, Nonce = stamp.Nonce, Method = "swap"u8, Body = body };
            var length = signer.Sign(in input, signature);
            Assert.True(signer.Verify(in input, signature.AsSpan(0, length)));
        }
    }
}
