using System.Net.Security;
using System.Net.Sockets;
using WsToolkit.Framing;

namespace WsToolkit.Interop.Tests.Ours;

/// <summary>One end of a connection: the engine over a stream, as an application would use it, with all bytes counted.</summary>
internal sealed class FrameEnd(Stream stream, Socket socket, FrameConnection frames) : IAsyncDisposable
{
    // For each read and each flush.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public FrameConnection Frames => frames;

    /// <summary>What has been written and not been sent.</summary>
    public OutputBuffer Output { get; } = new();

    /// <summary>How many bytes have been received.</summary>
    public long Received { get; private set; }

    /// <summary>How many bytes have been sent.</summary>
    public long Sent { get; private set; }

    /// <summary>The next event. Sends what there is to send before it waits.</summary>
    public async ValueTask<FrameEvent> ReadAsync()
    {
        FrameEvent frameEvent;
        while (!frames.TryRead(Output, out frameEvent))
        {
            await FlushAsync();
            var count = await ReceiveAsync(frames.GetReceiveMemory());
            Received += count;
            if (count > 0)
            {
                frames.AdvanceReceived(count);
            }
            else
            {
                frames.ReceiveEnd();
            }
        }

        return frameEvent;
    }

    /// <summary>Writes a message, in fragments if so wanted.</summary>
    public void Write(FrameType type, ReadOnlyMemory<byte> content, int fragments = 1)
    {
        var rest = fragments;
        foreach (var part in Content.Parts(content, fragments))
        {
            frames.Write(Output, type, part.Span, endOfMessage: --rest == 0);
        }
    }

    /// <summary>Sends what has been written.</summary>
    public async ValueTask FlushAsync()
    {
        if (Output.Length == 0)
        {
            return;
        }

        using var patience = new CancellationTokenSource(Patience);
        Sent += Output.Length;
        foreach (var segment in Output.Written)
        {
            await stream.WriteAsync(segment, patience.Token);
        }

        Output.Reset();
    }

    /// <summary>
    /// Ends the connection after the close frames: the server first (RFC 6455, section 7.1.1). Both read until the other has ended it, too.
    /// </summary>
    public async Task EndAsync()
    {
        await FlushAsync();
        if (frames.Role == FrameRole.Server)
        {
            if (stream is SslStream tls)
            {
                await tls.ShutdownAsync();
            }

            socket.Shutdown(SocketShutdown.Send);
        }

        var rest = new byte[4096];
        while (await ReceiveAsync(rest) > 0)
        {
        }
    }

    /// <summary>Ends the connection so that the other end sees it reset.</summary>
    public void Drop() => socket.Close(timeout: 0);

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        frames.Dispose();
        Output.Dispose();
    }

    private async ValueTask<int> ReceiveAsync(Memory<byte> memory)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await stream.ReadAsync(memory, patience.Token);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            return 0;
        }
    }
}
