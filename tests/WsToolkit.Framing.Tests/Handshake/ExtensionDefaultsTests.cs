using System.Buffers;

namespace WsToolkit.Framing.Tests.Handshake;

/// <summary>What an extension does that overrides only what it has to.</summary>
public class ExtensionDefaultsTests
{
    private readonly FakeExtension _extension = new("myext", ReservedBits.Rsv1);

    [Fact]
    public void It_has_its_name_and_bits() => Assert.Equal(("myext", ReservedBits.Rsv1), (_extension.Name, _extension.ReservedBits));

    [Theory]
    [InlineData("", ReservedBits.Rsv1)]
    [InlineData("myext", ReservedBits.None)]
    [InlineData("myext", (ReservedBits)0x80)]
    [InlineData("myext", (ReservedBits)0x01)]
    public void It_needs_a_name_and_bits_that_are_reserved(string name, ReservedBits bits)
        => Assert.ThrowsAny<ArgumentException>(() => new FakeExtension(name, bits));

    [Fact]
    public void It_is_in_use_only_where_both_ends_want_it()
    {
        Assert.Equal("myext", ExtensionNegotiation.Offer([new FakeNegotiator("myext")]));
        Assert.Empty(ExtensionNegotiation.Accept(["myext"], [new FakeNegotiator("myext") { Answer = _ => null }]).Extensions);
        Assert.Empty(ExtensionNegotiation.Confirm([], [new FakeNegotiator("myext")]).Extensions);
        Assert.Single(ExtensionNegotiation.Confirm(["myext"], [new FakeNegotiator("myext")]).Extensions);
    }

    [Fact]
    public void It_transforms_every_message() => Assert.True(_extension.BeginEncode(FrameType.Text, 0));

    [Fact]
    public void It_gets_the_content_in_parts_which_may_be_empty()
    {
        var output = new ArrayBufferWriter<byte>();
        _extension.Encode("ab"u8, endOfFrame: false, endOfMessage: false, output);
        _extension.Encode(default, endOfFrame: true, endOfMessage: true, output);
        _extension.BeginDecode(FrameType.Text);
        Assert.Equal(FrameDecodeResult.Done, _extension.Decode("c"u8, endOfMessage: false, output, 10));
        Assert.Equal(FrameDecodeResult.Done, _extension.Decode(default, endOfMessage: true, output, 10));
        Assert.Equal("abc"u8, output.WrittenSpan);
    }
}
