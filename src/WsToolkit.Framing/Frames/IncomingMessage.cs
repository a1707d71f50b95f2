using System.Buffers;

namespace WsToolkit.Framing;

/// <summary>The message that is being received: what has arrived of it, checked against the limits and its type, transformed back.</summary>
internal sealed class IncomingMessage(FrameRules rules) : IDisposable
{
    /// <summary>What is wrong with text that is none.</summary>
    public const string NotUtf8 = "The text is not UTF-8.";

    private readonly MessageBuffer _collected = new(rules.Pool, rules.MaxMessageBytes);

    /// <summary>The extensions that the first frame has named, from the last to the first that the sender has applied.</summary>
    private readonly List<FrameExtension> _engaged = new(rules.Extensions.Length);

    /// <summary>The results of all engaged extensions but the last.</summary>
    private readonly MessageBuffer[] _between =
        rules.Extensions.Length < 2 ? [] : [.. rules.Extensions.Skip(1).Select(_ => new MessageBuffer(rules.Pool, rules.MaxMessageBytes))];
    private Utf8Checker _utf8;
    private ReservedBits _reservedBits;
    private long _length;
    private bool _checksUtf8;
    private bool _isContinuation;
    private bool _taken;

    /// <summary>The type of the message of which frames are still to come, or null.</summary>
    public FrameType? Type { get; private set; }

    /// <summary>Whether the present frame's payload is handed out from the receive buffer, not collected here.</summary>
    public bool IsInPlace { get; private set; }

    /// <summary>Begins a frame of data.</summary>
    /// <returns>Whether the limits allow it.</returns>
    public bool TryBeginFrame(FrameType type, in FrameHeader header, long length)
    {
        _isContinuation = type == FrameType.Continuation;
        if (_isContinuation)
        {
            _reservedBits = rules.Delivery == FrameDelivery.Messages ? _reservedBits : header.ReservedBits;
        }
        else
        {
            Begin(type, header.ReservedBits);
        }

        IsInPlace = _engaged.Count == 0 && (rules.Delivery != FrameDelivery.Messages || (header.Fin && !_isContinuation));

        // What an extension makes of the payload is measured as it comes out.
        return _engaged.Count > 0 || length <= rules.MaxMessageBytes - _length;
    }

    /// <summary>Takes in the next piece of the present frame.</summary>
    /// <returns>What is wrong, with the code to close with; 0 for nothing.</returns>
    public (int Code, string Text) Add(ReadOnlySpan<byte> piece, bool endOfMessage)
    {
        var added = piece;
        if (_engaged.Count > 0)
        {
            var start = _collected.Length;
            var result = Decode(piece, endOfMessage);
            if (result != FrameDecodeResult.Done)
            {
                return result == FrameDecodeResult.TooBig
                    ? (CloseCodes.MessageTooBig, rules.TooBig)
                    : (CloseCodes.InvalidPayload, "The message cannot be transformed back by its extension.");
            }

            added = _collected.WrittenFrom(start).Span;
        }
        else if (!IsInPlace)
        {
            _collected.Write(piece);
        }

        _length += added.Length;
        if (_checksUtf8 && (!_utf8.Check(added) || (endOfMessage && !_utf8.IsComplete)))
        {
            return (CloseCodes.InvalidPayload, NotUtf8);
        }

        return default;
    }

    /// <summary>Makes an event of what has been taken in, if it amounts to one.</summary>
    public void TryTake(ReadOnlyMemory<byte> received, bool endOfFrame, bool endOfMessage, out FrameEvent frameEvent)
    {
        frameEvent = default;
        var payload = IsInPlace ? received : _collected.Written;
        var isDue = rules.Delivery switch
        {
            FrameDelivery.Messages => endOfMessage,
            FrameDelivery.Frames => endOfFrame,
            _ => endOfFrame || payload.Length > 0,
        };
        if (!isDue)
        {
            return;
        }

        var continuation = _isContinuation && rules.Delivery != FrameDelivery.Messages;
        frameEvent = FrameEvent.Data(Type!, payload, _reservedBits, continuation, endOfFrame, endOfMessage);
        _taken = true;
        if (endOfMessage)
        {
            Type = null;
        }
    }

    /// <summary>Forgets what has been handed out.</summary>
    public void Discard()
    {
        if (_taken)
        {
            _taken = false;
            _collected.Clear();
        }
    }

    public void ReleaseIdleMemory()
    {
        if (_taken || _collected.Length == 0)
        {
            _taken = false;
            _collected.Release();
        }

        foreach (var buffer in _between)
        {
            buffer.Release();
        }
    }

    public void Dispose()
    {
        _collected.Release();
        foreach (var buffer in _between)
        {
            buffer.Release();
        }
    }

    private void Begin(FrameType type, ReservedBits reservedBits)
    {
        Type = type;
        _reservedBits = reservedBits;
        _length = 0;
        _utf8 = default;
        _checksUtf8 = rules.ValidateUtf8 && ReferenceEquals(type, FrameType.Text);
        if (rules.Extensions.Length == 0)
        {
            return;
        }

        _engaged.Clear();
        for (var index = rules.Extensions.Length - 1; index >= 0; index--)
        {
            var extension = rules.Extensions[index];
            if ((reservedBits & extension.ReservedBits) == extension.ReservedBits)
            {
                extension.BeginDecode(type);
                _engaged.Add(extension);
            }
        }
    }

    private FrameDecodeResult Decode(ReadOnlySpan<byte> piece, bool endOfMessage)
    {
        for (var index = 0; index < _engaged.Count; index++)
        {
            var isLast = index == _engaged.Count - 1;
            var output = isLast ? _collected : _between[index];
            if (!isLast)
            {
                output.Clear();
            }

            // Between two extensions the limit holds as well: neither may make more of the message than is allowed in the end.
            var room = Math.Min(rules.MaxMessageBytes - _length, FrameRules.LargestPiece - output.Length);
            var result = _engaged[index].Decode(piece, endOfMessage, output, room);
            if (result != FrameDecodeResult.Done)
            {
                return result;
            }

            piece = output.Written.Span;
        }

        return FrameDecodeResult.Done;
    }
}
