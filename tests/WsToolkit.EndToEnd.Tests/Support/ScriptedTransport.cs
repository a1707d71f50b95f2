using System.Text;
using System.Threading.Channels;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.EndToEnd.Tests.Support;

/// <summary>One end of a connection whose other end is the test: it says what is received, and whether what is sent gets through.</summary>
internal sealed class ScriptedTransport : WsTransport
{
    private static readonly string CloseFrame = new(' ', 1);
    private readonly Channel<string> _incoming = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<WsCloseCode> _closeSent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly List<string> _written = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private OutputMark _start;
    private int _received;

    public ScriptedTransport(bool stuck = false)
    {
        if (!stuck)
        {
            _open.SetResult();
        }
    }

    /// <summary>Completes when a close frame has been sent.</summary>
    public Task<WsCloseCode> CloseSent => _closeSent.Task;

    public Task Aborted => _aborted.Task;

    /// <summary>Whether the other end answers a close frame.</summary>
    public bool AnswersClose { get; set; }

    /// <summary>How many messages have been asked for.</summary>
    public int Received => Volatile.Read(ref _received);

    /// <summary>How many messages still wait to be asked for.</summary>
    public int Waiting => _incoming.Reader.Count;

    /// <summary>All that has been written into the send queue, whether it got through or not.</summary>
    public IReadOnlyList<string> Written
    {
        get
        {
            lock (_gate)
            {
                return [.. _written];
            }
        }
    }

    public override bool HasBufferedMessage => _incoming.Reader.Count > 0;

    /// <summary>Completes when that many messages have been written.</summary>
    public Task HasWritten(int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_written.Count >= count)
            {
                return Task.CompletedTask;
            }

            _waiting.Add((count, reached));
        }

        return reached.Task.Soon();
    }

    /// <summary>The other end sends a message.</summary>
    public void Receive(string message) => _incoming.Writer.TryWrite(message);

    /// <summary>The other end begins to read.</summary>
    public void LetThrough() => _open.TrySetResult();

    public override async ValueTask<WsMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        var next = _incoming.Reader.ReadAsync(cancellationToken).AsTask();
        if (await Task.WhenAny(next, _aborted.Task) != next)
        {
            throw new IOException("The connection was dropped.");
        }

        Interlocked.Increment(ref _received);
        if (ReferenceEquals(await next, CloseFrame))
        {
            return new WsMessage(WsMessageType.Close, default, new WsCloseInfo(WsCloseCode.Normal, "", Remote: true));
        }

        return new WsMessage(WsMessageType.Text, Encoding.UTF8.GetBytes(await next));
    }

    public override OutputReservation BeginMessage(OutputBuffer output, WsMessageType type)
    {
        var reservation = output.Reserve(1);
        _start = output.Mark();
        return reservation;
    }

    public override void EndMessage(OutputBuffer output, OutputReservation reservation, WsMessageType type)
    {
        var text = Encoding.UTF8.GetString(output.WrittenSince(_start));
        output.Fill(reservation, "|"u8);
        lock (_gate)
        {
            _written.Add(text);
            foreach (var waiting in _waiting.Where(waiting => waiting.Count <= _written.Count))
            {
                waiting.Reached.TrySetResult();
            }
        }
    }

    public override async ValueTask SendAsync(OutputBuffer output, CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(_open.Task, _aborted.Task) != _open.Task)
        {
            throw new IOException("The connection was dropped.");
        }
    }

    public override ValueTask CloseAsync(WsCloseCode code, string? reason, CancellationToken cancellationToken)
    {
        _closeSent.TrySetResult(code);
        if (AnswersClose)
        {
            _incoming.Writer.TryWrite(CloseFrame);
        }

        return ValueTask.CompletedTask;
    }

    public override void Abort() => _aborted.TrySetResult();

    public override ValueTask DisposeAsync()
    {
        Abort();
        return ValueTask.CompletedTask;
    }
}
