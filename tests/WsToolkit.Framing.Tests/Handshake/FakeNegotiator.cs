using System.Buffers;

namespace WsToolkit.Framing.Tests.Handshake;

/// <summary>Offers, accepts and confirms what a test tells it to, and remembers what it was asked.</summary>
internal sealed class FakeNegotiator(string name = "fake", ReservedBits bits = ReservedBits.Rsv1) : ExtensionNegotiator
{
    public override string Name => name;

    public IReadOnlyList<ExtensionHeader> Offers { get; init; } = [new ExtensionHeader(name)];

    /// <summary>What to answer; <see langword="null"/> declines. By default the name alone.</summary>
    public Func<ExtensionHeader, ExtensionHeader?> Answer { get; init; } = _ => new ExtensionHeader(name);

    public Func<ExtensionHeader, bool> Confirms { get; init; } = _ => true;

    public List<ExtensionHeader> Seen { get; } = [];

    public List<FakeExtension> Created { get; } = [];

    public override IReadOnlyList<ExtensionHeader> Offer() => Offers;

    public override FrameExtension? Accept(ExtensionHeader offer, out ExtensionHeader? response)
    {
        Seen.Add(offer);
        response = Answer(offer);
        return response is null ? null : Create();
    }

    public override FrameExtension? Confirm(ExtensionHeader response)
    {
        Seen.Add(response);
        return Confirms(response) ? Create() : null;
    }

    private FakeExtension Create()
    {
        var extension = new FakeExtension(name, bits);
        Created.Add(extension);
        return extension;
    }
}

/// <summary>Passes everything through, and remembers whether it was disposed.</summary>
internal sealed class FakeExtension(string name, ReservedBits bits) : FrameExtension(name, bits)
{
    public bool IsDisposed { get; private set; }

    public override void Encode(ReadOnlySpan<byte> payload, bool endOfFrame, bool endOfMessage, IBufferWriter<byte> output)
        => output.Write(payload);

    public override FrameDecodeResult Decode(ReadOnlySpan<byte> payload, bool endOfMessage, IBufferWriter<byte> output, long maxBytes)
    {
        output.Write(payload);
        return FrameDecodeResult.Done;
    }

    protected override void Dispose(bool disposing) => IsDisposed = true;
}
