using System.Text.Json.Serialization;

namespace MeasurementsSample;

/// <summary>Which measurement a request is about.</summary>
public sealed record MeasurementParams(string ID);

/// <summary>Action 0506: a chunk of data. Older clients send more members, which are skipped.</summary>
public sealed record AddDataRequest(MeasurementParams Params, string Action)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public byte[]? Payload { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public uint? ChunkOrder { get; init; }
}

/// <summary>The answer to 0506.</summary>
public sealed record AddDataResponse(string ID, uint ChunkOrder);

/// <summary>Action 0510: results are to be sent in frames with the given id.</summary>
public sealed record SubscribeRequest(MeasurementParams Params)
{
    /// <summary>The id of the result frames. The toolkit's client makes one where it is missing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RequestID { get; init; }
}

/// <summary>The results of a chunk. A value is a number of <see cref="ResultChannel.Data"/> divided by <see cref="Multiplier"/>.</summary>
public sealed record MeasurementResult(string MeasurementID, string MeasurementDataID, string MeasurementResultID, uint Multiplier)
{
    public required Dictionary<string, ResultChannel> Channels { get; init; }

    public required ResultError Error { get; init; }
}

/// <summary>What was measured, such as the heart rate.</summary>
public sealed record ResultChannel(string Channel, int[] Data);

/// <summary>Whether a chunk could be evaluated.</summary>
public sealed record ResultError(string Code);

/// <summary>Action 0718: a token, which is given back.</summary>
public sealed record LoginMessage(string Token);
