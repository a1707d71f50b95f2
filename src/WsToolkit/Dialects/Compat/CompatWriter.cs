using System.Text.Json;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>Writes the messages of the default dialect's compatible profile, in its order of members and its spelling.</summary>
internal static class CompatWriter
{
    public static void Begin(OutputBuffer output, in WsEnvelope envelope)
    {
        switch (envelope.Kind)
        {
            case WsEnvelopeKind.Request:
                output.Write("{\"id\": "u8);
                WriteTextId(output, envelope.Id.Span);
                WriteMethod(output, envelope.Method.Span);
                output.Write(", \"payload\": "u8);
                if (EnvelopeWriter.IsAboutChannel(in envelope))
                {
                    WriteChannel(output, in envelope);
                }

                break;

            case WsEnvelopeKind.Response:
                output.Write("{\"id\": "u8);
                CompatPayload.Write(output, envelope.Id.Span);
                WriteMethod(output, envelope.Method.Span);
                output.Write(", \"response\": "u8);
                break;

            case WsEnvelopeKind.Error:
                output.Write("{\"error\": {\"message\": "u8);
                WriteError(output, envelope.Error!);
                if (!IsFalsy(envelope.Id.Span))
                {
                    output.Write(", \"id\": "u8);
                    CompatPayload.Write(output, envelope.Id.Span);
                }

                WriteMethod(output, envelope.Method.Span);
                output.Write("}"u8);
                break;

            case WsEnvelopeKind.Push:
                output.Write("{\"channel\": "u8);
                CompatText.Write(output, envelope.Channel.Span);
                output.Write(", \"event\": "u8);
                CompatText.Write(output, envelope.Event.Span);
                output.Write(", \"data\": "u8);
                break;

            default:
                throw new ArgumentException($"A message of kind {envelope.Kind} cannot be written.", nameof(envelope));
        }
    }

    private static void WriteChannel(OutputBuffer output, in WsEnvelope envelope)
    {
        output.Write("{\"channel\": "u8);
        CompatText.Write(output, envelope.Channel.Span);
        if (!envelope.Event.IsEmpty)
        {
            output.Write(", \"event\": "u8);
            CompatText.Write(output, envelope.Event.Span);
        }

        if (WsChannelMethods.IsPublish(envelope.Method.Span))
        {
            output.Write(", \"data\": "u8);
        }
    }

    private static void WriteError(OutputBuffer output, WsError error)
    {
        CompatText.Write(output, error.Message);
        if (error.Errors is { Count: > 0 } errors)
        {
            output.Write(", \"errors\": "u8);
            var separator = "{"u8;
            foreach (var (field, text) in errors)
            {
                output.Write(separator);
                CompatText.Write(output, field);
                output.Write(": "u8);
                CompatText.Write(output, text);
                separator = ", "u8;
            }

            output.Write("}"u8);
        }

        output.Write("}"u8);
    }

    // The other end takes strings only, and this end's ids are numbers.
    private static void WriteTextId(OutputBuffer output, ReadOnlySpan<byte> id)
    {
        if (id is [(byte)'"', ..])
        {
            CompatPayload.Write(output, id);
        }
        else
        {
            CompatText.Write(output, id);
        }
    }

    private static void WriteMethod(OutputBuffer output, ReadOnlySpan<byte> method)
    {
        if (!method.IsEmpty)
        {
            output.Write(", \"method\": "u8);
            CompatText.Write(output, method);
        }
    }

    /// <summary>Whether an id is null, empty, zero or false, and so is left out of errors.</summary>
    private static bool IsFalsy(ReadOnlySpan<byte> id)
    {
        if (id.IsEmpty)
        {
            return true;
        }

        var reader = new Utf8JsonReader(id);
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.Null or JsonTokenType.False:
                return true;
            case JsonTokenType.String:
                return reader.ValueSpan.IsEmpty;
            case JsonTokenType.Number:
                var power = id.IndexOfAny("eE"u8);
                return (power < 0 ? id : id[..power]).IndexOfAnyExcept("-0."u8) < 0;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                reader.Read();
                return reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
            default:
                return false;
        }
    }
}
