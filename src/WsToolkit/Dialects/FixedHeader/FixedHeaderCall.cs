namespace WsToolkit.Dialects;

/// <summary>A call of a client that is in flight, or was given up and is still to be answered.</summary>
internal sealed class FixedHeaderCall(ReadOnlyMemory<byte> call, byte[] id, bool isStream)
{
    /// <summary>The call's id in the client.</summary>
    public ReadOnlyMemory<byte> Call { get; } = call;

    /// <summary>The id in the request's header.</summary>
    public byte[] Id { get; } = id;

    public bool IsStream { get; } = isStream;

    /// <summary>The id of the stream's frames: the request's, unless its body has another.</summary>
    public byte[] StreamId { get; set; } = id;

    /// <summary>Whether the server has said that the stream is open.</summary>
    public bool HasStarted { get; set; }

    /// <summary>Whether nobody waits for the call any more.</summary>
    public bool IsAbandoned { get; set; }

    public bool HasOwnStreamId => !ReferenceEquals(StreamId, Id);
}
