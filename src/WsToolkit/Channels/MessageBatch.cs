using WsToolkit.Dialects;

namespace WsToolkit.Channels;

/// <summary>What the pump of a topic hands to every subscriber in one turn. Used by one turn at a time.</summary>
internal sealed class MessageBatch(ReadOnlyMemory<byte> channel)
{
    private readonly List<(WsDialect Dialect, ReadOnlyMemory<byte>[] Messages)> _encoded = new(1);
    private ReadOnlyMemory<byte>[] _picked = [];
    private int[] _places = [];

    public List<ChannelMessage> Messages { get; private set; } = [];

    /// <summary>Messages that were handed over, all subscribers together.</summary>
    public int Delivered { get; set; }

    /// <summary>What kept messages of the turn from being written, for each dialect and message.</summary>
    public List<Exception> Failures { get; } = [];

    /// <summary>Whether messages are left out, in dialects that cannot tell the subscriber of it.</summary>
    public bool HasHoles { get; private set; }

    /// <summary>Takes the messages of a turn, and gives an empty list in exchange.</summary>
    public List<ChannelMessage> Exchange(List<ChannelMessage> messages)
    {
        var empty = Messages;
        empty.Clear();
        _encoded.Clear();
        Failures.Clear();
        HasHoles = false;
        Messages = messages;
        Delivered = 0;
        return empty;
    }

    /// <summary>Lets go of everything.</summary>
    public void Clear()
    {
        Messages.Clear();
        _encoded.Clear();
        Failures.Clear();
        _picked.AsSpan().Clear();
    }

    /// <summary>
    /// All messages of the turn in a dialect. In place of one that cannot be written stands the notice that it is missing, or nothing where
    /// the dialect has no notices.
    /// </summary>
    public ReadOnlyMemory<byte>[] Encode(WsDialect dialect)
    {
        foreach (var (known, messages) in _encoded)
        {
            if (ReferenceEquals(known, dialect))
            {
                return messages;
            }
        }

        var encoded = new ReadOnlyMemory<byte>[Messages.Count];
        for (var i = 0; i < encoded.Length; i++)
        {
            try
            {
                encoded[i] = Messages[i].Encode(dialect, channel);
            }
            catch (Exception exception)
            {
                Failures.Add(exception);
                if (dialect.Features.HasFlag(WsDialectFeatures.ServerNotices))
                {
                    encoded[i] = ChannelMessage.Gap(dialect, channel, 1);
                }
                else
                {
                    HasHoles = true;
                }
            }
        }

        _encoded.Add((dialect, encoded));
        return encoded;
    }

    /// <summary>The messages of the turn that a subscriber wants, in a dialect, and their places. Valid until the next call.</summary>
    public ReadOnlySpan<ReadOnlyMemory<byte>> Pick(WsDialect dialect, Func<ChannelMessage, bool> wants, out ReadOnlySpan<int> places)
    {
        var all = Encode(dialect);
        if (_picked.Length < all.Length)
        {
            _picked = new ReadOnlyMemory<byte>[all.Length];
            _places = new int[all.Length];
        }

        var count = 0;
        for (var i = 0; i < all.Length; i++)
        {
            if (!all[i].IsEmpty && wants(Messages[i]))
            {
                _picked[count] = all[i];
                _places[count++] = i;
            }
        }

        places = _places.AsSpan(0, count);
        return _picked.AsSpan(0, count);
    }
}
