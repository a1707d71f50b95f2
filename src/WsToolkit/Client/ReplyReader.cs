using System.Text.Json;
using WsToolkit.Framing;
using WsToolkit.Json;

namespace WsToolkit.Client;

/// <summary>Reads the reply of a walker: status, reports, and all of it.</summary>
/// <typeparam name="TReport">The type of the reports.</typeparam>
/// <param name="report">What reads a report; null when there are none to read.</param>
internal sealed class ReplyReader<TReport>(WsPayloadType<TReport>? report) : WsPayloadType<WsWalkerReply<TReport>>
{
    public override WsWalkerReply<TReport> Read(ReadOnlyMemory<byte> payload) => Read(payload, 200);

    /// <summary>Reads a reply.</summary>
    /// <param name="payload">The reply.</param>
    /// <param name="status">The status when the reply does not say.</param>
    public WsWalkerReply<TReport> Read(ReadOnlyMemory<byte> payload, int status)
    {
        List<TReport> reports = [];
        var reader = new Utf8JsonReader(payload.Span, new JsonReaderOptions { MaxDepth = 1001 });
        if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isStatus = reader.ValueTextEquals("status"u8);
                var isReports = reader.ValueTextEquals("reports"u8);
                reader.Read();
                if (isStatus && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var found))
                {
                    status = found;
                }
                else if (isReports && report is not null && reader.TokenType == JsonTokenType.StartArray)
                {
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        reports.Add(report.ReadMember(ref reader)!);
                    }
                }
                else
                {
                    reader.Skip();
                }
            }
        }

        return new WsWalkerReply<TReport>(status, payload.ToArray(), reports);
    }

    public override void Write(OutputBuffer output, WsWalkerReply<TReport> value) => throw new NotSupportedException();
}
