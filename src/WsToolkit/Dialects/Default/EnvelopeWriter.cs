using System.Buffers.Text;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>Writes the messages of the default dialect straight into the output.</summary>
internal static class EnvelopeWriter
{
    /// <summary>Whether messages of a kind carry a payload between <see cref="WsDialect.Begin"/> and <see cref="WsDialect.End"/>.</summary>
    public static bool HasPayload(WsEnvelopeKind kind)
        => kind is WsEnvelopeKind.Request or WsEnvelopeKind.Response or WsEnvelopeKind.Item or WsEnvelopeKind.Progress or WsEnvelopeKind.Push
            or WsEnvelopeKind.Notification;

    /// <summary>Whether a message is a call about a channel, which stands in its payload with what is published.</summary>
    public static bool IsAboutChannel(in WsEnvelope envelope) => envelope.Kind == WsEnvelopeKind.Request && !envelope.Channel.IsEmpty;

    public static void Begin(OutputBuffer output, in WsEnvelope envelope)
    {
        var members = new Members(output);
        switch (envelope.Kind)
        {
            case WsEnvelopeKind.Request:
                members.Raw("\"id\":"u8, envelope.Id);
                members.Text("\"method\":"u8, envelope.Method);
                if (envelope.TimeoutMilliseconds > 0)
                {
                    members.Number("\"timeout\":"u8, envelope.TimeoutMilliseconds);
                }

                if (envelope.Credit >= 0)
                {
                    members.Number("\"credit\":"u8, envelope.Credit);
                }

                if (envelope.WantsProgress)
                {
                    members.Name("\"progress\":true"u8);
                }

                members.Name("\"payload\":"u8);
                if (IsAboutChannel(in envelope))
                {
                    WriteChannel(output, in envelope);
                }

                break;

            case WsEnvelopeKind.Response:
                members.Raw("\"id\":"u8, envelope.Id);
                members.TextIfAny("\"method\":"u8, envelope.Method);
                members.Name("\"response\":"u8);
                break;

            case WsEnvelopeKind.Error:
                members.Raw("\"id\":"u8, envelope.Id);
                members.TextIfAny("\"method\":"u8, envelope.Method);
                members.Name("\"error\":"u8);
                WriteError(output, envelope.Error!);
                output.Write("}"u8);
                break;

            case WsEnvelopeKind.Item:
                members.Raw("\"id\":"u8, envelope.Id);
                members.TextIfAny("\"stream\":"u8, envelope.Stream);
                members.Name("\"item\":"u8);
                break;

            case WsEnvelopeKind.Notification:
                members.Name("\"notification\":"u8);
                break;

            case WsEnvelopeKind.StreamEnd:
                members.Raw("\"id\":"u8, envelope.Id);
                members.Text("\"stream\":"u8, envelope.Stream);
                members.Name("\"end\":true}"u8);
                break;

            case WsEnvelopeKind.StreamError:
                members.Raw("\"id\":"u8, envelope.Id);
                members.Text("\"stream\":"u8, envelope.Stream);
                members.Name("\"error\":"u8);
                WriteError(output, envelope.Error!);
                output.Write("}"u8);
                break;

            case WsEnvelopeKind.Progress:
                members.Raw("\"id\":"u8, envelope.Id);
                members.Name("\"progress\":"u8);
                break;

            case WsEnvelopeKind.Cancel:
                members.Raw("\"id\":"u8, envelope.Id);
                members.Name("\"cancel\":true}"u8);
                break;

            case WsEnvelopeKind.Credit:
                members.Raw("\"id\":"u8, envelope.Id);
                members.TextIfAny("\"stream\":"u8, envelope.Stream);
                members.Number("\"credit\":"u8, Math.Max(0, envelope.Credit));
                output.Write("}"u8);
                break;

            case WsEnvelopeKind.Push:
                members.Text("\"channel\":"u8, envelope.Channel);
                members.Text("\"event\":"u8, envelope.Event);
                members.Name("\"data\":"u8);
                break;

            case WsEnvelopeKind.Gap:
                members.Text("\"channel\":"u8, envelope.Channel);
                members.Number("\"missed\":"u8, envelope.Missed);
                output.Write("}"u8);
                break;

            case WsEnvelopeKind.GoingAway:
                members.Number("\"going_away\":"u8, envelope.TimeoutMilliseconds);
                output.Write("}"u8);
                break;

            default:
                throw new ArgumentException($"A message of kind {envelope.Kind} cannot be written.", nameof(envelope));
        }
    }

    private static void WriteChannel(OutputBuffer output, in WsEnvelope envelope)
    {
        var members = new Members(output);
        members.Text("\"channel\":"u8, envelope.Channel);
        members.TextIfAny("\"event\":"u8, envelope.Event);
        if (WsChannelMethods.IsPublish(envelope.Method.Span))
        {
            members.Name("\"data\":"u8);
        }
    }

    private static void WriteError(OutputBuffer output, WsError error)
    {
        output.Write("{\"message\":"u8);
        JsonText.Write(output, error.Message);
        if (error.Code.Length > 0)
        {
            output.Write(",\"code\":"u8);
            JsonText.Write(output, error.Code);
        }

        if (error.Errors is { Count: > 0 } errors)
        {
            output.Write(",\"errors\":"u8);
            var separator = "{"u8;
            foreach (var (field, text) in errors)
            {
                output.Write(separator);
                JsonText.Write(output, field);
                output.Write(":"u8);
                JsonText.Write(output, text);
                separator = ","u8;
            }

            output.Write("}"u8);
        }

        output.Write("}"u8);
    }

    /// <summary>Puts the brace before the first member and a comma before each other.</summary>
    private ref struct Members(OutputBuffer output)
    {
        private bool _any;

        public void Name(ReadOnlySpan<byte> name)
        {
            var span = output.GetSpan(name.Length + 1);
            span[0] = _any ? (byte)',' : (byte)'{';
            name.CopyTo(span[1..]);
            output.Advance(name.Length + 1);
            _any = true;
        }

        public void Raw(ReadOnlySpan<byte> name, ReadOnlyMemory<byte> value)
        {
            if (!value.IsEmpty)
            {
                Name(name);
                output.Write(value.Span);
            }
        }

        public void Text(ReadOnlySpan<byte> name, ReadOnlyMemory<byte> value)
        {
            Name(name);
            JsonText.Write(output, value.Span);
        }

        public void TextIfAny(ReadOnlySpan<byte> name, ReadOnlyMemory<byte> value)
        {
            if (!value.IsEmpty)
            {
                Text(name, value);
            }
        }

        public void Number(ReadOnlySpan<byte> name, long value)
        {
            Name(name);
            Utf8Formatter.TryFormat(value, output.GetSpan(20), out var length);
            output.Advance(length);
        }
    }
}
