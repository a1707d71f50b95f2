using MeasurementsSample.Protobuf;
using WsToolkit.Dialects;

namespace MeasurementsSample;

/// <summary>The protocol: a header of fixed width, and bodies in JSON or protobuf, by subprotocol.</summary>
public static class Protocol
{
    /// <summary>Bodies in JSON, for the subprotocol <c>json</c>.</summary>
    public static FixedHeaderOptions Json { get; } = new()
    {
        Name = "measurements (JSON)",
        Subprotocol = "json",
        Ids = FixedHeaderIds.ActionAndLetters,
        Streams = [new FixedHeaderStream("0510", Member: "RequestID")],
    };

    /// <summary>Bodies in protobuf, for the subprotocol <c>proto</c>.</summary>
    public static FixedHeaderOptions Proto { get; } = Json with
    {
        Name = "measurements (protobuf)",
        Subprotocol = "proto",
        Body = ProtobufBody.Instance,
    };
}
