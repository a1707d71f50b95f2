using System.Text;

namespace WsToolkit.Framing.Fuzz;

/// <summary>
/// The events of one connection, copied, with the parts of a frame put together. Checks what must hold for every event by itself.
/// </summary>
internal sealed class EventLog(FuzzSettings settings)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly List<byte> _text = [];
    private bool _inMessage;
    private bool _closed;
    private bool _over;
    private long _messageLength;

    public List<ReferenceEvent> Events { get; } = [];

    public void Add(in FrameEvent read)
    {
        Check(!_over, "There is an event after the last one.");
        Check(!_closed || read.Kind == FrameEventKind.Ended, "There is an event after the close frame.");
        Check(settings.Knows(read.Type.Opcode), "The type is unknown.");
        switch (read.Kind)
        {
            case FrameEventKind.Data:
                AddData(read);
                return;
            case FrameEventKind.Close:
                _closed = true;
                break;
            case FrameEventKind.Failed:
                Check(read.CloseCode is 1002 or 1007 or 1009 && !string.IsNullOrEmpty(read.Error), "A failure does not say what is wrong.");
                _over = true;
                break;
            case FrameEventKind.Ended:
                _over = true;
                break;
            default:
                Check(read.Type.IsControl && read.Kind is FrameEventKind.Ping or FrameEventKind.Pong or FrameEventKind.Control,
                    "The kind is wrong.");
                break;
        }

        Check(read.Payload.Length <= 125, "A control frame is too long.");
        Check((read.ReservedBits & ~settings.ApplicationBits) == 0, "A control frame has a bit of an extension.");
        Events.Add(Copy(read));
    }

    private void AddData(in FrameEvent read)
    {
        Check(!read.EndOfMessage || read.EndOfFrame, "A message ends before its frame.");
        Check(settings.Delivery == FrameDelivery.Parts || read.EndOfFrame, "A frame is cut.");
        Check(settings.Delivery != FrameDelivery.Messages || (read.EndOfMessage && !read.IsContinuation), "A message is cut.");
        Check(read.EndOfFrame || read.Payload.Length > 0, "A part is empty.");
        _messageLength = _inMessage ? _messageLength + read.Payload.Length : read.Payload.Length;
        Check(_messageLength <= settings.MaxMessageBytes, "A message is larger than the limit.");
        CheckText(read);
        _inMessage = !read.EndOfMessage;
        if (Events is [.., { Kind: FrameEventKind.Data, EndOfFrame: false } begun])
        {
            Check(begun.Opcode == read.Type.Opcode && begun.Continuation == read.IsContinuation, "The parts of a frame differ.");
            begun.Payload = [.. begun.Payload, .. read.Payload.Span];
            begun.EndOfFrame = read.EndOfFrame;
            begun.EndOfMessage = read.EndOfMessage;
        }
        else
        {
            Events.Add(Copy(read));
        }
    }

    private void CheckText(in FrameEvent read)
    {
        if (!settings.ValidateUtf8 || read.Type != FrameType.Text)
        {
            return;
        }

        if (!_inMessage)
        {
            _text.Clear();
        }

        _text.AddRange(read.Payload.Span);
        if (read.EndOfMessage)
        {
            try
            {
                Strict.GetCharCount(_text.ToArray());
            }
            catch (DecoderFallbackException e)
            {
                throw new FuzzFailureException("A text is not UTF-8.", e);
            }
        }
    }

    private static ReferenceEvent Copy(in FrameEvent read) => new(read.Kind)
    {
        Opcode = read.Type.Opcode,
        Bits = read.ReservedBits,
        Payload = read.Payload.ToArray(),
        Continuation = read.IsContinuation,
        EndOfFrame = read.EndOfFrame,
        EndOfMessage = read.EndOfMessage,
        Code = read.CloseCode,
    };

    private static void Check(bool holds, string problem)
    {
        if (!holds)
        {
            throw new FuzzFailureException(problem);
        }
    }
}
