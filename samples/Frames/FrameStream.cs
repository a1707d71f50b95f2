using System.Net.Sockets;
using WsToolkit.Framing;

namespace Frames;

/// <summary>Frames over a TCP connection. The engine knows the protocol; all that is done here is to carry its bytes.</summary>
internal sealed class FrameStream(Socket socket, FrameConnection frames) : IDisposable
{
    /// <summary>Answers are collected while there is more to read, but no more than about this many bytes.</summary>
    private const int FlushAt = 64 * 1024;

    /// <summary>How long the other end may take to hang up after the close frames.</summary>
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(5);

    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private readonly OutputBuffer _output = new();

    /// <summary>The next event. Sends what has been written before it waits. Pongs and close frames are written by the engine itself.</summary>
    public async ValueTask<FrameEvent> ReadAsync(CancellationToken cancellationToken)
    {
        if (_output.Length >= FlushAt)
        {
            await FlushAsync(cancellationToken);
        }

        FrameEvent frameEvent;
        while (!frames.TryRead(_output, out frameEvent))
        {
            await FlushAsync(cancellationToken);
            var received = await _stream.ReadAsync(frames.GetReceiveMemory(), cancellationToken);
            if (received > 0)
            {
                frames.AdvanceReceived(received);
            }
            else
            {
                frames.ReceiveEnd();
            }
        }

        return frameEvent;
    }

    /// <summary>Writes a frame, to be sent with the next flush.</summary>
    public void Write(FrameType type, ReadOnlySpan<byte> payload) => frames.Write(_output, type, payload);

    /// <summary>Writes a text message, to be sent with the next flush.</summary>
    public void WriteText(string text) => frames.WriteText(_output, text);

    /// <summary>Writes a close frame, to be sent with the next flush.</summary>
    public void WriteClose(int code, string reason) => frames.WriteClose(_output, code, reason);

    /// <summary>Sends what has been written.</summary>
    public ValueTask FlushAsync(CancellationToken cancellationToken) => SendAsync(_stream, _output, cancellationToken);

    /// <summary>Sends what an output holds, and empties it.</summary>
    public static async ValueTask SendAsync(NetworkStream stream, OutputBuffer output, CancellationToken cancellationToken)
    {
        foreach (var segment in output.Written)
        {
            await stream.WriteAsync(segment, cancellationToken);
        }

        output.Reset();
    }

    /// <summary>
    /// Ends the connection after the close frames. The server hangs up first (RFC 6455, section 7.1.1), and both read on until the other
    /// end has hung up: closing a socket that holds unread bytes would reset the connection and might take the close frame back.
    /// </summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(EndTimeout);
        try
        {
            await FlushAsync(limit.Token);
            if (frames.Role == FrameRole.Server)
            {
                socket.Shutdown(SocketShutdown.Send);
            }

            var rest = new byte[4096];
            while (await _stream.ReadAsync(rest, limit.Token) > 0)
            {
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
            // The other end does not hang up, or has done it the hard way.
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        frames.Dispose();
        _output.Dispose();
    }
}
