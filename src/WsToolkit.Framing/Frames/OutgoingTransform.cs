using System.Buffers;

namespace WsToolkit.Framing;

/// <summary>The message that is being sent, as it passes the extensions one after the other.</summary>
internal sealed class OutgoingTransform(FrameRules rules) : IDisposable
{
    private readonly List<FrameExtension> _engaged = new(rules.Extensions.Length);
    private OutputBuffer _result = new();
    private OutputBuffer _spare = new();

    /// <summary>Whether an extension transforms the message that has been begun.</summary>
    public bool IsEngaged => _engaged.Count > 0;

    /// <summary>The bits that the first frame of the message carries for it.</summary>
    public ReservedBits ReservedBits { get; private set; }

    /// <summary>Begins a message.</summary>
    /// <returns>Whether an extension transforms it.</returns>
    public bool Begin(FrameType type, long length)
    {
        _engaged.Clear();
        ReservedBits = ReservedBits.None;
        foreach (var extension in rules.Extensions)
        {
            if (extension.BeginEncode(type, length))
            {
                _engaged.Add(extension);
                ReservedBits |= extension.ReservedBits;
            }
        }

        return IsEngaged;
    }

    /// <summary>Transforms a frame's content.</summary>
    /// <returns>The result, valid until <see cref="Release"/>.</returns>
    public ReadOnlySequence<byte> Encode(ReadOnlySpan<byte> payload, bool endOfMessage)
    {
        _engaged[0].Encode(payload, endOfFrame: true, endOfMessage, _result);
        return EncodeFurther(endOfMessage);
    }

    /// <summary>Transforms a frame's content.</summary>
    /// <returns>The result, valid until <see cref="Release"/>.</returns>
    public ReadOnlySequence<byte> Encode(ReadOnlySequence<byte> payload, bool endOfMessage)
    {
        Encode(_engaged[0], payload, endOfMessage, _result);
        return EncodeFurther(endOfMessage);
    }

    /// <summary>Gives the memory of the result back.</summary>
    public void Release()
    {
        _result.Release();
        _spare.Release();
    }

    public void Dispose()
    {
        _result.Dispose();
        _spare.Dispose();
    }

    private ReadOnlySequence<byte> EncodeFurther(bool endOfMessage)
    {
        for (var index = 1; index < _engaged.Count; index++)
        {
            Encode(_engaged[index], _result.Written, endOfMessage, _spare);
            (_result, _spare) = (_spare, _result);
            _spare.Reset();
        }

        return _result.Written;
    }

    private static void Encode(FrameExtension extension, ReadOnlySequence<byte> payload, bool endOfMessage, OutputBuffer output)
    {
        while (!payload.IsSingleSegment)
        {
            extension.Encode(payload.FirstSpan, endOfFrame: false, endOfMessage: false, output);
            payload = payload.Slice(payload.FirstSpan.Length);
        }

        extension.Encode(payload.FirstSpan, endOfFrame: true, endOfMessage, output);
    }
}
