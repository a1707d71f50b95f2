using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>Writes the messages of a server in the tagged dialect.</summary>
internal static class TaggedWriter
{
    /// <summary>Writes what stands before the payload.</summary>
    public static void Begin(OutputBuffer output, in WsEnvelope envelope, bool compat)
    {
        var hasId = TaggedIds.IsOnWire(envelope.Id);
        switch (envelope.Kind)
        {
            case WsEnvelopeKind.Response when envelope.HasMembers:
                output.Write("{"u8);
                if (hasId)
                {
                    WriteHead(output, in envelope, TaggedEvents.IsAboutConnection(envelope.Method.Span));
                }

                break;
            case WsEnvelopeKind.Response when hasId:
                output.Write("{"u8);
                WriteHead(output, in envelope, false);
                output.Write("\"body\":"u8);
                break;
            case WsEnvelopeKind.Item:
                output.Write("{"u8);
                WriteHead(output, in envelope, false);
                output.Write("\"report\":"u8);
                break;
            case WsEnvelopeKind.Progress:
                output.Write("{"u8);
                WriteHead(output, in envelope, false);
                output.Write("\"progress\":"u8);
                break;
            case WsEnvelopeKind.Error:
                WriteError(output, in envelope, hasId, compat);
                break;
        }
    }

    /// <summary>Writes what stands behind the payload.</summary>
    /// <returns>Whether there is such a message at all.</returns>
    public static bool End(OutputBuffer output, in WsEnvelope envelope)
    {
        switch (envelope.Kind)
        {
            case WsEnvelopeKind.Response when envelope.HasMembers || TaggedIds.IsOnWire(envelope.Id):
                output.Write("}"u8);
                return true;
            case WsEnvelopeKind.Item or WsEnvelopeKind.Progress:
                output.Write("}"u8);
                return TaggedIds.IsOnWire(envelope.Id);
            case WsEnvelopeKind.Response or WsEnvelopeKind.Error or WsEnvelopeKind.Notification:
                return true;
            default:
                return false;
        }
    }

    private static void WriteHead(OutputBuffer output, in WsEnvelope envelope, bool onlyId)
    {
        if (!onlyId)
        {
            WriteType(output, envelope.Method.Span);
            output.Write(","u8);
        }

        output.Write("\"id\":"u8);
        output.Write(envelope.Id.Span);
        output.Write(","u8);
    }

    private static void WriteType(OutputBuffer output, ReadOnlySpan<byte> method)
    {
        output.Write("\"type\":\""u8);
        output.Write(TaggedEvents.IsMethod(method) ? method : "walker"u8);
        output.Write("\""u8);
    }

    private static void WriteError(OutputBuffer output, in WsEnvelope envelope, bool hasId, bool compat)
    {
        var error = envelope.Error!;
        var isList = error is TaggedError
            || error.Code is WsErrorCodes.InvalidArguments or WsErrorCodes.ParseError or WsErrorCodes.Internal;
        output.Write("{"u8);
        if (hasId || !isList)
        {
            WriteType(output, envelope.Method.Span);
            output.Write(","u8);
        }

        if (hasId)
        {
            output.Write("\"id\":"u8);
            output.Write(envelope.Id.Span);
            output.Write(","u8);
        }

        output.Write("\"error\":"u8);
        if (isList)
        {
            output.Write("["u8);
            WriteList(output, error);
            output.Write("]"u8);
        }
        else
        {
            JsonText.Write(output, Text(error, in envelope));
        }

        if (hasId && !compat)
        {
            output.Write(",\"code\":"u8);
            JsonText.Write(output, error.Code);
        }

        output.Write("}"u8);
    }

    private static string Text(WsError error, in WsEnvelope envelope) => error.Code switch
    {
        WsErrorCodes.MethodNotFound => WalkerTexts.UnknownWalker,
        WsErrorCodes.Unauthorized when error.Message == WalkerTexts.NoUser
            => WalkerTexts.Authenticated(System.Text.Encoding.UTF8.GetString(envelope.Method.Span)),
        _ => error.Message,
    };

    private static void WriteList(OutputBuffer output, WsError error)
    {
        if (error is TaggedError tagged)
        {
            WriteItem(output, tagged.Kind, tagged.Location, null, tagged.Message, tagged.Input.Span, tagged.Context);
        }
        else if (error.Errors is { Count: > 0 } fields)
        {
            var first = true;
            foreach (var (name, text) in fields)
            {
                output.Write(first ? ""u8 : ","u8);
                first = false;
                var (kind, message) = text switch
                {
                    "required" => ("missing", "Field required"),
                    "must not be null" => ("none_not_allowed", "Input should not be null"),
                    "given twice" => ("duplicate", "Field given twice"),
                    "not valid type" => ("invalid_type", "Input should be valid for its type"),
                    _ => ("value_error", text),
                };
                WriteItem(output, kind, null, name, message, default, null);
            }
        }
        else
        {
            JsonText.Write(output, error.Message);
        }
    }

    private static void WriteItem(
        OutputBuffer output, string kind, string? location, string? name, string message, ReadOnlySpan<byte> input, string? context)
    {
        output.Write("{\"type\":"u8);
        JsonText.Write(output, kind);
        output.Write(",\"loc\":"u8);
        if (location is not null)
        {
            WriteJson(output, location);
        }
        else
        {
            output.Write("["u8);
            JsonText.Write(output, name!);
            output.Write("]"u8);
        }

        output.Write(",\"msg\":"u8);
        JsonText.Write(output, message);
        if (!input.IsEmpty)
        {
            output.Write(",\"input\":"u8);
            output.Write(input);
        }

        if (context is not null)
        {
            output.Write(",\"ctx\":"u8);
            WriteJson(output, context);
        }

        output.Write("}"u8);
    }

    private static void WriteJson(OutputBuffer output, string json) => output.Write(System.Text.Encoding.UTF8.GetBytes(json));
}
