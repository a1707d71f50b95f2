namespace WsToolkit.Sessions;

/// <content>Messages that were encoded before, for many connections at once.</content>
internal sealed partial class SendQueue
{
    /// <summary>Queues messages that have been encoded before, envelope and all, as many as there is room for, and flushes once.</summary>
    /// <param name="messages">The messages, in order.</param>
    /// <param name="inLine">Whether the caller has waited for its turn; if not, it gets no room while others wait.</param>
    /// <returns>How many have been queued, or -1 when the connection takes no messages any more.</returns>
    public int SendMany(ReadOnlySpan<ReadOnlyMemory<byte>> messages, bool inLine)
    {
        var sent = 0;
        lock (_gate)
        {
            if (_ended || _close is not null)
            {
                return -1;
            }

            if (_writing)
            {
                throw new InvalidOperationException("A JSON converter must not send messages while it writes one.");
            }

            if (SomeoneWaits && !inLine)
            {
                return 0;
            }

            while (sent < messages.Length && HasRoom)
            {
                WriteEncoded(messages[sent].Span);
                sent++;
            }

            _hasSent |= sent > 0;

            // Flush, within one lock: this runs for every connection that a message goes to.
            if (sent == 0 || _flushing || Volatile.Read(ref _holds) > 0)
            {
                return sent;
            }

            _flushing = true;
            Swap();
        }

        _ = FlushLoopAsync();
        return sent;
    }

    private void WriteEncoded(ReadOnlySpan<byte> message)
    {
        var start = _filling.Mark();
        try
        {
            transport.WriteMessage(_filling, dialect.MessageType, message);
            _fillingLoad.Messages++;
        }
        catch
        {
            _filling.Rewind(start);
            throw;
        }
    }
}
