namespace WsToolkit.Dialects.Signing;

/// <summary>What is signed in one message: exactly the bytes that travel.</summary>
public readonly ref struct WsSigningInput
{
    /// <summary>The time stamp as it is written.</summary>
    public ReadOnlySpan<byte> Timestamp { get; init; }

    /// <summary>The nonce as it is written, without quotes and escapes.</summary>
    public ReadOnlySpan<byte> Nonce { get; init; }

    /// <summary>The name of the operation.</summary>
    public ReadOnlySpan<byte> Method { get; init; }

    /// <summary>The name of the channel.</summary>
    public ReadOnlySpan<byte> Channel { get; init; }

    /// <summary>The payload as it stands in the message; empty when there is none.</summary>
    public ReadOnlySpan<byte> Body { get; init; }

    /// <summary>The challenge that the server has set.</summary>
    public ReadOnlySpan<byte> Challenge { get; init; }

    /// <summary>Whether the message is the login, which may have a path of its own.</summary>
    public bool IsLogin { get; init; }
}
