using WsToolkit.Framing;
using WsToolkit.Json;

namespace WsToolkit.Sessions;

/// <summary>Writes the payload of a message into the send queue's buffer. Structs, so that sending costs no allocation.</summary>
internal interface ISendPayload
{
    void Write(OutputBuffer output);
}

internal readonly struct NoPayload : ISendPayload
{
    public void Write(OutputBuffer output)
    {
    }
}

internal readonly struct ValuePayload<T>(T value, WsPayloadType<T> type) : ISendPayload
{
    public void Write(OutputBuffer output) => type.Write(output, value);
}

internal readonly struct EncodedPayload(ReadOnlyMemory<byte> payload) : ISendPayload
{
    public void Write(OutputBuffer output) => output.Write(payload.Span);
}

internal readonly struct BufferPayload(OutputBuffer payload) : ISendPayload
{
    public void Write(OutputBuffer output) => output.Append(payload);
}
