using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>Writes the messages of JSON-RPC straight into the output.</summary>
internal static class JsonRpcWriter
{
    // The depth was bounded when it was written.
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    private static ReadOnlySpan<byte> Head => "{\"jsonrpc\":\"2.0\""u8;

    /// <summary>Writes what needs no knowledge of the connection, up to the payload.</summary>
    public static void Begin(OutputBuffer output, in WsEnvelope envelope, JsonRpcDialect dialect)
    {
        switch (envelope.Kind)
        {
            case WsEnvelopeKind.Request:
                BeginRequest(output, in envelope);
                break;

            case WsEnvelopeKind.Response:
                WriteId(output, envelope.Id.Span);
                output.Write(",\"result\":"u8);
                break;

            case WsEnvelopeKind.Error:
                WriteError(output, envelope.Id.Span, envelope.Error!, dialect.Codes);
                break;

            case WsEnvelopeKind.Item:
                BeginNotification(output, dialect.StreamMethod(envelope.Method).Span);
                output.Write(JsonRpcIds.Subscription(envelope.Id.Span));
                output.Write(",\"result\":"u8);
                break;

            case WsEnvelopeKind.Push:
                BeginNotification(output, dialect.MessageMethod.Span);
                JsonText.Write(output, envelope.Channel.Span);
                if (!envelope.Event.IsEmpty)
                {
                    output.Write(",\"event\":"u8);
                    JsonText.Write(output, envelope.Event.Span);
                }

                output.Write(",\"result\":"u8);
                break;

            case WsEnvelopeKind.Gap:
                BeginNotification(output, dialect.MessageMethod.Span);
                JsonText.Write(output, envelope.Channel.Span);
                output.Write(",\"missed\":"u8);
                WriteNumber(output, envelope.Missed);
                output.Write("}}"u8);
                break;

            case WsEnvelopeKind.GoingAway:
                output.Write(Head);
                output.Write(",\"method\":"u8);
                JsonText.Write(output, dialect.ClosingMethod.Span);
                output.Write(",\"params\":{\"timeout\":"u8);
                WriteNumber(output, envelope.TimeoutMilliseconds);
                output.Write("}}"u8);
                break;

            case WsEnvelopeKind.Cancel:
                output.Write(Head);
                output.Write(",\"method\":"u8);
                JsonText.Write(output, dialect.CancelMethod.Span);
                output.Write(",\"params\":{\"id\":"u8);
                output.Write(JsonRpcIds.Wire(envelope.Id.Span));
                output.Write("}}"u8);
                break;

            case WsEnvelopeKind.StreamStart:
                break;

            default:
                throw new ArgumentException($"A message of kind {envelope.Kind} cannot be written.", nameof(envelope));
        }
    }

    public static void End(OutputBuffer output, in WsEnvelope envelope)
    {
        switch (envelope.Kind)
        {
            case WsEnvelopeKind.Item or WsEnvelopeKind.Push:
            case WsEnvelopeKind.Request when EnvelopeWriter.IsAboutChannel(in envelope):
                output.Write("}}"u8);
                break;
            case WsEnvelopeKind.Request or WsEnvelopeKind.Response:
                output.Write("}"u8);
                break;
        }
    }

    /// <summary>Puts the arguments that have been written into the form in which they travel.</summary>
    public static void ShapeArguments(OutputBuffer output, in WsEnvelope request, OutputMark payload, bool positional)
    {
        if (request.Arguments == WsArgumentForm.None)
        {
            output.Rewind(payload);
            return;
        }

        var written = output.WrittenSince(payload);
        var isObject = written.FirstSpan is [(byte)'{', ..];
        if (isObject && !positional)
        {
            return;
        }

        var length = (int)written.Length;
        var copy = ArrayPool<byte>.Shared.Rent(Math.Max(1, length));
        try
        {
            written.CopyTo(copy);
            output.Rewind(payload);
            output.Write("["u8);
            if (request.Arguments == WsArgumentForm.Named)
            {
                WriteValues(output, copy.AsSpan(0, length));
            }
            else
            {
                output.Write(copy.AsSpan(0, length));
            }

            output.Write("]"u8);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    /// <summary>Writes an answer that is all known.</summary>
    public static void WriteResult(OutputBuffer output, ReadOnlySpan<byte> id, ReadOnlySpan<byte> result)
    {
        WriteId(output, id);
        output.Write(",\"result\":"u8);
        output.Write(result);
        output.Write("}"u8);
    }

    public static void WriteError(OutputBuffer output, ReadOnlySpan<byte> id, WsError error, JsonRpcErrorCodes codes)
    {
        WriteId(output, id);
        output.Write(",\"error\":"u8);
        WriteError(output, error, codes);
        output.Write("}"u8);
    }

    /// <summary>Tells of the end of a stream.</summary>
    public static void WriteStreamEnd(OutputBuffer output, in WsEnvelope envelope, JsonRpcDialect dialect)
    {
        BeginNotification(output, dialect.StreamMethod(envelope.Method).Span);
        output.Write(JsonRpcIds.Subscription(envelope.Id.Span));
        if (envelope.Error is null)
        {
            output.Write(",\"end\":true}}"u8);
            return;
        }

        output.Write(",\"error\":"u8);
        WriteError(output, envelope.Error, dialect.Codes);
        output.Write("}}"u8);
    }

    /// <summary>Ends a stream of the other end.</summary>
    public static void WriteUnsubscribe(OutputBuffer output, long number, ReadOnlySpan<byte> subscription, JsonRpcDialect dialect)
    {
        output.Write(Head);
        output.Write(",\"id\":\"unsubscribe-"u8);
        WriteNumber(output, number);
        output.Write("\",\"method\":"u8);
        JsonText.Write(output, dialect.UnsubscribeMethod.Span);
        output.Write(",\"params\":["u8);
        output.Write(subscription);
        output.Write("]}"u8);
    }

    private static void BeginRequest(OutputBuffer output, in WsEnvelope envelope)
    {
        output.Write(Head);
        if (!envelope.Id.IsEmpty)
        {
            output.Write(",\"id\":"u8);
            output.Write(envelope.Id.Span);
        }

        output.Write(",\"method\":"u8);
        JsonText.Write(output, envelope.Method.Span);
        if (!EnvelopeWriter.IsAboutChannel(in envelope))
        {
            output.Write(envelope.Arguments == WsArgumentForm.None ? ""u8 : ",\"params\":"u8);
            return;
        }

        output.Write(",\"params\":{\"channel\":"u8);
        JsonText.Write(output, envelope.Channel.Span);
        if (!envelope.Event.IsEmpty)
        {
            output.Write(",\"event\":"u8);
            JsonText.Write(output, envelope.Event.Span);
        }

        if (WsChannelMethods.IsPublish(envelope.Method.Span))
        {
            output.Write(",\"data\":"u8);
        }
    }

    private static void BeginNotification(OutputBuffer output, ReadOnlySpan<byte> method)
    {
        output.Write(Head);
        output.Write(",\"method\":"u8);
        JsonText.Write(output, method);
        output.Write(",\"params\":{\"subscription\":"u8);
    }

    private static void WriteId(OutputBuffer output, ReadOnlySpan<byte> id)
    {
        output.Write(Head);
        output.Write(",\"id\":"u8);
        output.Write(JsonRpcIds.Wire(id));
    }

    private static void WriteError(OutputBuffer output, WsError error, JsonRpcErrorCodes codes)
    {
        output.Write("{\"code\":"u8);
        WriteNumber(output, codes.NumberOf(error));
        output.Write(",\"message\":"u8);
        JsonText.Write(output, codes.MessageOf(error));
        var named = error.Code.Length > 0 && !JsonRpcErrorCodes.IsNumber(error.Code, out _);
        var errors = error.Errors is { Count: > 0 } some ? some : null;
        if (named || errors is not null)
        {
            output.Write(",\"data\":{"u8);
            if (named)
            {
                output.Write("\"code\":"u8);
                JsonText.Write(output, error.Code);
                output.Write(errors is null ? ""u8 : ","u8);
            }

            WriteFields(output, errors);
            output.Write("}"u8);
        }

        output.Write("}"u8);
    }

    private static void WriteFields(OutputBuffer output, IReadOnlyDictionary<string, string>? errors)
    {
        if (errors is null)
        {
            return;
        }

        output.Write("\"errors\":"u8);
        var separator = "{"u8;
        foreach (var (field, text) in errors)
        {
            output.Write(separator);
            separator = ","u8;
            JsonText.Write(output, field);
            output.Write(":"u8);
            JsonText.Write(output, text);
        }

        output.Write("}"u8);
    }

    private static void WriteValues(OutputBuffer output, ReadOnlySpan<byte> members)
    {
        var reader = new Utf8JsonReader(members, AnyDepth);
        reader.Read();
        var separator = ""u8;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            output.Write(separator);
            output.Write(members[start..(int)reader.BytesConsumed]);
            separator = ","u8;
        }
    }

    private static void WriteNumber(OutputBuffer output, long number)
    {
        Utf8Formatter.TryFormat(number, output.GetSpan(20), out var length);
        output.Advance(length);
    }
}
