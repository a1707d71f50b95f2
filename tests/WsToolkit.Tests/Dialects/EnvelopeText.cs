using System.Text;
using WsToolkit.Dialects;
using WsToolkit.Framing;

namespace WsToolkit.Tests.Dialects;

/// <summary>Envelopes as texts, for tests.</summary>
internal static class EnvelopeText
{
    public static WsEnvelope Parse(string message, WsDialect? dialect = null) => Parse(Encoding.UTF8.GetBytes(message), dialect);

    public static WsEnvelope Parse(byte[] message, WsDialect? dialect = null)
    {
        (dialect ?? DefaultDialect.Instance).Parse(message, WsMessageType.Text, out var envelope);
        return envelope;
    }

    public static string Write(in WsEnvelope envelope, string payload = "")
    {
        using var output = new OutputBuffer(16);
        DefaultDialect.Instance.Begin(output, in envelope);
        output.Write(Encoding.UTF8.GetBytes(payload));
        DefaultDialect.Instance.End(output, in envelope);
        return Encoding.UTF8.GetString(output.Written);
    }

    /// <summary>The answer to a malformed message, as it goes out.</summary>
    public static string Answer(in WsEnvelope malformed)
    {
        Assert.Equal(WsEnvelopeKind.Malformed, malformed.Kind);
        return Write(new WsEnvelope { Kind = WsEnvelopeKind.Error, Id = malformed.Id, Method = malformed.Method, Error = malformed.Error, Credit = -1 });
    }

    /// <summary>Everything that was found, in a fixed form.</summary>
    public static string Describe(in WsEnvelope envelope)
    {
        var text = new StringBuilder().Append(envelope.Kind);
        Add("id", envelope.Id);
        Add("method", envelope.Method);
        Add("stream", envelope.Stream);
        Add("channel", envelope.Channel);
        Add("event", envelope.Event);
        text.Append(envelope.Missed == 0 ? "" : $" missed={envelope.Missed}");
        Add("payload", envelope.Payload);
        text.Append(envelope.TimeoutMilliseconds == 0 ? "" : $" timeout={envelope.TimeoutMilliseconds}");
        text.Append(envelope.Credit < 0 ? "" : $" credit={envelope.Credit}");
        text.Append(envelope.WantsProgress ? " progress" : "");
        Assert.Equal(envelope.Kind == WsEnvelopeKind.Malformed, envelope.Error is not null);
        return text.ToString();

        void Add(string name, ReadOnlyMemory<byte> value)
        {
            if (!value.IsEmpty)
            {
                text.Append($" {name}={Encoding.UTF8.GetString(value.Span)}");
            }
        }
    }

    public static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
