using WsToolkit.Dialects;

namespace WsToolkit.Sessions;

/// <summary>What a session does with the messages that it receives. Called by one thread at a time, except for <see cref="OnDue"/>.</summary>
internal interface IWsSessionHandler
{
    /// <summary>Handles a message. Must not wait: the memory of the envelope is reused, and the next message may be a ping or a cancel.</summary>
    /// <param name="envelope">The message.</param>
    /// <param name="reads">True; becomes false when the thread was held up and another one reads meanwhile, also where this throws.</param>
    void OnMessage(in WsEnvelope envelope, ref bool reads);

    /// <summary>The last message has kept the thread that reads from the next ones for long.</summary>
    void OnHeldUp();

    /// <summary>Completes when the next message can be taken; null when it can be taken now. Asked by the reader before each message.</summary>
    Task? Ready => null;

    /// <summary>Handles what has fallen due.</summary>
    /// <param name="now">Now, by the session's clock.</param>
    /// <returns>When the next thing falls due, or <see cref="long.MaxValue"/>.</returns>
    long OnDue(long now);

    /// <summary>The connection has ended: everything in flight has to end, too.</summary>
    void OnClosed(WsConnectionLostException lost);
}
